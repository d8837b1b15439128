#include "auth/readable.hpp"
#include "forum/act_appeal_rows.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

// What was done, and why, is kept with the appeal, so that it is told beside it later on.
Statement const kInsert(
    "act_appeal.insert",
    "INSERT INTO act_appeal (public_id, thread_id, act, record, top_id, state, asked_by, asked_for, asked_at,"
    " reason, acted_by, acted_for, approved_by, acted_at, office, act_reason)"
    " SELECT $1, $2, $3, $4, (SELECT s.top_id FROM split s WHERE s.thread_id = $2 AND $3 = 6), 1, $5, $6, $7,"
    " $8, u.id, COALESCE(o.parent_id, o.id), (SELECT a.id FROM users a WHERE a.public_id = $11), $12, $13, "
    "$14"
    " FROM users u JOIN organisation o ON o.public_id = $10 WHERE u.public_id = $9");
Statement const kWasAppealed("act_appeal.was_made", "SELECT 1 FROM act_appeal WHERE record = $1");
Statement const kIsAuthor("act_appeal.is_author",
                          "SELECT 1 FROM thread t JOIN users u ON u.id = t.author_id"
                          " WHERE t.id = $1 AND u.public_id = $2");
Statement const kDecide("act_appeal.decide",
                        "UPDATE act_appeal SET state = $2, decided_by = $3, decided_at = $4, decision = $5,"
                        " is_undone = $6, thread_id = $7 WHERE id = $1");
Statement const kTop("act_appeal.split_top",
                     "SELECT p.public_id FROM split s JOIN post p ON p.id = s.top_id"
                     " WHERE s.thread_id = $1 AND p.thread_id = $1");

std::string appeals(std::string_view condition) {
  return "SELECT x.id, x.public_id, x.act, x.acted_at, x.act_reason, x.office, x.state, x.reason, x.asked_at,"
         " x.decision, x.decided_at, x.is_undone, x.record, x.asked_by, x.asked_for, x.acted_by, x.acted_for,"
         " (SELECT a.public_id FROM users a WHERE a.id = x.approved_by),"
         " (SELECT p.public_id FROM post p WHERE p.id = x.top_id), so.public_id, " +
         thread_place_columns() + " FROM act_appeal x JOIN thread t ON t.id = x.thread_id" +
         kThreadPlaceJoins + " WHERE " + thread_place_readable() + " AND " + std::string(condition);
}
// Whose it is to decide is asked of each row: few are made.
constexpr char kOfOthers[] =
    "t.author_id <> $1 AND COALESCE(so.parent_id, so.id) <> $3 AND x.asked_for <> $3 AND ";

Statement const kOne("act_appeal.one", appeals(std::string(kOfOthers) + "x.public_id = $7"));
Statement const kOfThread("act_appeal.of_thread", appeals("x.thread_id = $7 ORDER BY x.id DESC"));
Statement const kOpen("act_appeal.open",
                      appeals(std::string(kOfOthers) +
                              "x.state = 1 AND (x.asked_at, x.id) > ($7, $8) ORDER BY x.asked_at, x.id"));
Statement const kPast("act_appeal.past",
                      appeals(std::string(kOfOthers) + "x.state > 1 AND (x.decided_at, x.id) < ($7, $8)"
                                                       " ORDER BY x.decided_at DESC, x.id DESC"));

ActAppealRow read_appeal(Row const& row) {
  ActAppealRow read;
  auto& told = read.appeal;
  int column = 0;
  read.id = row.integer(column++);
  told.public_id = row.public_id(column++);
  told.against.act = static_cast<AppealedAct>(row.integer(column++));
  told.against.at = row.time(column++);
  told.against.reason = row.text(column++);
  if (auto const office = row.optional_text(column++)) told.against.office = auth::parse_role(*office);
  told.state = static_cast<ActAppealState>(row.integer(column++));
  told.reason = row.text(column++);
  told.at = row.time(column++);
  auto const decision = row.optional_text(column++);
  auto const decided_at = row.optional_time(column++);
  bool const is_undone = row.boolean(column++);
  if (decided_at)
    told.decision = ActAppealDecision{std::string(decision.value_or("")), *decided_at, is_undone};
  read.record = row.integer(column++);
  read.asked_by = row.id<auth::UserTag>(column++);
  read.asked_for = row.id<auth::OrganisationTag>(column++);
  read.acted_by = row.id<auth::UserTag>(column++);
  read.acted_for = row.id<auth::OrganisationTag>(column++);
  read.approved_by = row.optional_public_id(column++);
  read.top = row.optional_public_id(column++);
  auto const source = row.public_id(column++);
  read.thread = read_thread_place(row, column);
  read.origin = {read.thread.public_id, read.thread.marking.level, source};
  return read;
}

}  // namespace

void insert_act_appeal(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& id,
                       ThreadPlace const& thread, NewActAppeal const& appeal, auth::AuditEntry const& act) {
  auto const& record = act.record;
  auto const office =
      record.actor.role ? std::optional<std::string_view>(to_string(*record.actor.role)) : std::nullopt;
  tx.execute(kInsert, id, thread.id, static_cast<int>(appeal.act), act.number, viewer.user, viewer.bureau,
             viewer.now, appeal.reason, record.actor.user.value(), record.actor.organisation.value(),
             record.approved_by, record.at, office, record.reason);
}

bool was_appealed(storage::ReadTx& tx, std::int64_t record) {
  return tx.one(kWasAppealed, [](Row const&) { return true; }, record).has_value();
}

bool is_author(storage::ReadTx& tx, ThreadId thread, base::PublicId const& user) {
  return tx.one(kIsAuthor, [](Row const&) { return true; }, thread, user).has_value();
}

void update_act_appeal_decided(storage::WriteTx& tx, auth::Viewer const& officer, std::int64_t appeal,
                               ActAppealUpdate const& update) {
  tx.execute(kDecide, appeal, static_cast<int>(update.verdict.outcome), officer.user, officer.now,
             update.verdict.reason, update.is_undone, update.thread);
}

std::optional<ActAppealRow> find_act_appeal(storage::ReadTx& tx, auth::Viewer const& viewer,
                                            base::PublicId const& appeal) {
  return auth::one_as(tx, viewer, kOne, read_appeal, appeal);
}

std::vector<ActAppealRow> select_act_appeals(storage::ReadTx& tx, auth::Viewer const& viewer,
                                             ThreadId thread) {
  std::vector<ActAppealRow> found;
  auto rows = auth::query_as(tx, viewer, kOfThread, thread);
  while (rows.next()) found.push_back(read_appeal(rows.row()));
  return found;
}

void each_act_appeal(storage::ReadTx& tx, auth::Viewer const& viewer, ActAppealFilter filter,
                     ActAppealKey const& key, std::function<bool(ActAppealRow&&)> const& take) {
  auto rows = auth::query_as(tx, viewer, filter == ActAppealFilter::open ? kOpen : kPast, key.at, key.id);
  while (rows.next()) {
    if (!take(read_appeal(rows.row()))) return;
  }
}

std::optional<base::PublicId> find_split_top(storage::ReadTx& tx, ThreadId thread) {
  return tx.one(kTop, [](Row const& row) { return row.public_id(0); }, thread);
}

}  // namespace forum
