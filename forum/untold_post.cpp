#include "forum/untold_post.hpp"

#include <algorithm>

#include "forum/attachments.hpp"
#include "forum/hidings.hpp"
#include "forum/reactions.hpp"

namespace forum {
namespace {

std::vector<PostAction> actions(auth::Viewer const& viewer, ThreadPlace const& thread,
                                UntoldPost const& untold) {
  auto const& [post, envelope, path, hands, hidden_by, quoted, is_reacted_to, prepared] = untold;
  auth::Target target = target_in(thread);
  target.source = envelope.source;
  target.source_parent = envelope.source_parent;
  target.author = envelope.author;
  auto const allowed = [&](auth::Action action) {
    return judge(viewer, action, target) == auth::Verdict::allowed;
  };
  bool const is_open = thread.state == auth::State::published && !thread.locked;

  std::vector<PostAction> may;
  if (is_open && post.state == auth::State::published &&
      judge(viewer, posting_at(thread.marking.level), target_in(thread)) != auth::Verdict::refused) {
    may.push_back(PostAction::reply);
  }
  if (may_edit(viewer, target, post.state, post.marking.level)) may.push_back(PostAction::edit);
  bool const stands = post.state == auth::State::published || post.state == auth::State::awaiting_release;
  if (stands && allowed(auth::Action::narrow)) may.push_back(PostAction::narrow);
  if (allowed(auth::Action::withdraw)) {
    may.push_back(PostAction::withdraw);
    if (may_recall(post.state)) may.push_back(PostAction::recall);
  }
  if (post.stage == Stage::coordinator && allowed(auth::Action::release)) {
    if (!hands.has(viewer.user)) may.push_back(PostAction::release);
    may.push_back(PostAction::return_);
  }
  if (post.stage == Stage::returned && envelope.author == viewer.user) may.push_back(PostAction::submit);
  if (post.state == auth::State::published && allowed(auth::Action::hide)) may.push_back(PostAction::hide);
  if (hidden_by && may_unhide(viewer, *hidden_by, target)) may.push_back(PostAction::unhide);
  // A first post goes with its thread.
  bool const is_answer = !path.empty();
  if (is_answer && post.state == auth::State::published && allowed(auth::Action::request_widening))
    may.push_back(PostAction::request_widening);
  // What has not gone out went to nobody.
  if (post.state != auth::State::awaiting_release && allowed(auth::Action::read_disclosures))
    may.push_back(PostAction::read_disclosures);
  if (is_open && post.state == auth::State::published && may_react(viewer, thread, envelope.author))
    may.push_back(PostAction::react);
  bool const went_out = post.state == auth::State::published || post.state == auth::State::hidden;
  if (went_out && envelope.author != viewer.user && allowed(auth::Action::note_author))
    may.push_back(PostAction::note_author);
  return may;
}

}  // namespace

ToldPost tell(auth::Viewer const& viewer, ThreadPlace const& thread, std::shared_ptr<UntoldPost const> post) {
  auto const& envelope = post->envelope;
  auto const attribution = post->post.marking.attribution;
  ToldPost told;
  told.may = actions(viewer, thread, *post);
  told.tells_author = tells_author(viewer, envelope.source, attribution);
  told.tells_source = tells_source(viewer, envelope.source, attribution);
  told.attachments = attachments_for(viewer, post->post.attachments);
  told.untold = std::move(post);
  return told;
}

Origin origin_with(Origin origin, std::vector<Attachment> const& attachments) {
  for (auto const& attachment : attachments) origin.level = std::max(origin.level, attachment.level);
  return origin;
}

Origin ToldPost::origin() const {
  return origin_with(untold->post.origin, attachments);
}

Post as_post(ToldPost const& told) {
  Post post = told.untold->post;
  post.parent = told.parent;
  post.depth = told.depth;
  post.unread = told.unread;
  post.may = told.may;
  post.quotes = told.quotes;
  post.attachments = told.attachments;
  post.reactions = told.reactions;
  post.origin = told.origin();
  if (!told.tells_author) post.author.reset();
  if (!told.tells_source) post.source.reset();
  return post;
}

}  // namespace forum
