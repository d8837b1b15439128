// Narrowing: a stricter marking, fewer readers, at once. Nothing here ever widens: what asks for more than
// there is takes the consent of others, and is refused.
#pragma once

#include <vector>

#include "forum/contributions.hpp"
#include "forum/places.hpp"
#include "forum/posts.hpp"

namespace forum {

// `now` with what is asked in its place, where that is as strict or stricter. A new review date may be any
// that is to come. Errors: invalid_body (out_of_range where it is less strict), level_too_low,
// level_too_high.
base::Result<auth::Marking> raise_marking(auth::Marking const& now, NewMarking const& asked,
                                          auth::Viewer const& viewer, Limits const& limits);

// The readers of an object as they are: its own audience, and those around it, where the viewer may know
// them.
struct PresentReaders {
  auth::AudienceId audience;
  std::vector<auth::AudienceId> enclosing;  // none: a thread that he has lost
  auth::OrganisationId source;
  std::optional<auth::OrganisationId> unit;  // TopicPlace::unit()
};
PresentReaders present_readers(PostPlace const& place);  // of a first post: of its thread

// Whom `asked` would leave, where `inherit` means those who read it now. Errors: audience_too_wide, those of
// auth::intern_audience below "/audience", and own_organisation_missing where the source would not be in it.
base::Result<auth::AudienceId> narrow_audience(storage::WriteTx& tx, PresentReaders const& now,
                                               auth::NewAudience const& asked, auth::Viewer const& viewer,
                                               Limits const& limits);
// The same without making it: the organisations that would still read it, ascending. `now` has audiences
// around it.
base::Result<std::vector<auth::OrganisationId>> resolve_narrowed(storage::ReadTx& tx,
                                                                 PresentReaders const& now,
                                                                 auth::NewAudience const& asked,
                                                                 auth::Viewer const& viewer);

// Marking and audience of the edit; `edit.version` is that of the post. A first post is narrowed with its
// thread. Whoever loses it hears that it is gone. Errors: not_permitted, state_conflict (neither published
// nor awaiting release), version_conflict, and those above. `readers` are present_readers(), or those that
// the viewer may know.
base::Result<void> narrow_post(storage::WriteTx& tx, auth::Viewer const& viewer, PostPlace const& place,
                               PostEdit const& edit, PresentReaders const& readers, Limits const& limits);

// The same for a contribution, also in a thread that the viewer has lost. Errors: not_found too.
base::Result<Contribution> narrow_contribution(storage::WriteTx& tx, auth::Viewer const& viewer,
                                               base::PublicId const& post, PostEdit const& edit,
                                               Limits const& limits);

}  // namespace forum
