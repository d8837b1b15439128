// What is done in the discussion, as the audit log keeps it: who did what to which object, and why; never
// what the object says. Every operation that changes something logs it here, in its own transaction: what is
// not logged has not happened.
#pragma once

#include <optional>
#include <string_view>

#include "auth/audit_record.hpp"
#include "forum/places.hpp"

namespace forum {

// `role`: by which he was allowed to (auth/acting_role.hpp); `reason` in his own words. Of a first post too:
// what happens to it happens to a post.
void log_act(storage::WriteTx& tx, auth::Viewer const& viewer, std::optional<auth::Role> role,
             auth::AuditEvent event, PostPlace const& post, std::string_view reason = {});
// Why something is done, and who has approved it where that took a second person.
struct Because {
  std::string_view reason = {};
  std::optional<base::PublicId> approved_by = {};
};
// Of a thread as a whole.
void log_act(storage::WriteTx& tx, auth::Viewer const& viewer, std::optional<auth::Role> role,
             auth::AuditEvent event, ThreadPlace const& thread, Because const& why);
// Of a flag on the post: without its source, who is not told of it.
void log_flag_act(storage::WriteTx& tx, auth::Viewer const& viewer, std::optional<auth::Role> role,
                  auth::AuditEvent event, PostPlace const& post, Because const& why = {});
// Whether it is somebody else's thread that the viewer calls or files otherwise, as who keeps order there.
bool relabels_for_order(auth::Viewer const& viewer, ThreadPlace const& thread);
// Of a thread that was given another kind or other tags.
void log_labelling(storage::WriteTx& tx, auth::Viewer const& viewer, ThreadPlace const& thread,
                   Because const& why);
// Of what the viewer says of a post with a word (reactions.hpp): whose post it is, is not whose the word is.
void log_reaction(storage::WriteTx& tx, auth::Viewer const& viewer, auth::AuditEvent event,
                  PostPlace const& post);
// Of a thread or post that the viewer has just made for his organisation; `parts` of a thread is its first
// post.
void log_creation(storage::WriteTx& tx, auth::Viewer const& viewer, auth::AuditEvent event,
                  auth::AuditObject const& object, TopicPlace const& topic, auth::Level level,
                  auth::PublicIds parts = {});
// Each thing that `next` has otherwise than `before`: one record for each, by the role that allowed it there.
// A move has the topic that the thread came from as its part.
void log_changes(storage::WriteTx& tx, auth::Viewer const& viewer, ThreadPlace const& before,
                 ThreadPlace const& next, Because const& why);

// The same of a post: its marking and its audience.
void log_changes(storage::WriteTx& tx, auth::Viewer const& viewer, PostPlace const& before,
                 PostPlace const& next);

}  // namespace forum
