#include <algorithm>
#include <stdexcept>

#include "auth/readable.hpp"
#include "forum/envelopes.hpp"
#include "forum/events.hpp"
#include "forum/left_events.hpp"
#include "forum/places.hpp"
#include "forum/publishing.hpp"
#include "forum/submissions.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

Statement const kEvents(
    "event.page",
    "SELECT e.id, e.object, e.change, e.actor_id, e.at, e.topic_id, e.thread_id, e.post_id,"
    " c.public_id, h.public_id, p.public_id, t.topic_id, h.id, " +
        envelope_columns("c", "co") + ", " + envelope_columns("t", "so") + ", " +
        envelope_columns("p", "po") +
        ", e.prior_topic_id, e.prior_audience_id, e.prior_level, e.prior_state,"
        // When it went out: a thread with its first post.
        " CASE e.object WHEN 'post' THEN p.sequence ELSE"
        " (SELECT f.sequence FROM post f WHERE f.thread_id = t.id AND f.parent_id IS NULL) END, "
        "e.said_by_id, e.circle, e.is_where_it_was AND h.id <> t.id, h.topic_id, " +
        envelope_columns("h", "ho") + ", x.id, " + envelope_columns("x", "xo") +
        // That top may have left in its turn, or the branch may have gone back.
        ", t.is_split = 1 AND p.parent_id IS NULL AND (x.id IS NULL OR x.thread_id <> t.id)"
        // A post may stand in another thread by now (splits.hpp), and is told of there; h is where it is
        // told. What befalls a thread that was split off is told to who may read the top of its branch, x.
        " FROM event e LEFT JOIN post p ON p.id = e.post_id LEFT JOIN organisation po ON po.id = p.source_id"
        " JOIN thread h ON h.id = CASE WHEN p.id IS NULL OR e.is_where_it_was = 1 THEN e.thread_id"
        " ELSE p.thread_id END JOIN organisation ho ON ho.id = h.source_id"
        " JOIN thread t ON t.id = COALESCE(p.thread_id, e.thread_id) JOIN organisation so ON so.id = "
        "t.source_id"
        " JOIN topic c ON c.id = t.topic_id JOIN organisation co ON co.id = c.source_id"
        " LEFT JOIN split s ON s.thread_id = t.id AND p.parent_id IS NULL LEFT JOIN post x ON x.id = s.top_id"
        " LEFT JOIN organisation xo ON xo.id = x.source_id WHERE e.id > $1 ORDER BY e.id LIMIT $2");

Statement const kTopicEnvelope(
    "event.topic", "SELECT c.public_id, " + envelope_columns("c", "co") +
                       " FROM topic c JOIN organisation co ON co.id = c.source_id WHERE c.id = $1");

// Who follows everything, by the rule of the inboxes (publishing_sql.cpp): what is said of a thread holds
// against what is said of its topic.
Statement const kFollowers(
    "event.followers",
    "SELECT s.subscriber_kind, s.subscriber_id FROM subscription s"
    " WHERE s.target_kind = 2 AND s.target_id = $2 AND s.level = 2"
    " UNION SELECT s.subscriber_kind, s.subscriber_id FROM subscription s"
    " WHERE s.target_kind = 1 AND s.target_id = $1 AND s.level = 2"
    " AND NOT EXISTS (SELECT 1 FROM subscription n WHERE n.target_kind = 2 AND n.target_id = $2"
    " AND n.subscriber_kind = s.subscriber_kind AND n.subscriber_id = s.subscriber_id)"
    " ORDER BY 1, 2");

Statement const kNoticed(
    "event.noticed",
    "SELECT i.subscriber_kind, i.subscriber_id, i.kind FROM inbox i WHERE i.event_id = $1"
    " AND i.kind <> 0 ORDER BY i.subscriber_kind, i.subscriber_id");

// What is lost without an event has a number, too (migrations_losses.cpp).
Statement const kLastNumber("event.last_number",
                            "SELECT n.last, (SELECT id FROM event ORDER BY id DESC LIMIT 1)"
                            " FROM event_number n WHERE n.id = 1");
Statement const kFirstEvent("event.first", "SELECT id FROM event ORDER BY id LIMIT 1");

struct EventRow {
  Event event;
  std::vector<auth::Envelope> chain;
  PriorEnvelope prior;
  std::optional<std::int64_t> published;  // by which event
  std::vector<auth::Envelope> beside;     // that has to be readable, too
  std::optional<TopicId> left_topic;      // of the thread that the post has left, where it is told there
  bool left_nothing = false;              // that thread is there no more
};

EventRow read_event(Row const& row) {
  EventRow result;
  Event& event = result.event;
  int column = 0;
  event.id = row.id<EventTag>(column++);
  event.object = row.text(column++) == "thread" ? EventObject::thread : EventObject::post;
  event.change = row.text(column++) == "created" ? EventChange::created : EventChange::changed;
  event.actor = row.id<auth::UserTag>(column++);
  event.at = row.time(column++);
  ++column;  // the topic of then; the thread may have moved since
  event.thread = row.id<ThreadTag>(column++);
  event.post = row.optional_id<PostTag>(column++);
  event.topic_public_id = row.public_id(column++);
  event.thread_public_id = row.public_id(column++);
  event.post_public_id = row.optional_public_id(column++);
  event.topic = row.id<auth::TopicTag>(column++);
  event.thread = row.id<ThreadTag>(column++);
  result.chain.push_back(read_envelope(row, column));
  result.chain.push_back(read_envelope(row, column));
  if (event.post) {
    result.chain.push_back(read_envelope(row, column));
  } else {
    column += kEnvelopeColumns;
  }
  result.prior.topic = row.optional_id<auth::TopicTag>(column++);
  result.prior.audience = row.optional_id<auth::AudienceTag>(column++);
  if (auto const level = row.optional_integer(column++))
    result.prior.level = static_cast<auth::Level>(*level);
  if (auto const state = row.optional_integer(column++))
    result.prior.state = static_cast<auth::State>(*state);
  result.published = row.optional_integer(column++);
  if (auto const said_by = row.optional_id<auth::OrganisationTag>(column++)) {
    auto envelope = result.chain.back();
    envelope.source = *said_by;
    envelope.source_parent.reset();
    result.chain.push_back(envelope);
  }
  event.circle = static_cast<EventCircle>(row.integer(column++));
  if (event.circle == EventCircle::source) {
    auto envelope = result.chain.back();
    envelope.state = auth::State::awaiting_release;
    result.chain.push_back(envelope);
  }
  if (row.boolean(column++)) {
    result.left_topic = row.id<auth::TopicTag>(column++);
    result.beside.push_back(read_envelope(row, column));
    result.left_nothing = result.beside.back().state == auth::State::withdrawn;
    if (!result.left_nothing) event.circle = kReadersWhereItWas;
  } else {
    column += 1 + kEnvelopeColumns;
  }
  if (row.is_null(column++)) {
    column += kEnvelopeColumns;
  } else {
    result.beside.push_back(read_envelope(row, column));
  }
  if (row.boolean(column++)) {
    result.beside.push_back(result.chain[1]);
    result.beside.back().state = auth::State::withdrawn;
  }
  return result;
}

struct ToldTopic {
  base::PublicId public_id;
  auth::Envelope envelope;
};
std::optional<ToldTopic> find_told_topic(storage::ReadTx& tx, TopicId topic) {
  return tx.one(
      kTopicEnvelope,
      [](Row const& row) {
        int column = 1;
        return ToldTopic{row.public_id(0), read_envelope(row, column)};
      },
      topic);
}

// Of a post that stands in another topic than the thread that it has left, as the one or the other was moved
// since: it is told in the topic of that thread, to who may read both.
void tell_in_topic_left(storage::ReadTx& tx, EventRow& row) {
  Event& event = row.event;
  if (!row.left_topic || row.left_topic == event.topic) return;
  auto const left = find_told_topic(tx, *row.left_topic);
  if (!left) return;
  // Who moderates the one topic need not moderate the other.
  for (auto* envelopes : {&row.chain, &row.beside}) {
    for (auto& envelope : *envelopes) {
      if (envelope.state == auth::State::hidden) envelope.state = auth::State::withdrawn;
    }
  }
  event.topic = *row.left_topic;
  event.topic_public_id = left->public_id;
  row.beside.push_back(left->envelope);
}

// Who could read a post where it stood before it went on to another thread has lost the one that is there no
// more.
void tell_thread_gone(FactsLoader& facts, EventRow& row) {
  Event& event = row.event;
  auto left = row.beside.front();
  left.state = auth::State::published;
  auto const& topic = row.beside.size() > 1 ? row.beside.back() : row.chain.front();
  auto const& post = row.chain[2];
  event.object = EventObject::thread;
  event.post.reset();
  event.post_public_id.reset();
  event.topic_before = event.topic;
  event.topic_before_public_id = event.topic_public_id;
  event.before.emplace();
  for (auto const& envelope : {topic, left, post}) event.before->push_back(facts.load(envelope));
}

void set_before(storage::ReadTx& tx, FactsLoader& facts, EventRow& row) {
  if (row.left_nothing) return tell_thread_gone(facts, row);
  auto const& prior = row.prior;
  if (!prior.topic && !prior.audience && !prior.level && !prior.state) return;
  auto chain = row.chain;
  row.event.topic_before = prior.topic.value_or(row.event.topic);
  row.event.topic_before_public_id = row.event.topic_public_id;
  if (prior.topic) {
    if (auto const topic = find_told_topic(tx, *prior.topic)) {
      row.event.topic_before_public_id = topic->public_id;
      chain.front() = topic->envelope;
    }
  }
  auto& changed = row.event.object == EventObject::thread ? chain[1] : chain.back();
  changed.audience = prior.audience.value_or(changed.audience);
  changed.level = prior.level.value_or(changed.level);
  changed.state = prior.state.value_or(changed.state);
  // What befell a thread befell the first post that the event names, too.
  if (row.event.object == EventObject::thread && row.event.post) {
    chain.back().level = prior.level.value_or(chain.back().level);
    chain.back().state = prior.state.value_or(chain.back().state);
  }
  row.event.before.emplace();
  for (auto const& envelope : chain) row.event.before->push_back(facts.load(envelope));
  for (auto const& envelope : row.beside) row.event.before->push_back(facts.load(envelope));
}

void set_unpublished(FactsLoader& facts, EventRow& row) {
  bool const was_waiting = row.event.change == EventChange::changed && !row.prior.state && row.published &&
                           row.event.id.value < *row.published;
  if (!was_waiting) return;
  auto chain = row.chain;
  if (row.event.object == EventObject::thread) chain[1].state = auth::State::awaiting_release;
  if (row.event.post) chain.back().state = auth::State::awaiting_release;
  row.event.unpublished.emplace();
  for (auto const& envelope : chain) row.event.unpublished->push_back(facts.load(envelope));
}

void set_followers(storage::ReadTx& tx, Event& event) {
  tx.each(
      kFollowers,
      [&](Row const& row) {
        auto& followers = row.integer(0) == 1 ? event.following_users : event.following_bureaus;
        followers.push_back(row.integer(1));
      },
      event.topic, event.thread);
  tx.each(
      kNoticed,
      [&](Row const& row) {
        auto& noticed = row.integer(0) == 1 ? event.noticed_users : event.noticed_bureaus;
        noticed.push_back(row.integer(1));
        if (row.integer(2) == static_cast<int>(Notice::check_due)) event.checkers.push_back(row.integer(1));
      },
      event.id);
}

}  // namespace

std::vector<std::shared_ptr<Event const>> load_events(storage::ReadTx& tx, EventId after, int limit,
                                                      FactSets& sets) {
  std::vector<EventRow> rows;
  tx.each(kEvents, [&](Row const& row) { rows.push_back(read_event(row)); }, after, limit);
  FactsLoader facts(tx, sets);
  std::vector<std::shared_ptr<Event const>> events;
  events.reserve(rows.size());
  for (auto& row : rows) {
    tell_in_topic_left(tx, row);
    for (auto const& envelope : row.chain) row.event.now.push_back(facts.load(envelope));
    for (auto const& envelope : row.beside) row.event.now.push_back(facts.load(envelope));
    set_before(tx, facts, row);
    set_unpublished(facts, row);
    set_followers(tx, row.event);
    row.event.is_news = row.event.change == EventChange::created;
    events.push_back(std::make_shared<Event const>(std::move(row.event)));
  }
  return events;
}

EventId last_event(storage::ReadTx& tx) {
  return tx
      .one(kLastNumber,
           [](Row const& row) {
             return EventId{std::max(row.integer(0), row.optional_integer(1).value_or(0))};
           })
      .value();
}

EventId first_event(storage::ReadTx& tx) {
  return tx.one(kFirstEvent, [](Row const& row) { return row.id<EventTag>(0); }).value_or(EventId{0});
}

std::vector<WatchedTopic> find_watched_topics(storage::ReadTx& tx, auth::Viewer const& viewer,
                                              std::vector<base::PublicId> const& topics) {
  std::vector<WatchedTopic> watched;
  for (auto const& id : topics) {
    if (auto const topic = find_topic_place(tx, viewer, id)) watched.push_back({topic->id, topic->public_id});
  }
  return watched;
}

std::vector<WatchedThread> find_watched_threads(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                std::vector<base::PublicId> const& threads) {
  std::vector<WatchedThread> watched;
  for (auto const& id : threads) {
    if (auto const thread = find_thread_place(tx, viewer, id)) {
      watched.push_back({thread->id, thread->public_id, thread->topic.public_id});
    }
  }
  return watched;
}

}  // namespace forum
