#include "forum/acts.hpp"

#include <algorithm>

#include "auth/audit_log.hpp"
#include "auth/organisations.hpp"

namespace forum {
namespace {

using auth::AuditEvent;
using auth::AuditObject;
using auth::AuditObjectKind;
using auth::AuditRecord;

struct ActObject {
  AuditObject object;
  base::PublicId topic;
  auth::Level level;
  auth::OrganisationId source;
  auth::PublicIds parts = {};
};

void log(storage::WriteTx& tx, auth::Viewer const& viewer, AuditEvent event, ActObject const& about,
         std::string_view reason) {
  AuditRecord record{.at = viewer.now, .event = event};
  record.actor = auth::actor_of(viewer);
  record.object = about.object;
  record.topic = about.topic;
  record.level = about.level;
  record.reason = reason;
  record.parts = about.parts;
  record.sources = {about.source == viewer.organisation ? viewer.organisation_public_id
                                                        : auth::public_id_of(tx, about.source)};
  auth::append_audit(tx, record);
}

ActObject about(ThreadPlace const& thread) {
  return {{AuditObjectKind::thread, thread.public_id},
          thread.topic.public_id,
          thread.marking.level,
          thread.source};
}

}  // namespace

void log_act(storage::WriteTx& tx, auth::Viewer const& viewer, AuditEvent event, ThreadPlace const& thread,
             std::string_view reason) {
  log(tx, viewer, event, about(thread), reason);
}

void log_act(storage::WriteTx& tx, auth::Viewer const& viewer, AuditEvent event, PostPlace const& post,
             std::string_view reason) {
  log(tx, viewer, event,
      {{AuditObjectKind::post, post.public_id},
       post.thread.topic.public_id,
       std::max(post.marking.level, post.thread.marking.level),
       post.source},
      reason);
}

void log_creation(storage::WriteTx& tx, auth::Viewer const& viewer, AuditEvent event,
                  AuditObject const& object, TopicPlace const& topic, auth::Level level,
                  auth::PublicIds parts) {
  log(tx, viewer, event, {object, topic.public_id, level, viewer.organisation, std::move(parts)}, {});
}

void log_changes(storage::WriteTx& tx, auth::Viewer const& viewer, ThreadPlace const& before,
                 ThreadPlace const& next) {
  auto const log_if = [&](bool changed, AuditEvent event) {
    if (changed) log_act(tx, viewer, event, next);
  };
  auto marking = next.marking;
  marking.level = before.marking.level;
  log_if(next.title != before.title || marking != before.marking, AuditEvent::thread_edited);
  log_if(next.locked != before.locked, next.locked ? AuditEvent::thread_locked : AuditEvent::thread_unlocked);
  log_if(next.pinned != before.pinned, next.pinned ? AuditEvent::thread_pinned : AuditEvent::thread_unpinned);
  log_if(next.topic.id != before.topic.id, AuditEvent::thread_moved);
  log_if(next.marking.level > before.marking.level, AuditEvent::level_raised);
  log_if(next.audience != before.audience, AuditEvent::audience_narrowed);
}

void log_changes(storage::WriteTx& tx, auth::Viewer const& viewer, PostPlace const& before,
                 PostPlace const& next) {
  auto marking = next.marking;
  marking.level = before.marking.level;
  if (marking != before.marking) log_act(tx, viewer, AuditEvent::post_edited, next);
  if (next.marking.level > before.marking.level) log_act(tx, viewer, AuditEvent::level_raised, next);
  if (next.audience != before.audience) log_act(tx, viewer, AuditEvent::audience_narrowed, next);
}

}  // namespace forum
