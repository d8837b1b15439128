// Named groups of organisations: regions, conventions, working parties. One organisation owns each; whoever
// is offered one may use it as a part of an audience, which takes its members as they are at that moment:
// what happens to the group later changes no audience (docs/decisions/012-groups-are-resolved.md).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "auth/organisations.hpp"

namespace auth {

using GroupId = base::Id<struct GroupTag>;

// Can be set in the configuration, section [groups].
struct GroupLimits {
  int per_organisation = 100;  // that are not retired
  std::size_t members = 500;
  std::size_t name_characters = 100;
};

struct Group {
  GroupId id;
  base::PublicId public_id;
  OrganisationId owner_id;
  Organisation owner;
  std::string name;
  std::vector<base::PublicId> members;
  int version;
  bool may_change;  // rename, choose other members, retire
};

struct GroupPage {
  std::vector<Group> groups;
  std::optional<GroupId> next;  // nothing after the last page
};

struct NewGroup {
  std::string name;  // fit for a line; its length is checked by whoever reads it
  std::vector<base::PublicId> members;
};

// Those that the viewer is offered: not retired, and owned by his organisation or with it among the members.
// The oldest first.
base::Result<GroupPage> load_groups(storage::ReadTx& tx, Viewer const& viewer,
                                    std::optional<GroupId> const& after, int limit);

// Owned by the viewer's organisation. Errors: not_permitted; invalid_body: /name taken by another group of
// the same owner (whose others have, nobody learns), or too_many of them; /members empty,
// unknown_organisation.
base::Result<Group> create_group(storage::WriteTx& tx, Viewer const& viewer, NewGroup const& group,
                                 GroupLimits const& limits, base::Random& random);
// Its name and its members, from now on. The same errors; not_found for one that he is not offered,
// version_conflict.
base::Result<Group> edit_group(storage::WriteTx& tx, Viewer const& viewer, base::PublicId const& id,
                               NewGroup const& group, int version);
// Nobody is offered it any more. Audiences made with it stay as they are.
base::Result<void> retire_group(storage::WriteTx& tx, Viewer const& viewer, base::PublicId const& id);

// The members of a group that the viewer is offered, ascending.
std::optional<std::vector<OrganisationId>> find_group_members(storage::ReadTx& tx, Viewer const& viewer,
                                                              base::PublicId const& id);

}  // namespace auth
