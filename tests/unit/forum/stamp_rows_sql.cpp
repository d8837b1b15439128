#include "tests/unit/forum/stamp_rows.hpp"

namespace forum {
namespace {

storage::Statement const kRemove("test.remove_from_audiences",
                                 "DELETE FROM audience_member WHERE organisation_id = $1");
storage::Statement const kRedirect("test.redirect_denial",
                                   "UPDATE deny SET denied_id = $2 WHERE source_id = $1");

}  // namespace

void remove_from_audiences(storage::WriteTx& tx, auth::OrganisationId organisation) {
  tx.execute(kRemove, organisation);
}

void redirect_denial(storage::WriteTx& tx, auth::OrganisationId source, auth::OrganisationId denied) {
  tx.execute(kRedirect, source, denied);
}

}  // namespace forum
