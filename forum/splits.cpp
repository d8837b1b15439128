#include "forum/splits.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "auth/acting_role.hpp"
#include "auth/audit_log.hpp"
#include "auth/organisations.hpp"
#include "base/text.hpp"
#include "forum/fields.hpp"
#include "forum/left_events.hpp"
#include "forum/mergers.hpp"
#include "forum/post_store.hpp"
#include "forum/publishing.hpp"
#include "forum/search_index.hpp"
#include "forum/second_moderators.hpp"
#include "forum/split_rows.hpp"
#include "forum/submissions.hpp"
#include "forum/tallies.hpp"

namespace forum {
namespace {

using auth::Action;
using auth::State;
using base::ErrorCode;

bool may_move(auth::Viewer const& viewer, ThreadPlace const& thread) {
  return judge(viewer, Action::move, target_of(thread)) == auth::Verdict::allowed;
}

// Whether whatever the one marking forbids is forbidden by the other, too.
bool is_no_looser(auth::Marking const& marking, auth::Marking const& other) {
  bool const has_words = other.caveats.has(auth::Caveat::h3);
  return (other.caveats.bits & ~marking.caveats.bits) == 0 &&
         (!has_words || marking.caveat_text == other.caveat_text) && marking.legal_use <= other.legal_use &&
         marking.attribution >= other.attribution;
}

// Whether nobody reads the one who does not read the other, nor may do more with what stands there, by their
// frames. Who owns the topic denies there, too.
bool is_no_wider(storage::ReadTx& tx, ThreadPlace const& inner, ThreadPlace const& outer) {
  auto const few = auth::members_of_all(tx, {inner.topic.audience, inner.audience});
  auto const many = auth::members_of_all(tx, {outer.topic.audience, outer.audience});
  auto const level = [](ThreadPlace const& thread) {
    return std::max(thread.topic.level, thread.marking.level);
  };
  auto const& ends = inner.marking.expires_on;
  auto const& other_ends = outer.marking.expires_on;
  return inner.source == outer.source && inner.topic.id == outer.topic.id &&
         std::ranges::includes(many, few) && level(inner) >= level(outer) &&
         is_no_looser(inner.marking, outer.marking) && (!other_ends || (ends && *ends <= *other_ends));
}

// Where the branch would go back to, if it may.
std::optional<ThreadPlace> find_way_back(storage::ReadTx& tx, auth::Viewer const& viewer,
                                         ThreadPlace const& thread) {
  if (thread.state != State::published || is_merged(tx, thread.id)) return std::nullopt;
  auto const split = find_split(tx, thread.id);
  auto from = split ? find_thread_place(tx, viewer, split->from) : std::nullopt;
  if (!from || !may_move(viewer, *from) || from->state != State::published || is_merged(tx, from->id) ||
      !is_no_wider(tx, *from, thread) || invites_others(tx, viewer, from->id, thread.id)) {
    return std::nullopt;
  }
  return from;
}

using Told = std::set<std::int64_t>;

// Each author once, of what others may read too; by the first of his posts, and never of his own act.
Told tell_authors(storage::WriteTx& tx, auth::Viewer const& viewer, std::vector<BranchPost> const& posts,
                  EventPlace place, Notice notice) {
  Told told{viewer.user.value};
  for (auto const& post : posts) {
    if (post.state != State::published || !told.insert(post.author.value).second) continue;
    place.object = EventObject::post;
    place.post = post.id;
    tell_author(tx, insert_notice_event(tx, place, viewer), post.id, notice);
  }
  return told;
}

// Who was told that a branch was split off is told that it was put back, by the first post of it that he
// reads; who has written in it is told already.
void tell_source(storage::WriteTx& tx, auth::Viewer const& viewer, std::vector<auth::UserId> const& officers,
                 std::vector<BranchPost> const& posts, EventPlace place, Told told) {
  for (auto const officer : officers) {
    if (!told.insert(officer.value).second) continue;
    auto const reader = auth::load_viewer(tx, officer, viewer.now);
    if (!reader) continue;
    auto const first = std::ranges::find_if(posts, [&](BranchPost const& post) {
      return post.state == State::published && find_post_place(tx, *reader, post.public_id);
    });
    if (first == posts.end()) continue;
    place.object = EventObject::post;
    place.post = first->id;
    tell_officer(tx, insert_notice_event(tx, place, viewer), first->id, officer, kRejoinedNotice);
  }
}

void tell_of_moves(storage::WriteTx& tx, auth::Viewer const& viewer, std::vector<BranchPost> const& posts,
                   TopicId topic, ThreadId thread) {
  for (auto const& post : posts) {
    if (post.state != State::withdrawn)
      insert_left_event(tx, {EventObject::post, topic, thread, post.id}, viewer);
  }
}

// Of a branch that begins with the post, as it stands now; `parts` are the threads that it left and came to.
void log_branch(storage::WriteTx& tx, auth::Viewer const& viewer, auth::AuditEvent event,
                PostPlace const& post, auth::PublicIds parts, std::string_view reason) {
  std::ranges::sort(parts);
  auth::AuditRecord record{.at = viewer.now, .event = event};
  record.actor = auth::actor_of(viewer, auth::acting_role(viewer, Action::move, target_of(post.thread)));
  record.object = {auth::AuditObjectKind::post, post.public_id};
  record.topic = post.thread.topic.public_id;
  record.level = std::max(post.marking.level, post.thread.marking.level);
  record.reason = reason;
  record.sources = {auth::public_id_of(tx, post.source)};
  record.parts = std::move(parts);
  auth::append_audit(tx, record);
}

// For the log: by a post that the viewer may read, as everybody must who is told of it there.
PostPlace first_readable(storage::ReadTx& tx, auth::Viewer const& viewer,
                         std::vector<BranchPost> const& posts) {
  for (auto const& post : posts) {
    if (auto place = find_post_place(tx, viewer, post.public_id)) return *std::move(place);
  }
  throw std::logic_error("who keeps order reads no post of the branch that he moved");
}

}  // namespace

bool may_split(auth::Viewer const& viewer, ThreadPlace const& thread) {
  return may_move(viewer, thread) &&
         judge(viewer, posting_at(thread.marking.level), target_in(thread)) == auth::Verdict::allowed;
}

base::Result<base::PublicId> split_branch(storage::WriteTx& tx, auth::Viewer const& viewer,
                                          base::PublicId const& post, OrderAct const& act,
                                          NewSplit const& split, Moment const& moment) {
  auto const top = find_post_place(tx, viewer, post);
  if (!top) return ErrorCode::not_found;
  auto const& thread = top->thread;
  if (!may_split(viewer, thread) ||
      (split.kind == ThreadKind::announcement && !may_announce(viewer, thread.topic))) {
    return ErrorCode::not_permitted;
  }
  if (top->is_first)
    return base::Error(ErrorCode::state_conflict, "the first post of a thread has nothing to leave");
  if (thread.state != State::published || is_merged(tx, thread.id)) return ErrorCode::state_conflict;
  if (has_conflict(tx, viewer, thread)) return ErrorCode::second_person_required;
  if (act.version != top->version) return ErrorCode::version_conflict;
  FieldErrors errors;
  if (count_branch(tx, viewer, *top, split.most_posts + 1) > split.most_posts)
    errors.push_back({"", base::FieldCode::too_many});
  check_title(split.title, moment.limits, errors);
  if (!errors.empty()) return base::Error(ErrorCode::invalid_body, std::move(errors));

  auto const event = next_event(tx);
  auto named = split;
  named.title = base::trimmed(split.title);
  auto const made = insert_split_thread(tx, viewer, thread, named, event, moment.random);
  auto const to = made.thread.id;
  insert_split(tx, viewer, to, *top, split.note);
  move_branch(tx, {top->id, thread.id, top->path, to, append_place({}, 0), made.opening});
  move_version(tx, top->id);
  copy_wishes(tx, thread.id, to);
  copy_slow_mode(tx, thread.id, to);
  move_marks(tx, thread.id, to);
  recount_posts(tx, thread.id);
  recount_posts(tx, to);
  index_post(tx, made.opening);

  auto const posts = select_branch(tx, to);
  EventPlace const place{EventObject::thread, thread.topic.id, to, made.opening};
  announce(tx, event, place, made.opening, viewer);
  tell_of_moves(tx, viewer, posts, thread.topic.id, thread.id);
  tell_authors(tx, viewer, posts, place, kSplitNotice);
  auto const framed = insert_notice_event(tx, {EventObject::post, thread.topic.id, to, made.opening}, viewer);
  if (thread.author != viewer.user) tell_author(tx, framed, made.opening, kSplitNotice);
  tell_coordinators(tx, framed, made.opening, kSplitNotice, viewer.now);
  log_branch(tx, viewer, auth::AuditEvent::thread_split, find_post_place(tx, viewer, post).value(),
             {thread.public_id, made.thread.public_id}, act.reason);
  return made.thread.public_id;
}

bool may_rejoin(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadPlace const& thread) {
  return may_move(viewer, thread) && find_way_back(tx, viewer, thread);
}

base::Result<base::PublicId> rejoin_thread(storage::WriteTx& tx, auth::Viewer const& viewer,
                                           base::PublicId const& thread, OrderAct const& act) {
  auto const place = find_thread_place(tx, viewer, thread);
  if (!place) return ErrorCode::not_found;
  if (!may_move(viewer, *place)) return ErrorCode::not_permitted;
  auto const from = find_way_back(tx, viewer, *place);
  if (!from) return ErrorCode::state_conflict;
  if (has_conflict(tx, viewer, *place) || has_conflict(tx, viewer, *from))
    return ErrorCode::second_person_required;
  if (act.version != place->version) return ErrorCode::version_conflict;

  auto const split = find_split(tx, place->id).value();
  auto const opening = first_standing(tx, place->id);
  auto const stood = find_standing(tx, from->id, split.parent);
  auto const parent = stood.value_or(first_standing(tx, from->id));
  auto const posts = select_branch(tx, place->id);
  auto const officers = select_told_of_split(tx, opening.id);
  for (auto const& post : posts) {
    if (post.parent != opening.id) continue;
    bool const as_before = stood && post.id == split.top && is_above(parent.path, split.path) &&
                           depth_of(split.path) == depth_of(parent.path) + 1 &&
                           !is_taken(tx, from->id, split.path);
    move_branch(tx, {post.id, place->id, post.path, from->id,
                     as_before ? split.path : next_path(tx, from->id, parent.path), parent.id});
  }
  move_marks(tx, place->id, from->id);
  keep_read(tx, place->id, from->id);
  delete_split(tx, place->id, from->id);
  update_thread_state(tx, place->id, State::withdrawn);
  update_post_state(tx, opening.id, State::withdrawn);
  recount_bureaus(tx, *from);
  recount_posts(tx, place->id);
  recount_posts(tx, from->id);

  tell_of_moves(tx, viewer, posts, from->topic.id, place->id);
  for (auto const& post : posts) {
    if (post.state != State::withdrawn)
      insert_changed_event(tx, {EventObject::post, from->topic.id, from->id, post.id}, viewer, {});
  }
  EventPlace const told_at{EventObject::post, from->topic.id, from->id, std::nullopt};
  auto const told = tell_authors(tx, viewer, posts, told_at, kRejoinedNotice);
  tell_source(tx, viewer, officers, posts, told_at, told);
  log_branch(tx, viewer, auth::AuditEvent::threads_merged, first_readable(tx, viewer, posts),
             {place->public_id, from->public_id}, act.reason);
  return from->public_id;
}

}  // namespace forum
