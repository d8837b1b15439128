// The statements that write posts.
#pragma once

#include <string_view>

#include "auth/viewer.hpp"
#include "base/random.hpp"
#include "forum/places.hpp"
#include "forum/posts.hpp"

namespace forum {

struct NewPostRow {
  ThreadId thread;
  std::optional<PostId> parent;
  ReplyPath path;
  auth::Language language = auth::Language::en;
  std::string_view body;
  Html const& html;
  auth::Marking const& marking;
  auth::AudienceId audience;
  int bureaus = 0;
  auth::State state = auth::State::published;
  std::optional<EventId> sequence;  // of the event that publishes it, where that comes with it
};

struct StoredPost {
  PostId id;
  base::PublicId public_id;
};

StoredPost insert_post(storage::WriteTx& tx, auth::Viewer const& author, NewPostRow const& post,
                       base::Random& random);
// The path of the next answer to a post.
ReplyPath next_path(storage::WriteTx& tx, ThreadId thread, ReplyPath const& parent);
// Marking and audience, and the version moves: no revision, since the text is the same. False where another
// edit came first.
bool update_handling(storage::WriteTx& tx, PostPlace const& post, int bureaus);
// The version alone.
void move_version(storage::WriteTx& tx, PostId post);
void update_post_state(storage::WriteTx& tx, PostId post, auth::State state);
// Keeps the former text as a revision. False where another edit came first.
bool update_post_text(storage::WriteTx& tx, auth::UserId editor, base::Timestamp now, PostId post,
                      PostEdit const& edit);
bool has_text(storage::ReadTx& tx, PostId post, std::string_view body);
// Whether somebody else's answer stands in the thread that the viewer may read.
bool has_foreign_answers(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadPlace const& thread);

}  // namespace forum
