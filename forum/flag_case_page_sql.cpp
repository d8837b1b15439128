#include <limits>

#include "auth/organisations.hpp"
#include "auth/readable.hpp"
#include "forum/columns.hpp"
#include "forum/cursors.hpp"
#include "forum/flag_case_page.hpp"
#include "forum/flag_rows.hpp"
#include "forum/hiding_rows.hpp"
#include "forum/offered_acts.hpp"
#include "forum/quotes.hpp"
#include "forum/untold_post.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

std::string readable_post() {
  return "(" + auth::readable("p", "t.topic_id", "t.id") + " AND " + thread_place_readable() + ")";
}

std::string has_reason(FlagReason reason) {
  return "EXISTS (SELECT 1 FROM flag x WHERE x.case_id = f.id AND x.withdrawn_at IS NULL AND x.reason = " +
         std::to_string(static_cast<int>(reason)) + ")";
}

// Who may show it again knows of it though he does not read it (hidings.hpp).
std::string joined_and_known() {
  return " FROM flag_case f JOIN post p ON p.id = f.post_id JOIN organisation po ON po.id = p.source_id"
         " JOIN users pu ON pu.id = p.author_id JOIN thread t ON t.id = p.thread_id" +
         std::string(kThreadPlaceJoins) +
         " LEFT JOIN users a ON a.id = f.assignee_id"
         " WHERE p.author_id <> $1 AND (" +
         readable_post() + " OR (" + is_in_hiding("1 = 0") + ")) AND ";
}

// $7 is the reader's language.
std::string cases(std::string_view condition) {
  return "SELECT f.id, f.public_id, f.state, f.opened_at, f.decided_at, f.version, f.assignee_id, " +
         author_columns("a") + ", " + has_reason(FlagReason::personal_data) + ", " +
         has_reason(FlagReason::level_too_low) + ", " + readable_post() + ", " + thread_place_readable() +
         ", " + thread_place_columns() + ", " + untold_post_columns("$7") + joined_and_known() +
         std::string(condition);
}

constexpr char kWaits[] =
    "EXISTS (SELECT 1 FROM flag x WHERE x.case_id = f.id AND x.withdrawn_at IS NULL AND x.outcome IS NULL)";

// Whether his office answers for it is asked of each row.
Statement const kOpen("flag_case.open", cases("f.state <= 2 AND (f.opened_at, f.id) > ($8, $9) AND " +
                                              std::string(kWaits) + " ORDER BY f.opened_at, f.id"));
Statement const kPast("flag_case.past", cases("f.state >= 3 AND (f.decided_at, f.id) < ($8, $9)"
                                              " ORDER BY f.decided_at DESC, f.id DESC"));
Statement const kOne("flag_case.one", cases("f.id = $8"));
Statement const kOpenTargets("flag_case.open_targets",
                             "SELECT p.source_id, po.parent_id, p.author_id, t.topic_id, c.source_id, " +
                                 has_reason(FlagReason::personal_data) + ", " +
                                 has_reason(FlagReason::level_too_low) + joined_and_known() +
                                 "f.state <= 2 AND " + kWaits);

struct Found {
  FlagCase told;
  std::int64_t id = 0;
};

void settle_rights(FlagCase& told) {
  if (told.state == FlagCaseState::open || told.state == FlagCaseState::taken) {
    told.may.push_back(told.is_mine ? FlagCaseRight::put_back : FlagCaseRight::take);
    if (told.is_mine || told.state == FlagCaseState::open)
      told.may.push_back(told.has_conflict ? FlagCaseRight::propose : FlagCaseRight::decide);
  }
  told.may.push_back(FlagCaseRight::note);
}

// Who keeps order is told of each flag, and by whom. The others of those alone that are theirs to answer for:
// that somebody finds a text of one's own bureau partial is for who keeps order.
void show_as_to(auth::Role office, std::vector<CaseFlag>& flags) {
  if (office == auth::Role::topic_moderator || office == auth::Role::unit_officer) return;
  std::erase_if(flags, [&](CaseFlag const& flag) {
    bool const is_too_low = office == auth::Role::compliance && flag.reason == FlagReason::level_too_low;
    return flag.reason != FlagReason::personal_data && !is_too_low;
  });
  for (auto& flag : flags) flag.by.reset();
}

std::optional<Found> read_case(storage::ReadTx& tx, Row const& row, auth::Viewer const& viewer) {
  Found found;
  auto& told = found.told;
  int column = 0;
  found.id = row.integer(column++);
  told.public_id = row.public_id(column++);
  told.state = static_cast<FlagCaseState>(row.integer(column++));
  told.opened_at = row.time(column++);
  told.decided_at = row.optional_time(column++);
  told.version = static_cast<int>(row.integer(column++));
  auto const assignee = row.optional_id<auth::UserTag>(column++);
  told.is_mine = assignee == viewer.user;
  if (assignee) {
    told.assignee = read_author(row, column);
  } else {
    column += kAuthorColumns;
  }
  FlagReasons reasons;
  reasons.personal_data = row.boolean(column++);
  reasons.level_too_low = row.boolean(column++);
  bool const reads_post = row.boolean(column++);
  bool const reads_thread = row.boolean(column++);
  auto const thread = read_thread_place(row, column);
  UntoldPostReader reader(tx, thread);
  auto const untold = std::make_shared<UntoldPost const>(reader.read(row, column));
  auto target = target_in(thread);
  target.source = untold->envelope.source;
  target.source_parent = untold->envelope.source_parent;
  target.author = untold->envelope.author;
  auto const office = reviewing_office(viewer, target, reasons);
  if (!office) return std::nullopt;
  told.origin = untold->post.origin;
  if (reads_post) {
    told.post = as_post(tell(viewer, thread, untold));
    told.post->quotes = QuoteReader(tx, viewer).read(untold->quoted);
    withhold_in_dispute(tx, viewer, thread, *told.post);
  }
  if (reads_thread) {
    Origin const origin{thread.public_id, thread.marking.level, auth::public_id_of(tx, thread.source)};
    told.thread = FlaggedThread{origin, thread.title};
  }
  told.flags = select_case_flags(tx, found.id, viewer.language);
  show_as_to(*office, told.flags);
  told.notes = select_flag_notes(tx, found.id);
  told.has_conflict = decides_with_a_part(tx, viewer, *office, found.id);
  settle_rights(told);
  return found;
}

struct Key {
  std::int64_t at = 0;
  std::int64_t id = 0;
};

base::Result<Key> parse_key(PageRequest const& page, FlagCaseFilter filter) {
  if (!page.after || page.after->empty()) {
    auto const beginning = filter == FlagCaseFilter::open ? std::numeric_limits<std::int64_t>::min()
                                                          : std::numeric_limits<std::int64_t>::max();
    return Key{beginning, beginning};
  }
  std::string_view rest = *page.after;
  auto const at = take_number(rest);
  auto const id = take_number(rest);
  if (!at || !id || !rest.empty()) return unfit_cursor();
  return Key{*at, *id};
}

}  // namespace

base::Result<Page<FlagCase>> load_flag_cases(storage::ReadTx& tx, auth::Viewer const& viewer,
                                             FlagCaseFilter filter, PageRequest const& page) {
  if (!reviews_flags(viewer)) return base::ErrorCode::not_permitted;
  auto const key = parse_key(page, filter);
  if (!key) return key.error();
  bool const is_open = filter == FlagCaseFilter::open;
  Page<FlagCase> result;
  auto& items = result.items;
  std::size_t bytes = 0;
  std::int64_t last = 0;
  auto rows =
      auth::query_as(tx, viewer, is_open ? kOpen : kPast, to_string(viewer.language), key->at, key->id);
  while (rows.next()) {
    auto found = read_case(tx, rows.row(), viewer);
    if (!found) continue;
    if (items.size() == static_cast<std::size_t>(page.limit) || (bytes >= kPageBytes && !items.empty())) {
      auto const at = is_open ? items.back().opened_at : items.back().decided_at.value();
      append_number(result.next.emplace(), base::to_milliseconds(at));
      append_number(*result.next, last);
      break;
    }
    if (auto const& post = found->told.post) bytes += post->body.size() + post->html.text.size();
    last = found->id;
    items.push_back(std::move(found->told));
  }
  return result;
}

std::optional<int> count_flag_cases(storage::ReadTx& tx, auth::Viewer const& viewer, Limits const& limits) {
  if (!reviews_flags(viewer)) return std::nullopt;
  int count = 0;
  auto rows = auth::query_as(tx, viewer, kOpenTargets);
  while (count < limits.unread_shown && rows.next()) {
    auto const& row = rows.row();
    auth::Target const target{.source = row.id<auth::OrganisationTag>(0),
                              .source_parent = row.optional_id<auth::OrganisationTag>(1),
                              .author = row.id<auth::UserTag>(2),
                              .topic = row.id<auth::TopicTag>(3),
                              .topic_owner = row.id<auth::OrganisationTag>(4)};
    if (reviewing_office(viewer, target, {.personal_data = row.boolean(5), .level_too_low = row.boolean(6)}))
      ++count;
  }
  return count;
}

std::optional<FlagCase> load_flag_case(storage::ReadTx& tx, auth::Viewer const& viewer,
                                       std::int64_t flag_case) {
  auto found = auth::one_as(
      tx, viewer, kOne, [&](Row const& row) { return read_case(tx, row, viewer); },
      to_string(viewer.language), flag_case);
  if (!found || !*found) return std::nullopt;
  return std::move((*found)->told);
}

}  // namespace forum
