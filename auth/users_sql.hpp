// Rows of users and grants. Internal to this floor.
#pragma once

#include "auth/users.hpp"

namespace auth {

// How the client looks and listens for this person.
struct ShownAs {
  Theme theme;
  bool single_keys;
};

std::optional<UserId> insert_user(storage::WriteTx& tx, NewUser const& user, base::PublicId const& public_id,
                                  base::Timestamp now);
void insert_grant(storage::WriteTx& tx, UserId user, Grant const& grant);
void update_state(storage::WriteTx& tx, UserId user, UserState state);
base::PublicId select_user_public_id(storage::ReadTx& tx, UserId user);
// Of the organisation that he belongs to.
base::PublicId select_organisation_of(storage::ReadTx& tx, UserId user);
// Nothing where the account was erased.
std::optional<std::string> find_user_name(storage::ReadTx& tx, base::PublicId const& user);
ShownAs select_shown_as(storage::ReadTx& tx, UserId user);

}  // namespace auth
