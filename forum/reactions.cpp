#include "forum/reactions.hpp"

#include <algorithm>
#include <array>

#include "auth/audit_log.hpp"
#include "forum/acts.hpp"
#include "forum/publishing.hpp"
#include "forum/reaction_rows.hpp"
#include "forum/untold_post.hpp"

namespace forum {
namespace {

using base::ErrorCode;

constexpr std::array kNames{std::pair{ReactionKind::agree, std::string_view("agree")},
                            std::pair{ReactionKind::same_here, std::string_view("same_here")},
                            std::pair{ReactionKind::differs_here, std::string_view("differs_here")},
                            std::pair{ReactionKind::thanks, std::string_view("thanks")}};

// What nobody says of his country together with `kind`.
std::optional<ReactionKind> opposite_of(ReactionKind kind) {
  if (kind == ReactionKind::same_here) return ReactionKind::differs_here;
  if (kind == ReactionKind::differs_here) return ReactionKind::same_here;
  return std::nullopt;
}

std::vector<Reaction> reactions_to(storage::ReadTx& tx, auth::Viewer const& viewer, PostPlace const& post) {
  std::vector<Reaction> found;
  for (auto const& row :
       select_reactions(tx, viewer, {post.thread.id, post.thread.topic.id, post.path, post.path})) {
    found.push_back(row.reaction);
  }
  return found;
}

base::Result<void> check_may_react(auth::Viewer const& viewer, PostPlace const& post) {
  if (!may_react(viewer, post.thread, post.author)) return ErrorCode::not_permitted;
  if (post.thread.locked) return ErrorCode::thread_locked;
  if (post.state != auth::State::published || post.thread.state != auth::State::published)
    return ErrorCode::state_conflict;
  return {};
}

}  // namespace

std::string_view to_string(ReactionKind kind) {
  return std::ranges::find(kNames, kind, &decltype(kNames)::value_type::first)->second;
}

std::optional<ReactionKind> parse_reaction_kind(std::string_view name) {
  auto const* const found = std::ranges::find(kNames, name, &decltype(kNames)::value_type::second);
  return found == kNames.end() ? std::nullopt : std::optional(found->first);
}

bool may_react(auth::Viewer const& viewer, ThreadPlace const& thread, auth::UserId author) {
  return author != viewer.user &&
         judge(viewer, auth::Action::post, target_in(thread)) == auth::Verdict::allowed;
}

base::Result<std::vector<Reaction>> give_reaction(storage::WriteTx& tx, auth::Viewer const& viewer,
                                                  base::PublicId const& post, ReactionKind kind) {
  auto const place = find_post_place(tx, viewer, post);
  if (!place) return ErrorCode::not_found;
  if (auto const may = check_may_react(viewer, *place); !may) return may.error();
  if (!insert_reaction(tx, viewer, place->id, kind)) return reactions_to(tx, viewer, *place);
  if (auto const opposite = opposite_of(kind)) delete_reaction(tx, viewer, place->id, *opposite);
  insert_reaction_event(tx, {EventObject::post, place->thread.topic.id, place->thread.id, place->id}, viewer);
  log_reaction(tx, viewer, auth::AuditEvent::reaction_given, *place);
  return reactions_to(tx, viewer, *place);
}

base::Result<std::vector<Reaction>> withdraw_reaction(storage::WriteTx& tx, auth::Viewer const& viewer,
                                                      base::PublicId const& post, ReactionKind kind) {
  auto const place = find_post_place(tx, viewer, post);
  if (!place) return ErrorCode::not_found;
  if (!delete_reaction(tx, viewer, place->id, kind)) return reactions_to(tx, viewer, *place);
  insert_reaction_event(tx, {EventObject::post, place->thread.topic.id, place->thread.id, place->id}, viewer);
  log_reaction(tx, viewer, auth::AuditEvent::reaction_withdrawn, *place);
  return reactions_to(tx, viewer, *place);
}

void show_reactions(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadPlace const& thread,
                    std::vector<ToldPost>& posts) {
  auto const has_some = [](ToldPost const& post) { return post.untold->is_reacted_to; };
  auto const first = std::ranges::find_if(posts, has_some);
  if (first == posts.end()) return;
  auto const last = std::ranges::find_if(posts.rbegin(), posts.rend(), has_some);
  auto const rows =
      select_reactions(tx, viewer, {thread.id, thread.topic.id, first->untold->path, last->untold->path});
  for (auto& post : posts) {
    auto const of_it = std::ranges::equal_range(rows, post.untold->post.id, {}, &ReactionRow::post);
    for (auto const& row : of_it) post.reactions.push_back(row.reaction);
  }
}

}  // namespace forum
