// What the coordinators of a bureau are told when a text of theirs was read by break-glass.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "auth/organisations.hpp"
#include "auth/proposals.hpp"
#include "forum/limits.hpp"
#include "forum/page.hpp"

namespace forum {

// To one bureau, about what is its own: nothing of whatever else was read.
struct GlassNotice {
  std::int64_t key = 0;
  base::PublicId public_id;
  std::string case_number;
  auth::Person read_by;
  auth::Organisation organisation;  // his
  base::Timestamp told_at;
  std::vector<base::PublicId> posts;
  std::optional<base::Timestamp> seen_at;
};

// Of the bureau that the viewer coordinates: unseen ones first, the newest first; the last hundred.
// not_permitted.
base::Result<Page<GlassNotice>> load_glass_notices(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                   PageRequest const& page);
base::Result<GlassNotice> confirm_glass_notice(storage::WriteTx& tx, auth::Viewer const& viewer,
                                               base::PublicId const& id);
// How many are unseen; nothing for who is no coordinator.
std::optional<int> count_glass_notices(storage::ReadTx& tx, auth::Viewer const& viewer, Limits const& limits);

}  // namespace forum
