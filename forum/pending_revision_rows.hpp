// The statements behind pending_revisions.hpp.
#pragma once

#include <optional>
#include <string_view>

#include "forum/ids.hpp"
#include "forum/pending_revision.hpp"
#include "forum/places.hpp"

namespace forum {

// Of a post that has one: where it stands, for whoever is told of it.
std::optional<UntoldRevision> select_untold_revision(storage::ReadTx& tx, PostId post);
// Its text, while it waits.
std::optional<PendingText> find_pending_text(storage::ReadTx& tx, PostId post);

// In place of the one that there is; the next version either way.
void put_pending(storage::WriteTx& tx, PostId post, auth::UserId writer, std::string_view body,
                 Html const& html);
// It waits no longer; its text is not kept.
void close_pending(storage::WriteTx& tx, PostId post);

// Which version of the post came of it last, with which event.
struct ReleasedRevision {
  int version = 0;
  EventId event;
};
std::optional<ReleasedRevision> find_released_revision(storage::ReadTx& tx, PostId post);
// Before the post takes the text over, and when the event is known.
void note_released(storage::WriteTx& tx, PostId post, int version);
void note_released_event(storage::WriteTx& tx, PostId post, EventId event);

// Puts the post's text back here, and the one before it into the post, as its next version.
void take_back_text(storage::WriteTx& tx, PostPlace const& post, Html const& html);

// Nothing of it is left.
void forget_pending(storage::WriteTx& tx, PostId post);

}  // namespace forum
