// The statements behind release.hpp: the record of releases, and what taking one back undoes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "forum/places.hpp"
#include "forum/publishing.hpp"

namespace forum {

struct ReleaseRecord {
  auth::UserId officer;
  base::Timestamp at;
  int version = 0;
};
void insert_release(storage::WriteTx& tx, auth::Viewer const& officer, PostPlace const& post,
                    std::string_view reason);
// The last one that stands.
std::optional<ReleaseRecord> find_release(storage::ReadTx& tx, PostId post);
void mark_undone(storage::WriteTx& tx, PostId post, ReleaseRecord const& release, base::Timestamp now);

// Whether the post stands before its readers, or did before it was withdrawn, hidden or erased.
bool went_out(storage::ReadTx& tx, base::PublicId const& post);
// The post has no number any more, and is no news to those who follow.
void unpublish(storage::WriteTx& tx, EventPlace const& place);
// What the post answers may have been withdrawn, or its release taken back, since; true for a first post.
bool answers_published_post(storage::ReadTx& tx, PostId post);
// Whether the viewer may read an answer anywhere below the post.
bool has_answers(storage::ReadTx& tx, auth::Viewer const& viewer, PostPlace const& post);

// A post whose check is compliance's turn: found by who has to check it, though he reads nothing else.
std::optional<PostPlace> find_place_in_check(storage::ReadTx& tx, auth::Viewer const& viewer,
                                             base::PublicId const& post);
// The condition for that over a post `p` and its thread `t`; `clearance` is the SQL expression for the
// viewer's highest level.
std::string is_in_check(std::string_view clearance);

}  // namespace forum
