#include <stdexcept>

#include "auth/policy.hpp"
#include "auth/readable.hpp"
#include "forum/columns.hpp"
#include "forum/cursors.hpp"
#include "forum/tallies.hpp"
#include "forum/topics.hpp"
#include "forum/unread.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

// $7 is the reader's language; what is not written in it is told in English, then in whatever there is.
std::string text(std::string_view column) {
  std::string const name(column);
  auto const in = [&](std::string_view language) {
    return "(SELECT x." + name +
           " FROM topic_text x WHERE x.topic_id = c.id AND x.language = " + std::string(language) + ")";
  };
  return "COALESCE(" + in("$7") + ", " + in("'en'") + ", (SELECT MIN(x." + name +
         ") FROM topic_text x WHERE x.topic_id = c.id), '')";
}

std::string subscription_level(std::string_view kind, std::string_view subscriber) {
  return "COALESCE((SELECT s.level FROM subscription s WHERE s.target_kind = 1 AND s.target_id = c.id"
         " AND s.subscriber_kind = " +
         std::string(kind) + " AND s.subscriber_id = " + std::string(subscriber) + "), 0)";
}

std::string topics(std::string_view condition) {
  return "SELECT c.id, c.public_id, " + text("title") + " AS title, " + text("description") +
         " AS description, " + organisation_columns("o", "$7") + ", " + subscription_level("1", "$1") + ", " +
         subscription_level("2", "$3") + " FROM topic c JOIN organisation o ON o.id = c.source_id WHERE " +
         std::string(condition) + auth::readable("c", "c.id");
}

Statement const kTopics("topic.all", topics("") + " ORDER BY title, c.id");
Statement const kOneTopic("topic.one", topics("c.public_id = $8 AND "));

// Threads that the viewer may read: those counted by envelope, and those of audiences that name his
// organisation. The latter are published, for good, to members; what their rows leave out of the envelope is
// told so.
std::string count_threads() {
  return "(SELECT COALESCE(SUM(a.threads), 0) FROM thread_tally a WHERE a.topic_id = $7 AND a.expires_on > $5"
         " AND " +
         auth::readable("a", "$7") +
         ") + (SELECT COALESCE(SUM(a.threads), 0) FROM (SELECT n.organisation_id AS organisation_id,"
         " n.topic_id AS topic_id, n.level AS level, n.source_id AS source_id, n.threads AS threads,"
         " 1 AS state, 0 AS author_id, 1 AS audience_id, NULL AS expires_on FROM named_thread_tally n) a"
         " WHERE a.organisation_id = $2 AND a.topic_id = $7 AND " +
         auth::readable("a", "$7") + ")";
}

std::string last_activity() {
  return "(SELECT a.last_at FROM post_tally a JOIN thread t ON t.id = a.thread_id WHERE a.topic_id = $7 "
         "AND " +
         is_among_readers("a") + " AND " + auth::readable("a", "$7") + " AND " + auth::readable("t", "$7") +
         " ORDER BY a.last_at DESC, a.thread_id DESC LIMIT 1)";
}

Statement const kCounts("topic.counts", "SELECT " + count_threads() + ", " + last_activity());

Statement const kInsertTopic(
    "topic.insert",
    "INSERT INTO topic (public_id, source_id, author_id, level, audience_id, state, expires_on, created_at)"
    " VALUES ($1, $2, NULL, 0, $3, 1, NULL, $4) RETURNING id");
Statement const kInsertTopicText(
    "topic.insert_text",
    "INSERT INTO topic_text (topic_id, language, title, description) VALUES ($1, $2, $3, $4)");

Statement const kSelectPublicId("topic.select_public_id", "SELECT public_id FROM topic WHERE id = $1");

Topic read_topic(Row const& row, auth::Viewer const& viewer) {
  int column = 0;
  Topic topic{.id = row.id<auth::TopicTag>(column++),
              .public_id = {},
              .title = {},
              .description = {},
              .owner = {},
              .threads = 0,
              .unread = 0,
              .last_activity = std::nullopt,
              .my_level = SubscriptionLevel::none,
              .bureau_level = SubscriptionLevel::none,
              .may = {}};
  topic.public_id = row.public_id(column++);
  topic.title = row.text(column++);
  topic.description = row.text(column++);
  topic.owner = read_organisation(row, column);
  topic.my_level = static_cast<SubscriptionLevel>(row.integer(column++));
  topic.bureau_level = static_cast<SubscriptionLevel>(row.integer(column++));
  auth::Target const target{.source = std::nullopt,
                            .source_parent = std::nullopt,
                            .author = std::nullopt,
                            .topic = topic.id,
                            .topic_owner = topic.owner.id};
  if (judge(viewer, auth::Action::post, target) != auth::Verdict::refused)
    topic.may.push_back(TopicAction::post);
  if (judge(viewer, auth::Action::subscribe, target) == auth::Verdict::allowed) {
    topic.may.push_back(TopicAction::subscribe);
  }
  if (judge(viewer, auth::Action::subscribe_bureau, target) == auth::Verdict::allowed) {
    topic.may.push_back(TopicAction::subscribe_bureau);
  }
  return topic;
}

void count(storage::ReadTx& tx, auth::Viewer const& viewer, Limits const& limits, Topic& topic) {
  auth::one_as(
      tx, viewer, kCounts,
      [&](Row const& row) {
        topic.threads = static_cast<int>(row.integer(0));
        topic.last_activity = row.optional_time(1);
        return true;
      },
      topic.id);
  topic.unread = count_unread(tx, viewer, topic.id, limits.unread_shown);
}

}  // namespace

base::Result<Page<Topic>> load_topics(storage::ReadTx& tx, auth::Viewer const& viewer,
                                      PageRequest const& page, Limits const& limits) {
  // Topics are few; the key of a page is the last topic's title and key.
  std::optional<std::pair<std::string, std::int64_t>> after;
  if (page.after && !page.after->empty()) {
    std::string_view key = *page.after;
    auto const id = take_number(key);
    if (!id) return unfit_cursor();
    after.emplace(key, *id);
  }
  Page<Topic> result;
  {
    auto rows = auth::query_as(tx, viewer, kTopics, to_string(viewer.language));
    while (rows.next()) {
      auto topic = read_topic(rows.row(), viewer);
      if (after && std::pair(topic.title, topic.id.value) <= *after) continue;
      if (result.items.size() == static_cast<std::size_t>(page.limit)) {
        std::string next;
        append_number(next, result.items.back().id.value);
        result.next = next + result.items.back().title;
        break;
      }
      result.items.push_back(std::move(topic));
    }
  }
  for (auto& topic : result.items) count(tx, viewer, limits, topic);
  return result;
}

base::Result<Topic> load_topic(storage::ReadTx& tx, auth::Viewer const& viewer, base::PublicId const& topic,
                               Limits const& limits) {
  auto found = auth::one_as(
      tx, viewer, kOneTopic, [&](Row const& row) { return read_topic(row, viewer); },
      to_string(viewer.language), topic);
  if (!found) return base::ErrorCode::not_found;
  count(tx, viewer, limits, *found);
  return *std::move(found);
}

TopicId create_topic(storage::WriteTx& tx, NewTopic const& topic, base::Timestamp now, base::Random& random) {
  auto const id = tx.one(
      kInsertTopic, [](Row const& row) { return row.id<auth::TopicTag>(0); }, base::make_public_id(random),
      topic.owner, topic.audience, now);
  if (!id) throw std::logic_error("a topic was not inserted");
  for (auto const language :
       {auth::Language::ar, auth::Language::en, auth::Language::es, auth::Language::fr}) {
    tx.execute(kInsertTopicText, *id, to_string(language), topic.titles.in(language),
               topic.descriptions.in(language));
  }
  return *id;
}

base::PublicId topic_public_id(storage::ReadTx& tx, TopicId topic) {
  return tx.one(kSelectPublicId, [](Row const& row) { return row.public_id(0); }, topic).value();
}

}  // namespace forum
