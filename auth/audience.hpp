// Audiences: sets of organisations, interned so that an object holds one key and the read rule asks one
// table.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "auth/ids.hpp"
#include "auth/viewer.hpp"
#include "base/error.hpp"
#include "base/id.hpp"
#include "storage/transaction.hpp"

namespace auth {

enum class AudienceBase { inherit, all_members, only, own };
std::string_view to_string(AudienceBase base);
std::optional<AudienceBase> parse_audience_base(std::string_view name);

// The audience that adds nothing to what encloses the object: every organisation is in it.
constexpr AudienceId kInherit{1};

// An audience as somebody asks for it.
struct NewAudience {
  AudienceBase base = AudienceBase::inherit;
  std::vector<base::PublicId> organisations;  // `only`: who is in it; all_members: who else (partners, units)
  std::vector<base::PublicId> minus;
  // Named groups (auth/groups.hpp): each stands for its members as they are now, beside those named above.
  std::vector<base::PublicId> groups = {};
  std::vector<base::PublicId> minus_groups = {};

  bool operator==(NewAudience const&) const = default;
};

// An audience as it is told.
struct Audience {
  AudienceBase base = AudienceBase::inherit;
  std::vector<base::PublicId> organisations;
  std::vector<base::PublicId> minus;

  bool operator==(Audience const&) const = default;
};

// The key of this audience, made if it is new. all_members: every national bureau, sub-bureau and national
// entity, `owner` (the Secretariat unit that owns the topic, if one does), and whom it names: a partner or
// another unit is in it only by name. own: the asker's organisation. `minus` a bureau also excludes what
// stands below it, as a deny list would; naming a bureau names it alone. A group is what its members are. The
// same set asked in another order is the same audience. Errors (pointer below `pointer`):
// unknown_organisation; own_organisation_missing where the viewer's own organisation would not be in it;
// empty where `only` names nobody; out_of_range where a base that names nobody comes with organisations or
// groups; unknown_value for a group that the viewer is not offered.
base::Result<AudienceId> intern_audience(storage::WriteTx& tx, Viewer const& viewer, NewAudience const& asked,
                                         std::optional<OrganisationId> owner, std::string_view pointer);

// The same without the viewer and his checks, for topics, tools and the demo.
AudienceId intern_audience(storage::WriteTx& tx, AudienceBase base, std::vector<OrganisationId> organisations,
                           std::vector<OrganisationId> minus, std::optional<OrganisationId> owner);

// Who would be in it, ascending by key, without making it; the same errors.
base::Result<std::vector<OrganisationId>> resolve_audience(storage::ReadTx& tx, Viewer const& viewer,
                                                           NewAudience const& asked,
                                                           std::optional<OrganisationId> owner,
                                                           std::string_view pointer);

Audience load_audience(storage::ReadTx& tx, AudienceId audience);

// Organisations in every one of the audiences, ascending by key; and how many of them are national bureaus.
std::vector<OrganisationId> members_of_all(storage::ReadTx& tx, std::vector<AudienceId> const& audiences);
int count_bureaus(storage::ReadTx& tx, std::vector<AudienceId> const& audiences);

// True where nobody is in `inner` who is not in every one of `outer`: narrowing, never widening.
bool is_within(storage::ReadTx& tx, AudienceId inner, std::vector<AudienceId> const& outer);

// After a new organisation: it joins the audiences that mean "everybody" or "all members".
void add_to_open_audiences(storage::WriteTx& tx, OrganisationId organisation);

}  // namespace auth
