#include <stdexcept>

#include "auth/readable.hpp"
#include "forum/accepted_answer_rows.hpp"
#include "forum/accepted_answers.hpp"
#include "forum/columns.hpp"
#include "forum/tag_rows.hpp"
#include "forum/thread_rows.hpp"
#include "forum/told.hpp"
#include "forum/unread.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

Statement const kOneThread(
    "thread.one", "SELECT " + thread_place_columns() + ", " + organisation_columns("so", "$8") + ", " +
                      author_columns("tu") +
                      ", (SELECT s.level FROM subscription s WHERE s.target_kind = 2 AND s.target_id = t.id"
                      " AND s.subscriber_kind = 1 AND s.subscriber_id = $1),"
                      " (SELECT s.level FROM subscription s WHERE s.target_kind = 2 AND s.target_id = t.id"
                      " AND s.subscriber_kind = 2 AND s.subscriber_id = $3),"
                      " EXISTS (SELECT 1 FROM thread_tag x WHERE x.thread_id = t.id), " +
                      accepted_answer_column() + " FROM thread t JOIN users tu ON tu.id = t.author_id" +
                      kThreadPlaceJoins + " WHERE t.id = $7 AND " + thread_place_readable());

Statement const kTotals("thread.totals",
                        "SELECT COALESCE(SUM(a.posts), 0), MAX(a.last_at), COALESCE(MAX(a.last_sequence), 0)"
                        " FROM post_tally a WHERE a.thread_id = $7 AND " +
                            auth::readable("a", "$8", "a.thread_id"));

std::vector<ThreadAction> actions(auth::Viewer const& viewer, ThreadPlace const& place) {
  std::vector<ThreadAction> may;
  auto const target = target_of(place);
  if (place.state == auth::State::published && !place.locked &&
      judge(viewer, posting_at(place.marking.level), target_in(place)) != auth::Verdict::refused) {
    may.push_back(ThreadAction::reply);
  }
  if (may_edit_title(viewer, place)) may.push_back(ThreadAction::edit_title);
  constexpr std::pair<auth::Action, ThreadAction> kActions[] = {
      {auth::Action::lock, ThreadAction::lock},
      {auth::Action::pin, ThreadAction::pin},
      {auth::Action::move, ThreadAction::move},
      {auth::Action::narrow, ThreadAction::narrow},
      {auth::Action::subscribe, ThreadAction::subscribe},
      {auth::Action::subscribe_bureau, ThreadAction::subscribe_bureau},
      {auth::Action::read_moderation, ThreadAction::read_moderation}};
  for (auto const& [action, told] : kActions) {
    if (judge(viewer, action, target) == auth::Verdict::allowed) may.push_back(told);
  }
  constexpr std::pair<auth::Action, ThreadAction> kActionsOnPublished[] = {
      {auth::Action::invite_guest, ThreadAction::invite_guest},
      {auth::Action::request_widening, ThreadAction::request_widening}};
  for (auto const& [action, told] : kActionsOnPublished) {
    bool const stands = place.state == auth::State::published;
    if (stands && judge(viewer, action, target) == auth::Verdict::allowed) may.push_back(told);
  }
  return may;
}

std::optional<SubscriptionLevel> read_level(Row const& row, int column) {
  auto const level = row.optional_integer(column);
  return level ? std::optional(static_cast<SubscriptionLevel>(*level)) : std::nullopt;
}

Thread read_thread(Row const& row, auth::Viewer const& viewer, ThreadPlace& place, bool& is_tagged) {
  int column = 0;
  place = read_thread_place(row, column);
  auto source = read_organisation(row, column);
  auto author = read_author(row, column);
  Thread thread{.id = place.id,
                .origin = {place.public_id, place.marking.level, source.public_id},
                .public_id = place.public_id,
                .topic = place.topic.public_id,
                .title = place.title,
                .kind = place.kind,
                .tags = {},
                .source = std::nullopt,
                .author = std::nullopt,
                .marking = place.marking,
                .audience = {},
                .language = place.language,
                .state = place.state,
                .pinned = place.pinned,
                .locked = place.locked,
                .posts = 0,
                .unread = 0,
                .version = place.version,
                .created_at = place.created_at,
                .last_activity = place.created_at,
                .my_level = read_level(row, column),
                .bureau_level = read_level(row, column + 1),
                .answer = row.optional_public_id(column + 3),
                .may = actions(viewer, place)};
  is_tagged = row.boolean(column + 2);
  if (tells_source(viewer, place.source, place.marking.attribution)) thread.source = std::move(source);
  if (tells_author(viewer, place.source, place.marking.attribution)) thread.author = std::move(author);
  return thread;
}

}  // namespace

Thread load_thread_row(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadId id, Limits const& limits,
                       Audiences& audiences) {
  ThreadPlace place;
  bool is_tagged = false;
  auto found = auth::one_as(
      tx, viewer, kOneThread, [&](Row const& row) { return read_thread(row, viewer, place, is_tagged); }, id,
      to_string(viewer.language));
  if (!found) throw std::logic_error("a thread that was readable is gone within one snapshot");
  Thread& thread = *found;
  if (may_accept(tx, viewer, place)) thread.may.push_back(ThreadAction::accept_answer);
  if (is_tagged) thread.tags = select_told_tags(tx, id, viewer.language);
  thread.audience = {audiences[place.audience], place.bureaus};
  std::int64_t last_sequence = 0;
  auth::one_as(
      tx, viewer, kTotals,
      [&](Row const& row) {
        thread.posts = static_cast<int>(row.integer(0));
        if (auto const at = row.optional_time(1)) thread.last_activity = *at;
        last_sequence = row.integer(2);
        return true;
      },
      id, place.topic.id);
  if (last_sequence > place.read_to) {
    thread.unread = count_unread(tx, viewer, id, place.topic.id, place.read_to, limits.unread_shown);
  }
  return std::move(thread);
}

}  // namespace forum
