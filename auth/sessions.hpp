// Sessions: opaque 256-bit tokens; the database keeps only their hash.
#pragma once

#include <chrono>
#include <string>

#include "auth/assurance.hpp"
#include "auth/ids.hpp"
#include "base/hash.hpp"
#include "base/random.hpp"
#include "base/time.hpp"
#include "storage/transaction.hpp"

namespace auth {

// After NIST SP 800-63B-4 AAL2 and ASVS 7.3: an idle and an absolute end.
struct SessionLimits {
  std::chrono::milliseconds idle{std::chrono::hours{1}};
  std::chrono::milliseconds absolute{std::chrono::hours{12}};
  std::chrono::milliseconds touch_every{
      std::chrono::minutes{1}};  // how often last_seen_at is written at most
  NeededAssurance needed;        // what a session reads by how strong its sign-in was
};

struct SessionTimes {
  base::Timestamp created_at;
  base::Timestamp last_seen_at;
};
// Neither idle for too long nor too old.
bool is_alive(SessionTimes const& session, SessionLimits const& limits, base::Timestamp now);

struct NewSession {
  std::string token;  // base64url, 43 characters: goes to the browser and nowhere else
  base::Digest token_hash;
};

NewSession create_session(storage::WriteTx& tx, UserId user, Assurance assurance, base::Timestamp now,
                          base::Random& random);
// The hash of whatever the client sent; any text is fine.
base::Digest hash_token(std::string_view token);
void end_session(storage::WriteTx& tx, base::Digest const& token_hash);
void end_sessions_of(storage::WriteTx& tx, UserId user);
// True where last_seen_at is old enough to be written again; then call touch_session in a write.
bool wants_touch(storage::ReadTx& tx, base::Digest const& token_hash, SessionLimits const& limits,
                 base::Timestamp now);
void touch_session(storage::WriteTx& tx, base::Digest const& token_hash, base::Timestamp now);
// Deletes what has timed out.
void sweep_sessions(storage::WriteTx& tx, SessionLimits const& limits, base::Timestamp now);

}  // namespace auth
