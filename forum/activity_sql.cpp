#include <algorithm>

#include "auth/policy.hpp"
#include "auth/readable.hpp"
#include "forum/activity_rows.hpp"
#include "forum/places.hpp"
#include "forum/topics.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

// $7 is the reader's language.
Statement const kTopics("activity.topics", "SELECT c.id, c.public_id, " + topic_title("$7") +
                                               " AS title, c.level, c.source_id, co.public_id FROM topic c"
                                               " JOIN organisation co ON co.id = c.source_id WHERE " +
                                               auth::readable("c", "c.id") + " ORDER BY title, c.id");

// That the viewer keeps order in the topic of the thread `t`; `unit` is the parameter that says whether he is
// an officer of his unit.
std::string keeps_order(std::string_view unit) {
  return "(EXISTS (SELECT 1 FROM role_grant kept_ WHERE kept_.user_id = $1 AND kept_.role = 'topic_moderator'"
         " AND kept_.scope = 'topic' AND kept_.scope_id = t.topic_id AND kept_.valid_from <= $5"
         " AND (kept_.valid_until IS NULL OR kept_.valid_until > $5)) OR (" +
         std::string(unit) + " = 1 AND c.source_id = $2))";
}

// The joins are written so that the posts come first, along the index.
constexpr char kEnclosing[] =
    " CROSS JOIN thread t ON t.id = p.thread_id CROSS JOIN topic c ON c.id = t.topic_id";

std::string readable_post() {
  return auth::readable("p", "t.topic_id", "t.id") + " AND " + thread_place_readable();
}

constexpr std::string_view kWeek = "604800000";

// $7 since when, $8 whether he is an officer of his unit, $9 how many at most. Attribution 2 is chatham.
Statement const kPosts(
    "activity.posts",
    "SELECT y.topic_id, (y.published_at - $7) / " + std::string(kWeek) +
        ", y.parent_id IS NULL, CASE y.attribution WHEN 2 THEN NULL ELSE o.country END, COUNT(*) FROM ("
        "SELECT t.topic_id, p.published_at, p.parent_id, p.attribution, p.source_id"
        " FROM post p" +
        kEnclosing + " WHERE p.published_at >= $7 AND p.state = 1 AND " + keeps_order("$8") + " AND " +
        readable_post() +
        " ORDER BY p.published_at DESC LIMIT $9) y JOIN organisation o ON o.id = y.source_id"
        " GROUP BY 1, 2, 3, 4");

Statement const kFlags("activity.flags",
                       "SELECT t.topic_id, CASE WHEN f.opened_at >= $7 THEN (f.opened_at - $7) / " +
                           std::string(kWeek) +
                           " END, COUNT(*) FROM flag_case f JOIN post p ON p.id = f.post_id" + kEnclosing +
                           " WHERE f.state <= 2 AND EXISTS (SELECT 1 FROM flag x WHERE x.case_id = f.id"
                           " AND x.withdrawn_at IS NULL AND x.outcome IS NULL) AND p.author_id <> $1 AND " +
                           keeps_order("$8") + " AND " + readable_post() + " GROUP BY 1, 2");

// $7 topic, $8 since when. Whoever has written the answers is not asked: attribution may hide it.
Statement const kUnanswered(
    "activity.unanswered",
    "SELECT t.public_id, t.level, so.public_id, t.title, t.created_at FROM thread t"
    " JOIN organisation so ON so.id = t.source_id JOIN topic c ON c.id = t.topic_id"
    " WHERE t.topic_id = $7 AND t.kind = 1 AND t.created_at >= $8 AND t.state = 1 AND t.locked = 0 AND " +
        thread_place_readable() +
        " AND NOT EXISTS (SELECT 1 FROM post p WHERE p.thread_id = t.id AND p.parent_id IS NOT NULL"
        " AND p.state = 1 AND " +
        auth::readable("p", "t.topic_id", "t.id") + ") ORDER BY t.created_at, t.id");

int is_unit_officer(auth::Viewer const& viewer) {
  return viewer.has(auth::Role::unit_officer) ? 1 : 0;
}

}  // namespace

std::vector<KeptTopic> select_kept_topics(storage::ReadTx& tx, auth::Viewer const& viewer) {
  std::vector<KeptTopic> topics;
  auto rows = auth::query_as(tx, viewer, kTopics, to_string(viewer.language));
  while (rows.next()) {
    auto const& row = rows.row();
    KeptTopic topic{row.id<auth::TopicTag>(0),
                    {.origin = {row.public_id(1), static_cast<auth::Level>(row.integer(3)), row.public_id(5)},
                     .title = std::string(row.text(2)),
                     .weeks = {}}};
    auth::Target const target{.source = std::nullopt,
                              .source_parent = std::nullopt,
                              .author = std::nullopt,
                              .topic = topic.id,
                              .topic_owner = row.id<auth::OrganisationTag>(4)};
    if (judge(viewer, auth::Action::read_activity, target) == auth::Verdict::allowed)
      topics.push_back(std::move(topic));
  }
  return topics;
}

void each_counted_posts(storage::ReadTx& tx, auth::Viewer const& viewer, base::Timestamp since, int most,
                        std::function<void(CountedPosts const&)> const& use) {
  auto rows = auth::query_as(tx, viewer, kPosts, since, is_unit_officer(viewer), most);
  while (rows.next()) {
    auto const& row = rows.row();
    auto const country = row.optional_text(3);
    use({row.id<auth::TopicTag>(0), static_cast<std::size_t>(row.integer(1)), row.boolean(2),
         country ? std::optional<std::string>(*country) : std::nullopt, static_cast<int>(row.integer(4))});
  }
}

void each_counted_flags(storage::ReadTx& tx, auth::Viewer const& viewer, base::Timestamp since,
                        std::function<void(CountedFlags const&)> const& use) {
  auto rows = auth::query_as(tx, viewer, kFlags, since, is_unit_officer(viewer));
  while (rows.next()) {
    auto const& row = rows.row();
    auto const week = row.optional_integer(1);
    use({row.id<auth::TopicTag>(0), week ? std::optional(static_cast<std::size_t>(*week)) : std::nullopt,
         static_cast<int>(row.integer(2))});
  }
}

void each_unanswered(storage::ReadTx& tx, auth::Viewer const& viewer, KeptTopic const& topic,
                     base::Timestamp since, std::function<void(UnansweredQuestion)> const& use) {
  auto rows = auth::query_as(tx, viewer, kUnanswered, topic.id, since);
  while (rows.next()) {
    auto const& row = rows.row();
    use({{row.public_id(0), static_cast<auth::Level>(row.integer(1)), row.public_id(2)},
         std::string(row.text(3)),
         topic.activity.origin.object,
         row.time(4)});
  }
}

}  // namespace forum
