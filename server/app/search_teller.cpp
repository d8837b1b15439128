#include "server/app/search_teller.hpp"

#include <pthread.h>

#include "base/log.hpp"
#include "base/time.hpp"
#include "forum/found_posts.hpp"

namespace server::app {
namespace {

// How long a notice may be behind its post.
constexpr std::chrono::seconds kEvery{1};
// Searches that are asked in one snapshot, so that no reader is kept from others for long.
constexpr int kAskedAtOnce = 100;

}  // namespace

SearchTeller::SearchTeller(storage::Database& database, forum::SearchLimits const& limits)
    : database_(database), limits_(limits), thread_([this] { run(); }) {}

SearchTeller::~SearchTeller() {
  stop();
}

void SearchTeller::stop() {
  {
    std::lock_guard const lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

bool SearchTeller::is_stopping() {
  std::lock_guard const lock(mutex_);
  return stopping_;
}

void SearchTeller::run() {
  pthread_setname_np(pthread_self(), "search-teller");
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    work();
    lock.lock();
    wake_.wait_for(lock, kEvery, [this] { return stopping_; });
  }
}

void SearchTeller::work() {
  try {
    while (!is_stopping()) {
      auto const post =
          database_.read_now([](storage::ReadTx& tx) -> base::Result<std::optional<forum::PostId>> {
            return forum::next_new_post(tx);
          });
      if (!post || !*post) return;
      tell_of(**post);
    }
  } catch (std::exception const& failure) {
    base::log_warning("search_teller_failed", {{"what", failure.what()}});
  }
}

void SearchTeller::tell_of(forum::PostId post) {
  std::vector<auth::UserId> finders;
  forum::SavedSearchId after{0};
  for (bool is_over = false; !is_over;) {
    if (is_stopping()) return;
    auto const part = database_.read_now([&](storage::ReadTx& tx) -> base::Result<forum::FoundPart> {
      return forum::find_new_post(tx, post, after, kAskedAtOnce, limits_, base::wall_clock_now());
    });
    if (!part) return;
    finders.insert(finders.end(), part->finders.begin(), part->finders.end());
    after = part->last;
    is_over = part->is_over;
  }
  auto const told = database_.write_now([&](storage::WriteTx& tx) -> base::Result<void> {
    forum::tell_finders(tx, post, finders);
    return {};
  });
  if (!told) base::log_warning("search_teller_failed", {{"code", base::to_string(told.error().code)}});
}

}  // namespace server::app
