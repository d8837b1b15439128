// The statements behind every change of the discussion: events, publication, inboxes.
#pragma once

#include <optional>

#include "auth/viewer.hpp"
#include "forum/events.hpp"
#include "forum/ids.hpp"
#include "forum/posts.hpp"
#include "storage/transaction.hpp"

namespace forum {

// What an object's envelope was before a change; what did not move is left out.
struct PriorEnvelope {
  std::optional<TopicId> topic;
  std::optional<auth::AudienceId> audience;
  std::optional<auth::Level> level;
  std::optional<auth::State> state;
};

struct EventPlace {
  EventObject object = EventObject::post;
  TopicId topic;
  ThreadId thread;
  std::optional<PostId> post;
};

// What became of an object that was there before.
EventId insert_changed_event(storage::WriteTx& tx, EventPlace const& place, auth::Viewer const& actor,
                             PriorEnvelope const& prior);

// What the actor has just said of a post, or takes back, as an object of his own organisation's beside it:
// who may not know of that hears nothing.
void insert_reaction_event(storage::WriteTx& tx, EventPlace const& place, auth::Viewer const& actor);

// What is between the author of a post and the coordinators of its source, as what awaits its release beside
// the published text: the other readers hear nothing.
EventId insert_inner_event(storage::WriteTx& tx, EventPlace const& place, auth::Viewer const& actor);
// For the inboxes that are filled with it, and nobody else.
EventId insert_notice_event(storage::WriteTx& tx, EventPlace const& place, auth::Viewer const& actor);

// The number of the next event, for a row that is to carry it. Numbers only grow: the newest event is never
// deleted.
EventId next_event(storage::WriteTx& tx);
// A new post (and its thread, where `place` is about the thread) comes before its readers: the event of this
// number, and the inboxes of all who follow, but not the author's own. The row carries the number already;
// the tallies are the caller's.
void announce(storage::WriteTx& tx, EventId event, EventPlace const& place, PostId post,
              auth::Viewer const& author);
// The same for a post that has waited for its release: its row says `published` already, and gets its number.
EventId publish(storage::WriteTx& tx, EventPlace const& place, PostId post, auth::UserId author,
                auth::Viewer const& actor);

// Whoever opens or answers follows from then on, unless he has said otherwise.
void follow_thread(storage::WriteTx& tx, auth::UserId user, ThreadId thread);

}  // namespace forum
