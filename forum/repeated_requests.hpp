// Creates that carry an Idempotency-Key: who asks the same again under the same key is answered the same, and
// nothing is made twice. A key is its person's own, over all creates, and is kept for
// Limits::idempotency_kept.
//
// Nothing that is kept here can be read by who holds the database: keys and requests are hashes, the latter
// over the key as well, and answers are sealed by who made them.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "auth/viewer.hpp"
#include "base/hash.hpp"
#include "forum/limits.hpp"
#include "storage/transaction.hpp"

namespace forum {

struct RepeatableRequest {
  base::Digest key;
  base::Digest asked;  // all of it
};

// The object that was made, to be read again under the rule of now; or the answer as it was, sealed.
using WhatCame = std::variant<base::PublicId, std::string>;

// What came of the same request before; idempotency_conflict where the key was used for another one.
base::Result<std::optional<WhatCame>> find_repeated(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                    RepeatableRequest const& request, Limits const& limits);
void remember_request(storage::WriteTx& tx, auth::Viewer const& viewer, RepeatableRequest const& request,
                      WhatCame const& came, Limits const& limits);

}  // namespace forum
