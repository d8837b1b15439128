#include "forum/acts.hpp"

#include <algorithm>

#include "auth/acting_role.hpp"
#include "auth/audit_log.hpp"
#include "auth/organisations.hpp"

namespace forum {
namespace {

using auth::acting_role;
using auth::Action;
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

void log(storage::WriteTx& tx, auth::Viewer const& viewer, std::optional<auth::Role> role, AuditEvent event,
         ActObject const& about, Because const& why) {
  AuditRecord record{.at = viewer.now, .event = event};
  record.actor = auth::actor_of(viewer, role);
  record.object = about.object;
  record.topic = about.topic;
  record.level = about.level;
  record.reason = why.reason;
  record.approved_by = why.approved_by;
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

// Whether somebody else's thread is edited by who keeps order in its topic.
bool keeps_order(auth::Viewer const& viewer, std::optional<auth::Role> role, ThreadPlace const& thread) {
  return thread.author != viewer.user &&
         (role == auth::Role::topic_moderator || role == auth::Role::unit_officer);
}

}  // namespace

void log_act(storage::WriteTx& tx, auth::Viewer const& viewer, std::optional<auth::Role> role,
             AuditEvent event, PostPlace const& post, std::string_view reason) {
  log(tx, viewer, role, event,
      {{AuditObjectKind::post, post.public_id},
       post.thread.topic.public_id,
       std::max(post.marking.level, post.thread.marking.level),
       post.source},
      {reason});
}

void log_act(storage::WriteTx& tx, auth::Viewer const& viewer, std::optional<auth::Role> role,
             AuditEvent event, ThreadPlace const& thread, Because const& why) {
  log(tx, viewer, role, event, about(thread), why);
}

void log_flag_act(storage::WriteTx& tx, auth::Viewer const& viewer, std::optional<auth::Role> role,
                  AuditEvent event, PostPlace const& post, Because const& why) {
  AuditRecord record{.at = viewer.now, .event = event};
  record.actor = auth::actor_of(viewer, role);
  record.object = {AuditObjectKind::post, post.public_id};
  record.topic = post.thread.topic.public_id;
  record.level = std::max(post.marking.level, post.thread.marking.level);
  record.reason = why.reason;
  record.approved_by = why.approved_by;
  auth::append_audit(tx, record);
}

bool relabels_for_order(auth::Viewer const& viewer, ThreadPlace const& thread) {
  return keeps_order(viewer, acting_role(viewer, Action::edit_title, target_of(thread)), thread);
}

void log_labelling(storage::WriteTx& tx, auth::Viewer const& viewer, ThreadPlace const& thread,
                   Because const& why) {
  auto const role = acting_role(viewer, Action::edit_title, target_of(thread));
  bool const by_moderation = keeps_order(viewer, role, thread);
  log(tx, viewer, role, by_moderation ? AuditEvent::thread_relabelled : AuditEvent::thread_labelled,
      about(thread), why);
}

void log_reaction(storage::WriteTx& tx, auth::Viewer const& viewer, AuditEvent event, PostPlace const& post) {
  log(tx, viewer, acting_role(viewer, Action::post, target_in(post.thread)), event,
      {{AuditObjectKind::post, post.public_id},
       post.thread.topic.public_id,
       std::max(post.marking.level, post.thread.marking.level),
       viewer.organisation},
      {});
}

void log_creation(storage::WriteTx& tx, auth::Viewer const& viewer, AuditEvent event,
                  AuditObject const& object, TopicPlace const& topic, auth::Level level,
                  auth::PublicIds parts) {
  log(tx, viewer, acting_role(viewer, posting_at(level), target_of(topic)), event,
      {object, topic.public_id, level, viewer.organisation, std::move(parts)}, {});
}

void log_changes(storage::WriteTx& tx, auth::Viewer const& viewer, ThreadPlace const& before,
                 ThreadPlace const& next, Because const& why) {
  auto const log_if = [&](bool changed, Action by, AuditEvent event) {
    if (!changed) return;
    auto object = about(next);
    if (event == AuditEvent::thread_moved) object.parts = {before.topic.public_id};
    log(tx, viewer, acting_role(viewer, by, target_of(before)), event, object, why);
  };
  auto marking = next.marking;
  marking.level = before.marking.level;
  bool const remarked = marking != before.marking;
  bool const retitled = next.title != before.title;
  bool const by_moderation =
      retitled && keeps_order(viewer, acting_role(viewer, Action::edit_title, target_of(before)), before);
  bool const moved = next.topic.id != before.topic.id;
  // What a move does to the level and the readers is part of it.
  auto const narrows = moved ? Action::move : Action::narrow;
  log_if(by_moderation, Action::edit_title, AuditEvent::thread_retitled);
  log_if(remarked || (retitled && !by_moderation), retitled ? Action::edit_title : Action::narrow,
         AuditEvent::thread_edited);
  log_if(next.locked != before.locked, Action::lock,
         next.locked ? AuditEvent::thread_locked : AuditEvent::thread_unlocked);
  log_if(next.pinned != before.pinned, Action::pin,
         next.pinned ? AuditEvent::thread_pinned : AuditEvent::thread_unpinned);
  log_if(moved, Action::move, AuditEvent::thread_moved);
  log_if(next.marking.level > before.marking.level, narrows, AuditEvent::level_raised);
  log_if(next.audience != before.audience, narrows, AuditEvent::audience_narrowed);
}

void log_changes(storage::WriteTx& tx, auth::Viewer const& viewer, PostPlace const& before,
                 PostPlace const& next) {
  auto const role = acting_role(viewer, Action::narrow, target_of(before));
  auto marking = next.marking;
  marking.level = before.marking.level;
  if (marking != before.marking) log_act(tx, viewer, role, AuditEvent::post_edited, next);
  if (next.marking.level > before.marking.level) log_act(tx, viewer, role, AuditEvent::level_raised, next);
  if (next.audience != before.audience) log_act(tx, viewer, role, AuditEvent::audience_narrowed, next);
}

}  // namespace forum
