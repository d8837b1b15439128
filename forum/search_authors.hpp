// Who is offered while somebody types whose posts he looks for: only authors of whom he may read a post that
// names them, so that nobody else's existence is told.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "auth/viewer.hpp"
#include "storage/transaction.hpp"

namespace forum {

// Names in which a word begins with each of those typed, by the alphabet, at most `most`; none where nothing
// is typed.
std::vector<std::string> offer_authors(storage::ReadTx& tx, auth::Viewer const& viewer,
                                       std::string_view typed, std::size_t most);

}  // namespace forum
