#include "auth/sessions_sql.hpp"

namespace auth {
namespace {

storage::Statement const kInsert(
    "session.insert",
    "INSERT INTO session (token_hash, user_id, assurance, created_at, last_seen_at)"
    " VALUES ($1, $2, $3, $4, $4)");
storage::Statement const kFind("session.find",
                               "SELECT created_at, last_seen_at FROM session WHERE token_hash = $1");
storage::Statement const kEnd("session.end", "DELETE FROM session WHERE token_hash = $1");
storage::Statement const kEndAll("session.end_all", "DELETE FROM session WHERE user_id = $1");
storage::Statement const kTouch(
    "session.touch", "UPDATE session SET last_seen_at = $2 WHERE token_hash = $1 AND last_seen_at < $2");
storage::Statement const kSweep("session.sweep",
                                "DELETE FROM session WHERE last_seen_at <= $1 OR created_at <= $2");

}  // namespace

void insert_session(storage::WriteTx& tx, base::Digest const& token_hash, UserId user, Assurance assurance,
                    base::Timestamp now) {
  tx.execute(kInsert, token_hash, user, static_cast<std::int64_t>(assurance), now);
}

std::optional<SessionTimes> find_session(storage::ReadTx& tx, base::Digest const& token_hash) {
  return tx.one(
      kFind, [](storage::Row const& row) { return SessionTimes{row.time(0), row.time(1)}; }, token_hash);
}

void end_session(storage::WriteTx& tx, base::Digest const& token_hash) {
  tx.execute(kEnd, token_hash);
}

void end_sessions_of(storage::WriteTx& tx, UserId user) {
  tx.execute(kEndAll, user);
}

void touch_session(storage::WriteTx& tx, base::Digest const& token_hash, base::Timestamp now) {
  tx.execute(kTouch, token_hash, now);
}

void sweep_sessions(storage::WriteTx& tx, SessionLimits const& limits, base::Timestamp now) {
  tx.execute(kSweep, now - limits.idle, now - limits.absolute);
}

}  // namespace auth
