#include <gtest/gtest.h>

#include "tests/support/forum_world.hpp"

namespace forum {
namespace {

using base::ErrorCode;
using tests::Ask;
using tests::code_of;
using tests::ForumWorld;

std::vector<std::string> bodies(tests::PostList const& page) {
  std::vector<std::string> bodies;
  for (auto const& post : page.items) bodies.push_back(post.body);
  return bodies;
}

std::vector<int> depths(tests::PostList const& page) {
  std::vector<int> depths;
  for (auto const& post : page.items) depths.push_back(post.depth);
  return depths;
}

using Bodies = std::vector<std::string>;

// root ─┬─ a ─┬─ a1 ── a11
//       │     └─ a2
//       └─ b
struct Tree {
  explicit Tree(ForumWorld& world, Ask const& of_a = {}) {
    auto const opened = world.open("officer1.fr", "open", "T", tests::text("root"));
    thread = opened.thread.public_id;
    Ask everybody;  // also where the post above is narrower
    everybody.audience.emplace();
    auto const add = [&](std::string_view body, std::optional<base::PublicId> parent, Ask ask) {
      ask.body = body;
      return world.reply("officer1.fr", thread, parent, ask).public_id;
    };
    a = add("a", std::nullopt, of_a);
    b = add("b", std::nullopt, everybody);
    a1 = add("a1", a, everybody);
    a11 = add("a11", a1, everybody);
    a2 = add("a2", a, everybody);
  }
  base::PublicId thread, a, b, a1, a11, a2;
};

TEST(LoadPosts, comes_depth_first_and_oldest_first) {
  ForumWorld world;
  Tree const tree(world);
  auto const page = world.posts("officer1.ke", tree.thread).value();
  EXPECT_EQ(bodies(page), (Bodies{"root", "a", "a1", "a11", "a2", "b"}));
  EXPECT_EQ(depths(page), (std::vector{0, 1, 2, 3, 2, 1}));
  EXPECT_EQ(page.items[3].parent, tree.a1);
  EXPECT_EQ(page.items[4].parent, tree.a);
  EXPECT_FALSE(page.next);
  EXPECT_FALSE(page.previous);
}

TEST(LoadPosts, shows_no_gap_where_a_parent_may_not_be_read) {
  ForumWorld world;
  Ask secret;
  secret.audience = world.only({"fr"});
  Tree const tree(world, secret);
  auto const page = world.posts("officer1.ke", tree.thread).value();
  EXPECT_EQ(bodies(page), (Bodies{"root", "a1", "a11", "a2", "b"}));
  EXPECT_EQ(depths(page), (std::vector{0, 1, 2, 1, 1}));
  EXPECT_EQ(page.items[1].parent, page.items[0].public_id);
  EXPECT_EQ(world.post("officer1.ke", tree.a11)->depth, 2);
  EXPECT_EQ(world.post("officer1.fr", tree.a11)->depth, 3);
}

TEST(LoadPosts, pages_forward_and_back_in_the_same_steps) {
  ForumWorld world;
  Tree const tree(world);
  auto const first = world.posts("officer1.ke", tree.thread, {2, std::nullopt}).value();
  EXPECT_EQ(bodies(first), (Bodies{"root", "a"}));
  EXPECT_FALSE(first.previous);
  auto const second = world.posts("officer1.ke", tree.thread, {2, first.next}).value();
  EXPECT_EQ(bodies(second), (Bodies{"a1", "a11"}));
  EXPECT_EQ(depths(second), (std::vector{2, 3}));
  EXPECT_EQ(second.items[0].parent, tree.a);
  EXPECT_EQ(second.previous, "");
  auto const third = world.posts("officer1.ke", tree.thread, {2, second.next}).value();
  EXPECT_EQ(bodies(third), (Bodies{"a2", "b"}));
  EXPECT_FALSE(third.next);
  auto const back = world.posts("officer1.ke", tree.thread, {2, third.previous}).value();
  EXPECT_EQ(bodies(back), bodies(second));
  EXPECT_EQ(bodies(world.posts("officer1.ke", tree.thread, {2, back.previous}).value()), bodies(first));
}

TEST(LoadPosts, finds_the_page_around_a_post) {
  ForumWorld world;
  Tree const tree(world);
  auto const around = [&](base::PublicId const& post) {
    return world.posts("officer1.ke", tree.thread, {2, std::nullopt}, post);
  };
  EXPECT_EQ(bodies(around(tree.a).value()), (Bodies{"root", "a"}));
  EXPECT_EQ(bodies(around(tree.a11).value()), (Bodies{"a1", "a11"}));
  EXPECT_EQ(bodies(around(tree.b).value()), (Bodies{"a2", "b"}));
  auto const other = world.open("officer1.fr", "open", "U");
  EXPECT_EQ(code_of(around(other.post.public_id)), ErrorCode::not_found);
}

TEST(LoadPosts, takes_no_cursor_of_another_thread) {
  ForumWorld world;
  Tree const tree(world);
  auto const cursor = world.posts("officer1.ke", tree.thread, {2, std::nullopt})->next;
  auto const other = world.open("officer1.fr", "open", "U");
  EXPECT_EQ(code_of(world.posts("officer1.ke", other.thread.public_id, {2, cursor})),
            ErrorCode::invalid_query);
  EXPECT_EQ(code_of(world.posts("officer1.ke", tree.thread, {2, "abc"})), ErrorCode::invalid_query);
}

TEST(LoadPosts, hides_what_a_source_denies) {
  ForumWorld world;
  Tree const tree(world);
  world.reply("officer1.es", tree.thread, tree.a1, tests::text("from Spain"));
  EXPECT_EQ(world.posts("officer1.ke", tree.thread)->items.size(), 7U);
  world.deny("es", {"ke"});
  EXPECT_EQ(world.posts("officer1.ke", tree.thread)->items.size(), 6U);
  EXPECT_EQ(world.thread("officer1.ke", tree.thread)->posts, 6);
  world.deny("fr", {"ke"});
  EXPECT_EQ(code_of(world.posts("officer1.ke", tree.thread)), ErrorCode::not_found);
}

TEST(LoadPosts, hides_what_has_expired) {
  ForumWorld world;
  auto const thread = world.open("officer1.fr", "open", "T").thread.public_id;
  Ask passing;
  passing.marking.expires_on = world.now + std::chrono::hours(1);
  world.reply("officer1.fr", thread, std::nullopt, passing);
  EXPECT_EQ(world.thread("officer1.ke", thread)->posts, 2);
  world.now += std::chrono::hours(1);
  EXPECT_EQ(world.thread("officer1.ke", thread)->posts, 1);
  EXPECT_EQ(world.posts("officer1.ke", thread)->items.size(), 1U);
}

TEST(Attribution, names_country_or_nobody_except_to_the_source_itself) {
  ForumWorld world;
  auto const thread = world.open("officer1.fr", "open", "T").thread.public_id;
  auto const country =
      world.reply("officer1.ke", thread, std::nullopt, tests::attributed(auth::Attribution::country))
          .public_id;
  auto const chatham =
      world.reply("officer1.ke", thread, std::nullopt, tests::attributed(auth::Attribution::chatham))
          .public_id;
  EXPECT_EQ(world.post("officer1.fr", country)->source->country, "KE");
  EXPECT_FALSE(world.post("officer1.fr", country)->author);
  EXPECT_FALSE(world.post("officer1.fr", chatham)->source);
  EXPECT_FALSE(world.post("officer1.fr", chatham)->author);
  EXPECT_TRUE(world.post("officer2.ke", country)->author);
  EXPECT_TRUE(world.post("officer2.ke", chatham)->source);
  EXPECT_TRUE(world.post("officer2.ke", chatham)->author);

  ASSERT_TRUE(world.edit("officer1.ke", chatham, 1, "Another text."));
  auto const revisions = world.database.read_now(
      [&](storage::ReadTx& tx) { return load_revisions(tx, world.viewer(tx, "officer1.fr"), chatham, {}); });
  ASSERT_EQ(revisions->items.size(), 2U);
  EXPECT_FALSE(revisions->items[0].author);
  EXPECT_FALSE(revisions->items[1].author);
}

TEST(LoadPosts, ends_a_page_of_very_long_texts_early_and_leaves_none_out) {
  ForumWorld world;
  auto const opened = world.open("officer1.fr", "open", "T");
  auto const thread = opened.thread.public_id;
  auto const reply = world.reply("officer1.fr", thread).public_id;
  auto const long_text = [](int number) { return std::to_string(number) + std::string(199'990, '"'); };
  for (int i = 1; i <= 5; ++i) ASSERT_TRUE(world.edit("officer1.fr", reply, i, long_text(i)));
  for (int i = 0; i < 3; ++i) world.reply("officer1.fr", thread, std::nullopt, tests::text(long_text(i)));

  std::size_t posts = 0;
  PageRequest page{100, std::nullopt};
  do {
    auto const part = world.posts("officer1.ke", thread, page);
    EXPECT_GE(part->items.size(), 1U);
    EXPECT_LT(part->items.size(), 5U);
    posts += part->items.size();
    page.after = part->next;
  } while (page.after);
  EXPECT_EQ(posts, 5U);

  std::vector<int> versions;
  do {
    auto const part = world.database.read_now([&](storage::ReadTx& tx) {
      return load_revisions(tx, world.viewer(tx, "officer1.ke"), reply, page);
    });
    EXPECT_LT(part->items.size(), 5U);
    for (auto const& revision : part->items) versions.push_back(revision.version);
    page.after = part->next;
  } while (page.after);
  EXPECT_EQ(versions, (std::vector<int>{6, 5, 4, 3, 2, 1}));
}

TEST(EditPost, keeps_the_former_text_as_a_revision) {
  ForumWorld world;
  auto const post = world.open("officer1.fr", "open", "T", tests::text("one")).post.public_id;
  world.now += std::chrono::minutes(1);
  auto const edited = world.edit("officer1.fr", post, 1, "two").value();
  EXPECT_EQ(edited.version, 2);
  EXPECT_EQ(edited.edited_at, world.now);
  ASSERT_TRUE(world.edit("coordinator.fr", post, 2, "three"));
  auto const load = [&](PageRequest const& page) {
    return world.database
        .read_now([&](storage::ReadTx& tx) {
          return load_revisions(tx, world.viewer(tx, "officer1.ke"), post, page);
        })
        .value();
  };
  auto const all = load({});
  ASSERT_EQ(all.items.size(), 3U);
  EXPECT_EQ(all.items[0].body, "three");
  EXPECT_EQ(all.items[0].author->name, "Person coordinator.fr");
  EXPECT_EQ(all.items[1].body, "two");
  EXPECT_EQ(all.items[2].body, "one");
  EXPECT_EQ(all.items[2].html.text, "<p dir=\"auto\">one</p>\n");
  EXPECT_FALSE(all.next);
  auto const first = load({2, std::nullopt});
  EXPECT_EQ(first.items.size(), 2U);
  auto const rest = load({2, first.next});
  ASSERT_EQ(rest.items.size(), 1U);
  EXPECT_EQ(rest.items[0].version, 1);
  EXPECT_FALSE(rest.next);
}

TEST(EditPost, tells_of_no_text_that_was_never_released) {
  ForumWorld world;
  auto const thread = world.open("officer1.fr", "open", "T").thread.public_id;
  auto ask = tests::at_level(auth::Level::restricted);
  ask.body = "one";
  auto const post = world.reply("officer1.ke", thread, std::nullopt, ask).public_id;
  auto const texts = [&](std::string_view who) {
    auto const revisions = world.database.read_now(
        [&](storage::ReadTx& tx) { return load_revisions(tx, world.viewer(tx, who), post, {}); });
    Bodies texts;
    for (auto const& revision : revisions->items) texts.push_back(revision.body);
    return texts;
  };
  world.now += std::chrono::minutes(1);
  ASSERT_TRUE(world.edit("officer1.ke", post, 1, "two"));
  EXPECT_EQ(texts("coordinator.ke"), (Bodies{"two", "one"}));
  world.now += std::chrono::minutes(1);
  ASSERT_TRUE(world.release("coordinator.ke", post));
  EXPECT_EQ(texts("officer1.fr"), (Bodies{"two"}));
  world.now += std::chrono::minutes(1);
  ASSERT_TRUE(world.edit("coordinator.ke", post, 2, "three"));
  EXPECT_EQ(texts("officer1.fr"), (Bodies{"three", "two"}));
}

TEST(EditPost, loses_a_race_and_repeats_without_a_trace) {
  ForumWorld world;
  auto const post = world.open("officer1.fr", "open", "T", tests::text("one")).post.public_id;
  ASSERT_TRUE(world.edit("officer1.fr", post, 1, "two"));
  EXPECT_EQ(code_of(world.edit("officer1.fr", post, 1, "three")), ErrorCode::version_conflict);
  EXPECT_EQ(world.edit("officer1.fr", post, 1, "two")->version, 2);
  EXPECT_EQ(code_of(world.edit("officer1.ke", post, 2, "mine")), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(world.edit("moderator.ke", post, 2, "mine")), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(world.edit("officer1.fr", post, 2, " ")), ErrorCode::invalid_body);
}

TEST(EditPost, does_not_go_round_a_release) {
  ForumWorld world;
  auto const thread = world.open("officer1.fr", "open", "T").thread.public_id;
  auto const post =
      world.reply("officer1.ke", thread, std::nullopt, tests::at_level(auth::Level::restricted)).public_id;
  EXPECT_TRUE(world.edit("officer1.ke", post, 1, "Still waiting."));
  ASSERT_TRUE(world.release("coordinator.ke", post));
  ASSERT_TRUE(world.edit("officer1.ke", post, 2, "Something else."));
  EXPECT_EQ(world.post("officer1.fr", post)->body, "Still waiting.");
  EXPECT_TRUE(world.edit("coordinator.ke", post, 2, "Corrected."));
}

TEST(WithdrawPost, takes_the_post_from_everybody_and_leaves_its_answers) {
  ForumWorld world;
  Tree const tree(world);
  EXPECT_EQ(code_of(world.withdraw("officer1.ke", tree.a)), ErrorCode::not_permitted);
  ASSERT_TRUE(world.withdraw("officer1.fr", tree.a));
  EXPECT_EQ(code_of(world.post("officer1.fr", tree.a)), ErrorCode::not_found);
  EXPECT_EQ(bodies(world.posts("officer1.ke", tree.thread).value()),
            (Bodies{"root", "a1", "a11", "a2", "b"}));
  EXPECT_EQ(world.thread("officer1.ke", tree.thread)->posts, 5);
  EXPECT_EQ(code_of(world.withdraw("officer1.fr", tree.a)), ErrorCode::not_found);
}

TEST(WithdrawPost, takes_the_thread_with_its_first_post_unless_others_have_answered) {
  ForumWorld world;
  auto const alone = world.open("officer1.fr", "open", "T");
  world.reply("officer1.fr", alone.thread.public_id);
  ASSERT_TRUE(world.withdraw("officer1.fr", alone.post.public_id));
  EXPECT_EQ(code_of(world.thread("officer1.fr", alone.thread.public_id)), ErrorCode::not_found);
  EXPECT_TRUE(world.threads("officer1.ke", "open")->items.empty());

  auto const answered = world.open("officer1.fr", "open", "U");
  world.reply("officer1.ke", answered.thread.public_id);
  EXPECT_EQ(code_of(world.withdraw("officer1.fr", answered.post.public_id)), ErrorCode::not_permitted);
}

TEST(WithdrawPost, is_not_told_by_a_refusal_that_somebody_answered_out_of_sight) {
  ForumWorld world;
  auto const opened = world.open("officer1.fr", "open", "T");
  Ask secret;
  secret.audience = world.only({"ke", "br"});
  world.reply("officer1.ke", opened.thread.public_id, std::nullopt, secret);
  EXPECT_TRUE(world.withdraw("officer1.fr", opened.post.public_id));
}

}  // namespace
}  // namespace forum
