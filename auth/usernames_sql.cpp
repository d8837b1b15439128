#include "auth/usernames.hpp"

namespace auth {
namespace {

storage::Statement const kSelectHandle("organisation.select_handle",
                                       "SELECT handle FROM organisation WHERE id = $1");

}  // namespace

std::string username_ending(storage::ReadTx& tx, OrganisationId organisation) {
  auto const handle =
      tx.one(kSelectHandle, [](storage::Row const& row) { return std::string(row.text(0)); }, organisation);
  return "." + handle.value();
}

}  // namespace auth
