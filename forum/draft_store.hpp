// The statements behind drafts.
#pragma once

#include <vector>

#include "forum/drafts.hpp"

namespace forum {

// Where a draft stands in its writer's list, the last saved first.
struct DraftKey {
  base::Timestamp saved_at;
  std::string context;
};

std::vector<Draft> select_drafts(storage::ReadTx& tx, auth::UserId user, DraftKey const& before, int limit);
std::optional<Draft> select_draft(storage::ReadTx& tx, auth::UserId user, DraftContext const& context);
std::size_t count_drafts(storage::ReadTx& tx, auth::UserId user);
void upsert_draft(storage::WriteTx& tx, auth::UserId user, Draft const& draft);

}  // namespace forum
