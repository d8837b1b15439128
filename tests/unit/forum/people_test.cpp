// A person as others see him: from what they may read, and nothing else.
#include "forum/people.hpp"

#include <gtest/gtest.h>

#include "tests/support/forum_world.hpp"

namespace forum {
namespace {

using base::ErrorCode;
using Ids = std::vector<base::PublicId>;

struct People : testing::Test {
  base::PublicId id(std::string_view who) {
    return world.read([&](storage::ReadTx& tx) { return world.viewer(tx, who).public_id; });
  }
  base::Result<Person> person(std::string_view viewer, std::string_view of) {
    auto const who = world.viewer(viewer);
    auto const person = id_of(of);
    return world.database.read_now(
        [&](storage::ReadTx& tx) { return load_person(tx, who, person, world.limits); });
  }
  base::Result<Page<Hit>> posts(std::string_view viewer, std::string_view of, PageRequest const& page = {}) {
    auto const who = world.viewer(viewer);
    auto const person = id_of(of);
    return world.database.read_now(
        [&](storage::ReadTx& tx) { return load_person_posts(tx, who, person, page); });
  }
  Ids listed(std::string_view viewer, std::string_view of) {
    Ids ids;
    for (auto const& hit : posts(viewer, of).value().items) ids.push_back(hit.post.public_id);
    return ids;
  }
  // Of somebody who may have left since.
  base::PublicId id_of(std::string_view who) {
    auto const known = ids_.find(std::string(who));
    return known != ids_.end() ? known->second : ids_.emplace(who, id(who)).first->second;
  }
  void retire(std::string_view who) {
    world.write(
        [&](storage::WriteTx& tx) { auth::set_user_state(tx, world.user(who), auth::UserState::left); });
  }

  tests::ForumWorld world;
  base::PublicId thread = world.open("officer1.br", "open", "A question").thread.public_id;

 private:
  std::map<std::string, base::PublicId> ids_;
};

TEST_F(People, are_shown_with_what_the_viewer_may_read_of_theirs) {
  auto const first = world.reply("officer1.fr", thread).public_id;
  auto const second = world.reply("officer1.fr", thread).public_id;
  tests::Ask among;
  among.audience = world.only({"fr", "es"});
  auto const hidden = world.reply("officer1.fr", thread, {}, among).public_id;
  EXPECT_EQ(listed("officer1.br", "officer1.fr"), (Ids{second, first}));
  EXPECT_EQ(listed("officer1.es", "officer1.fr"), (Ids{hidden, second, first}));
  auto const told = person("officer1.br", "officer1.fr").value();
  EXPECT_EQ(told.posts, 2);
  EXPECT_EQ(told.organisation.id, world.organisation("fr"));
  EXPECT_EQ(person("officer1.es", "officer1.fr").value().posts, 3);
  world.deny("fr", {"br"});
  EXPECT_EQ(person("officer1.br", "officer1.fr").value().posts, 0);
  EXPECT_TRUE(listed("officer1.br", "officer1.fr").empty());
}

TEST_F(People, have_no_posts_that_do_not_name_them) {
  world.reply("officer1.fr", thread, {}, tests::attributed(auth::Attribution::chatham));
  world.reply("officer1.fr", thread, {}, tests::attributed(auth::Attribution::country));
  for (auto const* const who : {"officer1.es", "officer2.fr", "officer1.fr"}) {
    EXPECT_EQ(person(who, "officer1.fr").value().posts, 0) << who;
    EXPECT_TRUE(listed(who, "officer1.fr").empty()) << who;
  }
}

TEST_F(People, are_not_there_for_whoever_has_no_reason_to_know_of_them) {
  auto const named = world.reply("officer1.fr", thread).public_id;
  world.reply("officer2.fr", thread, {}, tests::attributed(auth::Attribution::chatham));
  id_of("officer1.fr");
  id_of("officer2.fr");
  retire("officer1.fr");
  retire("officer2.fr");
  EXPECT_EQ(listed("officer1.es", "officer1.fr"), Ids{named});
  EXPECT_TRUE(person("officer1.es", "officer1.fr").value().moderates.empty());
  EXPECT_EQ(tests::code_of(person("officer1.es", "officer2.fr")), ErrorCode::not_found);
  EXPECT_EQ(tests::code_of(posts("officer1.es", "officer2.fr")), ErrorCode::not_found);
  ASSERT_TRUE(world.withdraw("coordinator.fr", named));
  EXPECT_EQ(tests::code_of(person("officer1.es", "officer1.fr")), ErrorCode::not_found);
  EXPECT_EQ(tests::code_of(posts("officer1.es", "officer1.fr")), ErrorCode::not_found);
}

TEST_F(People, come_with_the_topics_in_which_they_keep_order) {
  auto const moderator = person("officer1.es", "moderator.ke").value();
  ASSERT_FALSE(moderator.moderates.empty());
  auto const topics = world.topics("officer1.es");
  for (auto const& topic : moderator.moderates)
    EXPECT_EQ(std::ranges::count(topics, topic.public_id, &Topic::public_id), 1);
}

TEST_F(People, have_their_posts_on_pages) {
  Ids written;
  for (int i = 0; i < 5; ++i) written.insert(written.begin(), world.reply("officer1.fr", thread).public_id);
  Ids read;
  PageRequest page{.limit = 2, .after = {}};
  do {
    auto const part = posts("officer1.br", "officer1.fr", page).value();
    for (auto const& hit : part.items) read.push_back(hit.post.public_id);
    page.after = part.next;
  } while (page.after);
  EXPECT_EQ(read, written);
}

}  // namespace
}  // namespace forum
