#include <limits>

#include "auth/organisations.hpp"
#include "auth/readable.hpp"
#include "forum/appeal_rows.hpp"
#include "forum/columns.hpp"
#include "forum/cursors.hpp"
#include "forum/hiding_rows.hpp"
#include "forum/offered_acts.hpp"
#include "forum/quotes.hpp"
#include "forum/told.hpp"
#include "forum/untold_post.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

// What was hidden, and why, is kept with the appeal: the hiding is gone once it is shown again.
Statement const kInsert(
    "appeal.insert",
    "INSERT INTO appeal (public_id, post_id, state, asked_by, asked_at, reason, hidden_by, hidden_at, office,"
    " hidden_because) SELECT $1, h.post_id, 1, $3, $4, $5, h.hidden_by, h.hidden_at, h.office, h.reason"
    " FROM hiding h WHERE h.post_id = $2");
Statement const kFind("appeal.find",
                      "SELECT x.public_id, x.state, x.reason, x.asked_at, x.decision, x.decided_at"
                      " FROM appeal x JOIN hiding h ON h.post_id = x.post_id AND h.hidden_at = x.hidden_at"
                      " WHERE x.post_id = $1");
Statement const kHands(
    "appeal.hands",
    "SELECT x.id, p.public_id, x.state, x.hidden_by,"
    " (SELECT f.decided_by FROM flag_case f WHERE f.post_id = x.post_id), x.asked_by,"
    " COALESCE(o.parent_id, o.id), p.source_id, p.attribution FROM appeal x JOIN post p ON p.id = x.post_id"
    " JOIN organisation o ON o.id = p.source_id WHERE x.public_id = $1");
Statement const kDecide("appeal.decide",
                        "UPDATE appeal SET state = $2, decided_by = $3, decided_at = $4, decision = $5"
                        " WHERE id = $1");

std::string readable_post() {
  return "(" + auth::readable("p", "t.topic_id", "t.id") + " AND " + thread_place_readable() + ")";
}

}  // namespace

std::string is_not_told_as_of_own_country() {
  return "((p.attribution = " + std::to_string(static_cast<int>(auth::Attribution::chatham)) +
         " AND p.source_id <> $2) OR COALESCE(po.parent_id, po.id) <> $3)";
}

namespace {

std::string joined_and_known() {
  return " FROM appeal x JOIN post p ON p.id = x.post_id JOIN organisation po ON po.id = p.source_id"
         " JOIN users pu ON pu.id = p.author_id JOIN thread t ON t.id = p.thread_id" +
         std::string(kThreadPlaceJoins) + " WHERE p.author_id <> $1 AND " + is_not_told_as_of_own_country() +
         " AND (" + readable_post() + " OR (" + is_in_hiding("1 = 0") + ")) AND ";
}

// What is decided is the hiding that was appealed against, not one that came later.
constexpr char kStands[] =
    "x.state = 1 AND p.state = 3 AND EXISTS (SELECT 1 FROM hiding h WHERE h.post_id = x.post_id"
    " AND h.hidden_at = x.hidden_at)";

constexpr char kHandColumns[] =
    "x.hidden_by, (SELECT f.decided_by FROM flag_case f WHERE f.post_id = x.post_id), x.asked_by,"
    " COALESCE(po.parent_id, po.id), p.attribution, p.source_id, po.parent_id, p.author_id, t.topic_id,"
    " c.source_id";

// $7 is the reader's language.
std::string appeals(std::string_view condition) {
  return std::string("SELECT ") + kHandColumns +
         ", x.id, x.public_id, x.state, x.reason, x.asked_at, x.decision, x.decided_at, x.office,"
         " x.hidden_because, x.hidden_at, " +
         readable_post() + ", " + thread_place_readable() + ", " + thread_place_columns() + ", " +
         untold_post_columns("$7") + joined_and_known() + std::string(condition);
}

Statement const kOpen("appeal.open", appeals(kStands + std::string(" AND (x.asked_at, x.id) > ($8, $9)"
                                                                   " ORDER BY x.asked_at, x.id")));
Statement const kPast("appeal.past", appeals("x.state > 1 AND (x.decided_at, x.id) < ($8, $9)"
                                             " ORDER BY x.decided_at DESC, x.id DESC"));
Statement const kOne("appeal.one", appeals("x.id = $8"));
Statement const kOpenHands("appeal.open_hands",
                           std::string("SELECT ") + kHandColumns + joined_and_known() + kStands);

Appeal read_appeal(Row const& row, int& column) {
  Appeal appeal;
  appeal.public_id = row.public_id(column++);
  appeal.state = static_cast<AppealState>(row.integer(column++));
  appeal.reason = row.text(column++);
  appeal.at = row.time(column++);
  auto const decision = row.optional_text(column++);
  if (auto const at = row.optional_time(column++))
    appeal.decision = AppealDecision{std::string(decision.value_or("")), *at};
  return appeal;
}

struct Asked {
  AppealHands hands;
  auth::Target target;
};

Asked read_asked(Row const& row, int& column) {
  Asked asked;
  asked.hands.hidden_by = row.id<auth::UserTag>(column++);
  asked.hands.flags_decided_by = row.optional_id<auth::UserTag>(column++);
  asked.hands.asked_by = row.id<auth::UserTag>(column++);
  asked.hands.bureau = row.id<auth::OrganisationTag>(column++);
  asked.hands.attribution = static_cast<auth::Attribution>(row.integer(column++));
  asked.hands.source = row.id<auth::OrganisationTag>(column++);
  asked.target.source = asked.hands.source;
  asked.target.source_parent = row.optional_id<auth::OrganisationTag>(column++);
  asked.target.author = row.id<auth::UserTag>(column++);
  asked.target.topic = row.id<auth::TopicTag>(column++);
  asked.target.topic_owner = row.id<auth::OrganisationTag>(column++);
  return asked;
}

bool is_his_to_hear(auth::Viewer const& viewer, auth::Target const& target) {
  return judge(viewer, auth::Action::decide_appeal, target) == auth::Verdict::allowed;
}

struct Found {
  HeardAppeal told;
  std::int64_t id = 0;
};

std::optional<Found> read_heard(storage::ReadTx& tx, Row const& row, auth::Viewer const& viewer) {
  int column = 0;
  auto const asked = read_asked(row, column);
  if (!is_his_to_hear(viewer, asked.target)) return std::nullopt;
  Found found;
  auto& told = found.told;
  found.id = row.integer(column++);
  told.appeal = read_appeal(row, column);
  told.hiding.office = auth::parse_role(row.text(column++)).value();
  told.hiding.reason = row.text(column++);
  told.hiding.at = row.time(column++);
  bool const reads_post = row.boolean(column++);
  bool const reads_thread = row.boolean(column++);
  auto const thread = read_thread_place(row, column);
  UntoldPostReader reader(tx, thread);
  auto const untold = std::make_shared<UntoldPost const>(reader.read(row, column));
  told.origin = untold->post.origin;
  told.hiding.origin = told.origin;
  told.hiding.version = untold->post.version;
  if (reads_post) {
    told.post = as_post(tell(viewer, thread, untold));
    told.post->quotes = QuoteReader(tx, viewer).read(untold->quoted);
    withhold_in_dispute(tx, viewer, thread, *told.post);
  }
  if (reads_thread) {
    told.thread = Origin{thread.public_id, thread.marking.level, auth::public_id_of(tx, thread.source)};
    told.title = thread.title;
  }
  told.may_decide = told.appeal.state == AppealState::open && untold->post.state == auth::State::hidden &&
                    is_third(viewer, asked.hands, asked.target);
  return found;
}

struct Key {
  std::int64_t at = 0;
  std::int64_t id = 0;
};

base::Result<Key> parse_key(PageRequest const& page, AppealFilter filter) {
  if (!page.after || page.after->empty()) {
    auto const beginning = filter == AppealFilter::open ? std::numeric_limits<std::int64_t>::min()
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

void insert_appeal(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& id, PostId post,
                   std::string_view reason) {
  tx.execute(kInsert, id, post, viewer.user, viewer.now, reason);
}

std::optional<Appeal> find_appeal(storage::ReadTx& tx, PostId post) {
  return tx.one(
      kFind,
      [](Row const& row) {
        int column = 0;
        return read_appeal(row, column);
      },
      post);
}

std::optional<AppealHands> find_appeal_hands(storage::ReadTx& tx, base::PublicId const& appeal) {
  return tx.one(
      kHands,
      [](Row const& row) {
        return AppealHands{row.integer(0),
                           row.public_id(1),
                           static_cast<AppealState>(row.integer(2)),
                           row.id<auth::UserTag>(3),
                           row.optional_id<auth::UserTag>(4),
                           row.id<auth::UserTag>(5),
                           row.id<auth::OrganisationTag>(6),
                           row.id<auth::OrganisationTag>(7),
                           static_cast<auth::Attribution>(row.integer(8))};
      },
      appeal);
}

void update_appeal_decided(storage::WriteTx& tx, auth::Viewer const& officer, std::int64_t appeal,
                           AppealVerdict const& verdict) {
  tx.execute(kDecide, appeal, static_cast<int>(verdict.outcome), officer.user, officer.now, verdict.reason);
}

base::Result<Page<HeardAppeal>> load_appeals(storage::ReadTx& tx, auth::Viewer const& viewer,
                                             AppealFilter filter, PageRequest const& page) {
  if (!hears_appeals(viewer)) return base::ErrorCode::not_permitted;
  auto const key = parse_key(page, filter);
  if (!key) return key.error();
  bool const is_open = filter == AppealFilter::open;
  Page<HeardAppeal> result;
  auto& items = result.items;
  std::size_t bytes = 0;
  std::int64_t last = 0;
  auto rows =
      auth::query_as(tx, viewer, is_open ? kOpen : kPast, to_string(viewer.language), key->at, key->id);
  while (rows.next()) {
    auto found = read_heard(tx, rows.row(), viewer);
    if (!found) continue;
    if (items.size() == static_cast<std::size_t>(page.limit) || (bytes >= kPageBytes && !items.empty())) {
      auto const& end = items.back().appeal;
      append_number(result.next.emplace(), base::to_milliseconds(is_open ? end.at : end.decision->at));
      append_number(*result.next, last);
      break;
    }
    if (auto const& post = found->told.post) bytes += post->body.size() + post->html.text.size();
    last = found->id;
    items.push_back(std::move(found->told));
  }
  return result;
}

std::optional<int> count_appeals(storage::ReadTx& tx, auth::Viewer const& viewer, Limits const& limits) {
  if (!hears_appeals(viewer)) return std::nullopt;
  int count = 0;
  auto rows = auth::query_as(tx, viewer, kOpenHands);
  while (count < limits.unread_shown && rows.next()) {
    int column = 0;
    auto const asked = read_asked(rows.row(), column);
    if (is_his_to_hear(viewer, asked.target) && is_third(viewer, asked.hands, asked.target)) ++count;
  }
  return count;
}

std::optional<HeardAppeal> load_heard_appeal(storage::ReadTx& tx, auth::Viewer const& viewer,
                                             std::int64_t appeal) {
  auto found = auth::one_as(
      tx, viewer, kOne, [&](Row const& row) { return read_heard(tx, row, viewer); },
      to_string(viewer.language), appeal);
  if (!found || !*found) return std::nullopt;
  return std::move((*found)->told);
}

}  // namespace forum
