// Rows of audiences. Internal to this floor.
#pragma once

#include <optional>
#include <vector>

#include "auth/audience.hpp"
#include "auth/organisations.hpp"

namespace auth {

// An audience in keys, each list ascending and without doubles: what audience.cpp makes of what was asked.
struct Definition {
  AudienceBase base = AudienceBase::inherit;
  std::optional<OrganisationId> owner;
  std::vector<OrganisationId> only;  // who is named; for `own` the one organisation
  std::vector<OrganisationId> minus;
};

struct Member {
  OrganisationId id;
  OrganisationKind kind;
  std::optional<OrganisationId> parent;
};

// Every organisation, ascending by key.
std::vector<Member> select_organisations(storage::ReadTx& tx);

// Nothing where an audience of this definition exists.
std::optional<AudienceId> insert_audience(storage::WriteTx& tx, Definition const& definition,
                                          base::Digest const& digest);
std::optional<AudienceId> find_audience(storage::ReadTx& tx, base::Digest const& digest);
void insert_members(storage::WriteTx& tx, AudienceId audience, std::vector<OrganisationId> const& members);

bool is_member(storage::ReadTx& tx, AudienceId audience, OrganisationId organisation);
std::vector<OrganisationId> select_members(storage::ReadTx& tx, AudienceId audience);
std::vector<OrganisationId> select_bureaus(storage::ReadTx& tx, AudienceId audience);
int select_bureau_count(storage::ReadTx& tx, AudienceId audience);
bool has_member_outside(storage::ReadTx& tx, AudienceId inner, AudienceId outer);

}  // namespace auth
