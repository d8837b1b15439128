// The statements behind appeals.hpp.
#pragma once

#include <string>

#include "forum/appeals.hpp"

namespace forum {

// Who has had a hand in a hiding, and for which country the post speaks.
struct AppealHands {
  std::int64_t id = 0;
  base::PublicId post;
  AppealState state = AppealState::open;
  auth::UserId hidden_by;
  std::optional<auth::UserId> flags_decided_by;
  auth::UserId asked_by;
  auth::OrganisationId bureau;  // of the post's source
  auth::OrganisationId source;
  auth::Attribution attribution = auth::Attribution::person;
};

void insert_appeal(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& id, PostId post,
                   std::string_view reason);
// Against the hiding as it stands now.
std::optional<Appeal> find_appeal(storage::ReadTx& tx, PostId post);
std::optional<AppealHands> find_appeal_hands(storage::ReadTx& tx, base::PublicId const& appeal);
void update_appeal_decided(storage::WriteTx& tx, auth::Viewer const& officer, std::int64_t appeal,
                           AppealVerdict const& verdict);

// Whether he may decide: the office, and that he has had no hand in it. Where attribution does not tell him
// whose the post is, an officer of the unit does, who is of no country, and no moderator, whatever his is.
bool is_third(auth::Viewer const& viewer, AppealHands const& hands, auth::Target const& target);
bool hears_appeals(auth::Viewer const& viewer);
// The condition that the post `p` of the source `po` is none that the viewer is told to be of his own
// country.
std::string is_not_told_as_of_own_country();

std::optional<HeardAppeal> load_heard_appeal(storage::ReadTx& tx, auth::Viewer const& viewer,
                                             std::int64_t appeal);

}  // namespace forum
