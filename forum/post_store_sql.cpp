#include "auth/readable.hpp"
#include "forum/columns.hpp"
#include "forum/post_store.hpp"
#include "forum/search_index.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

Statement const kInsertPost(
    "post.insert",
    "INSERT INTO post (public_id, thread_id, parent_id, path, source_id, author_id, "
    "editor_id, language, body, html,"
    " renderer, level, caveats, caveat_text, legal_use, attribution, review_on, "
    "expires_on, audience_id, bureaus,"
    " state, version, created_at, sequence, published_at) VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9, "
    "$10, $11, $12, $13, $14, $15, $16,"
    " $17, $18, $19, $20, 1, $21, $22, $23)");

Statement const kLastBelow("post.last_below",
                           "SELECT path FROM post WHERE thread_id = $1 AND path > $2 AND path < $3"
                           " ORDER BY path DESC LIMIT 1");

Statement const kUpdateHandling(
    "post.update_handling",
    "UPDATE post SET level = $3, caveats = $4, caveat_text = $5, legal_use = $6, attribution = $7,"
    " review_on = $8, expires_on = $9, audience_id = $10, bureaus = $11, version = version + 1"
    " WHERE id = $1 AND version = $2");

Statement const kMoveVersion("post.move_version", "UPDATE post SET version = version + 1 WHERE id = $1");

Statement const kUpdateState("post.update_state", "UPDATE post SET state = $2 WHERE id = $1");

Statement const kKeepRevision(
    "revision.keep",
    "INSERT INTO revision (post_id, version, body, html, editor_id, created_at)"
    " SELECT p.id, p.version, p.body, p.html, p.editor_id, COALESCE(p.edited_at, p.created_at)"
    " FROM post p WHERE p.id = $1 AND p.version = $2");

Statement const kUpdateText("post.update_text",
                            "UPDATE post SET body = $3, html = $4, renderer = $5, version = version + 1, "
                            "editor_id = $6, edited_at = $7, seal_asked_by = NULL,"
                            " seal_is_former = CASE WHEN sealed_at IS NULL THEN 0 ELSE 1 END"
                            " WHERE id = $1 AND version = $2");

Statement const kHasText("post.has_text", "SELECT 1 FROM post WHERE id = $1 AND body = $2");

Statement const kForeignAnswers("post.foreign_answers",
                                "SELECT 1 FROM post p WHERE p.thread_id = $7 AND p.parent_id IS NOT NULL"
                                " AND p.author_id <> $1 AND " +
                                    auth::readable("p", "$8") + " LIMIT 1");

}  // namespace

StoredPost insert_post(storage::WriteTx& tx, auth::Viewer const& author, NewPostRow const& post,
                       base::Random& random) {
  auto const public_id = base::make_public_id(random);
  auto const& marking = post.marking;
  auto const id = tx.insert<PostId>(
      kInsertPost, public_id, post.thread, post.parent, text_as_bytes(post.path), author.organisation,
      author.user, to_string(post.language), post.body, post.html.text, kRendererVersion,
      static_cast<int>(marking.level), marking.caveats.bits, marking.caveat_text,
      static_cast<int>(marking.legal_use), static_cast<int>(marking.attribution), marking.review_on,
      marking.expires_on, post.audience, post.bureaus, static_cast<int>(post.state), author.now,
      post.sequence, post.sequence ? std::optional(author.now) : std::nullopt);
  index_post(tx, id);
  return {id, public_id};
}

ReplyPath next_path(storage::WriteTx& tx, ThreadId thread, ReplyPath const& parent) {
  auto const last = tx.one(
      kLastBelow, [](Row const& row) { return ReplyPath(bytes_as_text(row.blob(0))); }, thread,
      text_as_bytes(parent), text_as_bytes(end_of(parent)));
  return append_place(parent, last ? place_below(parent, *last) + 1 : 0);
}

bool update_handling(storage::WriteTx& tx, PostPlace const& post, int bureaus) {
  auto const& marking = post.marking;
  return tx.execute(kUpdateHandling, post.id, post.version, static_cast<int>(marking.level),
                    marking.caveats.bits, marking.caveat_text, static_cast<int>(marking.legal_use),
                    static_cast<int>(marking.attribution), marking.review_on, marking.expires_on,
                    post.audience, bureaus) == 1;
}

void move_version(storage::WriteTx& tx, PostId post) {
  tx.execute(kMoveVersion, post);
}

void update_post_state(storage::WriteTx& tx, PostId post, auth::State state) {
  tx.execute(kUpdateState, post, static_cast<int>(state));
  index_post(tx, post);
}

bool update_post_text(storage::WriteTx& tx, auth::UserId editor, base::Timestamp now, PostId post,
                      PostEdit const& edit) {
  if (tx.execute(kKeepRevision, post, edit.version) == 0) return false;
  if (tx.execute(kUpdateText, post, edit.version, *edit.body, edit.html.text, kRendererVersion, editor,
                 now) == 0) {
    return false;
  }
  index_post(tx, post);
  return true;
}

bool has_text(storage::ReadTx& tx, PostId post, std::string_view body) {
  return tx.one(kHasText, [](Row const&) { return true; }, post, body).has_value();
}

bool has_foreign_answers(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadPlace const& thread) {
  return auth::one_as(
             tx, viewer, kForeignAnswers, [](Row const&) { return true; }, thread.id, thread.topic.id)
      .has_value();
}

}  // namespace forum
