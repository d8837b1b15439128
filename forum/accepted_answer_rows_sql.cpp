#include "auth/readable.hpp"
#include "forum/accepted_answer_rows.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

Statement const kFind("accepted_answer.find", "SELECT post_id FROM accepted_answer WHERE thread_id = $1");
Statement const kReplace("accepted_answer.replace",
                         "INSERT INTO accepted_answer (thread_id, post_id, accepted_at, accepted_by)"
                         " VALUES ($1, $2, $3, $4) ON CONFLICT (thread_id) DO UPDATE"
                         " SET post_id = $2, accepted_at = $3, accepted_by = $4");
Statement const kDelete("accepted_answer.delete", "DELETE FROM accepted_answer WHERE thread_id = $1");

}  // namespace

std::optional<PostId> find_accepted(storage::ReadTx& tx, ThreadId thread) {
  return tx.one(kFind, [](Row const& row) { return row.id<PostTag>(0); }, thread);
}

void replace_accepted(storage::WriteTx& tx, ThreadId thread, PostId post, auth::Viewer const& officer) {
  tx.execute(kReplace, thread, post, officer.now, officer.user);
}

void delete_accepted(storage::WriteTx& tx, ThreadId thread) {
  tx.execute(kDelete, thread);
}

std::string accepted_answer_column() {
  return "CASE t.kind WHEN 1 THEN (SELECT ap.public_id FROM accepted_answer aa JOIN post ap ON ap.id = "
         "aa.post_id"
         " WHERE aa.thread_id = t.id AND " +
         auth::readable("ap", "t.topic_id", "t.id") + ") END";
}

}  // namespace forum
