#include "forum/left_events.hpp"
#include "forum/mentions.hpp"
#include "forum/publishing.hpp"
#include "forum/saved_search_rows.hpp"
#include "forum/tallies.hpp"

namespace forum {
namespace {

storage::Statement const kInsertEvent(
    "event.insert",
    "INSERT INTO event (id, object, change, topic_id, thread_id, post_id, actor_id, prior_topic_id,"
    " prior_audience_id, prior_level, prior_state, at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)");
storage::Statement const kSetCircle("event.set_circle", "UPDATE event SET circle = $2 WHERE id = $1");
storage::Statement const kTellWhereItWas("event.tell_where_it_was",
                                         "UPDATE event SET is_where_it_was = 1 WHERE id = $1");
storage::Statement const kNameSource("event.name_source", "UPDATE event SET said_by_id = $2 WHERE id = $1");

storage::Statement const kNumberPost("post.number",
                                     "UPDATE post SET sequence = $2, published_at = $3 WHERE id = $1");

// A wish about the thread outweighs the same subscriber's wish about the topic.
storage::Statement const kFillInboxes(
    "inbox.fill",
    "INSERT INTO inbox (subscriber_kind, subscriber_id, event_id, post_id)"
    " SELECT s.subscriber_kind, s.subscriber_id, $3, $4 FROM subscription s"
    " WHERE s.target_kind = 2 AND s.target_id = $2 AND s.level = 2"
    " AND NOT (s.subscriber_kind = 1 AND s.subscriber_id = $5)"
    " UNION ALL"
    " SELECT s.subscriber_kind, s.subscriber_id, $3, $4 FROM subscription s"
    " WHERE s.target_kind = 1 AND s.target_id = $1 AND s.level = 2"
    " AND NOT (s.subscriber_kind = 1 AND s.subscriber_id = $5)"
    " AND NOT EXISTS (SELECT 1 FROM subscription n WHERE n.target_kind = 2 AND n.target_id = $2"
    " AND n.subscriber_kind = s.subscriber_kind AND n.subscriber_id = s.subscriber_id)"
    " ON CONFLICT (subscriber_kind, subscriber_id, event_id) DO NOTHING");

storage::Statement const kFollowThread(
    "subscription.follow_thread",
    "INSERT INTO subscription (target_kind, target_id, subscriber_kind, subscriber_id, level)"
    " VALUES (2, $1, 1, $2, 2) ON CONFLICT (target_kind, target_id, subscriber_kind, subscriber_id) DO "
    "NOTHING");

std::optional<std::int64_t> number_of(std::optional<auth::Level> level) {
  return level ? std::optional(static_cast<std::int64_t>(*level)) : std::nullopt;
}

std::optional<std::int64_t> number_of(std::optional<auth::State> state) {
  return state ? std::optional(static_cast<std::int64_t>(*state)) : std::nullopt;
}

void insert_event(storage::WriteTx& tx, EventId id, EventPlace const& place, std::string_view change,
                  auth::Viewer const& actor, PriorEnvelope const& prior) {
  auto const object = place.object == EventObject::thread ? "thread" : "post";
  tx.execute(kInsertEvent, id, std::string_view(object), change, place.topic, place.thread, place.post,
             actor.user, prior.topic, prior.audience, number_of(prior.level), number_of(prior.state),
             actor.now);
}

void tell_readers(storage::WriteTx& tx, EventId event, EventPlace const& place, PostId post,
                  auth::UserId author, auth::Viewer const& actor) {
  insert_event(tx, event, place, "created", actor, {});
  tell_mentioned(tx, event, place, post, author);
  tx.execute(kFillInboxes, place.topic, place.thread, event, post, author);
  note_new_post(tx, post);
}

}  // namespace

EventId next_event(storage::WriteTx& tx) {
  return EventId{last_event(tx).value + 1};
}

EventId insert_changed_event(storage::WriteTx& tx, EventPlace const& place, auth::Viewer const& actor,
                             PriorEnvelope const& prior) {
  auto const event = next_event(tx);
  insert_event(tx, event, place, "changed", actor, prior);
  return event;
}

void insert_reaction_event(storage::WriteTx& tx, EventPlace const& place, auth::Viewer const& actor) {
  tx.execute(kNameSource, insert_changed_event(tx, place, actor, {}), actor.organisation);
}

EventId insert_inner_event(storage::WriteTx& tx, EventPlace const& place, auth::Viewer const& actor) {
  auto const event = insert_changed_event(tx, place, actor, {});
  tx.execute(kSetCircle, event, static_cast<int>(EventCircle::source));
  return event;
}

EventId insert_notice_event(storage::WriteTx& tx, EventPlace const& place, auth::Viewer const& actor) {
  auto const event = insert_changed_event(tx, place, actor, {});
  tx.execute(kSetCircle, event, static_cast<int>(EventCircle::noticed));
  return event;
}

void insert_left_event(storage::WriteTx& tx, EventPlace const& place, auth::Viewer const& actor) {
  tx.execute(kTellWhereItWas, insert_changed_event(tx, place, actor, {}));
}

void announce(storage::WriteTx& tx, EventId event, EventPlace const& place, PostId post,
              auth::Viewer const& author) {
  tell_readers(tx, event, place, post, author.user, author);
}

EventId publish(storage::WriteTx& tx, EventPlace const& place, PostId post, auth::UserId author,
                auth::Viewer const& actor) {
  auto const event = next_event(tx);
  tx.execute(kNumberPost, post, event, actor.now);
  tell_readers(tx, event, place, post, author, actor);
  return event;
}

void follow_thread(storage::WriteTx& tx, auth::UserId user, ThreadId thread) {
  tx.execute(kFollowThread, thread, user);
}

}  // namespace forum
