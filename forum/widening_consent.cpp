#include "forum/widening_consent.hpp"

#include "auth/named.hpp"
#include "auth/policy.hpp"
#include "base/text.hpp"
#include "forum/audience_summary.hpp"
#include "forum/cursors.hpp"
#include "forum/publishing.hpp"
#include "forum/submissions.hpp"
#include "forum/widening_effect.hpp"
#include "forum/widening_rows.hpp"

namespace forum {
namespace {

using base::ErrorCode;

constexpr auto kParts = std::to_array<auth::Named<ConsentPart>>({
    {ConsentPart::open, "open"},
    {ConsentPart::past, "past"},
});

base::Result<void> require_office(auth::Viewer const& viewer) {
  auth::Target own;
  own.source = viewer.coordinated;
  auto const verdict = require(viewer, auth::Action::consent_widening, own);
  if (!verdict) return verdict.error();
  return {};
}

// What the rows leave out. Texts beyond what a page holds are to be read where they stand.
void complete(storage::ReadTx& tx, auth::Viewer const& viewer, Consent& consent, std::size_t& bytes) {
  auto readers = as_readers(tx, select_recipients(tx, consent.gained_list), viewer.language);
  consent.gained = std::move(readers.organisations);
  consent.gained_bureaus = readers.bureaus;
  consent.posts = select_consent_posts(tx, viewer, consent.key);
  for (auto& post : consent.posts) {
    bytes += post.html->size();
    if (bytes > kPageBytes) post.html.reset();
  }
  consent.may_decide = consent.outcome == auth::Outcome::open && consent.asker != viewer.user;
}

// Of a post, or of a thread by its first one; where he may read it still.
void tell_asker(storage::WriteTx& tx, auth::Viewer const& officer, ConsentRow const& consent, Notice notice) {
  auto const first = find_first_post_place(tx, officer, consent.thread);
  if (!first) return;
  auto const& thread = first->thread;
  auto const post = consent.about_post ? select_widened_posts(tx, consent.id).at(0).id : first->id;
  auto const event = insert_notice_event(tx, {EventObject::post, thread.topic.id, thread.id, post}, officer);
  tell_officer(tx, event, post, consent.asked_by, notice);
}

}  // namespace

std::optional<ConsentPart> parse_consent_part(std::string_view name) {
  return auth::value_of(kParts, name);
}
std::string_view to_string(ConsentPart part) {
  return auth::name_of(kParts, part);
}

base::Result<Page<Consent>> load_consents(storage::ReadTx& tx, auth::Viewer const& viewer, ConsentPart part,
                                          PageRequest const& page) {
  if (auto const may = require_office(viewer); !may) return may.error();
  auto const before = parse_newest_key(page);
  if (!before) return before.error();
  Page<Consent> result;
  result.items = select_consents(tx, viewer, part, *before, page.limit + 1);
  if (std::ssize(result.items) > page.limit) {
    result.items.pop_back();
    append_number(result.next.emplace(), result.items.back().key);
  }
  std::size_t bytes = 0;
  for (auto& consent : result.items) complete(tx, viewer, consent, bytes);
  return result;
}

std::optional<int> count_consents(storage::ReadTx& tx, auth::Viewer const& viewer, Limits const& limits) {
  if (!require_office(viewer)) return std::nullopt;
  return count_open_consents(tx, viewer, limits.unread_shown);
}

base::Result<Consent> decide_consent(storage::WriteTx& tx, auth::Viewer const& viewer,
                                     base::PublicId const& id, ConsentDecision const& decision,
                                     auth::ProposalLimits const& proposals, Moment const& moment) {
  if (auto const may = require_office(viewer); !may) return may.error();
  auto const consent = find_consent_row(tx, viewer, id);
  if (!consent) return ErrorCode::not_found;
  if (consent->asked_by == viewer.user) return ErrorCode::second_person_required;
  if (consent->outcome != auth::Outcome::open) return ErrorCode::already_decided;
  auto const reason = base::trimmed(decision.reason);
  if (auto const unfit = base::unfit_for_body(reason)) return base::invalid_field("/reason", *unfit);
  if (reason.empty()) return base::invalid_field("/reason", base::FieldCode::empty);
  if (decision.decision == auth::Decision::approve) {
    bool const of_thread = consent->turn == Turn::first && !consent->about_post;
    auto const done =
        of_thread ? widen_thread(tx, viewer, *consent, proposals, moment) : widen_posts(tx, viewer, *consent);
    if (!done) return done.error();
  }
  bool const is_granted = decision.decision == auth::Decision::approve;
  close_consent(tx, consent->id, is_granted ? auth::Outcome::approved : auth::Outcome::refused, viewer,
                reason);
  if (consent->turn == Turn::first)
    tell_asker(tx, viewer, *consent, is_granted ? Notice::widening_granted : Notice::widening_refused);
  auto decided = find_consent(tx, viewer, id);
  if (!decided) return ErrorCode::not_found;
  std::size_t bytes = 0;
  complete(tx, viewer, *decided, bytes);
  return *std::move(decided);
}

}  // namespace forum
