// Events: what changed, as rows in the order of the changes. The live hub (server/live) tails them after each
// commit, and decides for each connection, at delivery, what it may hear.
#pragma once

#include <memory>
#include <vector>

#include "auth/readable.hpp"
#include "forum/envelopes.hpp"
#include "forum/ids.hpp"
#include "forum/limits.hpp"

namespace forum {

enum class EventObject { thread, post };
enum class EventChange { created, changed };
// Who of those who may read what it is about hears of it: all of them; the author of the post and the
// coordinators of its source; those who got a notice with it. The numbers are those of
// migrations_answers.cpp.
enum class EventCircle { readers = 0, source = 1, noticed = 2 };

// One event with everything that deciding about it takes, from one snapshot. Immutable; goes to every I/O
// thread.
struct Event {
  EventId id;
  EventObject object = EventObject::post;
  EventChange change = EventChange::created;
  EventCircle circle = EventCircle::readers;
  TopicId topic;
  ThreadId thread;
  std::optional<PostId> post;
  base::PublicId topic_public_id;
  base::PublicId thread_public_id;
  std::optional<base::PublicId> post_public_id;
  auth::UserId actor;
  base::Timestamp at;
  // Topic, thread[, post[, what somebody said of it, or the post, or a change of it, as before its release]]
  // as they are in the snapshot.
  std::vector<auth::Facts> now;
  std::optional<std::vector<auth::Facts>> before;  // the same before this change, where it moved an envelope
  TopicId topic_before;                            // where `before` is set
  // The same as while it awaited its release, of what befell it before it went out: whoever could not read it
  // then has nothing to hear of that, however late he comes.
  std::optional<std::vector<auth::Facts>> unpublished;
  base::PublicId topic_before_public_id;
  // Who follows everything in the topic or thread, ascending; where the event is news, each but its actor got
  // an inbox row with it.
  std::vector<std::int64_t> following_users;
  std::vector<std::int64_t> following_bureaus;
  bool is_news = false;
  std::vector<std::int64_t> noticed_users;    // who got a notice of a release or a mention with it, ascending
  std::vector<std::int64_t> noticed_bureaus;  // which it mentions, ascending
  std::vector<std::int64_t> checkers;         // of the noticed users, who are reminded of a check; ascending
};

// What a connection hears of an event.
enum class Delivery { silence, created, changed, gone };
// Created: newly readable. Gone: could be read before this change, and cannot now.
Delivery decide_delivery(auth::Viewer const& viewer, Event const& event);
// Whether he is reminded by it of what he checks for compliance, which he reads in no other way.
bool is_reminded_of_check(auth::Viewer const& viewer, Event const& event);

// At most `limit` events after `after`, in order. `sets` keep audiences and deny lists from one call to the
// next; they have begun with the epoch of this snapshot.
std::vector<std::shared_ptr<Event const>> load_events(storage::ReadTx& tx, EventId after, int limit,
                                                      FactSets& sets);
// The number of the last event, or of what was lost after it without one (own_losses.hpp, denials.hpp); zero
// in an empty forum. Read in the same snapshot as a page, it is the page's cursor.
EventId last_event(storage::ReadTx& tx);
// The oldest event that is still kept; a cursor before it cannot be resumed.
EventId first_event(storage::ReadTx& tx);

// Keys of what a connection has on screen; what cannot be read is left out, in silence.
struct WatchedTopic {
  TopicId id;
  base::PublicId public_id;
};
struct WatchedThread {
  ThreadId id;
  base::PublicId public_id;
  base::PublicId topic_public_id;
};
std::vector<WatchedTopic> find_watched_topics(storage::ReadTx& tx, auth::Viewer const& viewer,
                                              std::vector<base::PublicId> const& topics);
std::vector<WatchedThread> find_watched_threads(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                std::vector<base::PublicId> const& threads);

}  // namespace forum
