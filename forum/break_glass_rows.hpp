// Rows for break_glass.cpp. Internal to this floor.
#pragma once

#include <vector>

#include "forum/break_glass.hpp"
#include "forum/origin.hpp"

namespace forum {

base::PublicId insert_break_glass(storage::WriteTx& tx, auth::Viewer const& viewer, NewBreakGlass const& wish,
                                  base::Timestamp expires_at, base::Random& random);
// Of everybody where nobody is named; the newest first.
std::vector<BreakGlass> select_break_glass(storage::ReadTx& tx, std::optional<auth::UserId> asked_by,
                                           base::Timestamp now);
std::optional<BreakGlass> find_break_glass(storage::ReadTx& tx, base::PublicId const& id,
                                           base::Timestamp now);
void update_decision(storage::WriteTx& tx, BreakGlass const& glass, std::string_view outcome,
                     auth::UserId decided_by, base::Timestamp now, std::optional<base::Timestamp> open_until);
void update_withdrawn(storage::WriteTx& tx, BreakGlass const& glass);
void update_ended(storage::WriteTx& tx, BreakGlass const& glass, base::Timestamp now);

struct GlassPost {
  Post post;
  base::PublicId thread;
  base::PublicId topic;
  std::string title;                      // of the thread
  auth::Level level = auth::Level::open;  // of the thread
  auth::OrganisationId bureau;            // of its source
};
// Published posts of the thread, or the post, with this public id, that nothing but the audience keeps from
// the viewer; after this post in reading order.
std::vector<GlassPost> select_glass_posts(storage::ReadTx& tx, auth::Viewer const& viewer,
                                          base::PublicId const& object, PostId after, int limit);
void keep_shown(storage::WriteTx& tx, BreakGlass const& glass, GlassPost const& post, base::Timestamp now,
                base::Random& random);

}  // namespace forum
