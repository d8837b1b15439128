// Changes of published posts that wait: what becomes of one when something happens to its post, its source or
// its bureau.
#include <algorithm>

#include "forum/erasures.hpp"
#include "forum/hidings.hpp"
#include "forum/recalls.hpp"
#include "tests/unit/forum/erased_rows.hpp"
#include "tests/unit/forum/pending_revisions.hpp"

namespace forum {
namespace {

using base::ErrorCode;

TEST_F(PendingRevisions, pass_compliance_first_where_the_source_is_supervised) {
  world.set_status("ke", auth::OrganisationStatus::supervised);
  ASSERT_TRUE(revise("officer1.ke", "Other words."));
  EXPECT_TRUE(waiting("coordinator.ke").empty());
  EXPECT_EQ(code_of(world.release("coordinator.ke", post)), ErrorCode::not_permitted);
  auto const items = queue_of(compliance())->page.items;
  ASSERT_EQ(items.size(), 1U);
  EXPECT_EQ(items[0].revision->body, "Other words.");
  ASSERT_TRUE(check(post));
  EXPECT_EQ(waiting("coordinator.ke"), Posts{post});
  // What has changed since is checked again.
  ASSERT_TRUE(revise("officer1.ke", "Others.", 1));
  EXPECT_TRUE(waiting("coordinator.ke").empty());
  ASSERT_TRUE(check(post));
  EXPECT_TRUE(world.release("coordinator.ke", post));

  auto const plain = world.reply("officer1.ke", thread).public_id;
  ASSERT_TRUE(check(plain));
  ASSERT_TRUE(world.edit("officer1.ke", plain, 1, "Below restricted."));
  EXPECT_EQ(world.post("officer1.fr", plain)->body, "Some text.");
  ASSERT_TRUE(check(plain));
  EXPECT_EQ(world.post("officer1.fr", plain)->body, "Below restricted.");
}

TEST_F(PendingRevisions, are_what_the_bureau_above_writes_for_a_source_that_is_held_back) {
  auto const lyon = world.open("officer1.lyon", "open", "Of Lyon");
  auto const post_of_lyon = lyon.post.public_id;
  ASSERT_TRUE(world.edit("coordinator.fr", post_of_lyon, 1, "At once."));
  EXPECT_EQ(world.post("officer1.br", post_of_lyon)->body, "At once.");

  world.set_status("fr.lyon", auth::OrganisationStatus::supervised);
  ASSERT_TRUE(world.edit("coordinator.fr", post_of_lyon, 2, "The bureau's."));
  EXPECT_EQ(world.post("officer1.br", post_of_lyon)->body, "At once.");
  EXPECT_FALSE(world.post("officer1.br", post_of_lyon)->pending);
  EXPECT_EQ(world.post("coordinator.fr", post_of_lyon)->pending->stage, Stage::compliance);
  ASSERT_TRUE(check(post_of_lyon));
  EXPECT_EQ(world.post("officer1.br", post_of_lyon)->body, "The bureau's.");
  // By its office the bureau above has no title of others.
  ThreadEdit titled;
  titled.version = lyon.thread.version;
  titled.title = "Of the bureau";
  EXPECT_EQ(code_of(world.edit_thread("coordinator.fr", lyon.thread.public_id, titled)),
            ErrorCode::not_permitted);

  world.set_status("fr.lyon", auth::OrganisationStatus::active);
  world.write([&](storage::WriteTx& tx) {
    auth::add_grant(tx, world.user("officer1.lyon"),
                    {.role = auth::Role::coordinator,
                     .scope = auth::Grant::Scope::organisation,
                     .scope_id = world.organisation("fr.lyon").value,
                     .from = world.now,
                     .until = std::nullopt});
    auto const of_lyon = world.viewer(tx, "officer1.lyon");
    auth::set_release_policy(
        tx, of_lyon,
        {auth::ReleaseRule::always, 72, std::nullopt, auth::load_release_policy(tx, of_lyon)->version})
        .value();
  });
  ASSERT_TRUE(world.edit("coordinator.fr", post_of_lyon, 3, "Once more."));
  EXPECT_EQ(world.post("officer1.br", post_of_lyon)->body, "The bureau's.");
  EXPECT_EQ(world.post("coordinator.fr", post_of_lyon)->pending->stage, Stage::coordinator);
}

TEST_F(PendingRevisions, freeze_while_the_source_is_suspended) {
  auto const lyon = submit(thread, "officer1.lyon");
  ASSERT_TRUE(world.release("coordinator.fr", lyon));
  ASSERT_TRUE(world.edit("officer1.lyon", lyon, 1, "Other words."));
  EXPECT_EQ(waiting("coordinator.fr"), Posts{lyon});
  world.set_status("fr.lyon", auth::OrganisationStatus::suspended);
  EXPECT_TRUE(waiting("coordinator.fr").empty());
  EXPECT_EQ(code_of(world.release("coordinator.fr", lyon)), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(world.send_back("coordinator.fr", lyon)), ErrorCode::not_permitted);
  EXPECT_EQ(world.post("officer1.ke", lyon)->body, "Some text.");
  world.set_status("fr.lyon", auth::OrganisationStatus::active);
  EXPECT_TRUE(world.release("coordinator.fr", lyon));
}

TEST_F(PendingRevisions, are_looked_at_anew_when_the_post_below_them_changes) {
  ASSERT_TRUE(revise("officer1.ke", "Other words."));
  auto const coordinator = world.viewer("coordinator.ke");
  PostEdit narrower{.version = 1, .body = std::nullopt};
  narrower.audience = world.only({"fr", "ke"});
  ASSERT_TRUE(world.try_write([&](storage::WriteTx& tx) {
    return edit_post(tx, coordinator, post, narrower, {world.random, world.limits});
  }));
  EXPECT_EQ(code_of(world.release("coordinator.ke", post, 1)), ErrorCode::version_conflict);
  auto const now = world.post("officer1.ke", post)->pending->version;
  // The coordinator's own words go out at once, and the change of the author waits on.
  ASSERT_TRUE(revise("coordinator.ke", "The coordinator's."));
  EXPECT_EQ(world.post("officer1.fr", post)->body, "The coordinator's.");
  EXPECT_EQ(code_of(world.release("coordinator.ke", post, now)), ErrorCode::version_conflict);
  EXPECT_EQ(pending("officer1.ke")->body, "Other words.");
  ASSERT_TRUE(world.release("coordinator.ke", post));
  EXPECT_EQ(world.post("officer1.fr", post)->body, "Other words.");
  EXPECT_EQ(code_of(world.post("officer1.br", post)), ErrorCode::not_found);
}

TEST_F(PendingRevisions, with_a_quote_that_was_narrowed_since_stay) {
  auto const source = world.reply("officer1.fr", thread, {}, tests::text("One two three.")).public_id;
  ASSERT_TRUE(revise("officer1.ke", "[quote:" + to_string(QuoteReference{source, 1, 0, 3}) + "]"));
  PostEdit narrower{.version = 1, .body = std::nullopt};
  narrower.audience = world.only({"fr", "ke"});
  auto const author = world.viewer("officer1.fr");
  ASSERT_TRUE(world.try_write([&](storage::WriteTx& tx) {
    return edit_post(tx, author, source, narrower, {world.random, world.limits});
  }));
  EXPECT_EQ(code_of(world.release("coordinator.ke", post)), ErrorCode::quote_wider);
  EXPECT_TRUE(knows("officer1.ke"));
}

TEST_F(PendingRevisions, stay_with_a_post_that_is_hidden_and_go_with_one_that_is_recalled) {
  ASSERT_TRUE(revise("officer1.ke", "Other words."));
  auto const moderator = world.viewer("moderator.ke");
  ASSERT_TRUE(world.try_write([&](storage::WriteTx& tx) {
    return hide_post(tx, moderator, post, {.reason = "Off subject.", .version = 1},
                     {world.random, world.limits});
  }));
  EXPECT_TRUE(knows("officer1.ke"));
  EXPECT_EQ(waiting("coordinator.ke"), Posts{post});
  EXPECT_EQ(code_of(pending("officer2.ke")), ErrorCode::not_found);
  ASSERT_TRUE(world.release("coordinator.ke", post));
  EXPECT_EQ(world.post("officer1.ke", post)->body, "Other words.");
  EXPECT_EQ(world.post("officer1.ke", post)->state, auth::State::hidden);
  EXPECT_EQ(disclosures(), 1U);

  ASSERT_TRUE(revise("officer1.ke", "More words."));
  auto const coordinator = world.viewer("coordinator.ke");
  ASSERT_TRUE(world.try_write([&](storage::WriteTx& tx) {
    return recall_post(tx, coordinator, post, {.reason = "Wrong.", .version = std::nullopt, .openers = {}},
                       {world.random, world.limits});
  }));
  EXPECT_TRUE(waiting("coordinator.ke").empty());
  EXPECT_EQ(code_of(pending("officer1.ke")), ErrorCode::not_found);
  EXPECT_TRUE(notices("coordinator.ke").empty());
}

TEST_F(PendingRevisions, go_with_a_post_that_is_withdrawn) {
  ASSERT_TRUE(revise("officer1.ke", "Heliotrope waits."));
  auto const rows = [&] {
    return world.read([](storage::ReadTx& tx) { return count_texts_with(tx, "Heliotrope"); });
  };
  EXPECT_EQ(rows(), 1);
  ASSERT_TRUE(world.withdraw("officer1.ke", post));
  EXPECT_EQ(rows(), 0);
  EXPECT_TRUE(waiting("coordinator.ke").empty());
}

TEST_F(PendingRevisions, do_not_keep_a_release_of_the_post_from_standing) {
  auto const other = submit(thread);
  ASSERT_TRUE(world.release("coordinator.ke", other));
  ASSERT_TRUE(world.edit("officer1.ke", other, 1, "Other words."));
  EXPECT_EQ(code_of(world.undo_release("coordinator.ke", other)), ErrorCode::version_conflict);
  EXPECT_EQ(world.post("officer1.fr", other)->state, auth::State::published);
}

TEST_F(PendingRevisions, move_with_their_thread) {
  ASSERT_TRUE(revise("officer1.ke", "Other words."));
  ThreadEdit move;
  move.version = world.thread("moderator.ke", thread)->version;
  move.topic = world.topic("narrow");
  move.approved_by = world.viewer("unit.ipsg").public_id;
  auto const moved = world.edit_thread("unit.ipsg", thread, move);
  if (!moved) {
    ASSERT_TRUE(world.edit_thread("moderator.ke", thread, move));
  }
  EXPECT_EQ(waiting("coordinator.ke"), Posts{post});
  EXPECT_EQ(code_of(world.release("coordinator.ke", post, 1)), ErrorCode::version_conflict);
  ASSERT_TRUE(world.release("coordinator.ke", post));
  EXPECT_EQ(world.post("officer1.fr", post)->body, "Other words.");
  EXPECT_EQ(code_of(world.post("officer1.br", post)), ErrorCode::not_found);
}

}  // namespace
}  // namespace forum
