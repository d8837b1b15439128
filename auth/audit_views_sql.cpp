#include "auth/audit_views_sql.hpp"

#include <limits>

namespace auth {
namespace {

// The columns of read_audit_entry(), of the record `r`.
constexpr char kColumns[] =
    "SELECT r.number, r.at, r.kind, r.event, r.actor_user, r.actor_organisation, r.actor_role, r.object_kind,"
    " r.object, r.topic, r.level, r.approved_by, r.reason, r.case_number, r.sources, r.recipients, r.parts,"
    " r.previous, r.leaf FROM ";

// $1 the key of the index, $2 and $3 the position, $4 and $5 the time, $6 to $11 the filter, $12 and $13 the
// kinds of the view, $14 the limit, $15 the actors' organisation. The first line of conditions is what an
// index can use.
std::string const kConditions =
    " AND r.at <= $2 AND r.at >= $4 AND r.at < $5"
    " AND (r.at < $2 OR r.number < $3) AND r.kind BETWEEN $12 AND $13"
    " AND ($6 IS NULL OR r.kind = $6) AND ($7 IS NULL OR r.event = $7)"
    " AND ($8 IS NULL OR r.actor_user = $8) AND ($9 IS NULL OR r.object = $9)"
    " AND ($10 IS NULL OR r.case_number = $10)"
    " AND ($11 IS NULL OR EXISTS (SELECT 1 FROM audit_source AS f"
    " WHERE f.organisation = $11 AND f.at = r.at AND f.number = r.number))"
    " AND ($15 IS NULL OR EXISTS (SELECT 1 FROM organisation AS o"
    " WHERE o.public_id = r.actor_organisation AND (o.id = $15 OR o.parent_id = $15)))";

std::string by_column(std::string_view condition) {
  return kColumns + ("audit_record AS r WHERE " + std::string(condition)) + kConditions +
         " ORDER BY r.at DESC, r.number DESC LIMIT $14";
}

storage::Statement const kByActor("audit.by_actor", by_column("r.actor_user = $1"));
storage::Statement const kByObject("audit.by_object", by_column("r.object = $1"));
storage::Statement const kByCase("audit.by_case", by_column("r.case_number = $1"));
// The conditions of the partial indexes, to the letter.
storage::Statement const kByKind("audit.by_kind", by_column("r.kind = $1 AND r.kind <> 3"));
storage::Statement const kByTopic("audit.by_topic",
                                  by_column("r.topic = $1 AND r.topic IS NOT NULL AND r.kind IN (2, 5)"));
storage::Statement const kByTime("audit.by_time", by_column("$1 IS NULL"));
storage::Statement const kBySource(
    "audit.by_source", std::string(kColumns) +
                           "audit_source AS s JOIN audit_record AS r ON r.number = s.number"
                           " WHERE s.organisation = $1 AND s.at <= $2 AND s.at >= $4 AND s.at < $5" +
                           kConditions + " ORDER BY s.at DESC, s.number DESC LIMIT $14");

storage::Statement const kFamily(
    "audit.family", "SELECT public_id FROM organisation WHERE id = $1 OR parent_id = $1 ORDER BY public_id");
storage::Statement const kOpenings(
    "audit.openings",
    "SELECT actor_organisation, parts FROM audit_record"
    " WHERE object = $1 AND kind = 3 AND actor_organisation IS NOT NULL ORDER BY at");

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
      return kByCase;
    case AuditIndex::time:
      break;
  }
  return kByTime;
}

template <class Enumeration>
std::optional<std::int64_t> number_of(std::optional<Enumeration> value) {
  return value ? std::optional(static_cast<std::int64_t>(*value)) : std::nullopt;
}

}  // namespace

std::vector<AuditEntry> select_audit_stream(storage::ReadTx& tx, AuditStream const& stream,
                                            AuditConditions const& conditions) {
  using Limits = std::numeric_limits<std::int64_t>;
  AuditFilter const& filter = conditions.filter;
  auto const after_at = conditions.after ? base::to_milliseconds(conditions.after->at) : Limits::max();
  auto const after_number = conditions.after ? conditions.after->number : Limits::max();
  auto const from = filter.from ? base::to_milliseconds(*filter.from) : Limits::min();
  auto const until = filter.until ? base::to_milliseconds(*filter.until) : Limits::max();
  std::vector<AuditEntry> entries;
  std::visit(
      [&](auto const& key) {
        tx.each(
            statement_of(stream.index),
            [&](storage::Row const& row) { entries.push_back(read_audit_entry(row)); }, key, after_at,
            after_number, from, until, number_of(filter.kind), number_of(filter.event), filter.actor,
            filter.object, filter.case_number, filter.source, static_cast<std::int64_t>(conditions.least),
            static_cast<std::int64_t>(conditions.most), conditions.limit, conditions.actors_of);
      },
      stream.key);
  return entries;
}

PublicIds select_family(storage::ReadTx& tx, OrganisationId organisation) {
  PublicIds family;
  tx.each(kFamily, [&](storage::Row const& row) { family.push_back(row.public_id(0)); }, organisation);
  return family;
}

void each_opening(storage::ReadTx& tx, base::PublicId const& object,
                  std::function<void(Opening const&)> const& on_opening) {
  tx.each(
      kOpenings,
      [&](storage::Row const& row) { on_opening({row.public_id(0), read_public_ids(row.optional_blob(1))}); },
      object);
}

}  // namespace auth
