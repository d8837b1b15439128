#include <stdexcept>

#include "forum/erasure_rows.hpp"
#include "forum/former_labels.hpp"
#include "forum/order_wish_rows.hpp"
#include "forum/pending_revision_rows.hpp"
#include "forum/redaction_rows.hpp"
#include "forum/seal_rows.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

Statement const kIsErased("erasure.is_there", "SELECT 1 FROM erasure WHERE post_id = $1");
Statement const kAsked(
    "erasure.asked",
    "SELECT proposed_at, proposed_by, public_id FROM proposal WHERE kind = 'erasure' AND what = $1"
    " AND outcome = 'open' AND expires_at > $2");
Statement const kInsert("erasure.insert",
                        "INSERT INTO erasure (post_id, erased_at, erased_by, is_by_order, reference, reason)"
                        " VALUES ($1, $2, $3, $4, $5, $6)");

Statement const kForgetText("erasure.forget_text",
                            "UPDATE post SET body = '', html = '', caveat_text = NULL, version = version + 1"
                            " WHERE id = $1");
Statement const kForgetRevisions("erasure.forget_revisions", "DELETE FROM revision WHERE post_id = $1");
Statement const kForgetTitle("erasure.forget_title",
                             "UPDATE thread SET title = '', caveat_text = NULL WHERE id = $1");
Statement const kForgetTags("erasure.forget_tags", "DELETE FROM thread_tag WHERE thread_id = $1");
Statement const kForgetSummary("erasure.forget_summary", "DELETE FROM closing WHERE thread_id = $1");
Statement const kForgetProposedSummary("erasure.forget_proposed_summary",
                                       "UPDATE order_proposal SET summary = '' WHERE thread_id = $1");
Statement const kForgetNote("erasure.forget_note", "UPDATE split SET note = '' WHERE thread_id = $1");
// What was said above the branch that begins with the post.
Statement const kForgetBranchNote("erasure.forget_branch_note",
                                  "UPDATE split SET note = '' WHERE top_id = $1");
Statement const kForgetDrafts("erasure.forget_drafts", "DELETE FROM draft WHERE context = $1");
// The hash of a request would confirm a guess.
Statement const kForgetRequest("erasure.forget_request",
                               "UPDATE idempotency SET request_hash = zeroblob(32)"
                               " WHERE made = (SELECT p.public_id FROM post p WHERE p.id = $1)");
Statement const kForgetHiding("erasure.forget_hiding", "DELETE FROM hiding WHERE post_id = $1");
// What was said of the text may repeat it.
Statement const kForgetFlagNotes(
    "erasure.forget_flag_notes",
    "DELETE FROM flag_note WHERE case_id IN (SELECT f.id FROM flag_case f WHERE f.post_id = $1)");
Statement const kForgetFlags(
    "erasure.forget_flags",
    "DELETE FROM flag WHERE case_id IN (SELECT f.id FROM flag_case f WHERE f.post_id = $1)");
Statement const kForgetAuthorNotes("erasure.forget_author_notes",
                                   "DELETE FROM author_note WHERE post_id = $1");
Statement const kForgetAppeals("erasure.forget_appeals", "DELETE FROM appeal WHERE post_id = $1");
Statement const kForgetActAppeals("erasure.forget_act_appeals",
                                  "DELETE FROM act_appeal WHERE thread_id = $1");
Statement const kForgetBranchAppeals("erasure.forget_branch_appeals",
                                     "DELETE FROM act_appeal WHERE top_id = $1");
Statement const kForgetFlagCase("erasure.forget_flag_case", "DELETE FROM flag_case WHERE post_id = $1");

}  // namespace

base::PublicId post_of(auth::Proposal const& proposal) {
  auto const id = base::parse_public_id(proposal.what);
  if (!id) throw std::logic_error("an erasure of no post is stored");
  return *id;
}

bool is_erased(storage::ReadTx& tx, PostId post) {
  return tx.one(kIsErased, [](Row const&) { return true; }, post).has_value();
}

std::optional<ErasureAsked> find_erasure_asked(storage::ReadTx& tx, base::PublicId const& post,
                                               base::Timestamp now) {
  return tx.one(
      kAsked,
      [](Row const& row) { return ErasureAsked{row.time(0), row.id<auth::UserTag>(1), row.public_id(2)}; },
      base::to_string(post), now);
}

void forget_text(storage::WriteTx& tx, PostPlace const& place, std::string_view draft_context) {
  tx.execute(kForgetText, place.id);
  tx.execute(kForgetRevisions, place.id);
  forget_pending(tx, place.id);
  forget_redactions(tx, place.id);
  tx.execute(kForgetDrafts, draft_context);
  tx.execute(kForgetRequest, place.id);
  tx.execute(kForgetHiding, place.id);
  tx.execute(kForgetAppeals, place.id);
  tx.execute(kForgetBranchAppeals, place.id);
  tx.execute(kForgetAuthorNotes, place.id);
  delete_wishes_of(tx, place.id);
  tx.execute(kForgetFlagNotes, place.id);
  tx.execute(kForgetFlags, place.id);
  tx.execute(kForgetFlagCase, place.id);
  forget_seals(tx, place.id);
  tx.execute(kForgetBranchNote, place.id);
  if (!place.is_first) return;
  tx.execute(kForgetTitle, place.thread.id);
  tx.execute(kForgetTags, place.thread.id);
  delete_wishes_of(tx, place.thread.id);
  forget_former(tx, place.thread.id);
  tx.execute(kForgetActAppeals, place.thread.id);
  tx.execute(kForgetSummary, place.thread.id);
  tx.execute(kForgetProposedSummary, place.thread.id);
  tx.execute(kForgetNote, place.thread.id);
}

void insert_tombstone(storage::WriteTx& tx, auth::Viewer const& officer, PostId post,
                      Tombstone const& stone) {
  tx.execute(kInsert, post, officer.now, officer.user, stone.is_by_order, stone.reference, stone.reason);
}

std::string erasure_columns() {
  return "(SELECT e_.erased_at FROM erasure e_ WHERE e_.post_id = p.id),"
         " (SELECT e_.reference FROM erasure e_ WHERE e_.post_id = p.id AND e_.is_by_order = 1),"
         " (SELECT e_.reason FROM erasure e_ WHERE e_.post_id = p.id)";
}

}  // namespace forum
