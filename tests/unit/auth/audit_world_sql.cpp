#include <algorithm>
#include <map>

#include "auth/audit_log_sql.hpp"
#include "storage/connection.hpp"
#include "tests/unit/auth/audit_world.hpp"

namespace auth {
namespace {

using storage::Statement;

constexpr char kTakeFencesDown[] = R"sql(
PRAGMA foreign_keys=OFF;
PRAGMA ignore_check_constraints=ON;
DROP TRIGGER IF EXISTS audit_record_no_update;
DROP TRIGGER IF EXISTS audit_record_no_delete;
DROP TRIGGER IF EXISTS audit_pack_no_update;
DROP TRIGGER IF EXISTS audit_pack_no_delete;
DROP TRIGGER IF EXISTS audit_act_source_no_update;
DROP TRIGGER IF EXISTS audit_act_source_no_delete;
DROP TRIGGER IF EXISTS audit_block_no_update;
DROP TRIGGER IF EXISTS audit_subtree_no_update;
DROP TRIGGER IF EXISTS audit_subtree_no_delete;
DROP TRIGGER IF EXISTS audit_key_no_update;
DROP TRIGGER IF EXISTS audit_checkpoint_no_update;
DROP TRIGGER IF EXISTS audit_checkpoint_no_delete;
DROP TRIGGER IF EXISTS audit_cosignature_no_update;
DROP TRIGGER IF EXISTS audit_cosignature_no_delete;
)sql";

Statement const kChangeActor("test.change_actor",
                             "UPDATE audit_record SET actor_user = X'00112233445566778899AABBCCDDEEFF'"
                             " WHERE number = $1");
Statement const kChangeKind("test.change_kind", "UPDATE audit_record SET kind = 10 WHERE number = $1");
Statement const kEmptyPrevious("test.empty_previous",
                               "UPDATE audit_record SET previous = X'' WHERE number = $1");
Statement const kRemove("test.remove", "DELETE FROM audit_record WHERE number = $1");
Statement const kMove("test.move", "UPDATE audit_record SET number = $2 WHERE number = $1");
Statement const kMoveSources("test.move_sources",
                             "UPDATE audit_act_source SET number = $2 WHERE number = $1");
Statement const kRemoveSources("test.remove_sources", "DELETE FROM audit_act_source WHERE number = $1");
Statement const kRewrite("test.rewrite",
                         "UPDATE audit_record SET previous = $2, leaf = $3 WHERE number = $1");
Statement const kLast("test.last", "SELECT MAX(number) FROM audit_record");
Statement const kRemoveCheckpoints("test.remove_checkpoints", "DELETE FROM audit_checkpoint WHERE size > $1");
Statement const kReplaceCheckpoint("test.replace_checkpoint",
                                   "UPDATE audit_checkpoint SET note = $2 WHERE size = $1");
Statement const kReplaceCosignatures("test.replace_cosignatures", "UPDATE audit_cosignature SET line = $1");
Statement const kReplaceKey("test.replace_key", "UPDATE audit_key SET name = $1, public_key = $2");
Statement const kChangeSubtrees("test.change_subtrees", "UPDATE audit_subtree SET hash = zeroblob(32)");
Statement const kForgetSubtrees("test.forget_subtrees", "DELETE FROM audit_subtree");
Statement const kChangeFilters("test.change_filters", "UPDATE audit_block SET filter = zeroblob(64)");
Statement const kForgetHead("test.forget_head", "UPDATE audit_head SET frontier = X''");
Statement const kSelectPack("test.select_pack", "SELECT records FROM audit_pack WHERE first = $1");
Statement const kAddPack("test.add_pack", "INSERT INTO audit_pack (first, records) VALUES ($1, $2)");
Statement const kRemovePack("test.remove_pack", "DELETE FROM audit_pack WHERE first = $1");
Statement const kMovePack("test.move_pack", "UPDATE audit_pack SET first = $2 WHERE first = $1");
Statement const kAddToIndex("test.add_to_index",
                            "INSERT INTO audit_act_source (organisation, number) VALUES ($1, $2)");

std::int64_t last_number(storage::ReadTx& tx) {
  return tx.one(kLast, [](storage::Row const& row) { return row.integer(0); }).value();
}

}  // namespace

std::vector<std::string> audit_changes() {
  return {"UPDATE audit_record SET level = 0",
          "DELETE FROM audit_record",
          "UPDATE audit_pack SET records = X'01'",
          "DELETE FROM audit_pack",
          "REPLACE INTO audit_pack SELECT * FROM audit_pack",
          "UPDATE audit_act_source SET number = 0",
          "DELETE FROM audit_act_source",
          "UPDATE audit_block SET filter = X''",
          "DELETE FROM audit_block",
          "UPDATE audit_key SET name = ''",
          "DELETE FROM audit_key",
          "UPDATE audit_checkpoint SET note = ''",
          "DELETE FROM audit_checkpoint",
          "DELETE FROM audit_head",
          "REPLACE INTO audit_record SELECT * FROM audit_record WHERE number = 1",
          "REPLACE INTO audit_act_source SELECT * FROM audit_act_source",
          "REPLACE INTO audit_key SELECT * FROM audit_key",
          "REPLACE INTO audit_checkpoint SELECT * FROM audit_checkpoint",
          "REPLACE INTO audit_block SELECT * FROM audit_block",
          "REPLACE INTO audit_head SELECT * FROM audit_head"};
}

void AuditWorld::run_script(std::string const& sql) {
  storage::DatabaseSettings settings;
  settings.path = file();
  storage::Connection(settings, storage::Connection::Access::write).run_script(sql);
}

Tamperer::Tamperer(AuditWorld& world) : world_(world) {
  storage::DatabaseSettings settings;
  settings.path = world.file();
  storage::Connection(settings, storage::Connection::Access::write).run_script(kTakeFencesDown);
}

void Tamperer::run(std::function<void(storage::WriteTx&)> const& act) {
  storage::DatabaseSettings settings;
  settings.path = world_.file();
  storage::Connection connection(settings, storage::Connection::Access::write);
  connection.run_script("PRAGMA foreign_keys=OFF; PRAGMA ignore_check_constraints=ON;");
  connection.run(storage::Connection::Command::begin_write);
  storage::WriteTx tx(connection);
  act(tx);
  connection.run(storage::Connection::Command::commit);
}

void Tamperer::move(storage::WriteTx& tx, std::int64_t from, std::int64_t to) {
  tx.execute(kMove, from, to);
  tx.execute(kMoveSources, from, to);
}

void Tamperer::change_actor(std::int64_t number) {
  run([&](storage::WriteTx& tx) { tx.execute(kChangeActor, number); });
}
void Tamperer::change_kind(std::int64_t number) {
  run([&](storage::WriteTx& tx) { tx.execute(kChangeKind, number); });
}
void Tamperer::empty_previous(std::int64_t number) {
  run([&](storage::WriteTx& tx) { tx.execute(kEmptyPrevious, number); });
}

void Tamperer::remove(std::int64_t number) {
  run([&](storage::WriteTx& tx) {
    tx.execute(kRemove, number);
    tx.execute(kRemoveSources, number);
  });
}

void Tamperer::remove_and_renumber(std::int64_t number, int count) {
  for (int i = 0; i < count; ++i) remove(number + i);
  run([&](storage::WriteTx& tx) {
    std::int64_t const last = last_number(tx);
    for (std::int64_t n = number + count; n <= last; ++n) move(tx, n, n - count);
  });
}

void Tamperer::insert_and_renumber(std::int64_t number, int count) {
  run([&](storage::WriteTx& tx) {
    for (std::int64_t n = last_number(tx); n >= number; --n) move(tx, n, n + count);
    auto previous = number > 1 ? find_audit_leaf(tx, number - 1).value() : base::Digest{};
    for (std::int64_t n = number; n < number + count; ++n) {
      AuditRecord const record = world_.make_record();
      auto const leaf = hash_audit_record(n, previous, record);
      insert_audit_record(tx, n, record, previous, leaf);
      previous = leaf;
    }
  });
}

void Tamperer::swap(std::int64_t one, std::int64_t other) {
  run([&](storage::WriteTx& tx) {
    move(tx, one, 1'000'000);
    move(tx, other, one);
    move(tx, 1'000'000, other);
  });
}

void Tamperer::remove_from(std::int64_t number) {
  std::int64_t last = 0;
  run([&](storage::WriteTx& tx) { last = last_number(tx); });
  for (std::int64_t n = number; n <= last; ++n) remove(n);
}

void Tamperer::insert_below_the_first() {
  run([&](storage::WriteTx& tx) {
    AuditRecord const record = world_.make_record();
    insert_audit_record(tx, -5, record, {}, hash_audit_record(-5, {}, record));
  });
}

void Tamperer::append_behind_the_end() {
  run([&](storage::WriteTx& tx) {
    std::int64_t const number = last_number(tx) + 1;
    auto const previous = find_audit_leaf(tx, number - 1).value();
    AuditRecord const record = world_.make_record();
    insert_audit_record(tx, number, record, previous, hash_audit_record(number, previous, record));
  });
}

void Tamperer::rehash(std::int64_t number) {
  run([&](storage::WriteTx& tx) {
    auto const entry = find_audit_entry(tx, number).value();
    tx.execute(kRewrite, number, entry.previous, hash_audit_record(number, entry.previous, entry.record));
  });
}

void Tamperer::rechain_from(std::int64_t number) {
  run([&](storage::WriteTx& tx) {
    std::int64_t const last = last_number(tx);
    tx.execute(kForgetSubtrees);
    AuditHead head;
    for (std::int64_t n = 1; n <= last; ++n) {
      auto const entry = find_audit_entry(tx, n).value();
      auto const leaf = n < number ? entry.leaf : hash_audit_record(n, head.last_leaf, entry.record);
      if (n >= number) tx.execute(kRewrite, n, head.last_leaf, leaf);
      head.frontier.append(leaf, [&](int height, std::int64_t position, base::Digest const& hash) {
        if (height == 8) insert_audit_subtree(tx, height, position, hash);
      });
      head.last_leaf = leaf;
    }
    update_audit_head(tx, head);
  });
}

void Tamperer::remove_checkpoints_above(std::int64_t size) {
  run([&](storage::WriteTx& tx) { tx.execute(kRemoveCheckpoints, size); });
}
void Tamperer::replace_checkpoint(std::int64_t size, std::string const& note) {
  run([&](storage::WriteTx& tx) { tx.execute(kReplaceCheckpoint, size, note); });
}
void Tamperer::replace_cosignatures(std::string const& line) {
  run([&](storage::WriteTx& tx) { tx.execute(kReplaceCosignatures, line); });
}
void Tamperer::replace_key(NoteKey const& key) {
  run([&](storage::WriteTx& tx) {
    tx.execute(kReplaceKey, key.name, std::span<std::byte const>(key.bytes));
  });
}
void Tamperer::change_subtrees() {
  run([&](storage::WriteTx& tx) { tx.execute(kChangeSubtrees); });
}
void Tamperer::change_filters() {
  run([&](storage::WriteTx& tx) { tx.execute(kChangeFilters); });
}
void Tamperer::remove_from_index(std::int64_t number) {
  run([&](storage::WriteTx& tx) { tx.execute(kRemoveSources, number); });
}
void Tamperer::add_to_index(base::PublicId const& organisation, std::int64_t number) {
  run([&](storage::WriteTx& tx) { tx.execute(kAddToIndex, organisation, number); });
}
void Tamperer::forget_head() {
  run([&](storage::WriteTx& tx) { tx.execute(kForgetHead); });
}

constexpr char kPackVersion = 1;
constexpr std::size_t kPackLength = 4;

std::vector<std::string> Tamperer::pack(std::int64_t first) {
  std::string bytes;
  run([&](storage::WriteTx& tx) {
    auto const read = [](storage::Row const& row) {
      return std::string(reinterpret_cast<char const*>(row.blob(0).data()), row.blob(0).size());
    };
    bytes = tx.one(kSelectPack, read, first).value();
  });
  std::vector<std::string> records;
  for (std::size_t at = 1; at < bytes.size(); at += records.back().size()) {
    std::size_t length = 0;
    for (std::size_t i = 0; i < kPackLength; ++i)
      length = length << 8 | static_cast<unsigned char>(bytes.at(at + i));
    records.push_back(bytes.substr(at, kPackLength + length));
  }
  return records;
}

void Tamperer::replace_pack(std::int64_t first, std::vector<std::string> const& records) {
  std::string bytes(1, kPackVersion);
  for (std::string const& record : records) bytes += record;
  replace_pack_bytes(first, bytes);
}

void Tamperer::replace_pack_bytes(std::int64_t first, std::string const& bytes) {
  run([&](storage::WriteTx& tx) {
    tx.execute(kRemovePack, first);
    tx.execute(kAddPack, first, std::as_bytes(std::span(bytes)));
  });
}

void Tamperer::remove_pack(std::int64_t first) {
  run([&](storage::WriteTx& tx) { tx.execute(kRemovePack, first); });
}
void Tamperer::move_pack(std::int64_t from, std::int64_t to) {
  run([&](storage::WriteTx& tx) { tx.execute(kMovePack, from, to); });
}

void Tamperer::add_row(AuditEntry const& entry) {
  run([&](storage::WriteTx& tx) {
    insert_audit_record(tx, entry.number, entry.record, entry.previous, entry.leaf);
  });
}
void Tamperer::renumber(std::int64_t from, std::int64_t to) {
  run([&](storage::WriteTx& tx) { move(tx, from, to); });
}

std::string Tamperer::packed(AuditEntry const& entry) {
  AuditPack pack;
  pack.add(entry.number, entry.previous, entry.record);
  auto const bytes = pack.bytes().subspan(1);
  return {reinterpret_cast<char const*>(bytes.data()), bytes.size()};
}

}  // namespace auth
