// A forum of any size to measure on: the bureaus of all member countries with six signed-in officers each,
// twenty topics, threads of twenty posts by many bureaus, mostly for everybody, some for a few; read marks,
// desks that follow topics, and their inboxes. Built in order of time, so that the newest thousand posts are
// alike in a forum of a thousand and of a million. Repeatable but for the time.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "auth/ids.hpp"
#include "base/id.hpp"
#include "base/random.hpp"
#include "forum/ids.hpp"
#include "storage/database.hpp"

namespace bench {

struct Officer {
  auth::UserId user;
  auth::OrganisationId bureau;
  std::string token;  // of his session
};

struct FilledTopic {
  forum::TopicId id;
  base::PublicId public_id;
};

struct World {
  std::vector<Officer> officers;  // six of the first bureau, six of the second, …
  std::vector<FilledTopic> topics;
  std::vector<base::PublicId> threads;  // readable by everybody, oldest first
};

constexpr int kPostsPerThread = 20;
constexpr int kRecentThreads =
    50;  // at the end of every forum, however large; the first 25 are in the first topic

struct WorldPlan {
  int posts = 1000;  // a multiple of a thousand
  int posts_per_thread = kPostsPerThread;
  int organisations = 0;      // at least so many: national entities below the bureaus, with one officer each
  int narrow_percent = 10;    // of the threads; of the recent ones none: everybody can read those
  int narrow_audiences = 40;  // of twelve bureaus each
  // Whether audiences are of every kind and size, recent threads and answers have them too, and one bureau in
  // ten denies two others.
  bool everywhere = false;
};

// Makes the database `folder`/colloquium.db and closes it.
World build_world(std::filesystem::path const& folder, WorldPlan const& plan);
inline World build_world(std::filesystem::path const& folder, int posts) {
  return build_world(folder, WorldPlan{.posts = posts});
}

// The same words at about this length, as Markdown.
std::string text_of_length(std::size_t bytes);

}  // namespace bench
