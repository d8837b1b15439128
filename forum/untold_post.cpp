#include "forum/untold_post.hpp"

#include <algorithm>

#include "forum/attachments.hpp"
#include "forum/hidings.hpp"
#include "forum/pending_revisions.hpp"
#include "forum/reactions.hpp"
#include "forum/seals.hpp"

namespace forum {
namespace {

auth::Target target_of(ThreadPlace const& thread, UntoldPost const& untold) {
  auth::Target target = target_in(thread);
  target.source = untold.envelope.source;
  target.source_parent = untold.envelope.source_parent;
  target.author = untold.envelope.author;
  return target;
}

std::vector<PostAction> actions(auth::Viewer const& viewer, ThreadPlace const& thread,
                                UntoldPost const& untold) {
  auto const& post = untold.post;
  auto const& envelope = untold.envelope;
  auto const& hidden_by = untold.hidden_by;
  auto const target = target_of(thread, untold);
  auto const allowed = [&](auth::Action action) {
    return judge(viewer, action, target) == auth::Verdict::allowed;
  };
  bool const is_open = thread.state == auth::State::published && !thread.locked;

  std::vector<PostAction> may;
  if (is_open && post.state == auth::State::published &&
      judge(viewer, posting_at(thread.marking.level), target_in(thread)) != auth::Verdict::refused) {
    may.push_back(PostAction::reply);
  }
  if (judge_edit(viewer, target, post.state, post.marking.level) != auth::Verdict::refused)
    may.push_back(PostAction::edit);
  bool const stands = post.state == auth::State::published || post.state == auth::State::awaiting_release;
  if (stands && allowed(auth::Action::narrow)) may.push_back(PostAction::narrow);
  if (allowed(auth::Action::withdraw)) {
    may.push_back(PostAction::withdraw);
    if (may_recall(post.state)) may.push_back(PostAction::recall);
  }
  if (post.stage == Stage::coordinator && allowed(auth::Action::release)) {
    if (!untold.hands.has(viewer.user)) may.push_back(PostAction::release);
    may.push_back(PostAction::return_);
  }
  if (post.stage == Stage::returned && may_submit_again(viewer, target, envelope.author))
    may.push_back(PostAction::submit);
  if (post.state == auth::State::published && allowed(auth::Action::hide)) may.push_back(PostAction::hide);
  if (hidden_by && may_unhide(viewer, *hidden_by, target, untold.post.marking.attribution))
    may.push_back(PostAction::unhide);
  // A first post goes with its thread.
  bool const is_answer = !untold.path.empty();
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
  Sealable const sealable{is_answer, post.state,           post.marking.attribution,
                          post.seal, untold.seal_asked_by, untold.hands.editor};
  for (auto const action : seal_actions(viewer, target, sealable)) may.push_back(action);
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
  if (post->seal_asked_by) told.seal_asked = knows_of_asking(viewer, target_of(thread, *post));
  if (post->pending) {
    told.pending =
        tell_revision(viewer, target_of(thread, *post), envelope, *post->pending, told.tells_author);
  }
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
  post.seal_asked = told.seal_asked;
  post.pending = told.pending;
  post.origin = told.origin();
  if (!told.tells_author) post.author.reset();
  if (!told.tells_source) post.source.reset();
  return post;
}

}  // namespace forum
