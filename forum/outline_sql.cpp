#include "forum/envelopes.hpp"
#include "forum/outline.hpp"
#include "forum/post_page.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

Statement const kMark(
    "outline.mark",
    "SELECT t.id, t.stamp, e.value,"
    " COALESCE((SELECT f.posts_read_to FROM reader f WHERE f.user_id = $2), 0),"
    " COALESCE((SELECT f.read_to FROM topic_read f WHERE f.user_id = $2 AND f.topic_id = t.topic_id), 0),"
    " COALESCE((SELECT f.read_to FROM thread_read f WHERE f.user_id = $2 AND f.thread_id = t.id), 0)"
    " FROM thread t JOIN policy_epoch e ON e.id = 1 WHERE t.public_id = $1");

Statement const kEnclosing("outline.enclosing",
                           "SELECT " + envelope_columns("c", "co") + ", " + envelope_columns("t", "so") +
                               " FROM thread t JOIN organisation so ON so.id = t.source_id"
                               " JOIN topic c ON c.id = t.topic_id"
                               " JOIN organisation co ON co.id = c.source_id WHERE t.id = $1");

// One more than an outline may have tells that it has more.
Statement const kPosts("outline.posts", "SELECT " + untold_post_columns("$2") + ", COALESCE(p.sequence, 0)" +
                                            kUntoldPostJoins +
                                            "WHERE p.thread_id = $1 ORDER BY p.path LIMIT $3");
Statement const kCount("outline.count",
                       "SELECT COUNT(*) FROM (SELECT 1 FROM post p WHERE p.thread_id = $1 LIMIT $2) x");

Statement const kIsSplit("outline.is_split", "SELECT is_split FROM thread WHERE id = $1");

Statement const kReadPosts("outline.read_posts",
                           "SELECT post_id FROM post_read WHERE user_id = $1 AND thread_id = $2"
                           " ORDER BY post_id");

bool is_short(storage::ReadTx& tx, ThreadId thread, int most) {
  return tx.one(kCount, [](Row const& row) { return row.integer(0); }, thread, most + 1).value_or(0) <= most;
}

bool is_split(storage::ReadTx& tx, ThreadId thread) {
  return tx.one(kIsSplit, [](Row const& row) { return row.boolean(0); }, thread).value_or(false);
}

// About what one post takes beside its text: names, keys, the pieces of the allocator.
constexpr std::size_t kPostBytes = 1024;

}  // namespace

std::optional<OutlineMark> find_outline_mark(storage::ReadTx& tx, auth::Viewer const& viewer,
                                             base::PublicId const& thread) {
  return tx.one(
      kMark,
      [](Row const& row) {
        OutlineMark mark{row.id<ThreadTag>(0), {row.integer(1), row.integer(2)}};
        for (int column = 3; column < 6; ++column) mark.read_to = std::max(mark.read_to, row.integer(column));
        return mark;
      },
      thread, viewer.user);
}

std::shared_ptr<Outline const> load_outline(storage::ReadTx& tx, ThreadPlace const& thread,
                                            auth::Language language, Limits const& limits,
                                            std::function<std::string(Post const&)> const& prepare) {
  // Whether what was split off is there follows from its posts, for each reader anew.
  if (is_split(tx, thread.id) || !is_short(tx, thread.id, limits.outlined_posts)) return nullptr;
  auto outline = std::make_shared<Outline>();
  outline->place = thread;
  outline->place.read_to = 0;
  FactSets sets;
  FactsLoader facts(tx, sets);
  std::vector<auth::Envelope> enclosing;
  tx.each(
      kEnclosing,
      [&](Row const& row) {
        int column = 0;
        enclosing.push_back(read_envelope(row, column));
        enclosing.push_back(read_envelope(row, column));
      },
      thread.id);
  for (auto const& envelope : enclosing) outline->enclosing.push_back(facts.load(envelope));

  UntoldPostReader reader(tx, thread);
  std::vector<Ancestor> above;
  auto rows = tx.query(kPosts, thread.id, to_string(language), limits.outlined_posts);
  while (rows.next()) {
    int column = 0;
    OutlinedPost post{reader.read(rows.row(), column), {}, 0};
    post.sequence = rows.row().integer(column);
    post.facts = facts.load(post.untold.envelope);
    auto const place = take_place(above, post.untold.post.public_id, post.untold.path);
    post.untold.post.parent = place.parent;
    post.untold.post.depth = place.depth;
    post.untold.prepared = prepare(post.untold.post);
    outline->bytes += kPostBytes + post.untold.text_bytes() + post.untold.prepared.size();
    if (outline->bytes > limits.outline_bytes) return nullptr;
    outline->posts.push_back(std::move(post));
  }
  outline->bytes += facts.bytes();
  return outline;
}

std::vector<PostId> select_read_posts(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadId thread) {
  std::vector<PostId> posts;
  tx.each(kReadPosts, [&](Row const& row) { posts.push_back(row.id<PostTag>(0)); }, viewer.user, thread);
  return posts;
}

}  // namespace forum
