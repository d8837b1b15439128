// What those who keep order in a topic note about the author of a post there, and warnings, which the author
// hears of. Each is about one post, and there for those alone who keep order in its topic and read it now;
// never for its author, who hears of a warning with its reason and never through whom. A post whose author
// attribution hides says no more of him here: such notes name nobody, and are not found by his name.
//
// They go by themselves after ModerationLimits::notes_kept, and with the post's text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "auth/organisations.hpp"
#include "auth/viewer.hpp"
#include "base/random.hpp"
#include "forum/author.hpp"
#include "forum/flags.hpp"
#include "forum/moderation_limits.hpp"
#include "forum/origin.hpp"
#include "forum/page.hpp"
#include "forum/warning_appeal.hpp"
#include "storage/transaction.hpp"

namespace forum {

enum class AuthorNoteKind { note = 1, warning };
std::string_view to_string(AuthorNoteKind kind);
std::optional<AuthorNoteKind> parse_author_note_kind(std::string_view name);

constexpr std::size_t kAuthorNoteCharacters = 1000;

struct NewAuthorNote {
  AuthorNoteKind kind = AuthorNoteKind::note;
  std::string_view text;  // of a warning: what the author reads
};

struct AuthorNote {
  base::PublicId public_id;
  AuthorNoteKind kind = AuthorNoteKind::note;
  std::string text;
  base::Timestamp at;
  base::Timestamp until;  // then it goes
  Author by;
  bool may_remove = false;  // what he has written himself
  Origin post;
  std::optional<Author> author;  // of the post
  std::optional<auth::Organisation> source;
  FlaggedThread thread;
  std::optional<WarningAppeal> appeal;  // against a warning
};

// Who is warned has a notice of it. Errors: not_found; not_permitted, of one's own post too;
// second_person_required where the viewer's country is a party to a dispute (second_moderators.hpp);
// state_conflict where the post was not published; too_many_requests.
base::Result<AuthorNote> write_author_note(storage::WriteTx& tx, auth::Viewer const& viewer,
                                           base::PublicId const& post, NewAuthorNote const& note,
                                           ModerationLimits const& limits, base::Random& random);
// Errors: not_found; not_permitted for who has not written it.
base::Result<void> remove_author_note(storage::WriteTx& tx, auth::Viewer const& viewer,
                                      base::PublicId const& note, ModerationLimits const& limits);
// Nothing for who may not know of it.
std::optional<AuthorNote> select_author_note(storage::ReadTx& tx, auth::Viewer const& viewer,
                                             base::PublicId const& note, ModerationLimits const& limits);
// The newest first; with `author` only those that name him. Errors: not_permitted for who keeps order in no
// topic, invalid_query.
base::Result<Page<AuthorNote>> load_author_notes(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                 std::optional<base::PublicId> const& author,
                                                 PageRequest const& page, ModerationLimits const& limits);

// A warning as its receiver is told of it.
struct Warning {
  base::PublicId public_id;
  std::string reason;
  base::Timestamp at;
  base::Timestamp until;
  bool is_seen = true;
  std::optional<WarningAppeal> appeal;
  bool may_appeal = false;
  Origin origin;  // of what it is about: the post, at its thread's level where that is higher
  // Where he may read them now.
  std::optional<base::PublicId> post;
  std::optional<FlaggedThread> thread;
};

// The viewer's own, the newest first: of posts that he reads, and of those that he would read if they were
// not hidden for the time being. Errors: invalid_query.
base::Result<Page<Warning>> load_warnings(storage::ReadTx& tx, auth::Viewer const& viewer,
                                          PageRequest const& page, ModerationLimits const& limits);
// Those that he has not looked at yet, up to `most`.
int count_warnings(storage::ReadTx& tx, auth::Viewer const& viewer, ModerationLimits const& limits, int most);
// He has looked at them.
void see_warnings(storage::WriteTx& tx, auth::Viewer const& viewer, ModerationLimits const& limits);

// What was kept long enough.
void forget_author_notes(storage::WriteTx& tx, base::Timestamp now, ModerationLimits const& limits);

}  // namespace forum
