#include <vector>

#include "forum/thread_store.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

Statement const kInsertThread("thread.insert",
                              "INSERT INTO thread (public_id, topic_id, source_id, author_id, title, "
                              "language, level, caveats, caveat_text,"
                              " legal_use, attribution, review_on, expires_on, audience_id, bureaus, state, "
                              "pinned, locked, version, created_at, kind)"
                              " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, "
                              "$16, 0, 0, 1, $17, $18)");

Statement const kUpdateState("thread.update_state", "UPDATE thread SET state = $2 WHERE id = $1");

Statement const kUpdateThread(
    "thread.update",
    "UPDATE thread SET topic_id = $3, title = $4, pinned = $5, locked = $6, level = $7, caveats = $8,"
    " caveat_text = $9, legal_use = $10, attribution = $11, review_on = $12, expires_on = $13, audience_id = "
    "$14,"
    " bureaus = $15, kind = $16, version = version + 1 WHERE id = $1 AND version = $2");

Statement const kMarkFirstPost("post.mark_first",
                               "UPDATE post SET level = $2, caveats = $3, caveat_text = $4, legal_use = $5, "
                               "attribution = $6, review_on = $7,"
                               " expires_on = $8 WHERE thread_id = $1 AND parent_id IS NULL");

Statement const kAudiencesOfPosts("post.audiences",
                                  "SELECT DISTINCT audience_id FROM post WHERE thread_id = $1");

Statement const kUpdateBureaus("post.update_bureaus",
                               "UPDATE post SET bureaus = $3 WHERE thread_id = $1 AND audience_id = $2");

}  // namespace

StoredThread insert_thread(storage::WriteTx& tx, auth::Viewer const& author, NewThreadRow const& thread,
                           base::Random& random) {
  auto const public_id = base::make_public_id(random);
  auto const& marking = thread.marking;
  auto const id = tx.insert<ThreadId>(
      kInsertThread, public_id, thread.topic, author.organisation, author.user, thread.title,
      to_string(thread.language), static_cast<int>(marking.level), marking.caveats.bits, marking.caveat_text,
      static_cast<int>(marking.legal_use), static_cast<int>(marking.attribution), marking.review_on,
      marking.expires_on, thread.audience, thread.bureaus, static_cast<int>(thread.state), author.now,
      static_cast<int>(thread.kind));
  return {id, public_id};
}

void update_thread_state(storage::WriteTx& tx, ThreadId thread, auth::State state) {
  tx.execute(kUpdateState, thread, static_cast<int>(state));
}

bool update_thread(storage::WriteTx& tx, ThreadPlace const& thread) {
  auto const& marking = thread.marking;
  return tx.execute(kUpdateThread, thread.id, thread.version, thread.topic.id, thread.title, thread.pinned,
                    thread.locked, static_cast<int>(marking.level), marking.caveats.bits, marking.caveat_text,
                    static_cast<int>(marking.legal_use), static_cast<int>(marking.attribution),
                    marking.review_on, marking.expires_on, thread.audience, thread.bureaus,
                    static_cast<int>(thread.kind)) == 1;
}

void mark_first_post(storage::WriteTx& tx, ThreadId thread, auth::Marking const& marking) {
  tx.execute(kMarkFirstPost, thread, static_cast<int>(marking.level), marking.caveats.bits,
             marking.caveat_text, static_cast<int>(marking.legal_use), static_cast<int>(marking.attribution),
             marking.review_on, marking.expires_on);
}

void recount_bureaus(storage::WriteTx& tx, ThreadPlace const& thread) {
  std::vector<auth::AudienceId> audiences;
  tx.each(
      kAudiencesOfPosts, [&](Row const& row) { audiences.push_back(row.id<auth::AudienceTag>(0)); },
      thread.id);
  for (auto const audience : audiences) {
    tx.execute(kUpdateBureaus, thread.id, audience,
               auth::count_bureaus(tx, {thread.topic.audience, thread.audience, audience}));
  }
}

}  // namespace forum
