#include "auth/readable.hpp"
#include "forum/columns.hpp"
#include "forum/order_proposal_rows.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

Statement const kInsert(
    "order_proposal.insert",
    "INSERT INTO order_proposal (public_id, thread_id, step, state, basis, reason, summary, seconds, into_id,"
    " topic_id, proposed_by, bureau_id, proposed_at, expires_at) VALUES ($1, $2, $3, 1, $4, $5, $6, $7,"
    " (SELECT i.id FROM thread i WHERE i.public_id = $8), (SELECT m.id FROM topic m WHERE m.public_id = $9),"
    " $10, $11, $12, $13)");
Statement const kOpenOf("order_proposal.open_of",
                        "SELECT COUNT(*) FROM order_proposal WHERE state = 1 AND proposed_by = $1"
                        " AND expires_at > $2");
Statement const kUpdate(
    "order_proposal.update",
    "UPDATE order_proposal SET state = $2, decided_by = $3, decided_at = $4, decision = $5"
    " WHERE id = $1");

// $7 is the reader's language.
std::string proposals(std::string_view condition) {
  return "SELECT x.id, x.public_id, x.step, CASE WHEN x.state = 1 AND x.expires_at <= $5 THEN 5 ELSE x.state "
         "END,"
         " x.basis, x.reason, x.summary, x.seconds, x.proposed_by, x.bureau_id, x.proposed_at, x.expires_at,"
         " x.decided_at, x.decision, x.decided_by,"
         " (SELECT i.public_id FROM thread i WHERE i.id = x.into_id),"
         " (SELECT m.public_id FROM topic m WHERE m.id = x.topic_id),"
         " (SELECT s.public_id FROM organisation s WHERE s.id = t.source_id), " +
         author_columns("u") + ", " + author_columns("d") + ", " + organisation_columns("b", "$7") + ", " +
         thread_place_columns() + " FROM order_proposal x JOIN thread t ON t.id = x.thread_id" +
         kThreadPlaceJoins +
         " JOIN users u ON u.id = x.proposed_by JOIN organisation b ON b.id = x.bureau_id"
         " LEFT JOIN users d ON d.id = x.decided_by WHERE " +
         thread_place_readable() + " AND " + std::string(condition);
}

Statement const kFind("order_proposal.find", proposals("x.public_id = $8"));
Statement const kOpen("order_proposal.open",
                      proposals("x.state = 1 AND x.expires_at > $5 AND x.id > $8 ORDER BY x.id"));
Statement const kPast("order_proposal.past",
                      proposals("(x.state > 1 OR x.expires_at <= $5) AND x.id < $8 ORDER BY x.id DESC"));

auth::Outcome outcome_of(std::int64_t state) {
  switch (state) {
    case 2:
      return auth::Outcome::approved;
    case 3:
      return auth::Outcome::refused;
    case 4:
      return auth::Outcome::withdrawn;
    case 5:
      return auth::Outcome::expired;
    default:
      return auth::Outcome::open;
  }
}

int state_of(auth::Outcome outcome) {
  if (outcome == auth::Outcome::approved) return 2;
  return outcome == auth::Outcome::refused ? 3 : 4;
}

OrderProposalRow read_proposal(Row const& row) {
  OrderProposalRow read;
  auto& told = read.told;
  int column = 0;
  read.id = row.integer(column++);
  told.public_id = row.public_id(column++);
  told.step = static_cast<OrderStep>(row.integer(column++));
  told.outcome = outcome_of(row.integer(column++));
  read.basis = static_cast<int>(row.integer(column++));
  told.reason = row.text(column++);
  told.summary = row.text(column++);
  told.pause = std::chrono::seconds(row.integer(column++));
  read.proposed_by = row.id<auth::UserTag>(column++);
  read.bureau = row.id<auth::OrganisationTag>(column++);
  told.proposed_at = row.time(column++);
  told.expires_at = row.time(column++);
  told.decided_at = row.optional_time(column++);
  told.decision = row.optional_text(column++).value_or("");
  bool const is_decided = !row.is_null(column++);
  read.into = row.optional_public_id(column++);
  told.topic = row.optional_public_id(column++);
  auto const source = row.public_id(column++);
  told.proposed_by = read_author(row, column);
  if (is_decided) {
    told.decided_by = read_author(row, column);
  } else {
    column += kAuthorColumns;
  }
  told.proposed_for = read_organisation(row, column);
  read.thread = read_thread_place(row, column);
  told.thread = {{read.thread.public_id, read.thread.marking.level, source}, read.thread.title};
  return read;
}

}  // namespace

void insert_order_proposal(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& id,
                           ThreadPlace const& thread, NewOrderProposal const& proposal) {
  tx.execute(kInsert, id, thread.id, static_cast<int>(proposal.step), proposal.version, proposal.reason,
             proposal.summary, static_cast<std::int64_t>(proposal.pause.count()), proposal.into,
             proposal.topic, viewer.user, viewer.bureau, viewer.now, viewer.now + auth::kProposalLasts);
}

int count_open_of(storage::ReadTx& tx, auth::Viewer const& viewer) {
  return static_cast<int>(
      tx.one(kOpenOf, [](Row const& row) { return row.integer(0); }, viewer.user, viewer.now).value());
}

void update_order_proposal(storage::WriteTx& tx, auth::Viewer const& officer, std::int64_t proposal,
                           auth::Outcome outcome, std::string_view reason) {
  tx.execute(kUpdate, proposal, state_of(outcome), officer.user, officer.now, reason);
}

std::optional<OrderProposalRow> find_order_proposal(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                    base::PublicId const& proposal) {
  return auth::one_as(tx, viewer, kFind, read_proposal, to_string(viewer.language), proposal);
}

void each_order_proposal(storage::ReadTx& tx, auth::Viewer const& viewer, OrderProposalFilter filter,
                         std::int64_t behind, std::function<bool(OrderProposalRow&&)> const& take) {
  auto rows = auth::query_as(tx, viewer, filter == OrderProposalFilter::open ? kOpen : kPast,
                             to_string(viewer.language), behind);
  while (rows.next()) {
    if (!take(read_proposal(rows.row()))) return;
  }
}

}  // namespace forum
