#include "auth/readable.hpp"
#include "forum/columns.hpp"
#include "forum/post_rows.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

// $7 the thread, $8 its topic, $9 what is read, $12 the reader's language.
std::string const& post_columns() {
  static std::string const columns =
      "SELECT " + untold_post_columns("$12") +
      ", CASE WHEN p.sequence > $9 AND p.author_id <> $1 AND NOT EXISTS (SELECT 1 FROM post_read r"
      " WHERE r.user_id = $1 AND r.thread_id = p.thread_id AND r.post_id = p.id) THEN 1 ELSE 0 END" +
      kUntoldPostJoins;
  return columns;
}

std::string readable_post() {
  return auth::readable("p", "$8", "p.thread_id");
}

Statement const kFirstPosts("post.page", post_columns() + "WHERE p.thread_id = $7 AND " + readable_post() +
                                             " ORDER BY p.path LIMIT $10");
Statement const kNextPosts("post.page_after", post_columns() +
                                                  "WHERE p.thread_id = $7 AND p.path > $11 AND " +
                                                  readable_post() + " ORDER BY p.path LIMIT $10");
Statement const kOnePost("post.one",
                         post_columns() + "WHERE p.thread_id = $7 AND p.id = $10 AND " + readable_post());

// The envelopes come along in the recursion. Joined afterwards, they would tempt SQLite to build a Bloom
// filter over the whole table of posts first.
Statement const kAncestors("post.ancestors",
                           "WITH RECURSIVE above (thread_id, parent_id, public_id, path, source_id, "
                           "author_id, level, audience_id, state, "
                           "expires_on) AS"
                           " (SELECT q.thread_id, q.parent_id, q.public_id, q.path, q.source_id, "
                           "q.author_id, q.level, q.audience_id, q.state, "
                           "q.expires_on"
                           " FROM post b JOIN post q ON q.id = b.parent_id WHERE b.id = $7"
                           " UNION ALL SELECT q.thread_id, q.parent_id, q.public_id, q.path, q.source_id, "
                           "q.author_id, q.level, q.audience_id, "
                           "q.state, q.expires_on"
                           " FROM above a JOIN post q ON q.id = a.parent_id)"
                           " SELECT p.public_id, p.path FROM above p WHERE " +
                               readable_post() + " ORDER BY p.path");

Statement const kPath("post.path", "SELECT path FROM post WHERE id = $1 AND thread_id = $2");

Statement const kKeysBefore("post.keys_before",
                            "SELECT p.id, p.path FROM post p WHERE p.thread_id = $7 AND p.path < $9 AND " +
                                readable_post() + " ORDER BY p.path DESC LIMIT $10");

Statement const kKeysUpTo("post.keys_up_to",
                          "SELECT p.id, p.path FROM post p WHERE p.thread_id = $7 AND p.path < $9 AND " +
                              readable_post() + " ORDER BY p.path");

std::string const kReleasedVersion = released_version("$1");

Statement const kRevisions("revision.page",
                           "SELECT r.version, r.body, r.html, r.created_at, r.editor_id, " +
                               author_columns("u") +
                               " FROM revision r JOIN users u ON u.id = r.editor_id"
                               " WHERE r.post_id = $1 AND r.version < $2 AND r.stands_again = 0"
                               " AND r.version >= " +
                               kReleasedVersion + " ORDER BY r.version DESC LIMIT $3");
Statement const kCurrentRevision("revision.current",
                                 "SELECT p.version, p.body, p.html, COALESCE(p.edited_at, p.created_at),"
                                 " p.editor_id, " +
                                     author_columns("u") +
                                     " FROM post p JOIN users u ON u.id = p.editor_id WHERE p.id = $1");

Statement const kText("revision.text",
                      "SELECT p.html, p.renderer, p.body FROM post p WHERE p.id = $1 AND p.version = $2"
                      " UNION ALL SELECT r.html, $3, r.body FROM revision r"
                      " WHERE r.post_id = $1 AND r.version = $2 AND r.version >= " +
                          kReleasedVersion);

PostRow read_told(Row const& row, UntoldPostReader& reader, auth::Viewer const& viewer,
                  ThreadPlace const& thread) {
  int column = 0;
  auto told = tell(viewer, thread, std::make_shared<UntoldPost const>(reader.read(row, column)));
  told.unread = row.boolean(column);
  return {std::move(told)};
}

PathKey read_key(Row const& row) {
  return {row.id<PostTag>(0), ReplyPath(bytes_as_text(row.blob(1)))};
}

RevisionRow read_revision(Row const& row) {
  RevisionRow result;
  result.revision.version = static_cast<int>(row.integer(0));
  result.revision.body = row.text(1);
  result.revision.html.text = row.text(2);
  result.revision.created_at = row.time(3);
  result.editor = row.id<auth::UserTag>(4);
  int column = 5;
  result.revision.author = read_author(row, column);
  return result;
}

}  // namespace

std::string released_version(std::string const& post) {
  return "(SELECT CASE WHEN rp.published_at IS NULL OR rp.published_at = rp.created_at THEN 1"
         " WHEN COALESCE(rp.edited_at, rp.created_at) <= rp.published_at THEN rp.version"
         " ELSE (SELECT MAX(x.version) FROM revision x"
         " WHERE x.post_id = rp.id AND x.created_at <= rp.published_at)"
         " END FROM post rp WHERE rp.id = " +
         post + ")";
}

std::vector<PostRow> select_post_rows(storage::ReadTx& tx, auth::Viewer const& viewer,
                                      ThreadPlace const& thread, std::optional<ReplyPath> const& after,
                                      int limit) {
  UntoldPostReader reader(tx, thread);
  std::vector<PostRow> posts;
  posts.reserve(static_cast<std::size_t>(limit));
  std::size_t bytes = 0;
  auto const read_all = [&](storage::Rows rows) {
    while (bytes < kPageBytes && rows.next()) {
      posts.push_back(read_told(rows.row(), reader, viewer, thread));
      bytes += posts.back().text_bytes();
    }
  };
  if (after) {
    read_all(auth::query_as(tx, viewer, kNextPosts, thread.id, thread.topic.id, thread.read_to, limit,
                            text_as_bytes(*after), to_string(viewer.language)));
  } else {
    read_all(auth::query_as(tx, viewer, kFirstPosts, thread.id, thread.topic.id, thread.read_to, limit,
                            nullptr, to_string(viewer.language)));
  }
  return posts;
}

std::optional<PostRow> select_post_row(storage::ReadTx& tx, auth::Viewer const& viewer,
                                       ThreadPlace const& thread, PostId post) {
  UntoldPostReader reader(tx, thread);
  return auth::one_as(
      tx, viewer, kOnePost, [&](Row const& row) { return read_told(row, reader, viewer, thread); }, thread.id,
      thread.topic.id, thread.read_to, post, nullptr, to_string(viewer.language));
}

std::vector<Ancestor> select_ancestors(storage::ReadTx& tx, auth::Viewer const& viewer,
                                       ThreadPlace const& thread, PostId post) {
  std::vector<Ancestor> ancestors;
  auto rows = auth::query_as(tx, viewer, kAncestors, post, thread.topic.id);
  while (rows.next()) {
    ancestors.push_back({rows.row().public_id(0), ReplyPath(bytes_as_text(rows.row().blob(1)))});
  }
  return ancestors;
}

std::optional<ReplyPath> select_path(storage::ReadTx& tx, ThreadId thread, PostId post) {
  return tx.one(kPath, [](Row const& row) { return ReplyPath(bytes_as_text(row.blob(0))); }, post, thread);
}

std::vector<PathKey> select_keys_before(storage::ReadTx& tx, auth::Viewer const& viewer,
                                        ThreadPlace const& thread, std::string_view path, int limit) {
  std::vector<PathKey> keys;
  auto rows = auth::query_as(tx, viewer, kKeysBefore, thread.id, thread.topic.id, text_as_bytes(path), limit);
  while (rows.next()) keys.push_back(read_key(rows.row()));
  return keys;
}

std::optional<PathKey> select_page_start(storage::ReadTx& tx, auth::Viewer const& viewer,
                                         ThreadPlace const& thread, std::string_view path, int limit) {
  std::optional<PathKey> start;
  int count = 0;
  auto rows = auth::query_as(tx, viewer, kKeysUpTo, thread.id, thread.topic.id, text_as_bytes(path));
  while (rows.next()) {
    if (++count % limit == 0) start = read_key(rows.row());
  }
  return start;
}

std::vector<RevisionRow> select_revisions(storage::ReadTx& tx, PostId post, int below_version, int limit) {
  std::vector<RevisionRow> revisions;
  std::size_t bytes = 0;
  auto rows = tx.query(kRevisions, post, below_version, limit);
  while (bytes < kPageBytes && rows.next()) {
    revisions.push_back(read_revision(rows.row()));
    bytes += revisions.back().text_bytes();
  }
  return revisions;
}

std::optional<Html> select_text(storage::ReadTx& tx, PostId post, int version) {
  return tx.one(
      kText,
      [](Row const& row) {
        return row.integer(1) == kRendererVersion ? Html{std::string(row.text(0))}
                                                  : render_markdown(row.text(2));
      },
      post, version, kRendererVersion);
}

std::optional<RevisionRow> select_current_revision(storage::ReadTx& tx, PostId post) {
  return tx.one(kCurrentRevision, read_revision, post);
}

}  // namespace forum
