// Who takes a thread along takes what he may read of it, and nothing that is for display only.
#include "forum/exporting.hpp"

#include <gtest/gtest.h>

#include "tests/support/forum_world.hpp"

namespace forum {
namespace {

using base::ErrorCode;
using tests::code_of;

class Exporting : public testing::Test {
 protected:
  base::Result<Exported> thread(std::string_view who, base::PublicId const& id) {
    auto const viewer = world.viewer(who);
    return world.database.read_now(
        [&](storage::ReadTx& tx) { return export_thread(tx, viewer, id, world.limits); });
  }
  base::Result<Exported> post(std::string_view who, base::PublicId const& id) {
    auto const viewer = world.viewer(who);
    return world.database.read_now(
        [&](storage::ReadTx& tx) { return export_post(tx, viewer, id, world.limits); });
  }
  static tests::Ask for_display_only() {
    tests::Ask ask;
    ask.marking.caveats.emplace().add(auth::Caveat::display_only);
    return ask;
  }

  tests::ForumWorld world;
};

TEST_F(Exporting, takes_along_what_its_reader_may_read) {
  auto const opened = world.open("officer1.fr", "open", "T").thread.public_id;
  world.reply("officer1.fr", opened, std::nullopt, {.audience = world.only({"fr", "ke"})});
  world.reply("officer1.es", opened);
  EXPECT_EQ(thread("officer1.ke", opened)->posts.size(), 3U);
  EXPECT_EQ(thread("officer1.es", opened)->posts.size(), 2U);
  auto const narrow = world.open("officer1.fr", "open", "T", {.audience = world.only({"fr"})});
  EXPECT_EQ(code_of(thread("officer1.es", narrow.thread.public_id)), ErrorCode::not_found);
  EXPECT_EQ(code_of(post("officer1.es", narrow.post.public_id)), ErrorCode::not_found);
}

TEST_F(Exporting, names_nobody_whom_the_attribution_hides) {
  auto const opened = world.open("officer1.fr", "open", "T").thread.public_id;
  auto const reply =
      world.reply("officer1.es", opened, std::nullopt, tests::attributed(auth::Attribution::chatham))
          .public_id;
  EXPECT_FALSE(post("officer1.ke", reply)->posts.front().post.source);
  EXPECT_FALSE(post("officer1.ke", reply)->posts.front().post.author);
}

TEST_F(Exporting, leaves_out_what_is_for_display_only) {
  auto const opened = world.open("officer1.fr", "open", "T").thread.public_id;
  auto const shown = world.reply("officer1.fr", opened, std::nullopt, for_display_only()).public_id;
  auto const exported = thread("officer1.ke", opened).value();
  ASSERT_EQ(exported.posts.size(), 2U);
  EXPECT_TRUE(exported.posts.back().is_withheld);
  EXPECT_TRUE(exported.posts.back().post.body.empty());
  EXPECT_TRUE(exported.posts.back().post.html.text.empty());
  EXPECT_EQ(code_of(post("officer1.ke", shown)), ErrorCode::display_only);
}

TEST_F(Exporting, of_a_thread_for_display_only_is_refused_with_all_that_stands_in_it) {
  auto const opened = world.open("officer1.fr", "open", "T", for_display_only()).thread.public_id;
  auto const reply = world.reply("officer1.ke", opened).public_id;
  EXPECT_EQ(code_of(thread("officer1.ke", opened)), ErrorCode::display_only);
  EXPECT_EQ(code_of(post("officer1.ke", reply)), ErrorCode::display_only);
}

TEST_F(Exporting, goes_on_past_a_page_and_ends_at_the_limit) {
  auto const opened = world.open("officer1.fr", "open", "T").thread.public_id;
  for (int i = 0; i < 120; ++i) world.reply("officer1.fr", opened);
  EXPECT_EQ(thread("officer1.ke", opened)->posts.size(), 121U);
  world.limits.exported_posts = 120;
  EXPECT_EQ(code_of(thread("officer1.ke", opened)), ErrorCode::export_too_large);
  world.limits.exported_posts = 121;
  world.limits.exported_bytes = 100;
  EXPECT_EQ(code_of(thread("officer1.ke", opened)), ErrorCode::export_too_large);
}

}  // namespace
}  // namespace forum
