#include "forum/offered_acts.hpp"

#include <algorithm>

#include "forum/second_moderators.hpp"

namespace forum {
namespace {

bool offers_note(std::vector<PostAction> const& may) {
  return std::ranges::find(may, PostAction::note_author) != may.end();
}

}  // namespace

void withhold_in_dispute(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadPlace const& thread,
                         std::vector<ToldPost>& posts) {
  bool const is_offered = std::ranges::any_of(posts, [](auto const& post) { return offers_note(post.may); });
  if (!is_offered || !has_conflict(tx, viewer, thread)) return;
  for (auto& post : posts) std::erase(post.may, PostAction::note_author);
}

void withhold_in_dispute(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadPlace const& thread,
                         Post& post) {
  if (offers_note(post.may) && has_conflict(tx, viewer, thread))
    std::erase(post.may, PostAction::note_author);
}

}  // namespace forum
