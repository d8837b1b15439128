// The statements behind disclosures.hpp.
#pragma once

#include <optional>
#include <vector>

#include "auth/audience.hpp"
#include "base/hash.hpp"
#include "forum/disclosures.hpp"

namespace forum {

using RecipientListId = base::Id<struct RecipientListTag>;

// The two lists of a record.
struct RecipientLists {
  RecipientListId told;
  RecipientListId exact;
};

// What the recipients of a post follow from.
struct Reach {
  auth::AudienceId topic;
  auth::AudienceId thread;
  auth::AudienceId post;
  auth::OrganisationId source;
  auth::Level level = auth::Level::confidential;
  std::optional<RecipientLists> known;  // where they were found before, and nothing has changed since
};
Reach select_reach(storage::ReadTx& tx, PostId post);
// Until the policy epoch moves.
void remember_lists(storage::WriteTx& tx, Reach const& reach, RecipientLists const& lists);

// Ascending.
std::vector<auth::OrganisationId> select_cleared_for(storage::ReadTx& tx, auth::Level level);
std::vector<auth::OrganisationId> select_denied_by(storage::ReadTx& tx, auth::OrganisationId source);

// The list of this digest, made of `recipients` where it is new.
RecipientListId intern_recipients(storage::WriteTx& tx, base::Digest const& digest,
                                  std::vector<auth::OrganisationId> const& recipients);
std::vector<auth::OrganisationId> select_recipients(storage::ReadTx& tx, RecipientListId list);

// Who could read something of this level in all of these audiences, by audience and level; ascending.
struct Reached {
  std::vector<auth::AudienceId> audiences;
  auth::Level level = auth::Level::confidential;
};
std::vector<auth::OrganisationId> resolve_recipients(storage::ReadTx& tx, Reached const& reached);
RecipientListId keep_recipients(storage::WriteTx& tx, std::vector<auth::OrganisationId> const& recipients);

auth::Level select_own_level(storage::ReadTx& tx, PostId post);

struct DisclosureRow {
  std::int64_t key = 0;
  DisclosureKind kind = DisclosureKind::published;
  base::Timestamp at;
  auth::Level level = auth::Level::confidential;
  RecipientLists lists;
};
void insert_disclosure(storage::WriteTx& tx, PostId post, DisclosureRow const& row);
// Those before `before`, the newest first.
std::vector<DisclosureRow> select_disclosures(storage::ReadTx& tx, PostId post, std::int64_t before,
                                              int limit);

}  // namespace forum
