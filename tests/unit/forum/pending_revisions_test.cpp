// Changes of published posts that need a release: who knows of one, and how it goes out or comes back.
#include "forum/pending_revisions.hpp"

#include <algorithm>

#include "forum/audit_scope.hpp"
#include "tests/unit/forum/moving.hpp"
#include "tests/unit/forum/pending_revisions.hpp"

namespace forum {
namespace {

using base::ErrorCode;

TEST_F(PendingRevisions,
       leave_the_published_text_to_everybody_and_are_known_to_the_author_and_his_coordinators) {
  ASSERT_TRUE(revise("officer1.ke", "Other words, of heliotrope."));
  for (auto const who : {"officer1.ke", "coordinator.ke"}) {
    EXPECT_TRUE(knows(who)) << who;
    EXPECT_EQ(pending(who)->body, "Other words, of heliotrope.");
  }
  for (auto const who :
       {"officer2.ke", "security.ke", "moderator.ke", "officer1.fr", "coordinator.fr", "unit.ipsg"}) {
    EXPECT_FALSE(knows(who)) << who;
    EXPECT_EQ(code_of(pending(who)), ErrorCode::not_found) << who;
  }
  for (auto const who : {"officer1.ke", "coordinator.ke", "officer1.fr"}) {
    auto const seen = world.post(who, post).value();
    EXPECT_EQ(seen.body, "Some text.");
    EXPECT_EQ(seen.version, 1);
    EXPECT_FALSE(seen.edited_at);
    EXPECT_EQ(seen.state, auth::State::published);
    EXPECT_EQ(versions(who), std::vector{1});
    EXPECT_FALSE(finds(who, "heliotrope"));
  }
  EXPECT_EQ(disclosures(), 1U);
}

TEST_F(PendingRevisions, tell_nobody_else_anything) {
  auto const before = last();
  auto const seen = logged();
  ASSERT_TRUE(revise("officer1.ke", "Other words for @officer1.fr."));
  auto const events = events_after(before);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(decide_delivery(world.viewer("officer1.ke"), *events[0]), Delivery::changed);
  EXPECT_EQ(decide_delivery(world.viewer("coordinator.ke"), *events[0]), Delivery::changed);
  for (auto const who : {"officer2.ke", "moderator.ke", "officer1.fr", "coordinator.fr"}) {
    EXPECT_EQ(decide_delivery(world.viewer(who), *events[0]), Delivery::silence) << who;
  }
  EXPECT_EQ(notices("coordinator.ke"), Types{NotificationType::submitted});
  EXPECT_EQ(notices("officer1.fr"), Types{NotificationType::post_created});
  auto const records = logged_since(seen);
  ASSERT_EQ(records.size(), 1U);
  EXPECT_EQ(records[0].event, auth::AuditEvent::post_submitted);
  EXPECT_FALSE(auth::is_moderation(records[0].event));
  ASSERT_TRUE(revise("officer1.ke", "Better words.", 1));
  EXPECT_EQ(logged_since(seen).back().event, auth::AuditEvent::post_submitted) << "nothing was edited yet";
  for (auto const who : {"officer1.ke", "coordinator.ke", "officer2.ke", "moderator.ke", "officer1.fr"}) {
    bool const knows = world.read([&](storage::ReadTx& tx) {
      auto const viewer = world.viewer(tx, who);
      return audit_scope(tx, viewer).reads_before_release(post);
    });
    EXPECT_EQ(knows, who == std::string_view("officer1.ke") || who == std::string_view("coordinator.ke"))
        << who;
  }
}

TEST_F(PendingRevisions, stand_in_the_queue_with_what_they_would_change) {
  ASSERT_TRUE(revise("officer1.ke", "Other words."));
  ASSERT_EQ(waiting("coordinator.ke"), Posts{post});
  auto const item = queue("coordinator.ke")->page.items.front();
  ASSERT_TRUE(item.revision);
  EXPECT_EQ(item.revision->body, "Other words.");
  EXPECT_EQ(item.post.body, "Some text.");
  EXPECT_EQ(item.submission.stage, Stage::coordinator);
  EXPECT_EQ(item.post.audience.bureaus, 5);
  EXPECT_TRUE(std::ranges::count(item.revision->may, PostAction::release));
  EXPECT_TRUE(waiting("coordinator.fr").empty());
  world.now += kDeadline;
  remind();
  EXPECT_EQ(notices("coordinator.ke"), Types{NotificationType::due});
}

TEST_F(PendingRevisions, go_out_by_a_second_person) {
  ASSERT_TRUE(revise("officer1.ke", "Other words, of heliotrope, for @officer1.fr."));
  EXPECT_EQ(code_of(world.release("officer1.ke", post)), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(world.release("coordinator.fr", post)), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(world.release("coordinator.ke", post, 9)), ErrorCode::version_conflict);
  auto const before = last();
  world.now += 1h;
  ASSERT_TRUE(world.release("coordinator.ke", post, 1));
  for (auto const who : {"officer1.ke", "officer1.fr"}) {
    auto const seen = world.post(who, post).value();
    EXPECT_EQ(seen.body, "Other words, of heliotrope, for @officer1.fr.");
    EXPECT_EQ(seen.version, 2);
    EXPECT_EQ(seen.edited_at, world.now);  // not when it was written: that it waited is nobody's to know
    EXPECT_EQ(versions(who), (std::vector{2, 1}));
    EXPECT_TRUE(finds(who, "heliotrope"));
    EXPECT_FALSE(knows(who));
  }
  EXPECT_TRUE(waiting("coordinator.ke").empty());
  EXPECT_EQ(disclosures(), 2U);
  EXPECT_EQ(notices("officer1.ke"), Types{NotificationType::released});
  EXPECT_TRUE(notices("coordinator.ke").empty());
  EXPECT_EQ(notices("officer1.fr").front(), NotificationType::mentioned);
  auto const events = events_after(before);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(decide_delivery(world.viewer("officer1.fr"), *events[0]), Delivery::changed);
}

TEST_F(PendingRevisions, are_taken_back_for_a_minute_by_who_released_them) {
  ASSERT_TRUE(revise("officer1.ke", "Other words for @officer1.fr."));
  ASSERT_TRUE(world.release("coordinator.ke", post));
  ASSERT_EQ(notices("officer1.fr").front(), NotificationType::mentioned);
  EXPECT_EQ(code_of(world.undo_release("officer1.ke", post)), ErrorCode::not_permitted);
  ASSERT_TRUE(world.undo_release("coordinator.ke", post));
  auto const seen = world.post("officer1.fr", post).value();
  EXPECT_EQ(seen.body, "Some text.");
  EXPECT_FALSE(seen.edited_at);
  // A number that a reader has seen never comes to mean another text, and none stands there twice.
  EXPECT_EQ(seen.version, 3);
  EXPECT_EQ(versions("officer1.fr"), std::vector{3});
  EXPECT_EQ(notices("officer1.fr"), Types{NotificationType::post_created});
  EXPECT_TRUE(knows("officer1.ke"));
  EXPECT_EQ(pending("officer1.ke")->body, "Other words for @officer1.fr.");
  EXPECT_EQ(waiting("coordinator.ke"), Posts{post});
  EXPECT_EQ(code_of(world.undo_release("coordinator.ke", post)), ErrorCode::not_permitted);

  ASSERT_TRUE(world.release("coordinator.ke", post));
  EXPECT_EQ(world.post("officer1.fr", post)->version, 4);
  EXPECT_EQ(versions("officer1.fr"), (std::vector{4, 3}));
  EXPECT_EQ(notices("officer1.fr").front(), NotificationType::mentioned);
  world.now += world.limits.release_undo;
  EXPECT_EQ(code_of(world.undo_release("coordinator.ke", post)), ErrorCode::not_permitted);
}

TEST_F(PendingRevisions, of_a_release_that_was_taken_back_leave_what_quoted_the_text_as_it_is) {
  auto const quoting = world
                           .reply("officer1.fr", thread, post,
                                  [&] {
                                    auto ask = tests::at_level(auth::Level::restricted);
                                    ask.body = "[quote:" + to_string(QuoteReference{post, 1, 0, 4}) + "]";
                                    return ask;
                                  }())
                           .public_id;
  ASSERT_TRUE(world.release("coordinator.fr", quoting));
  ASSERT_TRUE(revise("officer1.ke", "Other words."));
  ASSERT_TRUE(world.release("coordinator.ke", post));
  ASSERT_TRUE(world.undo_release("coordinator.ke", post));
  auto const quotes = world.post("officer1.br", quoting)->quotes;
  ASSERT_EQ(quotes.size(), 1U);
  ASSERT_TRUE(quotes[0].passage);
  EXPECT_EQ(quotes[0].passage->text, "Some");
}

TEST_F(PendingRevisions, come_back_with_a_reason_and_are_submitted_again) {
  ASSERT_TRUE(revise("officer1.ke", "Other words."));
  ASSERT_TRUE(world.send_back("coordinator.ke", post, "Name no court."));
  EXPECT_EQ(notices("officer1.ke"), Types{NotificationType::returned});
  EXPECT_TRUE(waiting("coordinator.ke").empty());
  auto const back = pending("officer1.ke").value();
  EXPECT_EQ(back.returned->reason, "Name no court.");
  EXPECT_EQ(back.body, "Other words.");
  EXPECT_EQ(back.revision.stage, Stage::returned);
  EXPECT_TRUE(std::ranges::count(back.revision.may, PostAction::submit));
  EXPECT_EQ(world.post("officer1.fr", post)->state, auth::State::published);
  EXPECT_EQ(world.post("officer1.fr", post)->stage, Stage::none);
  EXPECT_EQ(code_of(world.release("coordinator.ke", post)), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(world.submit("officer1.fr", post)), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(world.submit("coordinator.ke", post)), ErrorCode::not_permitted);

  ASSERT_TRUE(revise("officer1.ke", "Mended words.", 1));
  EXPECT_TRUE(waiting("coordinator.ke").empty());
  ASSERT_TRUE(world.submit("officer1.ke", post));
  ASSERT_EQ(waiting("coordinator.ke"), Posts{post});
  ASSERT_TRUE(world.release("coordinator.ke", post, 2));
  EXPECT_EQ(world.post("officer1.fr", post)->body, "Mended words.");
}

TEST_F(PendingRevisions, are_nothing_any_more_to_an_officer_who_left_the_bureau) {
  auto const other = world.reply("officer1.ke", thread).public_id;
  ASSERT_TRUE(revise("officer1.ke", "Other words."));
  move_officer(world, "officer1.ke", "ke", "fr");
  ASSERT_TRUE(world.send_back("coordinator.ke", post, "Name no court."));
  EXPECT_TRUE(notices("officer1.ke").empty());
  EXPECT_FALSE(knows("officer1.ke"));
  // The same whether something waits or not.
  EXPECT_EQ(code_of(world.submit("officer1.ke", post)), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(world.submit("officer1.ke", other)), ErrorCode::not_permitted);
  EXPECT_EQ(pending("coordinator.ke")->revision.stage, Stage::returned);
}

TEST_F(PendingRevisions, are_submitted_again_by_who_may_still_edit_the_post_alone) {
  world.write([&](storage::WriteTx& tx) {
    auth::add_grant(tx, world.user("officer2.ke"),
                    {.role = auth::Role::coordinator,
                     .scope = auth::Grant::Scope::organisation,
                     .scope_id = world.organisation("ke").value,
                     .from = world.now,
                     .until = world.now + 1h});
  });
  ASSERT_TRUE(revise("officer1.ke", "Other words."));
  ASSERT_TRUE(revise("officer2.ke", "In better words.", 1));
  ASSERT_TRUE(world.send_back("coordinator.ke", post, "Name no court."));
  EXPECT_TRUE(std::ranges::count(pending("officer2.ke")->revision.may, PostAction::submit));
  world.now += 1h;
  EXPECT_EQ(code_of(world.submit("officer2.ke", post)), ErrorCode::not_permitted);
  EXPECT_EQ(pending("coordinator.ke")->revision.stage, Stage::returned);
  EXPECT_TRUE(world.submit("officer1.ke", post));
}

TEST_F(PendingRevisions, are_replaced_by_a_newer_one_that_names_them) {
  ASSERT_TRUE(revise("officer1.ke", "First."));
  EXPECT_EQ(code_of(revise("officer1.ke", "Blindly.")), ErrorCode::version_conflict);
  EXPECT_EQ(code_of(revise("officer1.ke", "Another.", 2)), ErrorCode::version_conflict);
  EXPECT_EQ(code_of(revise("officer1.ke", "Another.", 1, 7)), ErrorCode::version_conflict);
  EXPECT_EQ(pending("officer1.ke")->body, "First.");
  ASSERT_TRUE(revise("officer1.ke", "Second.", 1));
  EXPECT_EQ(pending("coordinator.ke")->body, "Second.");
  EXPECT_EQ(code_of(world.release("coordinator.ke", post, 1)), ErrorCode::version_conflict);
  ASSERT_TRUE(world.release("coordinator.ke", post, 2));
  EXPECT_EQ(code_of(revise("officer1.ke", "Too late.", 2)), ErrorCode::version_conflict);
  // A number is never given to another text.
  ASSERT_TRUE(revise("officer1.ke", "Third."));
  EXPECT_GT(world.post("officer1.ke", post)->pending->version, 2);
}

TEST_F(PendingRevisions, are_not_released_by_who_wrote_them_last) {
  ASSERT_TRUE(revise("officer1.ke", "First."));
  ASSERT_TRUE(revise("coordinator.ke", "In better words.", 1));
  EXPECT_EQ(code_of(world.release("coordinator.ke", post)), ErrorCode::second_person_required);
  EXPECT_FALSE(std::ranges::count(pending("coordinator.ke")->revision.may, PostAction::release));
  ASSERT_TRUE(revise("officer1.ke", "In better words of mine.", 2));
  EXPECT_TRUE(world.release("coordinator.ke", post));
}

TEST_F(PendingRevisions, are_given_up_by_their_author) {
  ASSERT_TRUE(revise("officer1.ke", "Other words."));
  EXPECT_EQ(code_of(give_up("coordinator.ke")), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(give_up("officer1.fr")), ErrorCode::not_found);
  ASSERT_TRUE(give_up("officer1.ke"));
  EXPECT_FALSE(knows("officer1.ke"));
  EXPECT_TRUE(waiting("coordinator.ke").empty());
  EXPECT_TRUE(notices("coordinator.ke").empty());
  EXPECT_EQ(code_of(give_up("officer1.ke")), ErrorCode::not_found);
  EXPECT_EQ(world.post("officer1.ke", post)->body, "Some text.");
}

TEST_F(PendingRevisions, have_no_other_files) {
  auto const author = world.viewer("officer1.ke");
  PostEdit edit{.version = 1, .body = "Other words."};
  edit.html = render_markdown(*edit.body);
  edit.attachments.emplace();
  EXPECT_TRUE(world.try_write(
      [&](storage::WriteTx& tx) { return edit_post(tx, author, post, edit, {world.random, world.limits}); }));
  EXPECT_TRUE(knows("officer1.ke"));
}

TEST_F(PendingRevisions, are_made_by_a_coordinator_too_where_the_bureau_releases_everything) {
  auto const plain = world.reply("officer1.ke", thread).public_id;
  auto const coordinator = world.viewer("coordinator.ke");
  world.write([&](storage::WriteTx& tx) {
    auth::set_release_policy(
        tx, coordinator,
        {auth::ReleaseRule::always, 72, std::nullopt, auth::load_release_policy(tx, coordinator)->version})
        .value();
  });
  ASSERT_TRUE(world.edit("officer1.ke", plain, 1, "Other words."));
  EXPECT_EQ(world.post("officer1.fr", plain)->body, "Some text.");
  EXPECT_EQ(waiting("coordinator.ke"), Posts{plain});
  ASSERT_TRUE(world.release("coordinator.ke", plain));
  EXPECT_EQ(world.post("officer1.fr", plain)->body, "Other words.");
  ASSERT_TRUE(world.edit("coordinator.ke", plain, 2, "The coordinator's."));
  EXPECT_EQ(world.post("officer1.fr", plain)->body, "Other words.");
  EXPECT_EQ(code_of(world.release("coordinator.ke", plain)), ErrorCode::second_person_required);
}

}  // namespace
}  // namespace forum
