#include <algorithm>
#include <limits>

#include "auth/readable.hpp"
#include "forum/columns.hpp"
#include "forum/places.hpp"
#include "forum/recall_request_rows.hpp"
#include "forum/told.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

// Whether the post was for the viewer's own organisation, since its people had it before them, and of a level
// that he is cleared for. What became of the audience later is no matter.
constexpr char kWasAddressed[] =
    "p.level <= $4 AND t.level <= $4 AND EXISTS (SELECT 1 FROM recall_opener x WHERE x.request_id = q.id"
    " AND x.organisation_id = $2)";

// Of the bureau $7; $8 is the reader's language.
std::string requests(std::string_view condition) {
  return "SELECT q.id, q.public_id, p.public_id, CASE WHEN p.level > t.level THEN p.level ELSE t.level END,"
         " p.attribution, c.public_id, " +
         organisation_columns("po", "$8") + ", " + kWasAddressed + ", " + thread_place_readable() +
         ", t.public_id, t.title, t.level, so.public_id, r.recalled_at, r.reason, q.acknowledged_at, " +
         marking_columns("p") +
         " FROM recall_request q JOIN recall r ON r.post_id = q.post_id JOIN post p ON p.id = q.post_id"
         " JOIN organisation po ON po.id = p.source_id JOIN thread t ON t.id = p.thread_id" +
         kThreadPlaceJoins + " WHERE q.bureau_id = $7 AND " + std::string(condition);
}

Statement const kOpen("recall_request.open",
                      requests("q.acknowledged_at IS NULL AND q.id > $9 ORDER BY q.id LIMIT $10"));
Statement const kConfirmed(
    "recall_request.confirmed",
    requests("q.acknowledged_at IS NOT NULL AND q.id < $9 ORDER BY q.id DESC LIMIT $10"));
Statement const kOne("recall_request.one", requests("q.public_id = $9"));
Statement const kCountOpen("recall_request.count_open",
                           "SELECT COUNT(*) FROM (SELECT 1 FROM recall_request q WHERE q.bureau_id = $1"
                           " AND q.acknowledged_at IS NULL LIMIT $2) x");
Statement const kOpeners(
    "recall_opener.of_request",
    "SELECT " + author_columns("u") +
        ", COALESCE(o.parent_id, o.id) = q.bureau_id FROM recall_opener x"
        " JOIN recall_request q ON q.id = x.request_id JOIN users u ON u.id = x.user_id"
        " JOIN organisation o ON o.id = u.organisation_id WHERE x.request_id = $1 ORDER BY u.name, u.id");
Statement const kAcknowledge("recall_request.acknowledge",
                             "UPDATE recall_request SET acknowledged_by = $2, acknowledged_at = $3"
                             " WHERE id = $1 AND acknowledged_at IS NULL");

RecallRequest read_request(Row const& row, auth::Viewer const& viewer) {
  RecallRequest request;
  int column = 0;
  request.key = row.integer(column++);
  request.public_id = row.public_id(column++);
  request.origin.object = row.public_id(column++);
  request.origin.level = static_cast<auth::Level>(row.integer(column++));
  auto const attribution = static_cast<auth::Attribution>(row.integer(column++));
  request.topic = row.public_id(column++);
  auto source = read_organisation(row, column);
  request.origin.source = source.public_id;
  bool const was_addressed = row.boolean(column++);
  if (was_addressed && tells_source(viewer, source.id, attribution)) request.source = std::move(source);
  bool const reads_thread = row.boolean(column++);
  RecalledFrom thread;
  thread.thread = row.public_id(column++);
  thread.title = row.text(column++);
  thread.origin = {thread.thread, static_cast<auth::Level>(row.integer(column)), row.public_id(column + 1)};
  column += 2;
  if (reads_thread) request.thread = std::move(thread);
  request.recalled_at = row.time(column++);
  if (was_addressed) request.reason = row.text(column);
  ++column;
  request.acknowledged_at = row.optional_time(column++);
  if (was_addressed) request.marking = read_marking(row, column);
  return request;
}

void add_openers(storage::ReadTx& tx, RecallRequest& request) {
  tx.each(
      kOpeners,
      [&](Row const& row) {
        int column = 0;
        request.opened_by.push_back(read_author(row, column));
        if (!row.boolean(column)) request.opened_by.back().function.clear();
      },
      request.key);
}

}  // namespace

std::vector<RecallRequest> select_requests(storage::ReadTx& tx, auth::Viewer const& viewer, RequestPart part,
                                           std::optional<std::int64_t> after, int limit) {
  std::int64_t const beginning = part == RequestPart::open ? 0 : std::numeric_limits<std::int64_t>::max();
  std::vector<RecallRequest> found;
  auto rows = auth::query_as(tx, viewer, part == RequestPart::open ? kOpen : kConfirmed, *viewer.coordinated,
                             to_string(viewer.language), after.value_or(beginning), limit);
  while (rows.next()) found.push_back(read_request(rows.row(), viewer));
  for (auto& request : found) add_openers(tx, request);
  return found;
}

std::optional<RecallRequest> find_request(storage::ReadTx& tx, auth::Viewer const& viewer,
                                          base::PublicId const& id) {
  auto request = auth::one_as(
      tx, viewer, kOne, [&](Row const& row) { return read_request(row, viewer); }, *viewer.coordinated,
      to_string(viewer.language), id);
  if (request) add_openers(tx, *request);
  return request;
}

int count_open_requests(storage::ReadTx& tx, auth::Viewer const& viewer, int most) {
  return tx
      .one(
          kCountOpen, [](Row const& row) { return static_cast<int>(row.integer(0)); }, *viewer.coordinated,
          most)
      .value();
}

void update_acknowledged(storage::WriteTx& tx, auth::Viewer const& coordinator, std::int64_t request) {
  tx.execute(kAcknowledge, request, coordinator.user, coordinator.now);
}

}  // namespace forum
