// What has to be done now and then: sessions that timed out are swept, a checkpoint of the audit log is
// signed, coordinators and compliance are reminded of what waits beyond its deadline, recalls ask whoever
// comes to the log late, mail addresses that nobody has confirmed go, and notes about authors that were kept
// long enough. Its own thread ("upkeep"), which sleeps nearly always.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "auth/audit_note.hpp"
#include "server/app/settings.hpp"
#include "storage/database.hpp"

namespace server::app {

class Upkeep {
 public:
  // `database` must outlive stop().
  Upkeep(storage::Database& database, Settings const& settings, auth::NoteSigner const& signer);
  ~Upkeep();  // stop()
  void stop();

 private:
  void run();
  void work();
  void clean_search_index();

  storage::Database& database_;
  auth::SessionLimits sessions_;
  forum::ModerationLimits moderation_;
  std::chrono::milliseconds release_reminder_;
  std::chrono::milliseconds every_;
  auth::NoteSigner signer_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace server::app
