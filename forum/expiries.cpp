#include "forum/expiries.hpp"

#include <algorithm>
#include <array>

#include "auth/readable.hpp"
#include "forum/expiries_store.hpp"

namespace forum {
namespace {

// Beyond it, whoever has anything on his screen reads it again.
constexpr std::size_t kMost = 20'000;

bool has(std::vector<base::PublicId> const& ids, base::PublicId const& id) {
  return std::ranges::binary_search(ids, id);
}

// The same rights at two moments.
class ThenAndNow {
 public:
  ThenAndNow(storage::ReadTx& tx, auth::Viewer const& viewer, base::Timestamp then)
      : loader_(tx, sets_), then_(viewer), now_(viewer) {
    then_.now = then;
  }

  bool lost_thread(PostOfSource const& post) {
    return reads_thread(then_, post) && !reads_thread(now_, post);
  }
  bool lost_post(PostOfSource const& post) { return reads_post(then_, post) && !reads_post(now_, post); }
  bool reads_frame(PostOfSource const& post) { return reads_thread(now_, post); }

 private:
  bool reads_thread(auth::Viewer const& viewer, PostOfSource const& post) {
    std::array const chain{loader_.load(post.topic), loader_.load(post.thread_envelope)};
    return auth::decide(viewer, chain, auth::TopicScope{post.topic_id.value}, scope_of(post.thread.id));
  }
  bool reads_post(auth::Viewer const& viewer, PostOfSource const& post) {
    std::array const chain{loader_.load(post.topic), loader_.load(post.thread_envelope),
                           loader_.load(post.envelope)};
    return auth::decide(viewer, chain, auth::TopicScope{post.topic_id.value}, scope_of(post.thread.id));
  }

  FactSets sets_;
  FactsLoader loader_;
  auth::Viewer then_;
  auth::Viewer now_;
};

bool is_named(std::vector<WatchedThread> const& threads, ThreadId thread) {
  return std::ranges::find(threads, thread, &WatchedThread::id) != threads.end();
}

}  // namespace

Expired::Expired(storage::ReadTx& tx, base::Timestamp since, base::Timestamp now)
    : threads_(select_expired_threads(tx, since, now, kMost)),
      posts_(select_expired_posts(tx, since, now, kMost)),
      are_too_many_(threads_.size() == kMost || posts_.size() == kMost) {}

Expired::~Expired() = default;

void Expired::add_losses(storage::ReadTx& tx, auth::Viewer const& viewer, base::Timestamp since,
                         std::vector<base::PublicId> const& topics,
                         std::vector<base::PublicId> const& threads, Losses& losses) const {
  if (topics.empty() && threads.empty()) return;
  losses.are_too_many |= are_too_many_;
  ThenAndNow rights(tx, viewer, since);
  auto const is_on_screen = [&](PostOfSource const& post) {
    return has(threads, post.thread.public_id) || has(topics, post.thread.topic_public_id);
  };
  for (auto const& first : threads_) {
    if (is_on_screen(first) && rights.lost_thread(first) && !is_named(losses.gone, first.thread.id))
      losses.gone.push_back(first.thread);
  }
  for (auto const& post : posts_) {
    if (!is_on_screen(post) || is_named(losses.gone, post.thread.id) || !rights.lost_post(post)) continue;
    if (post.is_split && !rights.reads_frame(post)) {
      losses.gone.push_back(post.thread);
      continue;
    }
    if (has(threads, post.thread.public_id)) losses.posts.push_back({post.thread, post.post});
    if (!is_named(losses.changed, post.thread.id)) losses.changed.push_back(post.thread);
  }
}

}  // namespace forum
