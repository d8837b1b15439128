// What was asked of a source before a branch was split off, and what it is told of threads that were.
#include "tests/unit/forum/splitting.hpp"

namespace forum {
namespace {

struct SplitsAndWidenings : Splitting {};

TEST_F(SplitsAndWidenings, a_widening_that_was_asked_before_has_to_be_asked_anew) {
  auto const thread = world.open("officer1.fr", "open", "Q", for_some({"fr", "ke", "es"})).thread.public_id;
  auto const branch = world.reply("officer1.ke", thread).public_id;
  auto const spanish = world.reply("officer1.es", thread, branch, for_some({"es", "ke"})).public_id;
  auth::NewAudience all;
  all.base = auth::AudienceBase::inherit;
  ASSERT_TRUE(ask_post("officer1.es", spanish, all));
  EXPECT_EQ(names(consent("coordinator.es").gained), std::vector<std::string>{"NCB FR"});
  EXPECT_FALSE(consent("coordinator.es").posts.front().is_changed);

  auto const made = split("moderator.ke", branch).value();
  ASSERT_TRUE(ask_thread("officer1.fr", made, world.only({"fr", "ke", "es", "br"})));
  ASSERT_TRUE(approve("coordinator.fr"));
  EXPECT_TRUE(world.thread("officer1.fr", made));
  // The coordinator is shown that it is not what it was, though its text is.
  EXPECT_TRUE(consent("coordinator.es").posts.front().is_changed);
  EXPECT_EQ(code_of(approve("coordinator.es")), ErrorCode::version_conflict);
  for (auto const who : {"officer1.br", "officer1.fr"}) EXPECT_FALSE(reads(who, spanish)) << who;
  EXPECT_TRUE(reads("officer1.ke", spanish));
  expect_tallies();
  ASSERT_TRUE(ask_post("officer1.es", spanish, all));
  EXPECT_EQ(names(consent("coordinator.es").gained), (std::vector<std::string>{"NCB BR", "NCB FR"}));
  ASSERT_TRUE(approve("coordinator.es"));
  EXPECT_TRUE(reads("officer1.br", spanish));
  expect_tallies();
}

TEST_F(SplitsAndWidenings, a_widening_of_the_thread_takes_nothing_along_that_has_left_it) {
  auto const thread = world.open("officer1.fr", "open", "Q", for_some({"fr", "ke"})).thread.public_id;
  auto const branch = world.reply("officer1.ke", thread).public_id;
  auto const french = world.reply("officer2.fr", thread, branch).public_id;
  ASSERT_TRUE(ask_thread("officer1.fr", thread, world.only({"fr", "ke", "br"})));
  ASSERT_TRUE(split("moderator.ke", branch));
  EXPECT_EQ(code_of(approve("coordinator.fr")), ErrorCode::version_conflict);
  EXPECT_FALSE(world.thread("officer1.br", thread));
  EXPECT_FALSE(reads("officer1.br", french));
}

TEST_F(SplitsAndWidenings, an_asking_is_not_there_for_who_may_not_read_the_post_where_it_stands_now) {
  auto const spanish = world.reply("officer1.es", question, top, for_some({"es", "ke"})).public_id;
  ASSERT_TRUE(ask_post("officer1.ke", spanish, world.only({"es", "ke", "br"})));
  auto const made = split("moderator.ke", top).value();
  EXPECT_EQ(asked("officer1.ke").size(), 1u);
  EXPECT_EQ(consents("coordinator.es").value().items.size(), 1u);
  ThreadEdit narrow;
  narrow.version = 1;
  narrow.audience = world.only({"fr"});
  ASSERT_TRUE(world.edit_thread("coordinator.fr", made, narrow));
  EXPECT_TRUE(asked("officer1.ke").empty());
  EXPECT_TRUE(consents("coordinator.es").value().items.empty());
}

TEST_F(SplitsAndWidenings,
       a_source_is_not_told_in_which_thread_it_is_to_be_quoted_where_that_is_not_there_for_it) {
  auto const brazilian = world.reply("officer1.br", question, {}, for_some({"br", "es"})).public_id;
  auto const hidden = world.reply("officer1.es", question, {}, for_some({"fr", "es", "ke"})).public_id;
  auto const made = split("moderator.ke", hidden).value();
  auto const quote = [&](base::PublicId const& thread) {
    Writing writing;
    writing.thread = thread;
    ASSERT_TRUE(ask_for_quote("officer1.es", brazilian, writing));
  };
  quote(made);
  ASSERT_FALSE(world.thread("coordinator.br", made));
  ASSERT_TRUE(consent("coordinator.br").quoted_in);
  EXPECT_FALSE(consent("coordinator.br").quoted_in->thread);
  EXPECT_EQ(consent("coordinator.br").quoted_in->title, "");
  EXPECT_EQ(asked("officer1.es").front().quoted_in->thread->object, made);
  world.reply("officer1.ke", made);
  EXPECT_EQ(consent("coordinator.br").quoted_in->thread->object, made)
      << "now that there is something for him";
}

}  // namespace
}  // namespace forum
