// Bookmarks: one's own, and only of what one may read.
#include "forum/bookmarks.hpp"

#include <gtest/gtest.h>

#include "forum/erasures.hpp"
#include "forum/forget_person.hpp"
#include "tests/support/forum_world.hpp"

namespace forum {
namespace {

using base::ErrorCode;
using tests::code_of;
using Ids = std::vector<base::PublicId>;

class Bookmarks : public testing::Test {
 protected:
  base::Result<void> keep(std::string_view who, base::PublicId const& post,
                          std::string const& note = "Mine") {
    auto const viewer = world.viewer(who);
    return world.try_write(
        [&](storage::WriteTx& tx) { return keep_bookmark(tx, viewer, post, note, limits); });
  }
  Ids kept(std::string_view who, BookmarkFilter const& filter = {}, int limit = 100) {
    auto const viewer = world.viewer(who);
    Ids posts;
    PageRequest page{.limit = limit, .after = {}};
    do {
      auto const part =
          world.database
              .read_now([&](storage::ReadTx& tx) { return load_bookmarks(tx, viewer, filter, page); })
              .value();
      for (auto const& one : part.items) posts.push_back(one.post.public_id);
      page.after = part.next;
    } while (page.after);
    return posts;
  }
  Ids noted(std::string_view who, std::string const& words) {
    return kept(who, {.words = words, .topic = {}, .post = {}});
  }

  tests::ForumWorld world;
  KeepingLimits limits;
  Opened thread = world.open("officer1.fr", "open", "Seizure of vessels");
  base::PublicId first = thread.post.public_id;
};

TEST_F(Bookmarks, are_listed_the_last_kept_first_and_found_by_note_and_title) {
  auto const second = world.reply("officer1.es", thread.thread.public_id).public_id;
  auto const quiet = world.open("officer1.es", "quiet", "Elsewhere").post.public_id;
  for (auto const& post : {first, second, quiet}) ASSERT_TRUE(keep("officer1.ke", post));
  EXPECT_EQ(kept("officer1.ke"), (Ids{quiet, second, first}));
  EXPECT_EQ(kept("officer1.ke", {}, 1), (Ids{quiet, second, first}));
  EXPECT_EQ(kept("officer2.ke"), Ids{}) << "they are one person's";
  ASSERT_TRUE(keep("officer1.ke", first, "Décision de la Cour"));
  EXPECT_EQ(kept("officer1.ke"), (Ids{quiet, second, first})) << "another note moves nothing";
  EXPECT_EQ(noted("officer1.ke", "cour decis"), Ids{first});
  EXPECT_EQ(noted("officer1.ke", "vessel"), (Ids{second, first}));
  EXPECT_EQ(noted("officer1.ke", "vessel mine"), Ids{second});
  EXPECT_EQ(kept("officer1.ke", {.words = {}, .topic = world.topic("quiet"), .post = {}}), Ids{quiet});
  EXPECT_EQ(kept("officer1.ke", {.words = {}, .topic = {}, .post = second}), Ids{second});
}

TEST_F(Bookmarks, of_what_may_not_be_read_are_as_if_they_had_never_been) {
  ASSERT_TRUE(keep("officer1.ke", first));
  world.deny("fr", {"ke"});
  EXPECT_EQ(kept("officer1.ke"), Ids{});
  EXPECT_EQ(code_of(keep("officer1.ke", first)), ErrorCode::not_found);
  EXPECT_EQ(code_of(keep("officer1.ke", base::PublicId{})), ErrorCode::not_found);
}

TEST_F(Bookmarks, are_limited_in_number_by_those_that_are_shown) {
  limits.bookmarks = 1;
  ASSERT_TRUE(keep("officer1.ke", first));
  EXPECT_TRUE(keep("officer1.ke", first, "Again")) << "it is one";
  auto const other = world.open("officer1.es", "open", "Another").post.public_id;
  EXPECT_EQ(keep("officer1.ke", other).error().fields,
            (std::vector<base::FieldError>{{"/note", base::FieldCode::too_many}}));
  world.deny("fr", {"ke"});
  EXPECT_TRUE(keep("officer1.ke", other)) << "what he does not see fills nothing";
}

TEST_F(Bookmarks, go_with_the_person_and_with_the_text) {
  ASSERT_TRUE(keep("officer1.ke", first));
  auto const other = world.reply("unit.ipsg", thread.thread.public_id).public_id;
  ASSERT_TRUE(keep("officer1.br", other));
  world.write([&](storage::WriteTx& tx) {
    forget_person(tx, world.user("officer1.ke"));
    return 0;
  });
  EXPECT_EQ(kept("officer1.ke"), Ids{});
  auto const unit = world.viewer("unit.ipsg");
  ASSERT_TRUE(world.try_write([&](storage::WriteTx& tx) {
    return ask_erasure(tx, unit, other, {"It names a witness.", 1}, {}, {world.random, world.limits});
  }));
  EXPECT_EQ(kept("officer1.br"), Ids{});
}

}  // namespace
}  // namespace forum
