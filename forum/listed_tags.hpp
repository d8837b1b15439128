// The controlled list of tags: those that officers of units have given a name in each language. Everybody
// reads the list; that a tag stands in it tells nothing of where it is used.
#pragma once

#include "auth/organisations.hpp"
#include "auth/viewer.hpp"
#include "base/random.hpp"
#include "forum/ids.hpp"
#include "forum/limits.hpp"
#include "storage/transaction.hpp"

namespace forum {

using ListedTagId = base::Id<struct ListedTagTag>;

struct ListedTag {
  ListedTagId id;
  base::PublicId public_id;
  std::string tag;
  auth::Names names;
  int version = 1;
};

// By tag. A guest is told of none: he reads one thread.
std::vector<ListedTag> load_listed_tags(storage::ReadTx& tx, auth::Viewer const& viewer);
bool may_list_tags(auth::Viewer const& viewer);

// By officers of units. Names are fit for a line; the tag is the English one, folded. Errors: not_permitted;
// invalid_body: /names/en with what makes it no tag, taken by another that is listed, or too_many of them.
base::Result<ListedTag> list_tag(storage::WriteTx& tx, auth::Viewer const& viewer, auth::Names const& names,
                                 Limits const& limits, base::Random& random);
// Other names; the tag stays what it is. Errors: not_permitted, not_found, version_conflict.
base::Result<ListedTag> rename_tag(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& id,
                                   auth::Names const& names, int version);
// It is offered no more; threads keep it. Errors: not_permitted, not_found.
base::Result<void> retire_tag(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& id);

}  // namespace forum
