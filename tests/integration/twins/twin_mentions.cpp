#include "tests/integration/twins/twin_mentions.hpp"

#include <boost/json/array.hpp>

namespace tests::twins {
namespace {

using boost::json::object;

std::vector<object> writings(Twins& twins) {
  std::vector<object> all;
  auto const narrow = twins.fuller().only({"br", "fr", "ke"});
  for (auto const& topic : twins.objects().topics) all.push_back({{"topic_id", topic}});
  for (auto const& thread : twins.objects().threads) {
    all.push_back({{"thread_id", thread}});
    all.push_back({{"thread_id", thread}, {"audience", narrow}});
    all.push_back({{"thread_id", thread}, {"level", "restricted"}});
  }
  for (auto const& post : twins.objects().posts) {
    all.push_back({{"thread_id", post.thread}, {"parent_id", post.id}});
    all.push_back({{"post_id", post.id}});
  }
  all.push_back({{"thread_id", kUnknown}});
  return all;
}

}  // namespace

// Nothing typed brings who has written in the thread, in an order of its own.
std::vector<Body> offers(Twins& twins, api::Place const&) {
  std::vector<Body> bodies;
  for (auto const& writing : writings(twins)) {
    for (auto const* const typed : {"", "o"}) bodies.push_back({{{"q", typed}, {"writing", writing}}});
  }
  for (auto const* const typed : {"officer1.eg", "person", "bureau:", "nobody"})
    bodies.push_back({{{"q", typed}, {"writing", writings(twins).front()}}});
  return bodies;
}

std::vector<Body> previews_with_names(Twins& twins, api::Place const&) {
  std::vector<Body> bodies;
  for (auto const& writing : writings(twins)) {
    bodies.push_back({{{"body", "@officer1.fr, @officer1.eg, @bureau:ke, @nobody.es and @officer9.es?"},
                       {"writing", writing}}});
  }
  return bodies;
}

}  // namespace tests::twins
