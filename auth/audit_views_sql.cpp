#include "auth/audit_views_sql.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace auth {
namespace {

// The columns of read_audit_entry(), of the record `r`.
constexpr char kColumns[] =
    "SELECT r.number, r.at, r.kind, r.event, r.actor_user, r.actor_organisation, r.actor_role, r.object_kind,"
    " r.object, r.topic, r.level, r.approved_by, r.reason, r.case_number, r.sources, r.recipients, r.parts,"
    " r.previous, r.leaf FROM ";

// $1 the key of the index, $2 and $3 the range of numbers, $4 and $5 the time, $6 to $9 and $15 the filter,
// $10 and $11 the kinds of the view, $12 the limit, $13 the highest level, $14 the source. What is opened as
// a page is a consultation (3) of anything but a post (3).
std::string const kConditions =
    " AND r.number BETWEEN $2 AND $3 AND r.at >= $4 AND r.at < $5 AND r.kind BETWEEN $10 AND $11"
    " AND ($6 IS NULL OR r.kind = $6) AND ($7 IS NULL OR r.event = $7)"
    " AND ($8 IS NULL OR r.actor_user = $8) AND ($9 IS NULL OR r.case_number = $9)"
    " AND (r.level IS NULL OR r.level <= $13 OR (r.kind = 3 AND r.object_kind <> 3))";
std::string const kActConditions = kConditions +
                                   " AND ($15 IS NULL OR r.object = $15)"
                                   " AND ($14 IS NULL OR EXISTS (SELECT 1 FROM audit_act_source AS f"
                                   " WHERE f.organisation = $14 AND f.number = r.number))";

std::string by_column(std::string_view condition) {
  return kColumns + ("audit_record AS r WHERE " + std::string(condition)) + kActConditions +
         " ORDER BY r.number DESC LIMIT $12";
}

// The conditions of the partial indexes stand here to the letter.
storage::Statement const kByActor("audit.by_actor", by_column("r.actor_user = $1 AND r.kind <> 3"));
storage::Statement const kByObject("audit.by_object", by_column("r.object = $1 AND r.kind <> 3"));
storage::Statement const kByKind("audit.by_kind", by_column("r.kind = $1 AND r.kind <> 3"));
// Of the acts in a topic, which are many, those of moderation alone.
storage::Statement const kByTopic("audit.by_topic",
                                  by_column("r.topic = $1 AND r.kind IN (2, 5) AND r.event >= " +
                                            std::to_string(static_cast<int>(AuditEvent::thread_locked))));
storage::Statement const kBySource("audit.by_source",
                                   std::string(kColumns) +
                                       "audit_act_source AS s JOIN audit_record AS r ON r.number = s.number"
                                       " WHERE s.organisation = $1 AND s.number BETWEEN $2 AND $3" +
                                       kActConditions + " ORDER BY s.number DESC LIMIT $12");
// Both acts and consultations: source and object of the latter are looked at by whoever asks.
storage::Statement const kByCase("audit.by_case", std::string(kColumns) +
                                                      "audit_record AS r WHERE r.case_number = $1" +
                                                      kConditions + " ORDER BY r.number DESC LIMIT $12");
storage::Statement const kFirstBlock(
    "audit.first_block", "SELECT COALESCE(MIN(position), -1) FROM audit_block WHERE most_at >= $1");
storage::Statement const kLastBlock(
    "audit.last_block", "SELECT COALESCE(MAX(position), -1) FROM audit_block WHERE least_at < $1");
// $1 the viewer's organisation, $2 its bureau, $3 the organisation that he coordinates.
storage::Statement const kContributors(
    "audit.contributors",
    "SELECT o.public_id FROM organisation AS o WHERE (o.id = $1 OR o.id = $3 OR o.parent_id = $3)"
    " AND (o.id = $1 OR NOT EXISTS (SELECT 1 FROM deny AS d"
    " WHERE d.source_id = o.id AND (d.denied_id = $1 OR d.denied_id = $2)))"
    " ORDER BY o.public_id");

storage::Statement const& statement_of(AuditIndex index) {
  switch (index) {
    case AuditIndex::actor:
      return kByActor;
    case AuditIndex::source:
      return kBySource;
    case AuditIndex::kind:
      return kByKind;
    case AuditIndex::topic:
      return kByTopic;
    case AuditIndex::object:
      return kByObject;
    case AuditIndex::case_number:
      break;
  }
  return kByCase;
}

template <class Enumeration>
std::optional<std::int64_t> number_of(std::optional<Enumeration> value) {
  return value ? std::optional(static_cast<std::int64_t>(*value)) : std::nullopt;
}

using Limits = std::numeric_limits<std::int64_t>;

template <class Key>
std::vector<AuditEntry> select(storage::ReadTx& tx, storage::Statement const& statement, Key const& key,
                               AuditConditions const& conditions) {
  AuditFilter const& filter = conditions.filter;
  auto const from = filter.from ? base::to_milliseconds(*filter.from) : Limits::min();
  auto const until = filter.until ? base::to_milliseconds(*filter.until) : Limits::max();
  std::vector<AuditEntry> entries;
  tx.each(
      statement, [&](storage::Row const& row) { entries.push_back(read_audit_entry(row)); }, key,
      conditions.range.first, conditions.range.last, from, until, number_of(filter.kind),
      number_of(filter.event), filter.actor, filter.case_number, static_cast<std::int64_t>(conditions.least),
      static_cast<std::int64_t>(conditions.most), conditions.limit, conditions.highest_level, filter.source,
      filter.object);
  return entries;
}

std::int64_t select_position(storage::ReadTx& tx, storage::Statement const& statement, base::Timestamp time) {
  return tx.one(statement, [](storage::Row const& row) { return row.integer(0); }, time).value();
}

}  // namespace

std::vector<AuditEntry> select_acts(storage::ReadTx& tx, AuditStream const& stream,
                                    AuditConditions const& conditions) {
  return std::visit([&](auto const& key) { return select(tx, statement_of(stream.index), key, conditions); },
                    stream.key);
}

std::vector<AuditEntry> select_consultations(storage::ReadTx& tx, AuditConditions const& conditions) {
  AuditFilter const& filter = conditions.filter;
  auto const fits = [&](AuditRecord const& record) {
    AuditKind const kind = kind_of(record.event);
    return (!filter.from || record.at >= *filter.from) && (!filter.until || record.at < *filter.until) &&
           kind >= conditions.least && kind <= conditions.most && (!filter.kind || kind == *filter.kind) &&
           (!filter.event || record.event == *filter.event) &&
           (!filter.actor || record.actor.user == filter.actor) &&
           (!filter.case_number || record.case_number == *filter.case_number) &&
           (!record.level || static_cast<int>(*record.level) <= conditions.highest_level ||
            record.object.kind != AuditObjectKind::post);
  };
  std::vector<AuditEntry> entries;
  for (AuditRow& row :
       select_audit_block(tx, audit_block_of(conditions.range.last), AuditRows::consultations)) {
    if (row.number < conditions.range.first || row.number > conditions.range.last) continue;
    if (!row.entry) throw std::logic_error("a record of the audit log is damaged");
    if (fits(row.entry->record)) entries.push_back(*std::move(row.entry));
  }
  std::ranges::reverse(entries);
  return entries;
}

AuditRange select_range(storage::ReadTx& tx, AuditFilter const& filter) {
  std::int64_t const size = load_audit_head(tx).size();
  std::int64_t const tail = size / kAuditBlockSize;  // the block that is not full: it always counts
  AuditRange range{1, size};
  if (filter.from) {
    std::int64_t const first = select_position(tx, kFirstBlock, *filter.from);
    range.first = (first < 0 ? tail : first) * kAuditBlockSize + 1;
  }
  // Only where nothing of the tail can be meant: its times are not known without looking.
  if (filter.until && size % kAuditBlockSize == 0)
    range.last = (select_position(tx, kLastBlock, *filter.until) + 1) * kAuditBlockSize;
  return range;
}

PublicIds select_contributors(storage::ReadTx& tx, Viewer const& viewer) {
  PublicIds contributors;
  tx.each(
      kContributors, [&](storage::Row const& row) { contributors.push_back(row.public_id(0)); },
      viewer.organisation, viewer.bureau, viewer.coordinated.value_or(viewer.organisation));
  return contributors;
}

}  // namespace auth
