#include "auth/release_policy_sql.hpp"

#include <string>

namespace auth {
namespace {

using storage::Row;
using storage::Statement;

Statement const kFind("release_policy.find",
                      "SELECT r.rule, r.deadline_hours, r.version, u.public_id, u.name, u.function"
                      " FROM release_policy r LEFT JOIN users u ON u.id = r.substitute_id"
                      " AND u.organisation_id = r.organisation_id"
                      " WHERE r.organisation_id = $1");
Statement const kStore("release_policy.store",
                       "INSERT INTO release_policy (organisation_id, rule, deadline_hours, substitute_id,"
                       " version, changed_by, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7)"
                       " ON CONFLICT (organisation_id) DO UPDATE SET rule = excluded.rule,"
                       " deadline_hours = excluded.deadline_hours, substitute_id = excluded.substitute_id,"
                       " version = excluded.version, changed_by = excluded.changed_by,"
                       " changed_at = excluded.changed_at");

Statement const kEndSubstitution("release_policy.end_substitution",
                                 "UPDATE release_policy SET substitute_id = NULL, version = version + 1"
                                 " WHERE substitute_id = $1");

// Whether the officer `u` holds one of these roles at the time $2.
std::string holds(std::string_view roles) {
  return "EXISTS (SELECT 1 FROM role_grant g WHERE g.user_id = u.id AND g.role IN (" + std::string(roles) +
         ") AND g.valid_from <= $2 AND (g.valid_until IS NULL OR g.valid_until > $2))";
}
std::string officers(std::string_view columns) {
  return "SELECT " + std::string(columns) +
         " FROM users u WHERE u.organisation_id = $1 AND u.state = 'active' AND u.vetted_by IS NOT NULL"
         " AND u.vetted_until > $2 AND " +
         holds("'contributor', 'topic_moderator', 'unit_officer'") + " AND NOT " + holds("'coordinator'");
}
Statement const kOfficers("release_policy.officers",
                          officers("u.public_id, u.name, u.function") + " ORDER BY u.name, u.id");
Statement const kFindOfficer("release_policy.find_officer", officers("u.id") + " AND u.public_id = $3");

constexpr char kOwnOrAbove[] =
    " FROM release_policy r JOIN organisation o ON o.id = $1"
    " WHERE r.organisation_id IN (o.id, o.parent_id)";
Statement const kDeadline("release_policy.deadline", std::string("SELECT r.deadline_hours") + kOwnOrAbove +
                                                         " ORDER BY r.organisation_id = $1 DESC LIMIT 1");
Statement const kEverything("release_policy.everything",
                            std::string("SELECT 1") + kOwnOrAbove + " AND r.rule = 'always' LIMIT 1");

Statement const kSupervised("release_policy.supervised",
                            "SELECT 1 FROM organisation o LEFT JOIN organisation p ON p.id = o.parent_id"
                            " WHERE o.id = $1 AND 'supervised' IN (o.status, COALESCE(p.status, ''))");

NamedOfficer read_officer(Row const& row, int column) {
  return {row.public_id(column), std::string(row.text(column + 1)), std::string(row.text(column + 2))};
}

ReleasePolicy read_policy(Row const& row) {
  ReleasePolicy policy;
  policy.rule = parse_release_rule(row.text(0)).value();
  policy.deadline_hours = static_cast<int>(row.integer(1));
  policy.version = static_cast<int>(row.integer(2));
  if (!row.is_null(3)) policy.substitute = read_officer(row, 3);
  return policy;
}

}  // namespace

std::optional<ReleasePolicy> find_policy(storage::ReadTx& tx, OrganisationId organisation) {
  return tx.one(kFind, read_policy, organisation);
}

void store_policy(storage::WriteTx& tx, Viewer const& coordinator, NewReleasePolicy const& policy,
                  std::optional<UserId> substitute) {
  tx.execute(kStore, *coordinator.coordinated, to_string(policy.rule), policy.deadline_hours, substitute,
             policy.version + 1, coordinator.user, coordinator.now);
}

void end_substitution(storage::WriteTx& tx, UserId officer) {
  tx.execute(kEndSubstitution, officer);
}

std::vector<NamedOfficer> select_officers(storage::ReadTx& tx, OrganisationId organisation,
                                          base::Timestamp now) {
  std::vector<NamedOfficer> found;
  tx.each(kOfficers, [&](Row const& row) { found.push_back(read_officer(row, 0)); }, organisation, now);
  return found;
}

std::optional<UserId> find_officer(storage::ReadTx& tx, OrganisationId organisation,
                                   base::PublicId const& officer, base::Timestamp now) {
  return tx.one(kFindOfficer, [](Row const& row) { return row.id<UserTag>(0); }, organisation, now, officer);
}

int release_deadline_hours(storage::ReadTx& tx, OrganisationId organisation) {
  return tx.one(
               kDeadline, [](Row const& row) { return static_cast<int>(row.integer(0)); }, organisation)
      .value_or(ReleasePolicy::kUsualDeadlineHours);
}

bool releases_everything(storage::ReadTx& tx, OrganisationId organisation) {
  return tx.one(kEverything, [](Row const&) { return true; }, organisation).has_value();
}

bool holds_everything_back(storage::ReadTx& tx, OrganisationId organisation) {
  return releases_everything(tx, organisation) ||
         tx.one(kSupervised, [](Row const&) { return true; }, organisation).has_value();
}

}  // namespace auth
