// Sends mail: looks who is due, and hands over what waits. Its own thread ("mail"), which alone talks to the
// mail server and may wait for it; what waits stands in the database, so that a restart goes on where it was.
// There is none where the settings name no mail server.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "base/random.hpp"
#include "forum/digests.hpp"
#include "server/app/mail_counters.hpp"
#include "server/app/settings.hpp"
#include "server/mail/smtp.hpp"
#include "storage/database.hpp"

namespace server::app {

class Mailer {
 public:
  // `database` and `counters` must outlive stop().
  Mailer(storage::Database& database, Settings const& settings, MailCounters& counters);
  ~Mailer();  // stop()
  // Within a second, whatever the mail server does.
  void stop();

 private:
  using Clock = std::chrono::steady_clock;

  void run();
  void give_up_interrupted();
  void queue_due();
  void send_waiting();
  bool is_waiting();
  bool send_next();
  forum::DigestMoment moment() const;

  storage::Database& database_;
  MailCounters& counters_;
  mail::MailSettings settings_;
  forum::MailLimits limits_;
  auth::Level sign_in_allows_;
  base::SystemRandom random_;
  mail::SmtpClient client_;
  Clock::time_point paused_until_{};  // after the server has failed as a whole
  std::atomic<bool> stopping_{false};
  std::mutex mutex_;
  std::condition_variable wake_;
  std::thread thread_;
};

}  // namespace server::app
