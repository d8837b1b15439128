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

void put_back(PriorEnvelope const& prior, auth::Envelope& envelope) {
  envelope.audience = prior.audience.value_or(envelope.audience);
  envelope.level = prior.level.value_or(envelope.level);
  envelope.state = prior.state.value_or(envelope.state);
}

base::Timestamp expiry_of(PostOfSource const& post) {
  return std::min(post.thread_envelope.expires_on.value_or(base::Timestamp::max()),
                  post.envelope.expires_on.value_or(base::Timestamp::max()));
}

// As it was when it expired: what has changed since then is put back, the newest change first.
PostOfSource at_expiry(PostOfSource post, std::vector<EnvelopeChange> const& changes) {
  auto const expired = expiry_of(post);
  for (auto const& change : changes) {
    if (change.at < expired) break;
    if (change.thread != post.thread.id) continue;
    if (!change.post) put_back(change.prior, post.thread_envelope);
    if (change.post == post.post) put_back(change.prior, post.envelope);
  }
  return post;
}

// Rights at two moments.
class ThenAndNow {
 public:
  ThenAndNow(storage::ReadTx& tx, auth::Viewer const& viewer, Expired::Formerly const& formerly,
             std::vector<EnvelopeChange> const& changes)
      : loader_(tx, sets_),
        then_(formerly.viewer ? *formerly.viewer : viewer),
        now_(viewer),
        deniers_(formerly.deniers),
        changes_(changes) {
    then_.now = formerly.since;
  }

  bool lost_thread(PostOfSource const& post) {
    auto const before = at_expiry(post, changes_);
    return !was_denied(before, false) && reads_thread(then_, before) && !reads_thread(now_, post);
  }
  bool lost_post(PostOfSource const& post) {
    auto const before = at_expiry(post, changes_);
    return !was_denied(before, true) && reads_post(then_, before) && !reads_post(now_, post);
  }
  bool reads_frame(PostOfSource const& post) { return reads_thread(now_, post); }

 private:
  bool denied(auth::Envelope const& envelope) const {
    return envelope.source != then_.organisation && std::ranges::binary_search(*deniers_, envelope.source);
  }
  // Whoever denied him then may do so no more.
  bool was_denied(PostOfSource const& post, bool with_post) const {
    return deniers_ &&
           (denied(post.topic) || denied(post.thread_envelope) || (with_post && denied(post.envelope)));
  }
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
  std::vector<auth::OrganisationId> const* deniers_;
  std::vector<EnvelopeChange> const& changes_;
};

bool is_named(std::vector<WatchedThread> const& threads, ThreadId thread) {
  return std::ranges::find(threads, thread, &WatchedThread::id) != threads.end();
}

}  // namespace

Expired::Expired(storage::ReadTx& tx, base::Timestamp since, base::Timestamp now)
    : threads_(select_expired_threads(tx, since, now, kMost)),
      posts_(select_expired_posts(tx, since, now, kMost)),
      are_too_many_(threads_.size() == kMost || posts_.size() == kMost) {
  if (threads_.empty() && posts_.empty()) return;
  changes_ = select_envelope_changes(tx, since, kMost);
  are_too_many_ |= changes_.size() == kMost;
}

Expired::~Expired() = default;

void Expired::add_losses(storage::ReadTx& tx, auth::Viewer const& viewer, Formerly const& formerly,
                         std::vector<base::PublicId> const& topics,
                         std::vector<base::PublicId> const& threads, Losses& losses) const {
  if (topics.empty() && threads.empty()) return;
  losses.are_too_many |= are_too_many_;
  ThenAndNow rights(tx, viewer, formerly, changes_);
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
