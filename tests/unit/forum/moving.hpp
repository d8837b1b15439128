// An officer who goes to another bureau, and is vetted there.
#pragma once

#include <string>
#include <string_view>

#include "auth/accounts.hpp"
#include "auth/accounts_sql.hpp"
#include "auth/users_sql.hpp"
#include "tests/support/forum_world.hpp"

namespace forum {

inline void move_officer(tests::ForumWorld& world, std::string_view officer, std::string_view from,
                         std::string_view to) {
  auto const version = [&](storage::ReadTx& tx, auth::Viewer const& security, base::PublicId const& id) {
    return auth::load_account(tx, security, id)->version;
  };
  world.write([&](storage::WriteTx& tx) {
    auto const id = auth::select_user_public_id(tx, world.user(officer));
    auto const sends = world.viewer(tx, "security." + std::string(from));
    auth::transfer(tx, sends, id, version(tx, sends, id), world.public_id(to), "Moves.").value();
    auto const takes = world.viewer(tx, "security." + std::string(to));
    auth::vet(tx, takes, id,
              {version(tx, takes, id), world.now + std::chrono::hours(24), auth::Level::confidential, {}})
        .value();
  });
}

}  // namespace forum
