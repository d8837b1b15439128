// Checks uploads when all of their bytes are there, has files scanned that nobody could scan before, and
// takes out of the store what no row refers to. Its own thread ("file-check"), which alone adds to the store
// and takes from it; what waits stands in the database, so that a restart goes on where it was.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "files/scanner.hpp"
#include "files/store.hpp"
#include "forum/attachment_checks.hpp"
#include "server/app/checker_settings.hpp"
#include "storage/database.hpp"

namespace server::app {

class AttachmentChecker {
 public:
  // `database` and `store` must outlive stop().
  AttachmentChecker(storage::Database& database, files::Store const& store, CheckerSettings settings,
                    forum::AttachmentLimits const& limits);
  ~AttachmentChecker();  // stop()
  void stop();

  // There is something to check. From any thread.
  void wake();

 private:
  void run();
  bool is_stopping();
  void check_all();
  void check(forum::DueCheck const& due);
  forum::CheckedFile look_at(forum::DueCheck const& due) const;
  void scan_again();
  void sweep();

  storage::Database& database_;
  files::Store const& store_;
  CheckerSettings settings_;
  forum::AttachmentLimits limits_;
  files::Scanner scanner_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool woken_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace server::app
