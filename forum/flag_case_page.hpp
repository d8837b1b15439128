// Which cases of flags are the viewer's, and one of them as he is told it. Behind flag_cases.hpp.
#pragma once

#include "auth/policy.hpp"
#include "forum/flag_rows.hpp"
#include "forum/places.hpp"

namespace forum {

// The office by which he reviews the flags of a post that he may read; nothing where he has none, or has
// written it.
std::optional<auth::Role> reviewing_office(auth::Viewer const& viewer, auth::Target const& target,
                                           FlagReasons const& reasons);

// Whether who keeps order is of a country that is a party to it: then somebody of another one decides.
bool decides_with_a_part(storage::ReadTx& tx, auth::Viewer const& viewer, auth::Role office,
                         std::int64_t flag_case);

// A case that is the viewer's to look at, and by which office.
struct FlagCasePlace {
  FlagCaseRow row;
  PostPlace place;
  auth::Role office = auth::Role::topic_moderator;

  bool keeps_order() const {
    return office == auth::Role::topic_moderator || office == auth::Role::unit_officer;
  }
};
std::optional<FlagCasePlace> find_flag_case_place(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                  base::PublicId const& flag_case);
bool is_decided(FlagCaseRow const& row);

// By its key; nothing where it is not his.
std::optional<FlagCase> load_flag_case(storage::ReadTx& tx, auth::Viewer const& viewer,
                                       std::int64_t flag_case);

}  // namespace forum
