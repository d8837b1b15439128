// What the forum keeps for somebody as a person of his organisation, and what ends with that: what he
// follows, has been notified of and has begun to write. What he has published stays, with the organisation it
// belongs to.
#pragma once

#include "auth/ids.hpp"
#include "storage/transaction.hpp"

namespace forum {

void forget_person(storage::WriteTx& tx, auth::UserId user);

}  // namespace forum
