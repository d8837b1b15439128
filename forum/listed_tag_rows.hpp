// The statements behind listed_tags.hpp.
#pragma once

#include "forum/listed_tags.hpp"

namespace forum {

std::vector<ListedTag> select_listed_tags(storage::ReadTx& tx);
std::optional<ListedTag> find_listed_tag(storage::ReadTx& tx, base::PublicId const& id);
void insert_listed_tag(storage::WriteTx& tx, base::PublicId const& id, std::string_view tag,
                       auth::Names const& names);
void rename_listed_tag(storage::WriteTx& tx, ListedTagId id, auth::Names const& names);
void retire_listed_tag(storage::WriteTx& tx, ListedTagId id, base::Timestamp at);

}  // namespace forum
