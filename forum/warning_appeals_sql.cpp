#include <limits>

#include "auth/policy.hpp"
#include "auth/readable.hpp"
#include "forum/appeal_rows.hpp"
#include "forum/columns.hpp"
#include "forum/cursors.hpp"
#include "forum/places.hpp"
#include "forum/told.hpp"
#include "forum/warning_appeal_rows.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

Statement const kInsert("warning_appeal.insert",
                        "INSERT INTO warning_appeal (public_id, note_id, state, asked_at, reason, warned_for)"
                        " SELECT $1, n.id, 1, $3, $4, n.bureau_id FROM author_note n WHERE n.public_id = $2");
Statement const kDecide(
    "warning_appeal.decide",
    "UPDATE warning_appeal SET state = $2, decided_by = $3, decided_at = $4, decision = $5"
    " WHERE id = $1");

// $7 is the reader's language, $8 since when warnings are kept. Whether his office answers for the topic is
// asked of each row.
std::string heard(std::string_view condition) {
  return "SELECT wa.id, " + warning_appeal_columns() +
         ", wa.warned_for, n.by_id, n.text, n.written_at, p.public_id, p.level, p.source_id, "
         "p.attribution, " +
         author_columns("a") + ", " + organisation_columns("po", "$7") +
         ", t.topic_id, c.source_id, t.public_id, t.title, t.level, so.public_id"
         " FROM warning_appeal wa JOIN author_note n ON n.id = wa.note_id JOIN post p ON p.id = n.post_id"
         " JOIN users a ON a.id = p.author_id JOIN organisation po ON po.id = p.source_id"
         " JOIN thread t ON t.id = p.thread_id" +
         kThreadPlaceJoins + " WHERE n.written_at > $8 AND p.author_id <> $1 AND " +
         is_not_told_as_of_own_country() + " AND " + auth::readable("p", "t.topic_id", "t.id") + " AND " +
         thread_place_readable() + " AND " + std::string(condition);
}

Statement const kOne("warning_appeal.one", heard("wa.public_id = $9"));
Statement const kOpen("warning_appeal.open",
                      heard("wa.state = 1 AND (wa.asked_at, wa.id) > ($9, $10) ORDER BY wa.asked_at, wa.id"));
Statement const kPast("warning_appeal.past", heard("wa.state > 1 AND (wa.decided_at, wa.id) < ($9, $10)"
                                                   " ORDER BY wa.decided_at DESC, wa.id DESC"));

std::optional<HeardWarningRow> read_heard(Row const& row, auth::Viewer const& viewer) {
  HeardWarningRow heard;
  auto& told = heard.told;
  int column = 0;
  heard.id = row.integer(column++);
  told.appeal = read_warning_appeal(row, column).value();
  heard.warned_for = row.id<auth::OrganisationTag>(column++);
  heard.warned_by = row.id<auth::UserTag>(column++);
  told.warning = row.text(column++);
  told.warned_at = row.time(column++);
  told.post.object = row.public_id(column++);
  told.post.level = static_cast<auth::Level>(row.integer(column++));
  auto const source = row.id<auth::OrganisationTag>(column++);
  auto const attribution = static_cast<auth::Attribution>(row.integer(column++));
  auto author = read_author(row, column);
  auto organisation = read_organisation(row, column);
  told.post.source = organisation.public_id;
  if (tells_author(viewer, source, attribution)) told.author = std::move(author);
  if (tells_source(viewer, source, attribution)) told.source = std::move(organisation);
  auth::Target const target{.source = std::nullopt,
                            .source_parent = std::nullopt,
                            .author = std::nullopt,
                            .topic = row.id<auth::TopicTag>(column),
                            .topic_owner = row.id<auth::OrganisationTag>(column + 1)};
  column += 2;
  if (judge(viewer, auth::Action::decide_appeal, target) != auth::Verdict::allowed) return std::nullopt;
  heard.stands_apart = tells_source(viewer, source, attribution) ||
                       auth::gives(auth::Role::unit_officer, viewer, auth::Action::decide_appeal, target);
  told.thread.origin.object = row.public_id(column++);
  told.thread.title = row.text(column++);
  told.thread.origin.level = static_cast<auth::Level>(row.integer(column++));
  told.thread.origin.source = row.public_id(column++);
  told.may_decide = told.appeal.state == WarningAppealState::open && is_third(viewer, heard);
  return heard;
}

struct Key {
  std::int64_t at = 0;
  std::int64_t id = 0;
};

base::Result<Key> parse_key(PageRequest const& page, WarningAppealFilter filter) {
  if (!page.after || page.after->empty()) {
    auto const beginning = filter == WarningAppealFilter::open ? std::numeric_limits<std::int64_t>::min()
                                                               : std::numeric_limits<std::int64_t>::max();
    return Key{beginning, beginning};
  }
  std::string_view rest = *page.after;
  auto const at = take_number(rest);
  auto const id = take_number(rest);
  if (!at || !id || !rest.empty()) return unfit_cursor();
  return Key{*at, *id};
}

storage::Rows query(storage::ReadTx& tx, auth::Viewer const& viewer, WarningAppealFilter filter,
                    Key const& key, ModerationLimits const& limits) {
  return auth::query_as(tx, viewer, filter == WarningAppealFilter::open ? kOpen : kPast,
                        to_string(viewer.language), viewer.now - limits.notes_kept, key.at, key.id);
}

}  // namespace

std::string warning_appeal_columns() {
  return "wa.public_id, wa.state, wa.reason, wa.asked_at, wa.decision, wa.decided_at";
}

std::optional<WarningAppeal> read_warning_appeal(Row const& row, int& column) {
  int const first = column;
  column += 6;
  auto const id = row.optional_public_id(first);
  if (!id) return std::nullopt;
  WarningAppeal appeal{*id, static_cast<WarningAppealState>(row.integer(first + 1)),
                       std::string(row.text(first + 2)), row.time(first + 3), std::nullopt};
  if (auto const at = row.optional_time(first + 5))
    appeal.decision = WarningDecision{std::string(row.text(first + 4)), *at};
  return appeal;
}

void insert_warning_appeal(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& id,
                           base::PublicId const& warning, std::string_view reason) {
  tx.execute(kInsert, id, warning, viewer.now, reason);
}

std::optional<HeardWarningRow> find_heard_warning(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                  base::PublicId const& appeal,
                                                  ModerationLimits const& limits) {
  auto found = auth::one_as(
      tx, viewer, kOne, [&](Row const& row) { return read_heard(row, viewer); }, to_string(viewer.language),
      viewer.now - limits.notes_kept, appeal);
  return found ? std::move(*found) : std::nullopt;
}

void update_warning_appeal_decided(storage::WriteTx& tx, auth::Viewer const& officer, std::int64_t appeal,
                                   WarningVerdict const& verdict) {
  tx.execute(kDecide, appeal, static_cast<int>(verdict.outcome), officer.user, officer.now, verdict.reason);
}

base::Result<Page<HeardWarning>> load_warning_appeals(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                      WarningAppealFilter filter, PageRequest const& page,
                                                      ModerationLimits const& limits) {
  if (!keeps_order_somewhere(viewer)) return base::ErrorCode::not_permitted;
  auto const key = parse_key(page, filter);
  if (!key) return key.error();
  Page<HeardWarning> result;
  auto& items = result.items;
  std::int64_t last = 0;
  auto rows = query(tx, viewer, filter, *key, limits);
  while (rows.next()) {
    auto found = read_heard(rows.row(), viewer);
    if (!found) continue;
    if (items.size() == static_cast<std::size_t>(page.limit)) {
      auto const& end = items.back().appeal;
      auto const at = filter == WarningAppealFilter::open ? end.at : end.decision.value().at;
      append_number(result.next.emplace(), base::to_milliseconds(at));
      append_number(*result.next, last);
      break;
    }
    last = found->id;
    items.push_back(std::move(found->told));
  }
  return result;
}

std::optional<int> count_warning_appeals(storage::ReadTx& tx, auth::Viewer const& viewer,
                                         ModerationLimits const& limits, int most) {
  if (!keeps_order_somewhere(viewer)) return std::nullopt;
  int count = 0;
  constexpr auto kFirst = std::numeric_limits<std::int64_t>::min();
  auto rows = query(tx, viewer, WarningAppealFilter::open, {kFirst, kFirst}, limits);
  while (count < most && rows.next()) {
    auto const found = read_heard(rows.row(), viewer);
    if (found && found->told.may_decide) ++count;
  }
  return count;
}

}  // namespace forum
