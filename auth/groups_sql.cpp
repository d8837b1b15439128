#include "auth/groups_sql.hpp"

namespace auth {
namespace {

using storage::Row;
using storage::Statement;

// To whom a group is offered is said here and nowhere else: $1 is the organisation.
constexpr char kOffered[] =
    "SELECT g.id, g.public_id, g.owner_id, g.name, g.version FROM audience_group g"
    " WHERE g.retired_at IS NULL AND (g.owner_id = $1 OR EXISTS (SELECT 1 FROM audience_group_member m"
    " WHERE m.group_id = g.id AND m.organisation_id = $1))";

Statement const kSelectOffered("group.select_offered",
                               std::string(kOffered) + " AND g.id > $2 ORDER BY g.id LIMIT $3");
Statement const kFindOffered("group.find_offered", std::string(kOffered) + " AND g.public_id = $2");
Statement const kFindNamed("group.find_named",
                           "SELECT id FROM audience_group"
                           " WHERE owner_id = $1 AND name = $2 AND retired_at IS NULL");
Statement const kCount("group.count",
                       "SELECT count(*) FROM audience_group WHERE owner_id = $1 AND retired_at IS NULL");
Statement const kSelectMembers("group.select_members",
                               "SELECT organisation_id FROM audience_group_member WHERE group_id = $1"
                               " ORDER BY organisation_id");
Statement const kSelectMemberIds("group.select_member_ids",
                                 "SELECT o.public_id FROM audience_group_member m"
                                 " JOIN organisation o ON o.id = m.organisation_id WHERE m.group_id = $1"
                                 " ORDER BY m.organisation_id");
Statement const kInsert("group.insert",
                        "INSERT INTO audience_group (public_id, owner_id, name) VALUES ($1, $2, $3)"
                        " RETURNING id");
Statement const kRename("group.rename",
                        "UPDATE audience_group SET name = $2, version = version + 1 WHERE id = $1");
Statement const kDeleteMembers("group.delete_members",
                               "DELETE FROM audience_group_member WHERE group_id = $1");
Statement const kInsertMember(
    "group.insert_member", "INSERT INTO audience_group_member (group_id, organisation_id) VALUES ($1, $2)");
Statement const kRetire("group.retire", "UPDATE audience_group SET retired_at = $2 WHERE id = $1");

GroupRow read_group(Row const& row) {
  return {row.id<GroupTag>(0), row.public_id(1), row.id<OrganisationTag>(2), std::string(row.text(3)),
          static_cast<int>(row.integer(4))};
}

}  // namespace

std::vector<GroupRow> select_offered_groups(storage::ReadTx& tx, OrganisationId organisation,
                                            std::optional<GroupId> const& after, int most) {
  std::vector<GroupRow> groups;
  tx.each(
      kSelectOffered, [&](Row const& row) { groups.push_back(read_group(row)); }, organisation,
      after.value_or(GroupId{0}), most);
  return groups;
}

std::optional<GroupRow> find_offered_group(storage::ReadTx& tx, OrganisationId organisation,
                                           base::PublicId const& id) {
  return tx.one(kFindOffered, read_group, organisation, id);
}

std::optional<GroupId> find_group_named(storage::ReadTx& tx, OrganisationId owner, std::string_view name) {
  return tx.one(kFindNamed, [](Row const& row) { return row.id<GroupTag>(0); }, owner, name);
}

int count_groups(storage::ReadTx& tx, OrganisationId owner) {
  return tx.one(kCount, [](Row const& row) { return static_cast<int>(row.integer(0)); }, owner).value();
}

std::vector<OrganisationId> select_group_members(storage::ReadTx& tx, GroupId group) {
  std::vector<OrganisationId> members;
  tx.each(kSelectMembers, [&](Row const& row) { members.push_back(row.id<OrganisationTag>(0)); }, group);
  return members;
}

std::vector<base::PublicId> select_group_member_ids(storage::ReadTx& tx, GroupId group) {
  std::vector<base::PublicId> ids;
  tx.each(kSelectMemberIds, [&](Row const& row) { ids.push_back(row.public_id(0)); }, group);
  return ids;
}

GroupId insert_group(storage::WriteTx& tx, base::PublicId const& id, OrganisationId owner,
                     std::string_view name) {
  return tx.one(kInsert, [](Row const& row) { return row.id<GroupTag>(0); }, id, owner, name).value();
}

void rename_group(storage::WriteTx& tx, GroupId group, std::string_view name) {
  tx.execute(kRename, group, name);
}

void replace_group_members(storage::WriteTx& tx, GroupId group, std::vector<OrganisationId> const& members) {
  tx.execute(kDeleteMembers, group);
  for (auto const member : members) tx.execute(kInsertMember, group, member);
}

void mark_group_retired(storage::WriteTx& tx, GroupId group, base::Timestamp now) {
  tx.execute(kRetire, group, now);
}

}  // namespace auth
