#include "server/app/mailer.hpp"

#include <exception>
#include <pthread.h>

#include "base/log.hpp"
#include "base/time.hpp"
#include "server/mail/message.hpp"

namespace server::app {
namespace {

auth::Level level_of_sessions(Settings const& settings) {
  return auth::highest_level(settings.sessions.needed,
                             settings.demo ? auth::Assurance::strong : auth::Assurance::password);
}

forum::MailOutcome outcome_of(mail::Handover handover) {
  switch (handover) {
    case mail::Handover::taken:
      return forum::MailOutcome::sent;
    case mail::Handover::refused:
      return forum::MailOutcome::refused;
    case mail::Handover::failed:
      return forum::MailOutcome::failed;
    case mail::Handover::unsure:
      return forum::MailOutcome::unsure;
  }
  return forum::MailOutcome::unsure;
}

void count(MailCounters& counters, forum::MailOutcome outcome, forum::MailState state) {
  switch (outcome) {
    case forum::MailOutcome::sent:
      ++counters.sent;
      return;
    case forum::MailOutcome::unsure:
      ++counters.unsure;
      return;
    case forum::MailOutcome::refused:
      ++counters.refused;
      return;
    case forum::MailOutcome::failed:
      ++counters.attempts_failed;
      if (state == forum::MailState::failed) ++counters.given_up;
      return;
  }
}

}  // namespace

Mailer::Mailer(storage::Database& database, Settings const& settings, MailCounters& counters)
    : database_(database),
      counters_(counters),
      settings_(settings.mail),
      limits_(settings.mail_limits),
      sign_in_allows_(level_of_sessions(settings)),
      client_(settings_),
      thread_([this] { run(); }) {}

Mailer::~Mailer() {
  stop();
}

void Mailer::stop() {
  {
    std::lock_guard const lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

forum::DigestMoment Mailer::moment() const {
  return {base::wall_clock_now(), sign_in_allows_};
}

void Mailer::run() {
  pthread_setname_np(pthread_self(), "mail");
  give_up_interrupted();
  while (!stopping_) {
    try {
      queue_due();
      send_waiting();
    } catch (std::exception const& failure) {
      base::log_warning("mail_stuck", {{"what", failure.what()}});
    }
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, settings_.look_every, [this] { return stopping_.load(); });
  }
}

void Mailer::give_up_interrupted() {
  auto const given_up = database_.write_now(
      [](storage::WriteTx& tx) -> base::Result<int> { return forum::give_up_interrupted_mail(tx); });
  if (!given_up || *given_up == 0) return;
  counters_.unsure += static_cast<std::uint64_t>(*given_up);
  base::log_warning("mail_interrupted", {{"mails", *given_up}});
}

void Mailer::queue_due() {
  while (!stopping_) {
    auto const now = moment();
    auto const due =
        database_.read_now([&](storage::ReadTx& tx) -> base::Result<std::vector<forum::DueDigest>> {
          return forum::find_due_digests(tx, now, limits_);
        });
    if (!due || due->empty()) return;
    auto const queued = database_.write_now([&](storage::WriteTx& tx) -> base::Result<int> {
      return forum::queue_digests(tx, *due, now.now, limits_, random_);
    });
    if (!queued) return;
    counters_.digests_queued += static_cast<std::uint64_t>(*queued);
    if (due->size() < static_cast<std::size_t>(limits_.batch)) return;
  }
}

void Mailer::send_waiting() {
  for (int i = 0; i < limits_.batch && !stopping_ && Clock::now() >= paused_until_; ++i) {
    if (!is_waiting() || !send_next()) return;
  }
}

bool Mailer::is_waiting() {
  auto const waiting = database_.read_now([](storage::ReadTx& tx) -> base::Result<bool> {
    return forum::is_mail_waiting(tx, base::wall_clock_now());
  });
  return waiting && *waiting;
}

bool Mailer::send_next() {
  auto const taken = database_.write_now([&](storage::WriteTx& tx) -> base::Result<forum::TakenMail> {
    return forum::take_mail(tx, moment(), limits_, random_);
  });
  if (!taken) return false;
  counters_.dropped += static_cast<std::uint64_t>(taken->dropped);
  if (!taken->mail) return taken->dropped > 0;
  auto const& mail = *taken->mail;
  auto const text = mail::write_message(
      settings_, {mail.id, mail.address, mail.language, base::wall_clock_now(), mail.code});
  auto const reply = client_.send(mail.address, text, stopping_);
  auto const outcome = outcome_of(reply.handover);
  auto const settled = database_.write_now([&](storage::WriteTx& tx) -> base::Result<forum::MailState> {
    return forum::settle_mail(tx, mail, outcome, base::wall_clock_now(), limits_);
  });
  count(counters_, outcome, settled ? *settled : forum::MailState::failed);
  if (outcome != forum::MailOutcome::sent && !stopping_)
    base::log_warning("mail_not_sent", {{"why", reply.why}, {"reply", reply.code}});
  if (reply.is_about_server) paused_until_ = Clock::now() + limits_.retry;
  return settled.has_value();
}

}  // namespace server::app
