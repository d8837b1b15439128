// Disclosure records: to which organisations a post went, each time that it came before more readers or left
// the forum in an export (access-model: "Release"). A record is never changed: who joins an audience later,
// or is let off a deny list, is not in it. Each distinct list of recipients is kept once, however many posts
// went to it.
//
// A record holds two lists. `told` is by audience and level: the source's author may see it. The exact one
// leaves out those whom the source denied then: it is for who may read the deny list. Whom the sources of the
// thread and the topic deny is their secret; both lists may name such an organisation, and err on that side.
#pragma once

#include <vector>

#include "auth/organisations.hpp"
#include "forum/ids.hpp"
#include "forum/origin.hpp"
#include "forum/page.hpp"

namespace forum {

// Published: at once, or by a release. The numbers are those of the database.
enum class DisclosureKind { published = 1, widened = 2, exported = 3 };
std::string_view to_string(DisclosureKind kind);

// The post, as its row and those above it stand now, is there for its readers. A first post stands for its
// thread's title too.
void record_disclosure(storage::WriteTx& tx, PostId post, DisclosureKind kind, base::Timestamp at);
// The post was handed out to an officer of this organisation.
void record_export(storage::WriteTx& tx, PostId post, auth::OrganisationId recipient, base::Timestamp at);

struct Disclosure {
  DisclosureKind kind = DisclosureKind::published;
  base::Timestamp at;
  auth::Level level = auth::Level::confidential;  // the post's, and of an export nothing that encloses it
  int bureaus = 0;                                // national bureaus among the recipients
  std::vector<auth::Organisation> recipients;     // by country code, kind, name
};

struct Disclosures {
  Origin origin;  // of the post
  Page<Disclosure> page;
};

// The newest first; for the post's author, and the source's coordinators and security officers, also where
// the source has lost the thread. Errors: not_found, not_permitted, invalid_query.
base::Result<Disclosures> load_disclosures(storage::ReadTx& tx, auth::Viewer const& viewer,
                                           base::PublicId const& post, PageRequest const& page);

}  // namespace forum
