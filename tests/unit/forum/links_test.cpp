// Which threads link to which, as each reader may know.
#include "forum/links.hpp"

#include <gtest/gtest.h>

#include "tests/support/forum_world.hpp"

namespace forum {
namespace {

using tests::Ask;
using tests::ForumWorld;

std::string link_to(base::PublicId const& thread) {
  return "See [there](/threads/" + base::to_string(thread) + ").";
}

class Links : public testing::Test {
 protected:
  ForumWorld world;
  base::PublicId target = world.open("officer1.fr", "open", "Target").thread.public_id;

  ThreadLinks links(std::string_view who, base::PublicId const& thread) {
    return world
        .read([&](storage::ReadTx& tx) { return load_thread_links(tx, world.viewer(tx, who), thread); })
        .value();
  }
  // "Title (posts)" of each, in order.
  std::string from(std::string_view who, base::PublicId const& thread) {
    return told(links(who, thread).from);
  }
  std::string to(std::string_view who, base::PublicId const& thread) { return told(links(who, thread).to); }
  Ask among(std::initializer_list<std::string_view> organisations, std::string const& body) {
    Ask ask = tests::text(body);
    ask.audience = world.only(organisations);
    return ask;
  }

 private:
  static std::string told(std::vector<LinkedThread> const& threads) {
    std::string text;
    for (auto const& thread : threads) text += thread.title + " (" + std::to_string(thread.posts) + ") ";
    return text;
  }
};

TEST_F(Links, are_shown_at_both_ends) {
  auto const first =
      world.open("officer1.ke", "open", "First", tests::text(link_to(target))).thread.public_id;
  auto const second = world.open("officer1.ke", "open", "Second").thread.public_id;
  world.reply("officer1.br", second, {}, tests::text(link_to(target)));
  world.reply("officer1.br", second, {}, tests::text(link_to(target) + " " + link_to(target)));
  EXPECT_EQ(from("officer1.es", target), "Second (2) First (1) ");
  EXPECT_EQ(to("officer1.es", first), "Target (1) ");
  EXPECT_EQ(from("officer1.es", first), "");
  world.reply("officer1.fr", target, {}, tests::text(link_to(target)));
  EXPECT_EQ(from("officer1.es", target), "Second (2) First (1) ") << "not those to itself";
}

TEST_F(Links, from_what_is_hidden_are_not_there) {
  world.open("officer1.ke", "open", "Hidden", among({"ke", "fr"}, link_to(target)));
  auto const mixed =
      world.open("officer1.ke", "open", "Mixed", tests::text(link_to(target))).thread.public_id;
  world.reply("officer1.ke", mixed, {}, among({"ke", "fr"}, link_to(target)));
  EXPECT_EQ(from("officer1.fr", target), "Mixed (2) Hidden (1) ");
  EXPECT_EQ(from("officer1.br", target), "Mixed (1) ") << "counts are the viewer's own";
  world.deny("ke", {"br"});
  EXPECT_EQ(from("officer1.br", target), "");
}

TEST_F(Links, to_what_is_hidden_have_no_title) {
  auto const hidden = world.open("officer1.fr", "open", "Hidden", among({"ke", "fr"}, "x")).thread.public_id;
  auto const body = link_to(hidden) + " " + link_to(base::make_public_id(world.random));
  auto const open = world.open("officer1.ke", "open", "Open", tests::text(body)).thread.public_id;
  EXPECT_EQ(to("officer1.fr", open), "Hidden (1) ");
  EXPECT_EQ(to("officer1.br", open), "");
}

TEST_F(Links, change_with_the_text_and_go_with_the_post) {
  auto const thread = world.open("officer1.ke", "open", "Linking").thread.public_id;
  auto const post = world.reply("officer1.ke", thread, {}, tests::text(link_to(target))).public_id;
  EXPECT_EQ(from("officer1.br", target), "Linking (1) ");
  ASSERT_TRUE(world.edit("officer1.ke", post, 1, "No more."));
  EXPECT_EQ(from("officer1.br", target), "");
  ASSERT_TRUE(world.edit("officer1.ke", post, 2, link_to(target)));
  EXPECT_EQ(from("officer1.br", target), "Linking (1) ");
  ASSERT_TRUE(world.withdraw("officer1.ke", post));
  EXPECT_EQ(from("officer1.br", target), "");
}

TEST_F(Links, of_what_awaits_release_are_there_once_it_is_released) {
  auto strict = tests::at_level(auth::Level::restricted);
  strict.body = link_to(target);
  auto const post = world.open("officer1.ke", "open", "Strict", strict).post.public_id;
  EXPECT_EQ(from("officer1.br", target), "");
  EXPECT_EQ(from("officer1.ke", target), "Strict (1) ");
  ASSERT_TRUE(world.release("coordinator.ke", post));
  EXPECT_EQ(from("officer1.br", target), "Strict (1) ");
}

TEST_F(Links, are_shown_and_kept_in_a_limited_number) {
  std::string body;
  for (int i = 0; i <= kLinksShown; ++i) {
    body += link_to(world.open("officer1.ke", "open", "T", tests::text(link_to(target))).thread.public_id);
  }
  EXPECT_EQ(links("officer1.br", target).from.size(), static_cast<std::size_t>(kLinksShown));
  auto const all = world.open("officer1.ke", "open", "All", tests::text(body)).thread.public_id;
  EXPECT_EQ(links("officer1.br", all).to.size(), kLinksKept);
}

TEST(LinksIn, are_those_to_threads_of_this_forum) {
  base::SeededRandom random(4);
  auto const thread = base::make_public_id(random);
  auto const id = base::to_string(thread);
  auto const count = [](std::string const& body) { return links_in(render_markdown(body)).size(); };
  EXPECT_EQ(links_in(render_markdown("[a](/threads/" + id + ")")), std::vector{thread});
  EXPECT_EQ(count("[a](/threads/" + id + "/posts/" + id + ") [b](/threads/" + id + ")"), 1U);
  for (std::string const& url :
       {"/threads/" + id + "/posts/x", "/threads/" + id + "?x", std::string("/threads/short"),
        "//threads/" + id, "/topics/" + id, "https://example.org/threads/" + id}) {
    EXPECT_EQ(count("[a](" + url + ")"), 0U) << url;
  }
}

}  // namespace
}  // namespace forum
