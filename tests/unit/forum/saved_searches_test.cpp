// Saved searches, and who is told of what they find.
#include "forum/saved_searches.hpp"

#include <gtest/gtest.h>

#include "forum/forget_person.hpp"
#include "forum/found_posts.hpp"
#include "forum/notifications.hpp"
#include "forum/search.hpp"
#include "tests/support/forum_world.hpp"

namespace forum {
namespace {

using base::ErrorCode;
using base::FieldCode;
using base::FieldError;
using tests::code_of;
using tests::text;
using Ids = std::vector<base::PublicId>;

class SavedSearches : public testing::Test {
 protected:
  base::Result<SavedSearch> save(std::string_view who, std::string const& query, bool tells = true,
                                 std::string const& name = "Mine") {
    auto const viewer = world.viewer(who);
    return world.try_write([&](storage::WriteTx& tx) {
      return save_search(tx, viewer, {name, query, tells}, limits, of_query, world.random);
    });
  }
  base::Result<SavedSearch> edit(std::string_view who, base::PublicId const& search,
                                 SavedSearchEdit const& wish) {
    auto const viewer = world.viewer(who);
    return world.try_write(
        [&](storage::WriteTx& tx) { return edit_saved_search(tx, viewer, search, wish, limits); });
  }
  std::vector<std::string> names(std::string_view who) {
    auto const viewer = world.viewer(who);
    std::vector<std::string> list;
    for (auto const& one : world.read([&](storage::ReadTx& tx) { return load_saved_searches(tx, viewer); }))
      list.push_back(one.name);
    return list;
  }
  // As the server does after each publication; one search at a time.
  void tell() {
    for (;;) {
      auto const post = world.read(next_new_post);
      if (!post) return;
      std::vector<auth::UserId> finders;
      SavedSearchId after{0};
      for (bool is_over = false; !is_over;) {
        auto const part = world.read(
            [&](storage::ReadTx& tx) { return find_new_post(tx, *post, after, 1, of_query, world.now); });
        finders.insert(finders.end(), part.finders.begin(), part.finders.end());
        after = part.last;
        is_over = part.is_over;
      }
      world.write([&](storage::WriteTx& tx) {
        tell_finders(tx, *post, finders);
        return 0;
      });
    }
  }
  // The posts that somebody's saved searches have told him of.
  Ids told(std::string_view who) {
    tell();
    auto const viewer = world.viewer(who);
    auto const news = world.database
                          .read_now([&](storage::ReadTx& tx) {
                            return load_notifications(tx, viewer, NotificationFilter::all, {}, world.limits);
                          })
                          .value();
    Ids posts;
    for (auto const& one : news.page.items) {
      if (one.type == NotificationType::found) posts.push_back(one.post);
    }
    EXPECT_EQ(static_cast<std::size_t>(news.unread), news.page.items.size());
    return posts;
  }

  tests::ForumWorld world;
  KeepingLimits limits;
  SearchLimits of_query;
};

TEST_F(SavedSearches, are_kept_renamed_and_removed_by_their_owner_alone) {
  auto const first = save("officer1.ke", "seizure", false, " Seizures ").value();
  ASSERT_TRUE(save("officer1.ke", "vessel", false, "Vessels"));
  EXPECT_EQ(names("officer1.ke"), (std::vector<std::string>{"Seizures", "Vessels"}));
  EXPECT_TRUE(names("officer2.ke").empty());
  EXPECT_EQ(code_of(edit("officer2.ke", first.public_id, {"Theirs", {}})), ErrorCode::not_found);
  ASSERT_TRUE(edit("officer1.ke", first.public_id, {"Renamed", true}));
  EXPECT_EQ(names("officer1.ke").front(), "Renamed");
  auto const viewer = world.viewer("officer1.ke");
  auto const remove = [&] {
    return code_of(world.try_write(
        [&](storage::WriteTx& tx) { return remove_saved_search(tx, viewer, first.public_id); }));
  };
  EXPECT_EQ(remove(), ErrorCode::internal_error);
  EXPECT_EQ(remove(), ErrorCode::not_found);
}

TEST_F(SavedSearches, that_do_not_fit_say_why) {
  auto const fault = [](auto const& result) { return result.error().fields; };
  using Faults = std::vector<FieldError>;
  EXPECT_EQ(fault(save("officer1.ke", "x", false, " ")), (Faults{{"/name", FieldCode::empty}}));
  EXPECT_EQ(fault(save("officer1.ke", "x", false, std::string(81, 'n'))),
            (Faults{{"/name", FieldCode::too_long}}));
  EXPECT_EQ(fault(save("officer1.ke", "colour:red")), (Faults{{"/q", FieldCode::unknown_field}}));
  EXPECT_EQ(fault(save("officer1.ke", "***")), (Faults{{"/q", FieldCode::empty}}));
  limits.told_searches = 1;
  limits.saved_searches = 2;
  auto const telling = save("officer1.ke", "one").value();
  EXPECT_EQ(fault(save("officer1.ke", "two")), (Faults{{"/tells", FieldCode::too_many}}));
  auto const quiet = save("officer1.ke", "two", false).value();
  EXPECT_EQ(fault(edit("officer1.ke", quiet.public_id, {{}, true})),
            (Faults{{"/tells", FieldCode::too_many}}));
  EXPECT_TRUE(edit("officer1.ke", telling.public_id, {{}, true})) << "it is the one";
  EXPECT_EQ(fault(save("officer1.ke", "three", false)), (Faults{{"/name", FieldCode::too_many}}));
}

TEST_F(SavedSearches, tell_of_each_new_post_that_they_find_once) {
  auto const before = world.open("officer1.fr", "open", "Of saffron", text("Nothing."));
  ASSERT_TRUE(save("officer1.ke", "saffron"));
  ASSERT_TRUE(save("officer1.ke", "saffron country:es", true, "The same"));
  ASSERT_TRUE(save("officer1.br", "saffron", false));
  EXPECT_EQ(told("officer1.ke"), Ids{}) << "what is there already is no news";
  auto const thread = before.thread.public_id;
  auto const hit = world.reply("officer1.es", thread, {}, text("Some saffron.")).public_id;
  world.reply("officer1.es", thread, {}, text("Some sorrel."));
  world.reply("officer1.ke", thread, {}, text("My own saffron."));
  EXPECT_EQ(told("officer1.ke"), Ids{hit});
  EXPECT_EQ(told("officer1.br"), Ids{}) << "he did not wish to be told";
  auto const titled = world.open("officer1.br", "quiet", "Saffron in titles", text("x")).post.public_id;
  EXPECT_EQ(told("officer1.ke"), (Ids{titled, hit}));
  EXPECT_FALSE(world.read(next_new_post));
}

TEST_F(SavedSearches, tell_of_nothing_that_may_not_be_read_when_it_is_published_or_when_it_is_shown) {
  ASSERT_TRUE(save("officer1.ke", "saffron"));
  world.open("officer1.fr", "open", "Among us", {.body = "saffron", .audience = world.only({"fr", "es"})});
  EXPECT_EQ(told("officer1.ke"), Ids{});
  auto const shown = world.open("officer1.fr", "open", "For all", text("saffron")).post.public_id;
  EXPECT_EQ(told("officer1.ke"), Ids{shown});
  world.deny("fr", {"ke"});
  EXPECT_EQ(told("officer1.ke"), Ids{});
}

TEST_F(SavedSearches, tell_of_a_post_when_it_is_released) {
  ASSERT_TRUE(save("officer1.ke", "\"some text\""));
  auto const thread = world.open("officer1.fr", "open", "A thread", text("x")).thread.public_id;
  auto const post =
      world.reply("officer1.fr", thread, {}, tests::at_level(auth::Level::restricted)).public_id;
  EXPECT_EQ(told("officer1.ke"), Ids{});
  ASSERT_TRUE(world.release("coordinator.fr", post));
  EXPECT_EQ(told("officer1.ke"), Ids{post});
}

TEST_F(SavedSearches, go_with_the_person) {
  ASSERT_TRUE(save("officer1.ke", "saffron"));
  world.write([&](storage::WriteTx& tx) {
    forget_person(tx, world.user("officer1.ke"));
    return 0;
  });
  EXPECT_TRUE(names("officer1.ke").empty());
}

}  // namespace
}  // namespace forum
