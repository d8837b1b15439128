// Twin worlds (access-model: "The strongest tests"): two servers whose forums differ only in what somebody
// may not read are the same to him, by every operation of the API and in the live stream.
#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "tests/integration/twins/twin_cases.hpp"

namespace tests::twins {
namespace {

class TwinWorlds : public testing::TestWithParam<std::string> {};

TEST_P(TwinWorlds, are_one_to_who_may_not_read_the_difference) {
  Twins twins(GetParam());
  twins.live_through(what_was_before());
  twins.sign_in();
  look_at_everything(twins);
  auto const before = twins.ask({"GET", "/topics"});
  twins.open_streams();
  twins.live_through(what_happens_meanwhile());
  look_at_lists(twins);
  if (HasFailure()) return;
  do_everything(twins);
  look_at_everything(twins);
  twins.compare_streams();
  if (before.plain.has("/cursor")) {
    twins.compare_resumed(before.plain.text_at("/cursor"), before.fuller.text_at("/cursor"));
  }
  twins.ask({"DELETE", "/session"});
  look_at_lists(twins);
  RecordProperty("asked", twins.asked());
}

INSTANTIATE_TEST_SUITE_P(Of, TwinWorlds,
                         testing::Values("officer1.br", "reader.br", "low.br", "officer2.br",
                                         "coordinator.br", "security.br", "moderator.ke", "unit.ipsg",
                                         "officer1.lyon", "guest.br", "admin.ipsg", "auditor.ipsg",
                                         "compliance.ipsg", "protection.br", "substitute.br", ""),
                         [](auto const& who) {
                           std::string name = who.param.empty() ? "nobody_signed_in" : who.param;
                           std::ranges::replace(name, '.', '_');
                           return name;
                         });

TEST(TwinWorldStory, tells_two_stories) {
  Twins twins("officer1.br");
  twins.live_through(what_was_before());
  EXPECT_GT(twins.fuller().objects.posts.size(), twins.plain().objects.posts.size() + 10);
  auto const threads_of = [](TwinWorld& world) {
    return world.as("officer1.fr").get("/topics/" + world.topic("open") + "/threads").items();
  };
  EXPECT_GT(threads_of(twins.fuller()), threads_of(twins.plain()));
}

TEST(TwinWorldCases, are_there_for_every_operation_of_the_document) {
  std::set<std::string> tried;
  for (auto const& one : cases()) tried.emplace(one.operation);
  std::set<std::string> described;
  for (auto const& operation : api::document().operations()) described.insert(operation.id);
  EXPECT_EQ(tried, described) << "add a case to kCases in twin_cases.cpp";
}

}  // namespace
}  // namespace tests::twins
