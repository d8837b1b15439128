// What has to be swept now and then: sessions that timed out. Its own thread ("upkeep"), which sleeps nearly
// always.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "auth/sessions.hpp"
#include "storage/database.hpp"

namespace server::app {

class Upkeep {
 public:
  // `database` must outlive stop().
  Upkeep(storage::Database& database, auth::SessionLimits const& sessions);
  ~Upkeep();  // stop()
  void stop();

 private:
  void run();
  void sweep();

  storage::Database& database_;
  auth::SessionLimits sessions_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace server::app
