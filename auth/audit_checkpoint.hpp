// Checkpoints of the audit log: how long it was, and the root over all of it, signed by the server. Whoever
// holds one can tell later that the log still begins with exactly what it held then.
//
// The text is that of https://c2sp.org/tlog-checkpoint: the log's name, its size, the root; then two lines of
// our own, the end of the chain and the time.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "auth/audit_log.hpp"
#include "auth/audit_note.hpp"

namespace auth {

struct Checkpoint {
  std::string origin;  // the log's name, which is also the name of its key
  std::int64_t size = 0;
  base::Digest root{};
  base::Digest last_leaf{};
  base::Timestamp at;

  bool operator==(Checkpoint const&) const = default;
};
std::string encode_checkpoint(Checkpoint const& checkpoint);
std::optional<Checkpoint> parse_checkpoint(std::string_view text);

// The log's name: "colloquium/" and a random id, chosen with its first key. Nothing before that.
std::optional<std::string> find_audit_origin(storage::ReadTx& tx);
std::string make_audit_origin(base::Random& random);
// Makes the public key known to the database, and says so in the log, unless it is known already.
void register_audit_key(storage::WriteTx& tx, NoteKey const& key, base::Timestamp now);
// All that have signed, the oldest first.
std::vector<NoteKey> load_audit_keys(storage::ReadTx& tx);

// Signs what the log holds now; nothing where it is empty or the newest checkpoint covers all of it.
std::optional<Checkpoint> make_checkpoint(storage::WriteTx& tx, NoteSigner const& signer,
                                          base::Timestamp now);

// A checkpoint as it is handed out: the note, with the lines of the witnesses that co-signed it.
struct CheckpointNote {
  std::int64_t size = 0;
  std::string note;
};
std::optional<CheckpointNote> find_newest_checkpoint(storage::ReadTx& tx);
std::optional<CheckpointNote> find_checkpoint(storage::ReadTx& tx, std::int64_t size);

// What stands for a key in a record of the log: the first 16 bytes of its SHA-256.
base::PublicId public_id_of(NoteKey const& key);

}  // namespace auth
