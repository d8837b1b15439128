// What an object's audience may be: within what encloses it.
#pragma once

#include <optional>
#include <vector>

#include "forum/places.hpp"
#include "storage/transaction.hpp"

namespace forum {

struct SettledAudience {
  auth::AudienceId id;
  int bureaus = 0;  // national bureaus that read the object
};

// Of a new thread in the topic, or a new answer to the post. An answer for which nothing is asked is for
// those who read the post; what is asked may be as wide as the thread. Errors: audience_too_wide, and those
// of auth::intern_audience below "/audience".
base::Result<SettledAudience> settle_audience(storage::WriteTx& tx, auth::Viewer const& viewer,
                                              auth::NewAudience const& asked, TopicPlace const& topic);
base::Result<SettledAudience> settle_audience(storage::WriteTx& tx, auth::Viewer const& viewer,
                                              std::optional<auth::NewAudience> const& asked,
                                              PostPlace const& parent);

// The organisations that would read it, ascending; nothing is made. The same errors.
base::Result<std::vector<auth::OrganisationId>> resolve_within(storage::ReadTx& tx,
                                                               auth::Viewer const& viewer,
                                                               auth::NewAudience const& asked,
                                                               std::vector<auth::AudienceId> const& enclosing,
                                                               std::optional<auth::OrganisationId> unit);

// The audience with which a thread goes into another topic, so that nobody reads it who could not before.
auth::AudienceId audience_after_move(storage::WriteTx& tx, ThreadPlace const& thread,
                                     TopicPlace const& target);

base::Error audience_too_wide();

}  // namespace forum
