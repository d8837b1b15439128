// What a draft said before.
#include "forum/draft_versions.hpp"

#include <gtest/gtest.h>

#include "tests/support/forum_world.hpp"

namespace forum {
namespace {

using base::ErrorCode;
using tests::code_of;
using namespace std::chrono_literals;
using Texts = std::vector<std::string>;

class DraftVersions : public testing::Test {
 protected:
  void save(std::string const& body, std::optional<std::string> const& title = std::nullopt) {
    Draft const draft{.context = context,
                      .title = title,
                      .body = body,
                      .marking = {},
                      .audience = {},
                      .language = {},
                      .saved_at = {}};
    auto const viewer = world.viewer("officer1.fr");
    ASSERT_TRUE(world.try_write(
        [&](storage::WriteTx& tx) { return save_draft_version(tx, viewer, draft, world.limits, limits); }));
    world.now += 3s;
  }
  base::Result<Texts> versions(std::string_view who = "officer1.fr", int limit = 100) {
    auto const viewer = world.viewer(who);
    Texts texts;
    PageRequest page{.limit = limit, .after = {}};
    do {
      auto const part = world.database.read_now(
          [&](storage::ReadTx& tx) { return load_draft_versions(tx, viewer, context, page); });
      if (!part) return part.error();
      for (auto const& version : part->items) texts.push_back(version.body);
      page.after = part->next;
    } while (page.after);
    return texts;
  }
  std::optional<DraftPlace> place_of(std::string_view who, DraftContext const& where) {
    auto const viewer = world.viewer(who);
    return world.read([&](storage::ReadTx& tx) { return find_draft_place(tx, viewer, where); });
  }

  tests::ForumWorld world;
  KeepingLimits limits;
  DraftContext const context{DraftContext::Kind::topic, world.topic("open")};
  std::string const written = std::string(150, 'a') + " and its end";
};

TEST_F(DraftVersions, are_kept_where_much_of_a_text_goes_and_not_of_every_letter) {
  save(written);
  save(written + ", which goes on");
  save(written.substr(0, written.size() - 3));
  EXPECT_EQ(versions().value(), Texts{});
  save("Something else.");
  EXPECT_EQ(versions().value(), Texts{written.substr(0, written.size() - 3)});
  save("");
  EXPECT_EQ(versions().value(), (Texts{"Something else.", written.substr(0, written.size() - 3)}))
      << "all of it is much, however little it was";
  EXPECT_EQ(versions("officer2.fr").error().code, ErrorCode::not_found) << "they are one person's";
}

TEST_F(DraftVersions, are_kept_every_few_minutes_of_a_text_that_only_grows) {
  std::string text(kFirstVersion, 'a');
  for (int i = 0; i < 300; ++i) save(text += "b");
  auto const kept = versions("officer1.fr", 1).value();
  EXPECT_EQ(kept.size(), 4U) << "fifteen minutes";
  EXPECT_EQ(kept.back().size(), kFirstVersion + 1);
}

TEST_F(DraftVersions, are_a_limited_number_and_the_oldest_are_thinned_out) {
  limits.draft_versions = 5;
  for (int i = 0; i < 40; ++i) save(std::string(200, static_cast<char>('a' + i % 26)) + std::to_string(i));
  auto const kept = versions().value();
  ASSERT_EQ(kept.size(), 5U);
  EXPECT_TRUE(kept.front().ends_with("38"));
  EXPECT_FALSE(kept[3].ends_with("35")) << "not merely the last of them";
  EXPECT_EQ(kept.back(), std::string(200, 'a') + "0");
}

TEST_F(DraftVersions, end_with_their_draft_which_an_empty_text_without_them_is_not) {
  save("Hm");
  save(written);
  save("Other words.");
  ASSERT_EQ(versions().value().size(), 1U);
  world.write([&](storage::WriteTx& tx) {
    delete_draft(tx, world.viewer(tx, "officer1.fr"), context);
    return 0;
  });
  EXPECT_EQ(versions().error().code, ErrorCode::not_found);
  save("");
  EXPECT_EQ(versions().error().code, ErrorCode::not_found);
  save("Anew");
  EXPECT_EQ(versions().value(), Texts{}) << "nothing of the former comes back";
}

TEST_F(DraftVersions, belong_where_their_writer_still_reads) {
  auto const thread = world.open("officer1.es", "open", "Seizure of vessels");
  auto const post = thread.post.public_id;
  auto const reply = place_of("officer1.fr", {DraftContext::Kind::reply, post});
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->title, "Seizure of vessels");
  EXPECT_EQ(reply->thread, thread.thread.public_id);
  EXPECT_EQ(reply->post, post);
  EXPECT_EQ(place_of("officer1.fr", {DraftContext::Kind::thread, thread.thread.public_id})->post, post);
  EXPECT_FALSE(place_of("officer1.fr", context)->thread);
  world.deny("es", {"fr"});
  EXPECT_FALSE(place_of("officer1.fr", {DraftContext::Kind::reply, post}));
  EXPECT_FALSE(place_of("officer1.fr", {DraftContext::Kind::thread, thread.thread.public_id}));
}

TEST(LeastMissed, is_the_version_that_is_close_to_others_for_its_age) {
  auto const at = [](int minutes) { return base::Timestamp{} + std::chrono::minutes{minutes}; };
  EXPECT_EQ(least_missed(std::vector{at(0), at(100), at(101), at(200)}, at(201)), 1U);
  EXPECT_EQ(least_missed(std::vector{at(0), at(200)}, at(201)), 0U);
}

}  // namespace
}  // namespace forum
