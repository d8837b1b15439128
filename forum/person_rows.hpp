// The statements behind people.hpp.
#pragma once

#include <optional>
#include <vector>

#include "forum/people.hpp"

namespace forum {

struct PersonFacts {
  auth::UserId user;
  Author person;
  auth::OrganisationId organisation;
  bool is_active = false;
};
std::optional<PersonFacts> find_person_facts(storage::ReadTx& tx, base::PublicId const& person);
// Of those that the viewer may read, by their title.
std::vector<ModeratedTopic> select_moderated_topics(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                    auth::UserId person);
auth::OrganisationId select_post_source(storage::ReadTx& tx, PostId post);

}  // namespace forum
