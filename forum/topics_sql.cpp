#include <stdexcept>

#include "auth/policy.hpp"
#include "auth/readable.hpp"
#include "forum/columns.hpp"
#include "forum/cursors.hpp"
#include "forum/places.hpp"
#include "forum/tallies.hpp"
#include "forum/thread_keys.hpp"
#include "forum/topics.hpp"
#include "forum/unread.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

// What is not written in the reader's language is told in English, then in whatever there is.
std::string text(std::string_view column, std::string_view reader) {
  std::string const name(column);
  auto const in = [&](std::string_view language) {
    return "(SELECT x." + name +
           " FROM topic_text x WHERE x.topic_id = c.id AND x.language = " + std::string(language) + ")";
  };
  return "COALESCE(" + in(reader) + ", " + in("'en'") + ", (SELECT MIN(x." + name +
         ") FROM topic_text x WHERE x.topic_id = c.id), '')";
}

std::string subscription_level(std::string_view kind, std::string_view subscriber) {
  return "COALESCE((SELECT s.level FROM subscription s WHERE s.target_kind = 1 AND s.target_id = c.id"
         " AND s.subscriber_kind = " +
         std::string(kind) + " AND s.subscriber_id = " + std::string(subscriber) + "), 0)";
}

std::string topics(std::string_view condition) {
  return "SELECT c.id, c.public_id, " + topic_title("$7") + " AS title, " + text("description", "$7") +
         " AS description, " + organisation_columns("o", "$7") + ", " + subscription_level("1", "$1") + ", " +
         subscription_level("2", "$3") +
         ", c.level FROM topic c JOIN organisation o ON o.id = c.source_id WHERE " + std::string(condition) +
         topic_readable();
}

Statement const kTopics("topic.all", topics("") + " ORDER BY title, c.id");
Statement const kOneTopic("topic.one", topics("c.public_id = $8 AND "));

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
              .origin = {},
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
  topic.origin = {topic.public_id, static_cast<auth::Level>(row.integer(column++)), topic.owner.public_id};
  auth::Target const target{.source = std::nullopt,
                            .source_parent = std::nullopt,
                            .author = std::nullopt,
                            .topic = topic.id,
                            .topic_owner = topic.owner.id};
  if (judge(viewer, auth::Action::post, target) != auth::Verdict::refused)
    topic.may.push_back(TopicAction::post);
  if (judge(viewer, auth::Action::pin, target) == auth::Verdict::allowed)
    topic.may.push_back(TopicAction::announce);
  if (judge(viewer, auth::Action::subscribe, target) == auth::Verdict::allowed) {
    topic.may.push_back(TopicAction::subscribe);
  }
  if (judge(viewer, auth::Action::subscribe_bureau, target) == auth::Verdict::allowed) {
    topic.may.push_back(TopicAction::subscribe_bureau);
  }
  if (judge(viewer, auth::Action::read_moderation, target) == auth::Verdict::allowed)
    topic.may.push_back(TopicAction::read_moderation);
  return topic;
}

void count(storage::ReadTx& tx, auth::Viewer const& viewer, Limits const& limits, Topic& topic) {
  topic.threads = count_readable_threads(tx, viewer, topic.id);
  if (topic.threads == 0) return;
  topic.last_activity = find_last_activity(tx, viewer, topic.id);
  topic.unread = count_unread(tx, viewer, topic.id, limits.unread_shown, topic.threads);
}

}  // namespace

std::string topic_title(std::string_view language) {
  return text("title", language);
}

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
