#include "forum/denials.hpp"

#include <algorithm>
#include <array>
#include <memory>

#include "auth/readable.hpp"
#include "forum/denials_store.hpp"

namespace forum {
namespace {

constexpr std::size_t kThreadsOfTopic = 50;
constexpr std::size_t kPostsOfThread = 200;
constexpr std::size_t kPostsToFindOne = 20;

// Decides as it was before the sources denied the viewer, and as it is.
class BeforeAndAfter {
 public:
  BeforeAndAfter(storage::ReadTx& tx, auth::Viewer const& viewer,
                 std::vector<auth::OrganisationId> const& sources)
      : viewer_(viewer), loader_before_(tx, before_), loader_after_(tx, after_) {
    auto const nobody = std::make_shared<std::vector<std::int64_t> const>();
    for (auto const source : sources) before_.denied[source] = nobody;
  }

  bool lost_topic(TopicOfSource const& topic) {
    return readable_topic(loader_before_, topic) && !readable_topic(loader_after_, topic);
  }
  bool lost_thread(PostOfSource const& post) {
    return readable_thread(loader_before_, post) && !readable_thread(loader_after_, post);
  }
  bool lost_post(PostOfSource const& post) {
    return readable_post(loader_before_, post) && !readable_post(loader_after_, post);
  }
  bool reads_thread(PostOfSource const& post) { return readable_thread(loader_after_, post); }

 private:
  bool readable_topic(FactsLoader& loader, TopicOfSource const& topic) const {
    std::array const chain{loader.load(topic.envelope)};
    return auth::decide(viewer_, chain, auth::TopicScope{topic.topic.id.value});
  }
  bool readable_thread(FactsLoader& loader, PostOfSource const& post) const {
    std::array const chain{loader.load(post.topic), loader.load(post.thread_envelope)};
    return auth::decide(viewer_, chain, auth::TopicScope{post.topic_id.value}, scope_of(post.thread.id));
  }
  bool readable_post(FactsLoader& loader, PostOfSource const& post) const {
    std::array const chain{loader.load(post.topic), loader.load(post.thread_envelope),
                           loader.load(post.envelope)};
    return auth::decide(viewer_, chain, auth::TopicScope{post.topic_id.value}, scope_of(post.thread.id));
  }

  auth::Viewer const& viewer_;
  FactSets before_;
  FactSets after_;
  FactsLoader loader_before_;
  FactsLoader loader_after_;
};

bool has_lost_any(std::vector<PostOfSource> const& posts, BeforeAndAfter& rights) {
  return std::ranges::any_of(posts, [&](PostOfSource const& post) { return rights.lost_post(post); });
}

// By posts of the thread. One that was split off was there for who could read one of them.
bool has_lost_thread(std::vector<PostOfSource> const& posts, BeforeAndAfter& rights) {
  auto const& front = posts.front();
  if (!front.is_split) return rights.lost_thread(front);
  return !rights.reads_thread(front) && has_lost_any(posts, rights);
}

// One change or loss of a row in a list is enough.
void note_thread(std::vector<PostOfSource> const& posts, BeforeAndAfter& rights, Losses& losses) {
  if (posts.empty()) return;
  if (has_lost_thread(posts, rights)) {
    losses.gone.push_back(posts.front().thread);
  } else if (rights.reads_thread(posts.front()) && has_lost_any(posts, rights)) {
    losses.changed.push_back(posts.front().thread);
  }
}

}  // namespace

Losses find_losses(storage::ReadTx& tx, auth::Viewer const& viewer, std::vector<WatchedTopic> const& topics,
                   std::vector<WatchedThread> const& threads,
                   std::vector<auth::OrganisationId> const& sources, EventId upto) {
  Losses losses;
  BeforeAndAfter rights(tx, viewer, sources);
  for (auto const source : sources) {
    for (auto const& thread : threads) {
      auto const posts = select_posts_of_source(tx, thread.id, source, upto, kPostsOfThread);
      losses.are_too_many |= posts.size() == kPostsOfThread;
      for (auto const& post : posts) {
        if (rights.lost_post(post)) losses.posts.push_back({thread, post.post});
      }
      note_thread(posts, rights, losses);
    }
    for (auto const& topic : topics) {
      auto const found = select_threads_of_source(tx, topic.id, source, kThreadsOfTopic);
      losses.are_too_many |= found.size() == kThreadsOfTopic;
      for (auto const thread : found) {
        note_thread(select_posts_of_source(tx, thread, source, upto, kPostsToFindOne), rights, losses);
      }
    }
  }
  return losses;
}

void add_lost_objects(storage::ReadTx& tx, auth::Viewer const& viewer,
                      std::vector<base::PublicId> const& topics, std::vector<base::PublicId> const& threads,
                      std::vector<auth::OrganisationId> const& sources, EventId upto, Losses& losses) {
  BeforeAndAfter rights(tx, viewer, sources);
  for (auto const& id : topics) {
    auto const topic = find_topic_of_source(tx, id);
    if (topic && rights.lost_topic(*topic)) losses.topics.push_back(topic->topic);
  }
  for (auto const& id : threads) {
    auto const thread = find_thread_then(tx, id, upto);
    if (!thread) continue;
    bool is_lost = !thread->is_split && rights.lost_thread(*thread);
    if (thread->is_split) {
      is_lost = std::ranges::any_of(sources, [&](auth::OrganisationId source) {
        auto const posts = select_posts_of_source(tx, thread->thread.id, source, upto, kPostsOfThread);
        return !posts.empty() && has_lost_thread(posts, rights);
      });
    }
    if (is_lost) losses.gone.push_back(thread->thread);
  }
}

}  // namespace forum
