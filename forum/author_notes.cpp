#include "forum/author_notes.hpp"

#include <chrono>

#include "auth/acting_role.hpp"
#include "auth/named.hpp"
#include "forum/acts.hpp"
#include "forum/author_note_rows.hpp"
#include "forum/publishing.hpp"
#include "forum/second_moderators.hpp"
#include "forum/submissions.hpp"

namespace forum {
namespace {

using auth::Action;
using auth::AuditEvent;
using base::ErrorCode;

constexpr auto kKinds = std::to_array<auth::Named<AuthorNoteKind>>({
    {AuthorNoteKind::note, "note"},
    {AuthorNoteKind::warning, "warning"},
});

base::Result<void> check_rate(storage::ReadTx& tx, auth::Viewer const& viewer,
                              ModerationLimits const& limits) {
  constexpr std::chrono::hours kHour(1);
  if (count_author_notes_by(tx, viewer, viewer.now - kHour) < limits.notes_per_hour) return {};
  base::Error refused(ErrorCode::too_many_requests);
  refused.retry_after_seconds = static_cast<int>(std::chrono::seconds(kHour).count());
  return refused;
}

}  // namespace

std::string_view to_string(AuthorNoteKind kind) {
  return auth::name_of(kKinds, kind);
}
std::optional<AuthorNoteKind> parse_author_note_kind(std::string_view name) {
  return auth::value_of(kKinds, name);
}

base::Result<AuthorNote> write_author_note(storage::WriteTx& tx, auth::Viewer const& viewer,
                                           base::PublicId const& post, NewAuthorNote const& note,
                                           ModerationLimits const& limits, base::Random& random) {
  auto const place = find_post_place(tx, viewer, post);
  if (!place) return ErrorCode::not_found;
  auto const role = auth::acting_role(viewer, Action::note_author, target_of(*place));
  if (!role || place->author == viewer.user) return ErrorCode::not_permitted;
  if (has_conflict(tx, viewer, place->thread)) return ErrorCode::second_person_required;
  if (place->state != auth::State::published && place->state != auth::State::hidden)
    return ErrorCode::state_conflict;
  if (auto const checked = check_rate(tx, viewer, limits); !checked) return checked.error();
  auto const id = base::make_public_id(random);
  insert_author_note(tx, viewer, id, *place, note);
  log_flag_act(tx, viewer, role,
               note.kind == AuthorNoteKind::warning ? AuditEvent::author_warned : AuditEvent::author_noted,
               *place);
  if (note.kind == AuthorNoteKind::warning) {
    auto const event = insert_notice_event(
        tx, {EventObject::post, place->thread.topic.id, place->thread.id, place->id}, viewer);
    tell_own_officer(tx, event, place->id, place->author, Notice::warned);
  }
  return select_author_note(tx, viewer, id, limits).value();
}

base::Result<void> remove_author_note(storage::WriteTx& tx, auth::Viewer const& viewer,
                                      base::PublicId const& note, ModerationLimits const& limits) {
  auto const row = find_author_note_row(tx, note, viewer.now - limits.notes_kept);
  auto const place = row ? find_post_place(tx, viewer, row->post) : std::nullopt;
  if (!place || place->author == viewer.user) return ErrorCode::not_found;
  auto const role = auth::acting_role(viewer, Action::note_author, target_of(*place));
  if (!role) return ErrorCode::not_found;
  if (row->by != viewer.user) return ErrorCode::not_permitted;
  delete_author_note(tx, row->id);
  log_flag_act(tx, viewer, role, AuditEvent::author_note_removed, *place);
  return {};
}

}  // namespace forum
