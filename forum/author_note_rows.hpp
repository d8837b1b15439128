// The statements behind author_notes.hpp.
#pragma once

#include "forum/author_notes.hpp"
#include "forum/places.hpp"

namespace forum {

void insert_author_note(storage::WriteTx& tx, auth::Viewer const& officer, base::PublicId const& id,
                        PostPlace const& post, NewAuthorNote const& note);
void delete_author_note(storage::WriteTx& tx, std::int64_t note);
// How many the officer has written since.
int count_author_notes_by(storage::ReadTx& tx, auth::Viewer const& officer, base::Timestamp since);

struct AuthorNoteRow {
  std::int64_t id = 0;
  base::PublicId post;
  auth::UserId by;
};
// Whoever may know of it has to be asked.
std::optional<AuthorNoteRow> find_author_note_row(storage::ReadTx& tx, base::PublicId const& note,
                                                  base::Timestamp kept_since);
// The viewer's own; nothing where it is not told to him.
std::optional<Warning> select_own_warning(storage::ReadTx& tx, auth::Viewer const& viewer,
                                          base::PublicId const& warning, ModerationLimits const& limits);

}  // namespace forum
