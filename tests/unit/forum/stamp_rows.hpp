// Changes that no operation of this floor makes, and that the schema answers itself.
#pragma once

#include "auth/ids.hpp"
#include "storage/transaction.hpp"

namespace forum {

// Takes a member out of every audience that it is in.
void remove_from_audiences(storage::WriteTx& tx, auth::OrganisationId organisation);
// Lets the deny list of a source name another organisation in the place of the one that it names.
void redirect_denial(storage::WriteTx& tx, auth::OrganisationId source, auth::OrganisationId denied);

}  // namespace forum
