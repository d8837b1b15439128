// The statements behind activity.hpp. What they count is what the viewer may read, in the topics in which he
// keeps order.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "forum/activity.hpp"
#include "forum/ids.hpp"

namespace forum {

struct KeptTopic {
  TopicId id;
  TopicActivity activity;  // nothing counted yet
};

// By title, in the viewer's language.
std::vector<KeptTopic> select_kept_topics(storage::ReadTx& tx, auth::Viewer const& viewer);

// Of the same topic, week (0: the one that begins with `since`), kind and country.
struct CountedPosts {
  TopicId topic;
  std::size_t week = 0;
  bool opens_thread = false;
  std::optional<std::string> country;  // nothing where attribution hides it, or there is none
  int posts = 0;
};
// Published since then; at most so many, the newest.
void each_counted_posts(storage::ReadTx& tx, auth::Viewer const& viewer, base::Timestamp since, int most,
                        std::function<void(CountedPosts const&)> const& use);

// Flagged posts about which nothing is decided; `week` is nothing for those flagged before.
struct CountedFlags {
  TopicId topic;
  std::optional<std::size_t> week;
  int posts = 0;
};
void each_counted_flags(storage::ReadTx& tx, auth::Viewer const& viewer, base::Timestamp since,
                        std::function<void(CountedFlags const&)> const& use);

// Of one topic, the oldest first.
void each_unanswered(storage::ReadTx& tx, auth::Viewer const& viewer, KeptTopic const& topic,
                     base::Timestamp since, std::function<void(UnansweredQuestion)> const& use);

}  // namespace forum
