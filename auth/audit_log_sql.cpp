#include "auth/audit_log_sql.hpp"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <stdexcept>

namespace auth {

char const kAuditColumns[] =
    "number, at, kind, event, actor_user, actor_organisation, actor_role, object_kind, object, topic, level,"
    " approved_by, reason, case_number, sources, recipients, parts, previous, leaf";

namespace {

std::string const kSelect = std::string("SELECT ") + kAuditColumns + " FROM audit_record ";

storage::Statement const kInsert(
    "audit.insert",
    "INSERT INTO audit_record (number, at, kind, event, actor_user, actor_organisation, actor_role,"
    " object_kind, object, topic, level, approved_by, reason, case_number, sources, recipients, parts,"
    " previous, leaf)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)");
storage::Statement const kInsertSource("audit.insert_source",
                                       "INSERT INTO audit_act_source (organisation, number) VALUES ($1, $2)");
storage::Statement const kInsertSubtree(
    "audit.insert_subtree", "INSERT INTO audit_subtree (height, position, hash) VALUES ($1, $2, $3)");
storage::Statement const kSelectHead("audit.select_head", "SELECT size, last_leaf, frontier FROM audit_head");
storage::Statement const kUpdateHead("audit.update_head",
                                     "UPDATE audit_head SET size = $1, last_leaf = $2, frontier = $3");
storage::Statement const kFind("audit.find", kSelect + "WHERE number = $1");
storage::Statement const kFindLeaf("audit.find_leaf", "SELECT leaf FROM audit_record WHERE number = $1");
storage::Statement const kFindSubtree("audit.find_subtree",
                                      "SELECT hash FROM audit_subtree WHERE height = $1 AND position = $2");
storage::Statement const kInsertPack("audit.insert_pack",
                                     "INSERT INTO audit_pack (first, records) VALUES ($1, $2)");
storage::Statement const kFindPack("audit.find_pack",
                                   "SELECT first, records FROM audit_pack WHERE first BETWEEN $1 AND $2"
                                   " ORDER BY first DESC LIMIT 1");
storage::Statement const kBlockRows("audit.block_rows",
                                    kSelect + "WHERE number BETWEEN $1 AND $2 ORDER BY number");
storage::Statement const kBlockConsultations(
    "audit.block_consultations", kSelect + "WHERE number BETWEEN $1 AND $2 AND kind = 3 ORDER BY number");
storage::Statement const kBlockPacks(
    "audit.block_packs",
    "SELECT first, records FROM audit_pack WHERE first BETWEEN $1 AND $2 ORDER BY first");
storage::Statement const kNextNumber(
    "audit.next_number",
    "SELECT MIN(number) FROM (SELECT MIN(number) AS number FROM audit_record WHERE number >= $1"
    " UNION ALL SELECT MIN(first) FROM audit_pack WHERE first >= $1) AS either");
storage::Statement const kNumbersBetween(
    "audit.numbers_between",
    "SELECT number FROM audit_record WHERE number BETWEEN $1 AND $2"
    " UNION ALL SELECT first FROM audit_pack WHERE first BETWEEN $1 AND $2 ORDER BY 1");
storage::Statement const kHasSource("audit.has_source",
                                    "SELECT 1 FROM audit_act_source WHERE organisation = $1 AND number = $2");
storage::Statement const kCountSources("audit.count_sources", "SELECT count(*) FROM audit_act_source");
storage::Statement const kInsertBlock(
    "audit.insert_block",
    "INSERT INTO audit_block (position, least_at, most_at, filter) VALUES ($1, $2, $3, $4)");
storage::Statement const kFindBlock("audit.find_block",
                                    "SELECT least_at, most_at, filter FROM audit_block WHERE position = $1");

using Bytes = std::optional<std::span<std::byte const>>;

Bytes bytes_of(PublicIds const& ids) {
  if (ids.empty()) return std::nullopt;
  static_assert(sizeof(base::PublicId) == base::PublicId::kSize);
  return std::as_bytes(std::span(ids));
}

std::optional<std::string_view> text_of(std::string const& text) {
  return text.empty() ? std::nullopt : std::optional<std::string_view>(text);
}

std::string read_text(std::optional<std::string_view> text) {
  if (text && text->empty()) throw std::logic_error("an empty text stands for none");
  return std::string(text.value_or(""));
}

// Numbers of the database that are those of an enumeration.
template <class Value>
Value checked(std::optional<Value> value) {
  if (!value) throw std::logic_error("a number stands for nothing");
  return *value;
}

std::optional<Role> read_role(std::optional<std::int64_t> number) {
  if (!number) return std::nullopt;
  if (*number < 0 || *number > static_cast<std::int64_t>(Role::guest))
    throw std::logic_error("there is no such role");
  return static_cast<Role>(*number);
}

std::optional<Level> read_level(std::optional<std::int64_t> number) {
  if (!number) return std::nullopt;
  if (*number < 0 || *number > static_cast<std::int64_t>(Level::confidential))
    throw std::logic_error("there is no such level");
  return static_cast<Level>(*number);
}

template <class Enumeration>
std::optional<std::int64_t> number_of(std::optional<Enumeration> value) {
  return value ? std::optional(static_cast<std::int64_t>(*value)) : std::nullopt;
}

base::Digest read_digest(storage::Row const& row) {
  return row.digest(0);
}

AuditRow read_row(storage::Row const& row) {
  AuditRow read{.number = row.integer(0), .entry = std::nullopt};
  try {
    read.entry = read_audit_entry(row);
  } catch (std::logic_error const&) {
    // Whoever asks tells it by its number.
  }
  return read;
}

// How many records a pack that begins here may hold.
std::int64_t most_packed(std::int64_t first) {
  return last_of_audit_block(audit_block_of(first)) - first + 1;
}

// Throws std::logic_error where it is damaged.
std::optional<AuditEntry> find_packed(storage::ReadTx& tx, std::int64_t number) {
  auto found = tx.one(
      kFindPack,
      [&](storage::Row const& row) {
        return find_in_audit_pack(number, row.integer(0), row.blob(1), most_packed(row.integer(0)));
      },
      first_of_audit_block(audit_block_of(number)), number);
  return found ? std::move(*found) : std::nullopt;
}

}  // namespace

PublicIds read_public_ids(std::optional<std::span<std::byte const>> const& bytes) {
  if (!bytes) return {};
  if (bytes->empty() || bytes->size() % base::PublicId::kSize != 0)
    throw std::logic_error("a list of ids has a wrong length");
  PublicIds ids(bytes->size() / base::PublicId::kSize);
  std::memcpy(ids.data(), bytes->data(), bytes->size());
  return ids;
}

AuditEntry read_audit_entry(storage::Row const& row) {
  AuditEntry entry;
  entry.number = row.integer(0);
  entry.record = AuditRecord{
      .at = row.time(1),
      .event = checked(find_audit_event(row.integer(3))),
      .actor = {row.optional_public_id(4), row.optional_public_id(5), read_role(row.optional_integer(6))},
      .object = {checked(find_audit_object_kind(row.integer(7))), row.optional_public_id(8)},
      .topic = row.optional_public_id(9),
      .level = read_level(row.optional_integer(10)),
      .approved_by = row.optional_public_id(11),
      .reason = read_text(row.optional_text(12)),
      .case_number = read_text(row.optional_text(13)),
      .sources = read_public_ids(row.optional_blob(14)),
      .recipients = read_public_ids(row.optional_blob(15)),
      .parts = read_public_ids(row.optional_blob(16))};
  if (row.integer(2) != static_cast<std::int64_t>(kind_of(entry.record.event)))
    throw std::logic_error("the kind is not that of the event");
  entry.previous = row.digest(17);
  entry.leaf = row.digest(18);
  return entry;
}

void insert_audit_record(storage::WriteTx& tx, std::int64_t number, AuditRecord const& record,
                         base::Digest const& previous, base::Digest const& leaf) {
  tx.execute(kInsert, number, record.at, static_cast<std::int64_t>(kind_of(record.event)),
             static_cast<std::int64_t>(record.event), record.actor.user, record.actor.organisation,
             number_of(record.actor.role), static_cast<std::int64_t>(record.object.kind), record.object.id,
             record.topic, number_of(record.level), record.approved_by, text_of(record.reason),
             text_of(record.case_number), bytes_of(record.sources), bytes_of(record.recipients),
             bytes_of(record.parts), previous, leaf);
  if (kind_of(record.event) == AuditKind::consultation) return;  // found through its block
  for (base::PublicId const& source : record.sources) tx.execute(kInsertSource, source, number);
}

void insert_audit_pack(storage::WriteTx& tx, AuditPack const& pack) {
  tx.execute(kInsertPack, pack.first(), pack.bytes());
}

void insert_audit_subtree(storage::WriteTx& tx, int height, std::int64_t position, base::Digest const& hash) {
  tx.execute(kInsertSubtree, height, position, hash);
}

AuditHead load_audit_head(storage::ReadTx& tx) {
  return tx
      .one(kSelectHead,
           [](storage::Row const& row) {
             auto const frontier = AuditFrontier::from(row.integer(0), row.blob(2));
             if (!frontier) throw std::logic_error("the head of the audit log is damaged");
             return AuditHead{*frontier, row.digest(1)};
           })
      .value();
}

void update_audit_head(storage::WriteTx& tx, AuditHead const& head) {
  tx.execute(kUpdateHead, head.size(), head.last_leaf, head.frontier.bytes());
}

std::optional<AuditEntry> find_audit_entry(storage::ReadTx& tx, std::int64_t number) {
  if (auto entry = tx.one(kFind, read_audit_entry, number)) return entry;
  return find_packed(tx, number);
}

std::optional<base::Digest> find_audit_leaf(storage::ReadTx& tx, std::int64_t number) {
  if (auto const leaf = tx.one(kFindLeaf, read_digest, number)) return leaf;
  auto const packed = find_packed(tx, number);
  return packed ? std::optional(packed->leaf) : std::nullopt;
}

std::optional<base::Digest> find_audit_subtree(storage::ReadTx& tx, int height, std::int64_t position) {
  return tx.one(kFindSubtree, read_digest, height, position);
}

std::vector<AuditRow> select_audit_block(storage::ReadTx& tx, std::int64_t position, AuditRows which) {
  std::int64_t const first = first_of_audit_block(position);
  std::int64_t const last = last_of_audit_block(position);
  std::vector<AuditRow> rows;
  std::vector<AuditRow> packed;
  packed.reserve(static_cast<std::size_t>(kAuditBlockSize));
  tx.each(
      which == AuditRows::all ? kBlockRows : kBlockConsultations,
      [&](storage::Row const& row) { rows.push_back(read_row(row)); }, first, last);
  tx.each(
      kBlockPacks,
      [&](storage::Row const& row) {
        std::int64_t number = row.integer(0);
        for (auto& entry : read_audit_pack(number, row.blob(1), most_packed(number)))
          packed.push_back({number++, std::move(entry)});
      },
      first, last);
  if (rows.empty()) return packed;
  std::vector<AuditRow> all;
  all.reserve(rows.size() + packed.size());
  std::merge(std::move_iterator(rows.begin()), std::move_iterator(rows.end()),
             std::move_iterator(packed.begin()), std::move_iterator(packed.end()), std::back_inserter(all),
             [](AuditRow const& one, AuditRow const& other) { return one.number < other.number; });
  return all;
}

std::optional<std::int64_t> find_next_audit_number(storage::ReadTx& tx, std::int64_t from) {
  return tx.one(kNextNumber, [](storage::Row const& row) { return row.optional_integer(0); }, from).value();
}

storage::Statement const& audit_numbers_statement() {
  return kNumbersBetween;
}

bool has_audit_source(storage::ReadTx& tx, base::PublicId const& organisation, std::int64_t number) {
  return tx.one(kHasSource, [](storage::Row const&) { return true; }, organisation, number).has_value();
}

AuditBlock make_audit_block(storage::ReadTx& tx, std::int64_t position, std::span<AuditRecord const> newest) {
  AuditBlock block;
  AuditFilterBuilder filter;
  auto const add = [&](AuditRecord const& record) {
    block.least_at = std::min(block.least_at, record.at);
    block.most_at = std::max(block.most_at, record.at);
    if (kind_of(record.event) != AuditKind::consultation) return;
    if (record.actor.user) filter.add(record.actor.user->bytes);
    if (record.object.id) filter.add(record.object.id->bytes);
    filter.add(std::as_bytes(std::span(record.sources)));
    filter.add(std::as_bytes(std::span(record.parts)));
  };
  // A damaged record is told by whoever verifies; the log goes on.
  if (std::ssize(newest) < kAuditBlockSize) {
    for (AuditRow const& row : select_audit_block(tx, position, AuditRows::all)) {
      if (row.entry) add(row.entry->record);
    }
  }
  for (AuditRecord const& record : newest) add(record);
  block.filter = filter.finish();
  return block;
}

void insert_audit_block(storage::WriteTx& tx, std::int64_t position, AuditBlock const& block) {
  tx.execute(kInsertBlock, position, block.least_at, block.most_at, std::as_bytes(std::span(block.filter)));
}

std::optional<AuditBlock> find_audit_block(storage::ReadTx& tx, std::int64_t position) {
  return tx.one(
      kFindBlock,
      [](storage::Row const& row) {
        auto const bytes = row.blob(2);
        return AuditBlock{row.time(0), row.time(1),
                          std::string(reinterpret_cast<char const*>(bytes.data()), bytes.size())};
      },
      position);
}

std::int64_t count_audit_sources(storage::ReadTx& tx) {
  return tx.one(kCountSources, [](storage::Row const& row) { return row.integer(0); }).value();
}

}  // namespace auth
