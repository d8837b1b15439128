// Which cases of flags are the viewer's, and one of them as he is told it. Behind flag_cases.hpp.
#pragma once

#include "auth/policy.hpp"
#include "forum/flag_cases.hpp"

namespace forum {

// The office by which he reviews the flags of a post that he may read; nothing where he has none, or has
// written it.
std::optional<auth::Role> reviewing_office(auth::Viewer const& viewer, auth::Target const& target,
                                           FlagReasons const& reasons);

// Whether who keeps order is of a country that is a party to it: then somebody of another one decides.
bool decides_with_a_part(storage::ReadTx& tx, auth::Viewer const& viewer, auth::Role office,
                         std::int64_t flag_case);

// By its key; nothing where it is not his.
std::optional<FlagCase> load_flag_case(storage::ReadTx& tx, auth::Viewer const& viewer,
                                       std::int64_t flag_case);

}  // namespace forum
