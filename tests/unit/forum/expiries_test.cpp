// What the clock takes from a screen: from those alone who could read it.
#include "forum/expiries.hpp"

#include "tests/unit/forum/widenings.hpp"

namespace forum {
namespace {

class Expiries : public Widenings {
 protected:
  // Posts of the thread that the viewer is told to have lost since then.
  std::vector<base::PublicId> lost(std::string_view who, base::PublicId const& thread,
                                   base::Timestamp since) {
    auto const viewer = world.viewer(who);
    return world.read([&](storage::ReadTx& tx) {
      Losses losses;
      Expired const expired(tx, since, world.now);
      expired.add_losses(tx, viewer, {.since = since}, {}, {thread}, losses);
      std::vector<base::PublicId> posts;
      for (auto const& one : losses.posts) posts.push_back(one.post);
      return posts;
    });
  }
};

TEST_F(Expiries, are_no_loss_to_who_was_let_into_the_thread_later) {
  tests::Ask two;
  two.audience = world.only({"fr", "es"});
  auto const thread = world.open("officer1.fr", "open", "T", two).thread.public_id;
  tests::Ask soon;
  soon.marking.expires_on = world.now + 1h;
  auto const post = world.reply("officer1.fr", thread, std::nullopt, soon).public_id;
  auto const since = world.now;
  world.now += 2h;
  EXPECT_EQ(lost("officer1.es", thread, since), std::vector{post});
  EXPECT_TRUE(lost("officer1.ke", thread, since).empty());
  ASSERT_TRUE(ask_thread("officer1.fr", thread, world.only({"fr", "es", "ke"})));
  ASSERT_TRUE(approve("coordinator.fr"));
  ASSERT_TRUE(world.thread("officer1.ke", thread));
  EXPECT_EQ(lost("officer1.es", thread, since), std::vector{post});
  EXPECT_TRUE(lost("officer1.ke", thread, since).empty());
}

}  // namespace
}  // namespace forum
