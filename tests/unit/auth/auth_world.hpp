// A small database of organisations and people for the tests of this floor, in a folder of its own that ends
// with the test. Used by the test's thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

#include "auth/organisations.hpp"
#include "auth/users.hpp"
#include "auth/viewer.hpp"
#include "base/random.hpp"
#include "storage/database.hpp"

namespace auth {

class AuthWorld {
 public:
  AuthWorld();
  ~AuthWorld();
  AuthWorld(AuthWorld const&) = delete;
  AuthWorld& operator=(AuthWorld const&) = delete;

  // Run and keep; run and look; run and undo. The function's own result comes back.
  template <class Function>
  auto write(Function function) {
    return run<storage::WriteTx>(function, [&](auto job) { return database_.write_now(job); });
  }
  template <class Function>
  auto read(Function function) {
    return run<storage::ReadTx>(function, [&](auto job) { return database_.read_now(job); });
  }
  template <class Function>
  void write_and_undo(Function function) {
    auto const undone = database_.write_now([&](storage::WriteTx& tx) -> base::Result<bool> {
      function(tx);
      return base::Error(base::ErrorCode::internal_error);
    });
    static_cast<void>(undone);
  }

  OrganisationId add_bureau(std::string_view country);
  OrganisationId add_below(OrganisationId bureau, OrganisationKind kind);
  OrganisationId add_apart(OrganisationKind kind);  // a Secretariat unit or a partner
  base::PublicId public_id(OrganisationId organisation);

  // Active, vetted for a year, cleared for everything, without a role.
  UserId add_user(std::string_view username, OrganisationId organisation);
  UserId add_contributor(std::string_view username, OrganisationId organisation);
  void grant(UserId user, Role role, OrganisationId organisation);
  void grant_topic(UserId user, TopicScope topic);

  base::Result<Viewer> try_viewer(UserId user);
  Viewer viewer(UserId user) { return try_viewer(user).value(); }

  std::filesystem::path file() const { return folder_ / "auth.db"; }
  storage::Database& database() { return database_; }

  base::Timestamp now;
  base::SeededRandom random{7};

 private:
  template <class Tx, class Function, class Submit>
  static auto run(Function& function, Submit submit) {
    using Returned = std::invoke_result_t<Function&, Tx&>;
    if constexpr (std::is_void_v<Returned>) {
      submit([&](Tx& tx) -> base::Result<bool> {
        function(tx);
        return true;
      }).value();
    } else {
      std::optional<Returned> returned;
      submit([&](Tx& tx) -> base::Result<bool> {
        returned.emplace(function(tx));
        return true;
      }).value();
      return std::move(*returned);
    }
  }

  std::filesystem::path folder_;
  storage::Database database_;
  UserId vetter_;
};

}  // namespace auth
