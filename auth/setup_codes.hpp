// One-time codes: whoever answers for an account hands one over, and the person sets a password with it.
// Drawn from 128 random bits; the database keeps only the hash.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "auth/accounts.hpp"

namespace auth {

constexpr std::chrono::hours kSetupCodeLasts{72};

struct SetupCode {
  std::string code;  // shown once
  base::Timestamp expires_at;
};

// A new one in place of any before. Errors: not_found, not_permitted, second_person_required, state_conflict.
base::Result<SetupCode> give_setup_code(storage::WriteTx& tx, Viewer const& viewer,
                                        base::PublicId const& account, base::Random& random);
// Whether the code is this person's and still good: for before the password is hashed.
bool is_setup_code(storage::ReadTx& tx, std::string_view username, std::string_view code,
                   base::Timestamp now);
// Uses the code up, sets the password and ends all sessions; bad_credentials where the code is no good.
base::Result<void> use_setup_code(storage::WriteTx& tx, std::string_view username, std::string_view code,
                                  std::string_view password_hash, base::Timestamp now);

}  // namespace auth
