#include "auth/sessions.hpp"

#include "auth/sessions_sql.hpp"

namespace auth {

bool is_alive(SessionTimes const& session, SessionLimits const& limits, base::Timestamp now) {
  return session.created_at + limits.absolute > now && session.last_seen_at + limits.idle > now;
}

NewSession create_session(storage::WriteTx& tx, UserId user, Assurance assurance, base::Timestamp now,
                          base::Random& random) {
  std::array<std::byte, 32> secret;
  random.fill(secret);
  NewSession session;
  session.token = base::encode_base64url(secret);
  session.token_hash = hash_token(session.token);
  insert_session(tx, session.token_hash, user, assurance, now);
  return session;
}

base::Digest hash_token(std::string_view token) {
  return base::sha256(token);
}

bool wants_touch(storage::ReadTx& tx, base::Digest const& token_hash, SessionLimits const& limits,
                 base::Timestamp now) {
  auto const session = find_session(tx, token_hash);
  return session && is_alive(*session, limits, now) && session->last_seen_at + limits.touch_every <= now;
}

}  // namespace auth
