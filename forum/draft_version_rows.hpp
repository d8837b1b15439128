// The statements behind draft_versions.hpp. Internal to this floor.
#pragma once

#include <functional>
#include <vector>

#include "forum/draft_versions.hpp"

namespace forum {

using DraftVersionId = base::Id<struct DraftVersionTag>;

struct DraftVersionKey {
  DraftVersionId id;
  base::Timestamp saved_at;
};

// The oldest first.
std::vector<DraftVersionKey> select_version_keys(storage::ReadTx& tx, auth::UserId user,
                                                 DraftContext const& context);
// The last first, before this one, until `take` answers false.
void each_draft_version(storage::ReadTx& tx, auth::UserId user, DraftContext const& context,
                        DraftVersionId before,
                        std::function<bool(DraftVersionId, DraftVersion&&)> const& take);
void insert_draft_version(storage::WriteTx& tx, auth::UserId user, Draft const& draft);
void delete_draft_version(storage::WriteTx& tx, DraftVersionId version);

}  // namespace forum
