// Has saved searches asked about what is published, and tells those who wish to hear of it. Its own thread
// ("search-teller"), which sleeps nearly always; what waits stands in the database, so that a restart goes on
// where it was.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "forum/ids.hpp"
#include "forum/search_query.hpp"
#include "storage/database.hpp"

namespace server::app {

class SearchTeller {
 public:
  // `database` must outlive stop().
  SearchTeller(storage::Database& database, forum::SearchLimits const& limits);
  ~SearchTeller();  // stop()
  void stop();

 private:
  void run();
  bool is_stopping();
  void work();
  void tell_of(forum::PostId post);

  storage::Database& database_;
  forum::SearchLimits limits_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace server::app
