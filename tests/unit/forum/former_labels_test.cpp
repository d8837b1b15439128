// What moderation calls a thread, and files it under, can be taken back from the log of the topic.
#include "forum/former_labels.hpp"

#include "forum/moderation_log.hpp"
#include "tests/unit/forum/widenings.hpp"

namespace forum {
namespace {

class FormerLabelsTest : public Widenings {
 protected:
  void change(std::string_view who, ThreadEdit edit) {
    edit.version = world.thread(who, question).value().version;
    edit.reason = "Nobody finds it.";
    world.edit_thread(who, question, edit).value();
  }
  void call(std::string_view who, std::string title) {
    ThreadEdit edit;
    edit.title = std::move(title);
    change(who, edit);
  }
  void file(std::string_view who, ThreadKind kind, std::vector<std::string> tags) {
    ThreadEdit edit;
    edit.kind = kind;
    edit.tags = std::move(tags);
    change(who, edit);
  }
  // The newest acts, as they are told to somebody.
  std::vector<ModerationAct> log(std::string_view who) {
    auto const viewer = world.viewer(who);
    return world.read(
        [&](storage::ReadTx& tx) { return load_thread_moderation(tx, viewer, question, {}).value().items; });
  }
  std::optional<Reversal> undo(std::string_view who) { return log(who).front().undo; }

  base::PublicId question = world.open("officer1.fr", "open", "A question").thread.public_id;
};

TEST_F(FormerLabelsTest, are_given_again_from_the_log) {
  call("moderator.ke", "Permits for ivory");
  auto act = log("unit.ipsg").front();
  EXPECT_EQ(act.undo, Reversal::retitle);
  ASSERT_TRUE(act.former);
  EXPECT_EQ(act.former->title, "A question");
  call("unit.ipsg", *act.former->title);
  EXPECT_EQ(log("moderator.ke").front().former->title, "Permits for ivory") << "and that back again";
  EXPECT_FALSE(log("moderator.ke").at(1).undo) << "of the earlier one nothing is left to take back";

  file("officer1.fr", ThreadKind::question, {"stamps"});
  file("moderator.ke", ThreadKind::analysis, {"ivory", "permits"});
  act = log("moderator.ke").front();
  EXPECT_EQ(act.undo, Reversal::relabel);
  EXPECT_EQ(act.former->kind, ThreadKind::question);
  EXPECT_EQ(act.former->tags, std::vector<std::string>{"stamps"});
  EXPECT_EQ(log("moderator.ke").at(1).undo, Reversal::retitle) << "each by itself";
}

TEST_F(FormerLabelsTest, are_told_to_nobody_but_who_keeps_order) {
  call("moderator.ke", "Permits for ivory");
  for (auto const who : {"officer1.fr", "coordinator.fr"}) {
    EXPECT_FALSE(undo(who)) << who;
    EXPECT_FALSE(log(who).front().former) << who;
  }
}

TEST_F(FormerLabelsTest, are_forgotten_where_the_author_changes_them_or_the_source_shows_the_thread_to_more) {
  tests::Ask ask;
  ask.audience = world.only({"fr", "ke"});
  question = world.open("officer1.fr", "open", "Among us", ask).thread.public_id;
  call("moderator.ke", "Permits for ivory");
  EXPECT_TRUE(undo("moderator.ke"));
  call("officer1.fr", "Permits");
  EXPECT_FALSE(undo("moderator.ke"));
  call("moderator.ke", "Permits for ivory");
  EXPECT_TRUE(undo("moderator.ke"));
  ask_thread("officer1.fr", question, world.only({"fr", "ke", "es"})).value();
  approve("coordinator.fr").value();
  EXPECT_FALSE(undo("moderator.ke"));
}

}  // namespace
}  // namespace forum
