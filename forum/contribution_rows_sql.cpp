#include <algorithm>

#include "auth/readable.hpp"
#include "forum/contribution_rows.hpp"
#include "forum/erasure_rows.hpp"
#include "forum/offered_acts.hpp"
#include "forum/quotes.hpp"
#include "forum/untold_post.hpp"

namespace forum {

namespace {

std::string by_office(std::string const& coordinated) {
  return "EXISTS (SELECT 1 FROM organisation below_ WHERE below_.id = p.source_id AND (below_.id = " +
         coordinated + " OR below_.parent_id = " + coordinated + "))";
}

}  // namespace

// The opening of a thread that was split off is nobody's words: whose thread it is has it where he may read
// it.
namespace {

std::string is_written() {
  return "(p.parent_id IS NOT NULL OR EXISTS (SELECT 1 FROM thread t JOIN topic c ON c.id = t.topic_id"
         " WHERE t.id = p.thread_id AND (t.is_split = 0 OR (" +
         thread_place_readable() + "))))";
}

}  // namespace

std::string is_contribution(std::string const& coordinated) {
  return "p.level <= $4 AND (p.source_id = $2 OR (" + by_office(coordinated) +
         " AND NOT EXISTS (SELECT 1 FROM deny denied_ WHERE denied_.source_id = p.source_id"
         " AND denied_.denied_id = $2) AND NOT EXISTS (SELECT 1 FROM deny denied_"
         " WHERE denied_.source_id = p.source_id AND denied_.denied_id = $3)))"
         " AND (p.published_at IS NOT NULL OR (p.author_id = $1 AND p.source_id = $2) OR " +
         by_office(coordinated) + ") AND " + is_written();
}

namespace {

using storage::Row;
using storage::Statement;

Statement const kContributors("contribution.contributors",
                              "SELECT o.id FROM organisation o WHERE o.id = $1 OR o.id = $2 OR"
                              " o.parent_id = $2");

Statement const kKeys("contribution.keys",
                      "SELECT p.id FROM post p WHERE p.source_id = $7 AND p.state = $9 AND p.id < $10 AND " +
                          is_contribution("$8") + " ORDER BY p.id DESC LIMIT $11");

// His own, or those that he coordinates.
Statement const kToReview("contribution.to_review",
                          "SELECT p.id FROM post p WHERE p.source_id = $7 AND p.state = $9 AND p.id < $10"
                          " AND p.review_on IS NOT NULL AND p.review_on <= $5"
                          " AND (p.expires_on IS NULL OR p.expires_on > $5)"
                          " AND ((p.author_id = $1 AND p.source_id = $2) OR " +
                              by_office("$8") + ") AND " + is_contribution("$8") +
                              " ORDER BY p.id DESC LIMIT $11");

Statement const kOne("contribution.one",
                     "SELECT " + thread_place_readable() + ", " + auth::readable("p", "t.topic_id") +
                         ", (SELECT r.recalled_at FROM recall r WHERE r.post_id = p.id), " +
                         erasure_columns() + ", " + thread_place_columns() + ", " +
                         untold_post_columns("$8") +
                         " FROM post p JOIN organisation po ON po.id = p.source_id"
                         " JOIN users pu ON pu.id = p.author_id JOIN thread t ON t.id = p.thread_id" +
                         kThreadPlaceJoins + " WHERE p.id = $7");

bool may_ask_erasure(auth::Viewer const& viewer, ThreadPlace const& thread, auth::Envelope const& envelope) {
  auto target = target_in(thread);
  target.source = envelope.source;
  target.source_parent = envelope.source_parent;
  target.author = envelope.author;
  return judge(viewer, auth::Action::ask_erasure, target) == auth::Verdict::allowed ||
         judge(viewer, auth::Action::erase, target) == auth::Verdict::allowed;
}

Contribution read_contribution(storage::ReadTx& tx, Row const& row, auth::Viewer const& viewer) {
  Contribution contribution;
  contribution.reads_thread = row.boolean(0);
  bool const reads_post = contribution.reads_thread && row.boolean(1);
  contribution.recalled_at = row.optional_time(2);
  int column = 3;
  if (auto const at = row.optional_time(column++)) {
    contribution.erased = Erased{*at, std::string(row.text(column + 1)), std::nullopt};
    if (auto const order = row.optional_text(column)) contribution.erased->order = *order;
  }
  column += 2;
  auto thread = read_thread_place(row, column);
  // What became of a thread that he cannot read is not for him to see, by the level of his own post either.
  if (!contribution.reads_thread) thread.marking.level = auth::Level::open;
  UntoldPostReader reader(tx, thread);
  auto const untold = std::make_shared<UntoldPost const>(reader.read(row, column));
  contribution.post = as_post(tell(viewer, thread, untold));
  contribution.post.quotes = QuoteReader(tx, viewer).read(untold->quoted);
  withhold_in_dispute(tx, viewer, thread, contribution.post);
  if (!contribution.erased && may_ask_erasure(viewer, thread, untold->envelope)) {
    auto const asked = find_erasure_asked(tx, untold->post.public_id, viewer.now);
    if (asked) contribution.erasure_asked_at = asked->at;
    if (asked && asked->by == viewer.user) contribution.own_erasure_request = asked->proposal;
    contribution.may_erase = !asked;
  }
  std::erase_if(contribution.post.may, [&](PostAction action) {
    bool const stands_here = action == PostAction::recall || action == PostAction::narrow ||
                             action == PostAction::hide || action == PostAction::unhide ||
                             action == PostAction::read_disclosures ||
                             (action == PostAction::edit && reads_post);
    return !stands_here;
  });
  return contribution;
}

}  // namespace

std::vector<auth::OrganisationId> select_contributors(storage::ReadTx& tx, auth::Viewer const& viewer) {
  std::vector<auth::OrganisationId> sources;
  tx.each(
      kContributors, [&](Row const& row) { sources.push_back(row.id<auth::OrganisationTag>(0)); },
      viewer.organisation, coordinated_by(viewer));
  return sources;
}

void select_contributions(storage::ReadTx& tx, auth::Viewer const& viewer, ContributionRun const& run,
                          PostId before, int limit, std::vector<PostId>& posts) {
  auto rows = auth::query_as(tx, viewer, run.to_review ? kToReview : kKeys, run.source,
                             coordinated_by(viewer), static_cast<int>(run.state), before, limit);
  while (rows.next()) posts.push_back(rows.row().id<PostTag>(0));
}

Contribution load_contribution(storage::ReadTx& tx, auth::Viewer const& viewer, PostId post) {
  return auth::one_as(
             tx, viewer, kOne, [&](Row const& row) { return read_contribution(tx, row, viewer); }, post,
             to_string(viewer.language))
      .value();
}

}  // namespace forum
