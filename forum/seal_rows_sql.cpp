#include "auth/readable.hpp"
#include "forum/columns.hpp"
#include "forum/quotes.hpp"
#include "forum/seal_rows.hpp"
#include "forum/untold_post.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

Statement const kFind("seal.find",
                      "SELECT p.sealed_at, p.seal_is_former, p.seal_asked_by, p.editor_id FROM post p"
                      " WHERE p.id = $1");
Statement const kAsk("seal.ask",
                     "INSERT INTO seal (post_id, source_id, version, asked_by, asked_at)"
                     " VALUES ($1, $2, $3, $4, $5)");
Statement const kMarkAsked("seal.mark_asked", "UPDATE post SET seal_asked_by = $2 WHERE id = $1");
Statement const kDeleteAsked("seal.delete_asked", "DELETE FROM seal WHERE post_id = $1 AND outcome = 1");
Statement const kSign("seal.sign",
                      "UPDATE seal SET outcome = 2, version = $2, decided_by = $3, decided_at = $4"
                      " WHERE post_id = $1 AND outcome = 1");
Statement const kMarkSigned("seal.mark_signed",
                            "UPDATE post SET seal_asked_by = NULL, sealed_at = $2, seal_is_former = 0"
                            " WHERE id = $1");
Statement const kRefuse("seal.refuse",
                        "UPDATE seal SET outcome = 3, decided_by = $2, decided_at = $3, reason = $4"
                        " WHERE post_id = $1 AND outcome = 1");
Statement const kWithdraw(
    "seal.withdraw",
    "UPDATE seal SET outcome = 4, withdrawn_by = $2, withdrawn_at = $3, reason = $4"
    " WHERE id = (SELECT MAX(s.id) FROM seal s WHERE s.post_id = $1 AND s.outcome = 2)");
Statement const kMarkWithdrawn("seal.mark_withdrawn",
                               "UPDATE post SET sealed_at = NULL, seal_is_former = 0 WHERE id = $1");
Statement const kAsker("seal.asker",
                       "SELECT s.asked_by FROM seal s WHERE s.post_id = $1 AND s.outcome = 2"
                       " ORDER BY s.id DESC LIMIT 1");
Statement const kForget("seal.forget", "DELETE FROM seal WHERE post_id = $1");
Statement const kUnmark("seal.unmark",
                        "UPDATE post SET seal_asked_by = NULL, sealed_at = NULL, seal_is_former = 0"
                        " WHERE id = $1");

Statement const kTell("seal.tell",
                      "INSERT INTO inbox (subscriber_kind, subscriber_id, event_id, post_id, kind)"
                      " SELECT 1, u.id, $1, p.id, $4 FROM post p JOIN organisation po ON po.id = p.source_id"
                      " JOIN users u ON u.id = $3 AND u.organisation_id IN (p.source_id, po.parent_id)"
                      " WHERE p.id = $2"
                      " ON CONFLICT (subscriber_kind, subscriber_id, event_id) DO NOTHING");
Statement const kDropNotices("seal.drop_notices",
                             "DELETE FROM inbox WHERE post_id = $1 AND kind BETWEEN 80 AND 83");
Statement const kSpare(
    "seal.spare", "DELETE FROM inbox WHERE subscriber_kind = 1 AND subscriber_id = $2 AND event_id = $1");

// The text of a seal is the first that was put aside at its version or later, or the one that stands there.
Statement const kRecords(
    "seal.records",
    "SELECT s.id, COALESCE((SELECT MIN(r.version) FROM revision r WHERE r.post_id = s.post_id"
    " AND r.version >= s.version), p.version), s.outcome, s.asked_at, s.decided_at, s.withdrawn_at, "
    "s.reason, " +
        author_columns("a") + ", " + author_columns("d") + ", " + author_columns("w") +
        " FROM seal s JOIN post p ON p.id = s.post_id JOIN users a ON a.id = s.asked_by"
        " LEFT JOIN users d ON d.id = s.decided_by LEFT JOIN users w ON w.id = s.withdrawn_by"
        " WHERE s.post_id = $1 AND s.id < $2 AND (s.outcome IN (2, 4) OR $3 = 0) ORDER BY s.id DESC LIMIT "
        "$4");

// $7 the reader's language, $8 the request that the page begins after. Attribution 2 names no source: a post
// that has come under it since is not signed any more.
std::string waiting(std::string_view columns) {
  return std::string(columns) +
         " FROM seal s JOIN post p ON p.id = s.post_id JOIN organisation po ON po.id = p.source_id"
         " JOIN users pu ON pu.id = p.author_id JOIN users a ON a.id = s.asked_by"
         " JOIN thread t ON t.id = p.thread_id" +
         kThreadPlaceJoins +
         " WHERE s.outcome = 1 AND s.source_id IN (SELECT below_.id FROM organisation below_"
         " WHERE below_.id = $6 OR below_.parent_id = $6) AND s.id > $8 AND p.state = 1 AND p.attribution <> "
         "2"
         " AND s.asked_by <> $1 AND p.author_id <> $1 AND p.editor_id <> $1 AND " +
         auth::readable("p", "t.topic_id") + " AND " + thread_place_readable() + " ORDER BY s.id LIMIT $9";
}

Statement const kRequests("seal.requests",
                          waiting("SELECT " + thread_place_columns() + ", so.public_id, " +
                                  untold_post_columns("$7") + ", s.id, s.asked_at, " + author_columns("a")));
Statement const kCount("seal.count_requests", "SELECT COUNT(*) FROM (" + waiting("SELECT 1") + ") x");

std::optional<Author> read_person(Row const& row, int& column) {
  if (row.is_null(column)) {
    column += kAuthorColumns;
    return std::nullopt;
  }
  return read_author(row, column);
}

SealRecord read_record(Row const& row) {
  SealRecord record;
  int column = 0;
  record.key = row.integer(column++);
  record.version = static_cast<int>(row.integer(column++));
  record.outcome = static_cast<SealOutcome>(row.integer(column++) - 1);
  record.asked_at = row.time(column++);
  record.decided_at = row.optional_time(column++);
  record.withdrawn_at = row.optional_time(column++);
  if (auto const reason = row.optional_text(column++)) {
    (record.withdrawn_at ? record.withdrawal : record.refusal) = std::string(*reason);
  }
  record.asked_by = read_author(row, column);
  record.decided_by = read_person(row, column);
  record.withdrawn_by = read_person(row, column);
  return record;
}

}  // namespace

char const* const kSealColumns = "p.sealed_at, p.seal_is_former, p.seal_asked_by";

SealMark read_seal_mark(Row const& row, int& column) {
  SealMark mark;
  if (auto const at = row.optional_time(column)) mark.seal = Seal{*at, !row.boolean(column + 1)};
  mark.asked_by = row.optional_id<auth::UserTag>(column + 2);
  column += 3;
  return mark;
}

SealStanding find_seal(storage::ReadTx& tx, PostId post) {
  return tx
      .one(
          kFind,
          [](Row const& row) {
            int column = 0;
            auto const mark = read_seal_mark(row, column);
            return SealStanding{mark, row.id<auth::UserTag>(column)};
          },
          post)
      .value();
}

void insert_seal_request(storage::WriteTx& tx, auth::Viewer const& officer, PostPlace const& post) {
  tx.execute(kAsk, post.id, post.source, post.version, officer.user, officer.now);
  tx.execute(kMarkAsked, post.id, officer.user);
}

void delete_seal_request(storage::WriteTx& tx, PostId post) {
  tx.execute(kDeleteAsked, post);
  tx.execute(kMarkAsked, post, nullptr);
}

void update_signed(storage::WriteTx& tx, auth::Viewer const& officer, PostPlace const& post) {
  tx.execute(kSign, post.id, post.version, officer.user, officer.now);
  tx.execute(kMarkSigned, post.id, officer.now);
}

void update_refused(storage::WriteTx& tx, auth::Viewer const& officer, PostId post, std::string_view reason) {
  tx.execute(kRefuse, post, officer.user, officer.now, reason);
  tx.execute(kMarkAsked, post, nullptr);
}

void update_withdrawn(storage::WriteTx& tx, auth::Viewer const& officer, PostId post,
                      std::string_view reason) {
  tx.execute(kWithdraw, post, officer.user, officer.now, reason);
  tx.execute(kMarkWithdrawn, post);
}

void end_seal_request(storage::WriteTx& tx, PostId post) {
  if (tx.execute(kDeleteAsked, post) > 0) drop_seal_notices(tx, post);
}

std::optional<auth::UserId> find_seal_asker(storage::ReadTx& tx, PostId post) {
  return tx.one(kAsker, [](Row const& row) { return row.id<auth::UserTag>(0); }, post);
}

void forget_seals(storage::WriteTx& tx, PostId post) {
  tx.execute(kForget, post);
  tx.execute(kUnmark, post);
}

void tell_of_seal(storage::WriteTx& tx, EventId event, PostId post, auth::UserId person, Notice notice) {
  tx.execute(kTell, event, post, person, static_cast<int>(notice));
}

void drop_seal_notices(storage::WriteTx& tx, PostId post) {
  tx.execute(kDropNotices, post);
}

void spare_notice(storage::WriteTx& tx, EventId event, auth::UserId person) {
  tx.execute(kSpare, event, person);
}

std::vector<SealRecord> select_seals(storage::ReadTx& tx, SealRecordFilter const& filter, int limit) {
  std::vector<SealRecord> records;
  tx.each(
      kRecords, [&](Row const& row) { records.push_back(read_record(row)); }, filter.post, filter.before,
      filter.only_signed, limit);
  return records;
}

std::vector<SealRequest> select_seal_requests(storage::ReadTx& tx, auth::Viewer const& viewer,
                                              std::int64_t after, int limit) {
  std::vector<SealRequest> found;
  std::size_t bytes = 0;
  auto rows = auth::query_as(tx, viewer, kRequests, to_string(viewer.language), after, limit);
  while (bytes < kPageBytes && rows.next()) {
    auto const& row = rows.row();
    int column = 0;
    auto const thread = read_thread_place(row, column);
    SealRequest request;
    request.thread_origin = {thread.public_id, thread.marking.level, row.public_id(column++)};
    UntoldPostReader reader(tx, thread);
    auto const untold = std::make_shared<UntoldPost const>(reader.read(row, column));
    bytes += untold->text_bytes();
    auto const told = tell(viewer, thread, untold);
    request.post = as_post(told);
    request.post.quotes = QuoteReader(tx, viewer).read(untold->quoted);
    request.topic = thread.topic.public_id;
    request.title = thread.title;
    request.key = row.integer(column++);
    request.asked_at = row.time(column++);
    if (told.tells_author) request.asked_by = read_author(row, column);
    found.push_back(std::move(request));
  }
  return found;
}

int count_open_seal_requests(storage::ReadTx& tx, auth::Viewer const& viewer, int most) {
  return auth::one_as(
             tx, viewer, kCount, [](Row const& row) { return static_cast<int>(row.integer(0)); },
             to_string(viewer.language), std::int64_t{0}, most)
      .value();
}

}  // namespace forum
