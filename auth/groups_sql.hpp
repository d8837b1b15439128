// Rows of groups. Internal to this floor.
#pragma once

#include "auth/groups.hpp"

namespace auth {

struct GroupRow {
  GroupId id;
  base::PublicId public_id;
  OrganisationId owner;
  std::string name;
  int version;
};

// Those that this organisation is offered, from the one after `after`.
std::vector<GroupRow> select_offered_groups(storage::ReadTx& tx, OrganisationId organisation,
                                            std::optional<GroupId> const& after, int most);
std::optional<GroupRow> find_offered_group(storage::ReadTx& tx, OrganisationId organisation,
                                           base::PublicId const& id);
// Of the groups of this owner that are not retired.
std::optional<GroupId> find_group_named(storage::ReadTx& tx, OrganisationId owner, std::string_view name);
int count_groups(storage::ReadTx& tx, OrganisationId owner);

// Both ascending by key.
std::vector<OrganisationId> select_group_members(storage::ReadTx& tx, GroupId group);
std::vector<base::PublicId> select_group_member_ids(storage::ReadTx& tx, GroupId group);

GroupId insert_group(storage::WriteTx& tx, base::PublicId const& id, OrganisationId owner,
                     std::string_view name);
void rename_group(storage::WriteTx& tx, GroupId group, std::string_view name);  // and moves the version
void replace_group_members(storage::WriteTx& tx, GroupId group, std::vector<OrganisationId> const& members);
void mark_group_retired(storage::WriteTx& tx, GroupId group, base::Timestamp now);

}  // namespace auth
