#include "server/app/upkeep.hpp"

#include <exception>
#include <pthread.h>

#include "auth/audit_checkpoint.hpp"
#include "base/log.hpp"
#include "base/random.hpp"
#include "base/time.hpp"
#include "forum/author_notes.hpp"
#include "forum/mail_choices.hpp"
#include "forum/recalls.hpp"
#include "forum/release_reminders.hpp"
#include "forum/search_index.hpp"

namespace server::app {
namespace {

constexpr int kRemindersAtOnce = 1000;
constexpr int kRecallsAtOnce = 100;
constexpr int kIndexedAtOnce = 500;
constexpr int kCleaningSteps = 10'000;

}  // namespace

Upkeep::Upkeep(storage::Database& database, Settings const& settings, auth::NoteSigner const& signer)
    : database_(database),
      sessions_(settings.sessions),
      moderation_(settings.moderation),
      release_reminder_(settings.forum.release_reminder),
      every_(settings.upkeep_every),
      signer_(signer),
      thread_([this] { run(); }) {}

Upkeep::~Upkeep() {
  stop();
}

void Upkeep::stop() {
  {
    std::lock_guard const lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Upkeep::run() {
  pthread_setname_np(pthread_self(), "upkeep");
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    work();
    lock.lock();
    wake_.wait_for(lock, every_, [this] { return stopping_; });
  }
}

void Upkeep::work() {
  try {
    auto const now = base::wall_clock_now();
    base::SystemRandom random;
    auto const done = database_.write_now([&](storage::WriteTx& tx) -> base::Result<void> {
      auth::sweep_sessions(tx, sessions_, now);
      auth::make_checkpoint(tx, signer_, now);
      forum::remind_of_submissions(tx, {now, release_reminder_, kRemindersAtOnce});
      forum::finish_recalls(tx, now, random, kRecallsAtOnce);
      forum::index_due(tx, kIndexedAtOnce);
      forum::forget_unconfirmed_addresses(tx, now);
      forum::forget_author_notes(tx, now, moderation_);
      return {};
    });
    if (!done) base::log_warning("upkeep_failed", {{"code", base::to_string(done.error().code)}});
    clean_search_index();
  } catch (std::exception const& failure) {
    base::log_warning("upkeep_failed", {{"what", failure.what()}});
  }
}

// In steps of their own, so that others write in between. Where new posts keep coming, the rest is left to
// the next time.
void Upkeep::clean_search_index() {
  for (int step = 0; step < kCleaningSteps; ++step) {
    {
      std::lock_guard const lock(mutex_);
      if (stopping_) return;
    }
    auto const more = database_.write_now(
        [](storage::WriteTx& tx) -> base::Result<bool> { return forum::clean_index(tx); });
    if (!more || !*more) return;
  }
}

}  // namespace server::app
