#include "forum/thread_change.hpp"

#include "auth/audience.hpp"
#include "auth/readable.hpp"
#include "forum/acts.hpp"
#include "forum/closings.hpp"
#include "forum/former_labels.hpp"
#include "forum/search_index.hpp"
#include "forum/submissions.hpp"
#include "forum/tag_rows.hpp"
#include "forum/tallies.hpp"
#include "forum/thread_store.hpp"

namespace forum {

namespace {

using auth::State;

// Of all that moderation does to a thread at once, what weighs most with its author.
std::optional<Notice> notice_of(ThreadPlace const& before, ThreadChange const& change) {
  auto const& next = change.thread;
  if (next.topic.id != before.topic.id) return Notice::moved;
  if (next.locked != before.locked) return next.locked ? Notice::locked : Notice::unlocked;
  if (next.title != before.title || next.kind != before.kind || change.tags) return Notice::edited;
  if (next.pinned != before.pinned) return next.pinned ? Notice::pinned : Notice::unpinned;
  return std::nullopt;
}

void tell_source(storage::WriteTx& tx, auth::Viewer const& viewer, PostId first, EventId event,
                 Notice notice) {
  tell_author(tx, event, first, notice);
  if (notice == Notice::moved) tell_coordinators(tx, event, first, notice, viewer.now);
}

// What moderation changes can be taken back from the log, until its author has changed it himself.
void keep_former(storage::WriteTx& tx, auth::Viewer const& viewer, ThreadPlace const& before,
                 ThreadChange const& change) {
  bool const by_moderation = relabels_for_order(viewer, before);
  if (change.thread.title != before.title) {
    if (by_moderation) {
      keep_former_title(tx, before.id, before.title);
    } else {
      forget_former(tx, before.id, LabelMatter::title);
    }
  }
  if (change.tags || change.thread.kind != before.kind) {
    if (by_moderation) {
      keep_former_filing(tx, before.id, before.kind, select_tags(tx, before.id));
    } else {
      forget_former(tx, before.id, LabelMatter::filing);
    }
  }
}

}  // namespace

bool changes_nothing(ThreadPlace const& before, ThreadChange const& change) {
  auto const& next = change.thread;
  return next.title == before.title && next.kind == before.kind && !change.tags &&
         next.locked == before.locked && next.pinned == before.pinned && next.topic.id == before.topic.id &&
         next.audience == before.audience && next.marking == before.marking;
}

base::Result<void> apply_change(storage::WriteTx& tx, auth::Viewer const& viewer, ThreadPlace const& before,
                                ThreadChange change) {
  auto& next = change.thread;
  bool const new_readers = change.prior.topic || change.prior.audience;
  bool const new_marking = next.marking != before.marking;
  if (new_readers) next.bureaus = auth::count_bureaus(tx, {next.topic.audience, next.audience});
  bool const is_counted_anew = new_readers || new_marking;
  auto const notice = before.author == viewer.user ? std::nullopt : notice_of(before, change);
  // Asked before a move may take it from the viewer's sight.
  auto const first = notice ? find_first_post_place(tx, viewer, before.public_id) : std::nullopt;
  if (is_counted_anew) subtract_from_tally(tx, before.id);
  if (!update_thread(tx, next)) return base::ErrorCode::version_conflict;
  if (is_counted_anew) add_to_tally(tx, before.id);
  keep_former(tx, viewer, before, change);
  if (next.title != before.title) index_title(tx, before.id);
  if (before.locked && !next.locked) delete_closing(tx, before.id);
  if (change.tags) replace_tags(tx, before.id, *change.tags);
  if (new_readers) recount_bureaus(tx, next);
  if (new_marking) mark_first_post(tx, before.id, next.marking);
  if (new_marking) recount_posts(tx, before.id);
  if (new_readers) move_posts(tx, before.id);
  if (change.moves_envelope()) auth::bump_policy_epoch(tx);
  bool const waits = before.state == State::awaiting_release;
  if (waits) renew_submission_of(tx, before.id);
  if (waits || before.state == State::published) {
    auto const event = insert_changed_event(tx, {EventObject::thread, next.topic.id, before.id, std::nullopt},
                                            viewer, change.prior);
    if (first) tell_source(tx, viewer, first->id, event, *notice);
  } else if (first) {
    // Of what is hidden its source still reads.
    auto const event =
        insert_notice_event(tx, {EventObject::thread, next.topic.id, before.id, first->id}, viewer);
    tell_source(tx, viewer, first->id, event, *notice);
  }
  if (change.tags || next.kind != before.kind)
    log_labelling(tx, viewer, next, {change.reason, change.approved_by});
  log_changes(tx, viewer, before, next, {change.reason, change.approved_by});
  return {};
}

}  // namespace forum
