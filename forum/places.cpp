#include "forum/places.hpp"

#include <algorithm>

#include "auth/organisations.hpp"

namespace forum {

std::optional<auth::OrganisationId> TopicPlace::unit() const {
  return owned_by_unit ? std::optional(owner) : std::nullopt;
}

Origin origin_of(storage::ReadTx& tx, PostPlace const& post) {
  return {post.public_id, std::max(post.marking.level, post.thread.marking.level),
          auth::public_id_of(tx, post.source)};
}

auth::Target target_of(TopicPlace const& topic) {
  return {.source = std::nullopt,
          .source_parent = std::nullopt,
          .author = std::nullopt,
          .topic = topic.id,
          .topic_owner = topic.owner};
}

auth::Target target_of(ThreadPlace const& thread) {
  return {.source = thread.source,
          .source_parent = thread.source_parent,
          .author = thread.author,
          .topic = thread.topic.id,
          .topic_owner = thread.topic.owner};
}

auth::Target target_of(PostPlace const& post) {
  return {.source = post.source,
          .source_parent = post.source_parent,
          .author = post.author,
          .topic = post.thread.topic.id,
          .topic_owner = post.thread.topic.owner};
}

auth::Target target_in(ThreadPlace const& thread) {
  return target_of(thread.topic);
}

bool may_announce(auth::Viewer const& viewer, TopicPlace const& topic) {
  return judge(viewer, auth::Action::pin, target_of(topic)) == auth::Verdict::allowed;
}

auth::Action posting_at(auth::Level level) {
  return level >= auth::Level::restricted ? auth::Action::post_restricted : auth::Action::post;
}

namespace {

// Whether the viewer could have published this without anybody else's release.
bool needs_no_release(auth::Viewer const& viewer, auth::Target const& target, auth::State state,
                      auth::Level level) {
  if (state == auth::State::awaiting_release) return true;
  auth::Target const anew{.source = std::nullopt,
                          .source_parent = std::nullopt,
                          .author = std::nullopt,
                          .topic = target.topic,
                          .topic_owner = target.topic_owner};
  return judge(viewer, posting_at(level), anew) == auth::Verdict::allowed ||
         (!viewer.supervised && judge(viewer, auth::Action::release, target) == auth::Verdict::allowed);
}

}  // namespace

auth::Verdict judge_edit(auth::Viewer const& viewer, auth::Target const& target, auth::State state,
                         auth::Level level) {
  auto const verdict = judge(viewer, auth::Action::edit_text, target);
  if (verdict != auth::Verdict::allowed) return verdict;
  return needs_no_release(viewer, target, state, level) ? verdict : auth::Verdict::awaits_release;
}

bool may_edit_title(auth::Viewer const& viewer, ThreadPlace const& thread) {
  auto const target = target_of(thread);
  return judge(viewer, auth::Action::edit_title, target) == auth::Verdict::allowed &&
         needs_no_release(viewer, target, thread.state, thread.marking.level);
}

}  // namespace forum
