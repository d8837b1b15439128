#include <algorithm>

#include "auth/readable.hpp"
#include "forum/columns.hpp"
#include "forum/contributions.hpp"
#include "forum/erasure_rows.hpp"
#include "forum/hiding_rows.hpp"
#include "forum/places.hpp"
#include "forum/release_store.hpp"
#include "forum/thread_readable.hpp"

namespace forum {
namespace {

constexpr char kTopicColumns[] = "c.id, c.public_id, c.source_id, co.kind, c.audience_id, c.level";

TopicPlace read_topic_place(storage::Row const& row, int& column) {
  TopicPlace topic;
  topic.id = row.id<auth::TopicTag>(column++);
  topic.public_id = row.public_id(column++);
  topic.owner = row.id<auth::OrganisationTag>(column++);
  topic.owned_by_unit = row.text(column++) == to_string(auth::OrganisationKind::secretariat);
  topic.audience = row.id<auth::AudienceTag>(column++);
  topic.level = static_cast<auth::Level>(row.integer(column++));
  return topic;
}

storage::Statement const kFindTopic("place.find_topic",
                                    std::string("SELECT ") + kTopicColumns +
                                        " FROM topic c JOIN organisation co ON co.id = c.source_id"
                                        " WHERE c.public_id = $7 AND " +
                                        topic_readable());

}  // namespace

namespace {

constexpr std::string_view kUnmarkedThread =
    "c.id, c.public_id, c.source_id, co.kind, c.audience_id, c.level,"
    " t.id, t.public_id, t.source_id, so.parent_id, t.author_id, t.title, t.language, t.kind,"
    " t.level, t.caveats, t.caveat_text, t.legal_use, t.attribution, t.review_on, t.expires_on,"
    " t.audience_id, t.bureaus, t.state, t.pinned, t.locked, t.version, t.created_at";

constexpr std::string_view kMarks =
    ", COALESCE((SELECT f.posts_read_to FROM reader f WHERE f.user_id = $1), 0),"
    " COALESCE((SELECT f.read_to FROM topic_read f WHERE f.user_id = $1 AND f.topic_id = t.topic_id), 0),"
    " COALESCE((SELECT f.read_to FROM thread_read f WHERE f.user_id = $1 AND f.thread_id = t.id), 0)";
// For who answers: what he has read makes no difference to it, and three look-ups would.
constexpr std::string_view kNoMarks = ", 0, 0, 0";

}  // namespace

std::string thread_place_columns() {
  return std::string(kUnmarkedThread).append(kMarks);
}

char const* const kThreadPlaceJoins =
    " JOIN organisation so ON so.id = t.source_id"
    " JOIN topic c ON c.id = t.topic_id JOIN organisation co ON co.id = c.source_id";

std::string thread_place_readable() {
  return thread_readable("t.topic_id") + " AND " + auth::readable("c", "c.id", "t.id");
}

std::string thread_readable(std::string_view topic, std::string_view thread, std::string_view alias) {
  std::string const name(alias);
  return "(" + auth::readable(alias, topic, thread) + " AND (" + name +
         ".is_split = 0 OR EXISTS (SELECT 1 FROM post branch_ WHERE branch_.thread_id = " + name +
         ".id AND branch_.parent_id IS NOT NULL AND " + auth::readable("branch_", topic, thread) + ")))";
}

std::string topic_readable() {
  return "(" + auth::readable("c", "c.id") +
         " OR EXISTS (SELECT 1 FROM thread entered_ WHERE entered_.topic_id = c.id AND entered_.id IN (" +
         auth::invited_threads() + ") AND " + auth::readable("entered_", "c.id", "entered_.id") + " AND " +
         auth::readable("c", "c.id", "entered_.id") + "))";
}

ThreadPlace read_thread_place(storage::Row const& row, int& column) {
  ThreadPlace thread;
  thread.topic = read_topic_place(row, column);
  thread.id = row.id<ThreadTag>(column++);
  thread.public_id = row.public_id(column++);
  thread.source = row.id<auth::OrganisationTag>(column++);
  thread.source_parent = row.optional_id<auth::OrganisationTag>(column++);
  thread.author = row.id<auth::UserTag>(column++);
  thread.title = row.text(column++);
  thread.language = read_language(row, column);
  thread.kind = static_cast<ThreadKind>(row.integer(column++));
  thread.marking = read_marking(row, column);
  thread.audience = row.id<auth::AudienceTag>(column++);
  thread.bureaus = static_cast<int>(row.integer(column++));
  thread.state = static_cast<auth::State>(row.integer(column++));
  thread.pinned = row.boolean(column++);
  thread.locked = row.boolean(column++);
  thread.version = static_cast<int>(row.integer(column++));
  thread.created_at = row.time(column++);
  for (int mark = 0; mark < 3; ++mark) thread.read_to = std::max(thread.read_to, row.integer(column++));
  return thread;
}

namespace {

storage::Statement const kFindThread("place.find_thread", "SELECT " + thread_place_columns() +
                                                              " FROM thread t" + kThreadPlaceJoins +
                                                              " WHERE t.public_id = $7 AND " +
                                                              thread_place_readable());

std::string post_places(std::string_view marks, std::string_view condition, std::string const& rule) {
  return std::string("SELECT ").append(kUnmarkedThread).append(marks) +
         ", p.id, p.public_id, p.parent_id, p.path, p.source_id, po.parent_id, p.author_id, " +
         marking_columns("p") +
         ", p.audience_id, p.state, p.version FROM post p JOIN organisation po ON po.id = p.source_id"
         " JOIN thread t ON t.id = p.thread_id" +
         kThreadPlaceJoins + " WHERE " + std::string(condition) + " AND " + rule;
}

std::string readable_post() {
  return auth::readable("p", "t.topic_id", "t.id") + " AND " + thread_place_readable();
}

storage::Statement const kFindPost("place.find_post",
                                   post_places(kMarks, "p.public_id = $7", readable_post()));
// The first post's path is empty.
storage::Statement const kFindFirstPost("place.find_first_post",
                                        post_places(kNoMarks, "t.public_id = $7 AND p.path = $8",
                                                    readable_post()));
storage::Statement const kFindInCheck("place.find_in_check",
                                      post_places(kMarks, "p.public_id = $7", is_in_check("$8")));
storage::Statement const kFindAny("place.find_any", post_places(kNoMarks, "p.public_id = $7", "1 = 1"));
storage::Statement const kFindInHiding("place.find_in_hiding",
                                       post_places(kNoMarks, "p.public_id = $7", is_in_hiding("$8 = 1")));
storage::Statement const kFindContributed("place.find_contributed",
                                          post_places(kMarks, "p.public_id = $7", is_contribution("$8")));

PostPlace read_post_place(storage::Row const& row) {
  PostPlace place;
  int column = 0;
  place.thread = read_thread_place(row, column);
  place.id = row.id<PostTag>(column++);
  place.public_id = row.public_id(column++);
  place.is_first = row.is_null(column++);
  place.path = bytes_as_text(row.blob(column++));
  place.source = row.id<auth::OrganisationTag>(column++);
  place.source_parent = row.optional_id<auth::OrganisationTag>(column++);
  place.author = row.id<auth::UserTag>(column++);
  place.marking = read_marking(row, column);
  place.audience = row.id<auth::AudienceTag>(column++);
  place.state = static_cast<auth::State>(row.integer(column++));
  place.version = static_cast<int>(row.integer(column++));
  return place;
}

}  // namespace

std::optional<TopicPlace> find_topic_place(storage::ReadTx& tx, auth::Viewer const& viewer,
                                           base::PublicId const& topic) {
  return auth::one_as(
      tx, viewer, kFindTopic,
      [](storage::Row const& row) {
        int column = 0;
        return read_topic_place(row, column);
      },
      topic);
}

std::optional<ThreadPlace> find_thread_place(storage::ReadTx& tx, auth::Viewer const& viewer,
                                             base::PublicId const& thread) {
  return auth::one_as(
      tx, viewer, kFindThread,
      [](storage::Row const& row) {
        int column = 0;
        return read_thread_place(row, column);
      },
      thread);
}

std::optional<PostPlace> find_post_place(storage::ReadTx& tx, auth::Viewer const& viewer,
                                         base::PublicId const& post) {
  return auth::one_as(tx, viewer, kFindPost, read_post_place, post);
}

std::optional<PostPlace> find_first_post_place(storage::ReadTx& tx, auth::Viewer const& viewer,
                                               base::PublicId const& thread) {
  return auth::one_as(tx, viewer, kFindFirstPost, read_post_place, thread, text_as_bytes(ReplyPath()));
}

std::optional<PostPlace> find_place_in_check(storage::ReadTx& tx, auth::Viewer const& viewer,
                                             base::PublicId const& post) {
  if (auth::judge(viewer, auth::Action::check_release, {}) != auth::Verdict::allowed) return std::nullopt;
  return auth::one_as(tx, viewer, kFindInCheck, read_post_place, post,
                      static_cast<int>(viewer.highest_level));
}

std::optional<PostPlace> find_any_place(storage::ReadTx& tx, auth::Viewer const& viewer,
                                        base::PublicId const& post) {
  return auth::one_as(tx, viewer, kFindAny, read_post_place, post);
}

std::optional<PostPlace> find_place_in_hiding(storage::ReadTx& tx, auth::Viewer const& viewer,
                                              base::PublicId const& post) {
  bool const is_compliance = auth::gives(auth::Role::compliance, viewer, auth::Action::unhide, {});
  if (!is_compliance && !auth::gives(auth::Role::unit_officer, viewer, auth::Action::unhide,
                                     {.source = std::nullopt,
                                      .source_parent = std::nullopt,
                                      .author = std::nullopt,
                                      .topic = std::nullopt,
                                      .topic_owner = viewer.organisation})) {
    return std::nullopt;
  }
  return auth::one_as(tx, viewer, kFindInHiding, read_post_place, post, is_compliance ? 1 : 0);
}

std::optional<PostPlace> find_contributed_place(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                base::PublicId const& post) {
  return auth::one_as(tx, viewer, kFindContributed, read_post_place, post, coordinated_by(viewer));
}

}  // namespace forum
