#include "forum/audit_scope.hpp"

#include <algorithm>

#include "forum/contributions.hpp"
#include "forum/pending_revisions.hpp"
#include "forum/places.hpp"
#include "forum/release_store.hpp"
#include "forum/told.hpp"
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

auth::AuditScope audit_scope(storage::ReadTx& tx, auth::Viewer const& viewer) {
  auth::AuditScope scope;
  for (TopicId const topic : viewer.moderated_topics) scope.topics.push_back(topic_public_id(tx, topic));
  std::ranges::sort(scope.topics);
  auto const twice = std::ranges::unique(scope.topics);
  scope.topics.erase(twice.begin(), twice.end());
  scope.may_read = [&tx, &viewer](auth::AuditObject const& object) { return may_read(tx, viewer, object); };
  scope.is_contributed = [&tx, &viewer](base::PublicId const& post) {
    return find_contributed_place(tx, viewer, post).has_value();
  };
  scope.reads_before_release = [&tx, &viewer](base::PublicId const& post) {
    auto const place = find_contributed_place(tx, viewer, post);
    return place && knows_of_revisions(viewer, *place);
  };
  scope.went_out = [&tx](base::PublicId const& post) { return went_out(tx, post); };
  scope.tells_source = [&tx, &viewer](base::PublicId const& post) {
    auto const place = find_post_place(tx, viewer, post);
    return place && tells_source(viewer, place->source, place->marking.attribution);
  };
  return scope;
}

}  // namespace forum
