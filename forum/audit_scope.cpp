#include "forum/audit_scope.hpp"

#include <algorithm>

#include "forum/places.hpp"
#include "forum/topics.hpp"

namespace forum {
namespace {

bool may_read(storage::ReadTx& tx, auth::Viewer const& viewer, auth::AuditObject const& object) {
  if (!object.id) return false;
  switch (object.kind) {
    case auth::AuditObjectKind::topic:
      return find_topic_place(tx, viewer, *object.id).has_value();
    case auth::AuditObjectKind::thread:
      return find_thread_place(tx, viewer, *object.id).has_value();
    case auth::AuditObjectKind::post:
      return find_post_place(tx, viewer, *object.id).has_value();
    default:
      return false;
  }
}

}  // namespace

auth::ModerationScope moderation_scope(storage::ReadTx& tx, auth::Viewer const& viewer) {
  auth::ModerationScope scope;
  for (TopicId const topic : viewer.moderated_topics) scope.topics.push_back(topic_public_id(tx, topic));
  std::ranges::sort(scope.topics);
  auto const twice = std::ranges::unique(scope.topics);
  scope.topics.erase(twice.begin(), twice.end());
  scope.may_read = [&tx, &viewer](auth::AuditRecord const& record) {
    return may_read(tx, viewer, record.object);
  };
  return scope;
}

}  // namespace forum
