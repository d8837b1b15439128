// Which user names an organisation gives: those that end in a dot and its own handle, the last part of a
// name. No two organisations have one handle, so none learns from a refusal which names another has given.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "auth/ids.hpp"
#include "storage/transaction.hpp"

namespace auth {

// ".fr": with its dot.
std::string username_ending(storage::ReadTx& tx, OrganisationId organisation);
// The whole name; a name without a dot is given the ending. Nothing where it is unfit or ends otherwise.
std::optional<std::string> complete_username(std::string_view name, std::string_view ending);

}  // namespace auth
