// What a bureau asks for before its officers' posts go out, beside what the forum asks of all: from
// RESTRICTED on a coordinator always releases.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "auth/viewer.hpp"
#include "base/id.hpp"
#include "storage/transaction.hpp"

namespace auth {

// Never: nothing beyond the forum's own rule. Always: whatever its officers write.
enum class ReleaseRule { never, restricted_and_above, always };
std::string_view to_string(ReleaseRule rule);
std::optional<ReleaseRule> parse_release_rule(std::string_view name);

struct NamedOfficer {
  base::PublicId public_id;
  std::string name;
  std::string function;
};

struct ReleasePolicy {
  static constexpr int kUsualDeadlineHours = 72;

  ReleaseRule rule = ReleaseRule::restricted_and_above;
  int deadline_hours = kUsualDeadlineHours;
  // Releases, and approves erasures, as a coordinator does, for as long as he is named here, works for the
  // organisation and may write.
  std::optional<NamedOfficer> substitute;
  std::vector<NamedOfficer> officers;  // who could be named
  int version = 1;
};

struct NewReleasePolicy {
  ReleaseRule rule = ReleaseRule::restricted_and_above;
  int deadline_hours = 0;
  std::optional<base::PublicId> substitute;
  int version = 0;
};

// Of the organisation that the viewer coordinates. Errors: not_permitted for everybody else, whoever stands
// in included.
base::Result<ReleasePolicy> load_release_policy(storage::ReadTx& tx, Viewer const& viewer);
// Errors: not_permitted; version_conflict; invalid_body for a substitute who is none of `officers`.
base::Result<ReleasePolicy> set_release_policy(storage::WriteTx& tx, Viewer const& viewer,
                                               NewReleasePolicy const& policy);

// For what the organisation submits; that of the bureau above where it has none of its own.
int release_deadline_hours(storage::ReadTx& tx, OrganisationId organisation);
// Whether the organisation, or the bureau above, asks for a release of everything.
bool releases_everything(storage::ReadTx& tx, OrganisationId organisation);
// Whether nothing that its officers write goes out at once: that, or it or the bureau above is supervised.
// For what others write in its name; its own officers have it in their Viewer.
bool holds_everything_back(storage::ReadTx& tx, OrganisationId organisation);

}  // namespace auth
