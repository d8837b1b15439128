#include "forum/columns.hpp"
#include "forum/recall_rows.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

// The first release counts, though it was taken back: whoever opened the post then has it, too.
Statement const kFirstPublication("recall.first_publication",
                                  "SELECT COALESCE((SELECT MIN(r.released_at) FROM release r"
                                  " WHERE r.post_id = p.id), p.created_at) FROM post p WHERE p.id = $1");

Statement const kInsert("recall.insert",
                        "INSERT INTO recall (post_id, recalled_by, recalled_at, reason, searched_to)"
                        " VALUES ($1, $2, $3, $4, $5)");
Statement const kUnfinished(
    "recall.unfinished",
    "SELECT p.id, p.public_id, COALESCE(o.parent_id, o.id), r.searched_to FROM recall r"
    " JOIN post p ON p.id = r.post_id JOIN organisation o ON o.id = p.source_id"
    " WHERE r.finished_at IS NULL AND r.recalled_at < $1"
    " ORDER BY r.recalled_at LIMIT $2");
Statement const kFinish("recall.finish",
                        "UPDATE recall SET searched_to = $2, finished_at = $3 WHERE post_id = $1");
Statement const kFind("recall.find", "SELECT r.recalled_at, r.reason, " + author_columns("u") +
                                         " FROM recall r JOIN users u ON u.id = r.recalled_by"
                                         " WHERE r.post_id = $1");

Statement const kBureauOf("recall.bureau_of",
                          "SELECT COALESCE(o.parent_id, o.id) FROM organisation o WHERE o.public_id = $1");
Statement const kIsAsked("recall_request.is_asked",
                         "SELECT 1 FROM recall_request WHERE post_id = $1 AND bureau_id = $2");
Statement const kInsertRequest("recall_request.insert",
                               "INSERT INTO recall_request (public_id, post_id, bureau_id, asked_at)"
                               " VALUES ($1, $2, $3, $4)");
Statement const kInsertOpener("recall_opener.insert",
                              "INSERT INTO recall_opener (request_id, user_id, organisation_id)"
                              " SELECT r.id, u.id, o.id FROM recall_request r"
                              " JOIN users u ON u.public_id = $3 JOIN organisation o ON o.public_id = $4"
                              " WHERE r.post_id = $1 AND r.bureau_id = $2"
                              " ON CONFLICT (request_id, user_id) DO NOTHING");
Statement const kAsked("recall_request.of_post", "SELECT " + organisation_columns("o", "$2") +
                                                     ", r.acknowledged_at FROM recall_request r"
                                                     " JOIN organisation o ON o.id = r.bureau_id"
                                                     " WHERE r.post_id = $1 ORDER BY o.country, o.id");

}  // namespace

base::Timestamp select_first_publication(storage::ReadTx& tx, PostId post) {
  return tx.one(kFirstPublication, [](Row const& row) { return row.time(0); }, post).value();
}

void insert_recall(storage::WriteTx& tx, auth::Viewer const& officer, PostId post, std::string_view reason,
                   std::int64_t searched_to) {
  tx.execute(kInsert, post, officer.user, officer.now, reason, searched_to);
}

std::vector<UnfinishedRecall> select_unfinished(storage::ReadTx& tx, base::Timestamp before, int limit) {
  std::vector<UnfinishedRecall> recalls;
  tx.each(
      kUnfinished,
      [&](Row const& row) {
        recalls.push_back(
            {{row.id<PostTag>(0), row.public_id(1), row.id<auth::OrganisationTag>(2)}, row.integer(3)});
      },
      before, limit);
  return recalls;
}

void update_finished(storage::WriteTx& tx, PostId post, std::int64_t searched_to, base::Timestamp now) {
  tx.execute(kFinish, post, searched_to, now);
}

std::optional<RecallState> find_recall(storage::ReadTx& tx, PostId post) {
  return tx.one(
      kFind,
      [](Row const& row) {
        RecallState state;
        state.at = row.time(0);
        state.reason = row.text(1);
        int column = 2;
        state.by = read_author(row, column);
        return state;
      },
      post);
}

std::optional<auth::OrganisationId> find_bureau_of(storage::ReadTx& tx, base::PublicId const& organisation) {
  return tx.one(kBureauOf, [](Row const& row) { return row.id<auth::OrganisationTag>(0); }, organisation);
}

bool is_asked(storage::ReadTx& tx, PostId post, auth::OrganisationId bureau) {
  return tx.one(kIsAsked, [](Row const&) { return true; }, post, bureau).has_value();
}

void insert_request(storage::WriteTx& tx, PostId post, auth::OrganisationId bureau, base::PublicId const& id,
                    base::Timestamp now) {
  tx.execute(kInsertRequest, id, post, bureau, now);
}

void insert_opener(storage::WriteTx& tx, PostId post, auth::OrganisationId bureau,
                   auth::Opener const& opener) {
  tx.execute(kInsertOpener, post, bureau, opener.user, opener.organisation);
}

std::vector<AskedBureau> select_asked(storage::ReadTx& tx, PostId post, auth::Language language) {
  std::vector<AskedBureau> asked;
  tx.each(
      kAsked,
      [&](Row const& row) {
        int column = 0;
        auto bureau = read_organisation(row, column);
        asked.push_back({std::move(bureau), row.optional_time(column)});
      },
      post, to_string(language));
  return asked;
}

}  // namespace forum
