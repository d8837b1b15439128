#include <algorithm>

#include "forum/attachment_rows.hpp"
#include "forum/columns.hpp"
#include "forum/hiding_rows.hpp"
#include "forum/mentions.hpp"
#include "forum/pending_revision_rows.hpp"
#include "forum/seal_rows.hpp"
#include "forum/submissions.hpp"
#include "forum/untold_post.hpp"

namespace forum {

char const* const kUntoldPostJoins =
    " FROM post p JOIN organisation po ON po.id = p.source_id JOIN users pu ON pu.id = p.author_id ";

std::string untold_post_columns(std::string_view language) {
  return "p.id, p.public_id, p.path, " + organisation_columns("po", language) +
         ", po.parent_id, p.author_id, " + author_columns("pu") +
         ", p.body, p.html, p.renderer, p.language, " + marking_columns("p") +
         ", p.audience_id, p.bureaus, p.state, " + stage_of("p") + ", " + hands_columns("p") + ", " +
         hiding_office_of("p") + ", p.version, p.created_at, p.edited_at, p.attachments, p.is_reacted_to, " +
         kSealColumns + ", p.has_pending";
}

UntoldPost UntoldPostReader::read(storage::Row const& row, int& column) {
  UntoldPost result;
  auto& post = result.post;
  auto& envelope = result.envelope;
  post.thread = thread_.public_id;
  post.id = row.id<PostTag>(column++);
  post.public_id = row.public_id(column++);
  result.path = bytes_as_text(row.blob(column++));
  post.source = read_source(row, column);
  envelope.source = post.source->id;
  envelope.source_parent = row.optional_id<auth::OrganisationTag>(column++);
  envelope.author = row.id<auth::UserTag>(column++);
  post.author = read_author_once(row, column, envelope.author);
  post.body = row.text(column++);
  post.html.text = row.text(column++);
  if (row.integer(column++) != kRendererVersion) post.html = render_again(tx_, post.id, post.body);
  result.quoted = quotes_in(post.html);
  post.language = read_language(row, column);
  post.marking = read_marking(row, column);
  envelope.level = post.marking.level;
  envelope.expires_on = post.marking.expires_on;
  // A thread whose level was raised later raises what stands in it.
  post.marking.level = std::max(post.marking.level, thread_.marking.level);
  post.origin = {post.public_id, post.marking.level, post.source->public_id};
  envelope.audience = row.id<auth::AudienceTag>(column++);
  post.audience.audience = audiences_[envelope.audience];
  post.audience.bureaus = static_cast<int>(row.integer(column++));
  post.state = static_cast<auth::State>(row.integer(column++));
  envelope.state = post.state;
  post.stage = static_cast<Stage>(row.integer(column++));
  result.hands = read_hands(row, column);
  if (auto const office = row.optional_text(column++)) result.hidden_by = auth::parse_role(*office);
  post.version = static_cast<int>(row.integer(column++));
  post.created_at = row.time(column++);
  post.edited_at = row.optional_time(column++);
  if (row.integer(column++) > 0) {
    post.attachments = select_attachments(tx_, post.id);
    for (auto& one : post.attachments) one.level = std::max(one.level, post.marking.level);
  }
  result.is_reacted_to = row.boolean(column++);
  auto const sealed = read_seal_mark(row, column);
  result.seal_asked_by = sealed.asked_by;
  // A marking may have become stricter since.
  if (post.marking.attribution != auth::Attribution::chatham) post.seal = sealed.seal;
  if (row.boolean(column++)) result.pending = select_untold_revision(tx_, post.id);
  return result;
}

auth::Organisation const& UntoldPostReader::read_source(storage::Row const& row, int& column) {
  auto const id = row.id<auth::OrganisationTag>(column);
  for (auto const& source : sources_) {
    if (source.id != id) continue;
    column += kOrganisationColumns;
    return source;
  }
  return sources_.emplace_back(read_organisation(row, column));
}

Author const& UntoldPostReader::read_author_once(storage::Row const& row, int& column, auth::UserId id) {
  for (auto const& [key, author] : authors_) {
    if (key != id) continue;
    column += kAuthorColumns;
    return author;
  }
  return authors_.emplace_back(id, read_author(row, column)).second;
}

}  // namespace forum
