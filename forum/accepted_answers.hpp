// The accepted answer of a question: whoever asked it, or keeps order in its topic, says which of the posts
// answers it. A question has one at most; another takes its place.
//
// That a post is accepted is told with the thread to who may read the post, and to nobody else: not by the
// thread's version or stream either. To who may not read it, the question has no accepted answer.
#pragma once

#include <optional>

#include "forum/moment.hpp"
#include "forum/places.hpp"

namespace forum {

// Whether the viewer may say so in this thread, a published question.
bool may_accept(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadPlace const& thread);

// `version`: of the text that was read. Both answer with the thread's id, and leave everything as it is where
// it is so already. Errors of both: not_found, not_permitted, second_person_required for who keeps order
// where his country is a party to a dispute (second_moderators.hpp); of accept_answer() also
// version_conflict, and state_conflict where the thread is no published question, or the post is its first or
// not published.
base::Result<base::PublicId> accept_answer(storage::WriteTx& tx, auth::Viewer const& viewer,
                                           base::PublicId const& post, int version);
base::Result<base::PublicId> withdraw_acceptance(storage::WriteTx& tx, auth::Viewer const& viewer,
                                                 base::PublicId const& post);

}  // namespace forum
