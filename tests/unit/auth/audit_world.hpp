// A small audit log for the tests of it, and somebody who holds the database file and tampers with it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "auth/audit_checkpoint.hpp"
#include "auth/audit_log.hpp"
#include "auth/audit_verify.hpp"
#include "tests/unit/auth/auth_world.hpp"

namespace auth {

class AuditWorld : public AuthWorld {
 public:
  AuditWorld();

  base::PublicId make_id() { return base::make_public_id(random); }
  // A consultation by somebody; different each time.
  AuditRecord make_record();
  // So many records, each in a transaction of its own.
  void append(int count);
  // So many in one transaction: a pack.
  void append_together(int count);
  AuditEntry entry(std::int64_t number);
  std::int64_t size();
  // The note of a checkpoint over all that is there, with a moment between them.
  std::string checkpoint();
  AuditVerification verify(AuditEvidence const& evidence = {});

  // On a connection of its own, with the fences up.
  void run_script(std::string const& sql);

  NoteSigner signer;
};

// One for each way in which a row of the log could be changed.
std::vector<std::string> audit_changes();

// What was found, as "kind first-last" in the order of the finding: what tests compare.
std::vector<std::string> brief(AuditVerification const& verification);

// Opens the file beside the server and takes the fences down.
class Tamperer {
 public:
  explicit Tamperer(AuditWorld& world);

  void change_actor(std::int64_t number);
  void change_kind(std::int64_t number);
  void empty_previous(std::int64_t number);
  void remove(std::int64_t number);
  void remove_and_renumber(std::int64_t number, int count = 1);
  // Room for one at `number`, filled with a record that fits itself and the one before it.
  void insert_and_renumber(std::int64_t number, int count = 1);
  void swap(std::int64_t one, std::int64_t other);
  void remove_from(std::int64_t number);
  void insert_below_the_first();
  // Appends without telling the head.
  void append_behind_the_end();
  // Computes all hashes from `number` on anew, and the head and tree after them: what a thorough forger does.
  void rechain_from(std::int64_t number);
  // The row's own hash alone.
  void rehash(std::int64_t number);
  void remove_checkpoints_above(std::int64_t size);
  void replace_checkpoint(std::int64_t size, std::string const& note);
  void replace_cosignatures(std::string const& line);
  void replace_key(NoteKey const& key);
  void change_subtrees();
  void change_filters();
  void remove_from_index(std::int64_t number);
  void add_to_index(base::PublicId const& organisation, std::int64_t number);
  void forget_head();

  // The records of the pack, each with its length, as they stand in it.
  std::vector<std::string> pack(std::int64_t first);
  // Puts these in its place, or makes one.
  void replace_pack(std::int64_t first, std::vector<std::string> const& records);
  void replace_pack_bytes(std::int64_t first, std::string const& bytes);
  void remove_pack(std::int64_t first);
  void move_pack(std::int64_t from, std::int64_t to);
  void add_row(AuditEntry const& entry);
  void renumber(std::int64_t from, std::int64_t to);  // a row
  // A record for a pack, which fits its hash at this place.
  static std::string packed(AuditEntry const& entry);

 private:
  void run(std::function<void(storage::WriteTx&)> const& act);
  void move(storage::WriteTx& tx, std::int64_t from, std::int64_t to);

  AuditWorld& world_;
};

}  // namespace auth
