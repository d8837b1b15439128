// Release from submission to publication: whose turn it is, what goes back, what is taken back, who is told.
#include "forum/release.hpp"

#include <algorithm>

#include "forum/quote.hpp"
#include "tests/unit/forum/releasing.hpp"

namespace forum {
namespace {

using base::ErrorCode;

TEST_F(Releasing, queues_for_the_coordinators_of_the_source_and_nobody_else) {
  auto const thread = open();
  auto const first = submit(thread);
  world.now += 1min;
  auto const second = submit(thread, "officer2.ke");
  EXPECT_EQ(waiting("coordinator.ke"), (Posts{first, second}));
  EXPECT_EQ(queue("coordinator.ke")->waiting, 2);
  EXPECT_TRUE(waiting("coordinator.fr").empty());
  for (auto const who : {"officer1.ke", "security.ke", "moderator.ke"}) {
    EXPECT_EQ(code_of(queue(who)), ErrorCode::not_permitted) << who;
  }
  auto const item = queue("coordinator.ke")->page.items.front();
  EXPECT_EQ(item.title, "T");
  EXPECT_FALSE(item.is_thread);
  EXPECT_EQ(item.submission.due_at, item.submission.submitted_at + kDeadline);
  EXPECT_FALSE(item.is_overdue);
  EXPECT_EQ(item.post.audience.bureaus, 5);
  world.now = item.submission.due_at;
  EXPECT_TRUE(queue("coordinator.ke")->page.items.front().is_overdue);
}

TEST_F(Releasing, pages_the_queue_the_oldest_first) {
  auto const thread = open();
  Posts all;
  for (int i = 0; i < 5; ++i) all.push_back(submit(thread));
  Posts seen;
  PageRequest page{.limit = 2, .after = std::nullopt};
  do {
    auto const answer = queue("coordinator.ke", page);
    for (auto const& item : answer->page.items) seen.push_back(item.post.public_id);
    EXPECT_EQ(answer->waiting, 5);
    page.after = answer->page.next;
  } while (page.after);
  EXPECT_EQ(seen, all);
  page.after = "x";
  EXPECT_EQ(code_of(queue("coordinator.ke", page)), ErrorCode::invalid_query);
}

TEST_F(Releasing, does_not_queue_for_a_coordinator_what_he_wrote_himself) {
  auto const post = submit(open(), "coordinator.ke");
  EXPECT_TRUE(waiting("coordinator.ke").empty());
  EXPECT_EQ(code_of(world.release("coordinator.ke", post)), ErrorCode::second_person_required);
  EXPECT_EQ(code_of(world.send_back("coordinator.ke", post)), ErrorCode::second_person_required);
}

TEST_F(Releasing, returns_to_the_author_who_mends_and_submits_again) {
  auto const post = submit(open());
  EXPECT_EQ(code_of(world.send_back("coordinator.fr", post)), ErrorCode::not_found);
  EXPECT_EQ(code_of(world.send_back("officer1.ke", post)), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(world.send_back("coordinator.ke", post, "  ")), ErrorCode::invalid_body);
  EXPECT_EQ(code_of(world.submit("officer1.ke", post)), ErrorCode::not_permitted);
  ASSERT_TRUE(world.send_back("coordinator.ke", post, "Name no court."));

  EXPECT_EQ(world.post("officer1.ke", post)->stage, Stage::returned);
  EXPECT_TRUE(std::ranges::count(world.post("officer1.ke", post)->may, PostAction::submit));
  EXPECT_TRUE(waiting("coordinator.ke").empty());
  EXPECT_EQ(code_of(world.release("coordinator.ke", post)), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(world.post("officer2.ke", post)), ErrorCode::not_found);
  auto const author = world.viewer("officer1.ke");
  auto const state = world.read(
      [&](storage::ReadTx& tx) { return load_release_state(tx, author, post, world.limits).value(); });
  EXPECT_EQ(state.submission->returned->reason, "Name no court.");

  ASSERT_TRUE(world.edit("officer1.ke", post, 1, "No court is named."));
  EXPECT_EQ(code_of(world.submit("coordinator.ke", post)), ErrorCode::not_permitted);
  ASSERT_TRUE(world.submit("officer1.ke", post));
  EXPECT_EQ(waiting("coordinator.ke"), Posts{post});
  EXPECT_EQ(queue("coordinator.ke")->page.items.front().decided_body, "Some text.");
  ASSERT_TRUE(world.release("coordinator.ke", post, 2));
  EXPECT_EQ(world.post("officer1.fr", post)->body, "No court is named.");
}

TEST_F(Releasing, of_a_returned_post_can_be_given_up) {
  auto const post = submit(open());
  ASSERT_TRUE(world.send_back("coordinator.ke", post));
  ASSERT_TRUE(world.withdraw("officer1.ke", post));
  EXPECT_EQ(code_of(world.submit("officer1.ke", post)), ErrorCode::not_found);
  EXPECT_TRUE(waiting("coordinator.ke").empty());
  EXPECT_TRUE(notices("officer1.ke").empty());
}

TEST_F(Releasing, tells_coordinators_what_came_and_authors_what_became_of_it) {
  auto const thread = open();
  auto const post = submit(thread);
  EXPECT_EQ(notices("coordinator.ke"), Types{NotificationType::submitted});
  EXPECT_EQ(unread_notices("coordinator.ke"), 1);
  EXPECT_TRUE(notices("officer1.ke").empty());
  EXPECT_TRUE(notices("coordinator.fr").empty());
  ASSERT_TRUE(world.send_back("coordinator.ke", post));
  EXPECT_TRUE(notices("coordinator.ke").empty());
  EXPECT_EQ(notices("officer1.ke"), Types{NotificationType::returned});
  ASSERT_TRUE(world.submit("officer1.ke", post));
  EXPECT_TRUE(notices("officer1.ke").empty());
  ASSERT_TRUE(world.release("coordinator.ke", post));
  EXPECT_EQ(notices("officer1.ke"), Types{NotificationType::released});
  EXPECT_EQ(unread_notices("officer1.ke"), 1);
  auto const author = world.viewer("officer1.ke");
  world.write([&](storage::WriteTx& tx) { read_notifications(tx, author, {post}, world.limits); });
  EXPECT_EQ(unread_notices("officer1.ke"), 0);
}

TEST_F(Releasing, can_be_taken_back_for_a_minute_by_whoever_released) {
  auto const thread = open();
  auto const post = submit(thread);
  ASSERT_TRUE(world.release("coordinator.ke", post));
  EXPECT_EQ(world.thread("officer1.fr", thread)->unread, 1);
  EXPECT_EQ(notices("officer1.fr"), Types{NotificationType::post_created});
  EXPECT_EQ(code_of(world.undo_release("officer1.ke", post)), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(world.undo_release("coordinator.fr", post)), ErrorCode::not_permitted);
  world.now += world.limits.release_undo - 1ms;
  ASSERT_TRUE(world.undo_release("coordinator.ke", post));
  EXPECT_EQ(code_of(world.post("officer1.fr", post)), ErrorCode::not_found);
  EXPECT_EQ(world.thread("officer1.fr", thread)->posts, 1);
  EXPECT_EQ(world.thread("officer1.fr", thread)->unread, 0);
  EXPECT_TRUE(notices("officer1.fr").empty());
  EXPECT_TRUE(notices("officer1.ke").empty());
  EXPECT_EQ(waiting("coordinator.ke"), Posts{post});
  EXPECT_EQ(code_of(world.undo_release("coordinator.ke", post)), ErrorCode::not_permitted);

  ASSERT_TRUE(world.edit("officer1.ke", post, 1, "Better words."));
  EXPECT_EQ(queue("coordinator.ke")->page.items.front().decided_body, "Some text.");
  ASSERT_TRUE(world.release("coordinator.ke", post));
  EXPECT_EQ(world.thread("officer1.fr", thread)->unread, 1);
  EXPECT_EQ(notices("officer1.fr"), Types{NotificationType::post_created});
  world.now += world.limits.release_undo;
  EXPECT_EQ(code_of(world.undo_release("coordinator.ke", post)), ErrorCode::not_permitted);
}

TEST_F(Releasing, of_a_thread_is_taken_back_with_the_thread) {
  auto const opened = world.open("officer1.ke", "open", "T", tests::at_level(auth::Level::restricted));
  EXPECT_TRUE(queue("coordinator.ke")->page.items.front().is_thread);
  ASSERT_TRUE(world.release("coordinator.ke", opened.post.public_id));
  EXPECT_EQ(world.topic_as("officer1.fr", "open").threads, 1);
  ASSERT_TRUE(world.undo_release("coordinator.ke", opened.post.public_id));
  EXPECT_EQ(code_of(world.thread("officer1.fr", opened.thread.public_id)), ErrorCode::not_found);
  EXPECT_EQ(world.topic_as("officer1.fr", "open").threads, 0);
  EXPECT_EQ(world.thread("officer1.ke", opened.thread.public_id)->state, auth::State::awaiting_release);
}

TEST_F(Releasing, stands_once_somebody_has_answered) {
  auto const post = submit(open());
  auto const thread = world.post("officer1.ke", post)->thread;
  ASSERT_TRUE(world.release("coordinator.ke", post));
  auto const answer = world.reply("officer1.fr", thread, post).public_id;
  // It awaits its own release: nobody here may know that it is there.
  EXPECT_EQ(code_of(world.post("coordinator.ke", answer)), ErrorCode::not_found);
  ASSERT_TRUE(world.release("coordinator.fr", answer));
  EXPECT_EQ(code_of(world.undo_release("coordinator.ke", post)), ErrorCode::version_conflict);
  EXPECT_EQ(world.post("officer1.fr", post)->state, auth::State::published);
}

TEST_F(Releasing, is_never_by_who_wrote_the_text_that_stands_there) {
  auto const post = submit(open());
  ASSERT_TRUE(world.edit("coordinator.ke", post, 1, "In better words."));
  EXPECT_EQ(code_of(world.release("coordinator.ke", post)), ErrorCode::second_person_required);
  EXPECT_EQ(queue("coordinator.ke")->page.items.front().post.may,
            (std::vector{PostAction::edit, PostAction::narrow, PostAction::withdraw, PostAction::return_}));
  ASSERT_TRUE(world.edit("officer1.ke", post, 2, "In better words of mine."));
  EXPECT_TRUE(world.release("coordinator.ke", post));
}

TEST_F(Releasing, is_never_by_who_checked_it_for_compliance) {
  world.write([&](storage::WriteTx& tx) {
    auth::add_grant(tx, world.user("coordinator.ke"),
                    {.role = auth::Role::compliance,
                     .scope = auth::Grant::Scope::platform,
                     .scope_id = std::nullopt,
                     .from = world.now - 1h,
                     .until = std::nullopt});
  });
  world.set_status("ke", auth::OrganisationStatus::supervised);
  auto const post = submit(open());
  auto const both = world.viewer("coordinator.ke");
  ASSERT_TRUE(world.try_write([&](storage::WriteTx& tx) {
    return check_post(tx, both, post, {"Checked."}, {world.random, world.limits});
  }));
  EXPECT_EQ(code_of(world.release("coordinator.ke", post)), ErrorCode::second_person_required);
  ASSERT_TRUE(world.edit("officer1.ke", post, 1, "Other words."));
  ASSERT_TRUE(check(post));
  EXPECT_TRUE(world.release("coordinator.ke", post));
}

TEST_F(Releasing, passes_compliance_first_where_the_source_is_supervised) {
  auto const thread = open();
  world.set_status("ke", auth::OrganisationStatus::supervised);
  auto const post = submit(thread);
  EXPECT_EQ(world.post("officer1.ke", post)->stage, Stage::compliance);
  EXPECT_TRUE(waiting("coordinator.ke").empty());
  EXPECT_EQ(code_of(world.release("coordinator.ke", post)), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(world.check("coordinator.ke", post)), ErrorCode::not_found);
  ASSERT_EQ(queue_of(compliance())->page.items.size(), 1U);
  ASSERT_TRUE(check(post));
  EXPECT_TRUE(queue_of(compliance())->page.items.empty());
  EXPECT_EQ(code_of(check(post)), ErrorCode::not_found);
  EXPECT_EQ(waiting("coordinator.ke"), Posts{post});

  // What has changed since is checked again.
  ASSERT_TRUE(world.edit("officer1.ke", post, 1, "Other words."));
  EXPECT_EQ(code_of(world.release("coordinator.ke", post)), ErrorCode::not_permitted);
  ASSERT_TRUE(check(post));
  ASSERT_TRUE(world.release("coordinator.ke", post));
  EXPECT_EQ(world.post("officer1.fr", post)->body, "Other words.");
}

TEST_F(Releasing, needs_compliance_alone_below_restricted) {
  auto const thread = open();
  world.set_status("ke", auth::OrganisationStatus::supervised);
  auto const post = world.reply("officer1.ke", thread).public_id;
  ASSERT_TRUE(check(post));
  EXPECT_EQ(world.post("officer1.fr", post)->state, auth::State::published);
  EXPECT_EQ(notices("officer1.ke"), Types{NotificationType::released});
}

TEST_F(Releasing, is_in_the_queue_of_compliance_while_its_source_or_the_bureau_above_is_supervised) {
  auto const post = submit(open(), "officer1.lyon");
  auto const in_check = [&] { return queue_of(compliance())->waiting; };
  EXPECT_EQ(in_check(), 0);
  world.set_status("fr", auth::OrganisationStatus::supervised);
  EXPECT_EQ(in_check(), 1);
  world.set_status("fr", auth::OrganisationStatus::suspended);
  EXPECT_EQ(in_check(), 0);
  world.set_status("fr", auth::OrganisationStatus::active);
  EXPECT_EQ(in_check(), 0);
  world.set_status("fr.lyon", auth::OrganisationStatus::supervised);
  EXPECT_EQ(in_check(), 1);
  ASSERT_TRUE(check(post));
  EXPECT_EQ(in_check(), 0);
  ASSERT_TRUE(world.edit("officer1.lyon", post, 1, "Other words."));
  EXPECT_EQ(in_check(), 1);
}

TEST_F(Releasing, by_compliance_alone_is_not_of_a_quote_that_would_reach_further_than_its_source) {
  auto const thread = open();
  auto const source = world.reply("officer1.fr", thread, {}, tests::text("One two three.")).public_id;
  world.set_status("ke", auth::OrganisationStatus::supervised);
  auto const quoting = "Mind this.\n\n[quote:" + to_string(QuoteReference{source, 1, 0, 3}) + "]";
  auto const post = world.reply("officer1.ke", thread, {}, tests::text(quoting)).public_id;
  auto const still_open = world.reply("officer1.ke", thread, {}, tests::text(quoting)).public_id;
  ASSERT_TRUE(check(still_open));
  EXPECT_EQ(world.post("officer1.fr", still_open)->state, auth::State::published);

  PostEdit narrower{.version = 1, .body = std::nullopt};
  narrower.audience = world.only({"fr", "ke"});
  auto const author = world.viewer("officer1.fr");
  ASSERT_TRUE(world.try_write([&](storage::WriteTx& tx) {
    return edit_post(tx, author, source, narrower, {world.random, world.limits});
  }));
  ASSERT_TRUE(check(post));
  EXPECT_EQ(code_of(world.post("officer1.br", post)), ErrorCode::not_found);
  EXPECT_EQ(waiting("coordinator.ke"), Posts{post});
  EXPECT_EQ(code_of(world.release("coordinator.ke", post)), ErrorCode::quote_wider);
}

TEST_F(Releasing, of_what_was_raised_to_restricted_since_is_the_coordinators_after_the_check) {
  world.set_status("ke", auth::OrganisationStatus::supervised);
  auto const opened = world.open("officer1.ke", "open", "T");
  ThreadEdit raise;
  raise.version = world.thread("officer1.ke", opened.thread.public_id)->version;
  raise.marking = NewMarking{.level = auth::Level::restricted,
                             .caveats = {},
                             .caveat_text = {},
                             .legal_use = {},
                             .attribution = {},
                             .review_on = {},
                             .expires_on = {}};
  ASSERT_TRUE(world.edit_thread("officer1.ke", opened.thread.public_id, raise));
  ASSERT_TRUE(check(opened.post.public_id));
  EXPECT_EQ(code_of(world.post("officer1.fr", opened.post.public_id)), ErrorCode::not_found);
  EXPECT_EQ(waiting("coordinator.ke"), Posts{opened.post.public_id});
  EXPECT_TRUE(world.release("coordinator.ke", opened.post.public_id));
}

TEST_F(Releasing, is_of_the_title_that_was_read) {
  auto const opened = world.open("officer1.ke", "open", "T", tests::at_level(auth::Level::restricted));
  auto const read = world.post("coordinator.ke", opened.post.public_id)->version;
  ThreadEdit change;
  change.version = world.thread("officer1.ke", opened.thread.public_id)->version;
  change.title = "Another title";
  ASSERT_TRUE(world.edit_thread("officer1.ke", opened.thread.public_id, change));
  EXPECT_EQ(code_of(world.release("coordinator.ke", opened.post.public_id, read)),
            ErrorCode::version_conflict);
  EXPECT_TRUE(world.release("coordinator.ke", opened.post.public_id, read + 1));
}

TEST_F(Releasing, of_an_answer_needs_what_it_answers) {
  auto const thread = open();
  auto const parent = submit(thread);
  ASSERT_TRUE(world.release("coordinator.ke", parent));
  auto const answer =
      world.reply("officer1.br", thread, parent, tests::at_level(auth::Level::restricted)).public_id;
  ASSERT_TRUE(world.undo_release("coordinator.ke", parent));
  EXPECT_EQ(code_of(world.release("coordinator.br", answer)), ErrorCode::parent_not_published);
  ASSERT_TRUE(world.release("coordinator.ke", parent));
  EXPECT_TRUE(world.release("coordinator.br", answer));
}

TEST_F(Releasing, shows_compliance_nothing_but_its_queue) {
  auto const thread = open();
  auto const unsupervised = submit(thread, "officer1.fr");
  world.set_status("ke", auth::OrganisationStatus::supervised);
  auto const denied = submit(thread);
  world.deny("ke", {"unit"});
  EXPECT_TRUE(queue_of(compliance())->page.items.empty());
  EXPECT_EQ(code_of(check(denied)), ErrorCode::not_found);
  EXPECT_EQ(code_of(check(unsupervised)), ErrorCode::not_found);
}

TEST_F(Releasing, freezes_while_the_source_is_suspended) {
  auto const post = submit(open(), "officer1.lyon");
  EXPECT_EQ(waiting("coordinator.fr"), Posts{post});
  world.set_status("fr.lyon", auth::OrganisationStatus::suspended);
  EXPECT_TRUE(waiting("coordinator.fr").empty());
  EXPECT_EQ(code_of(world.release("coordinator.fr", post)), ErrorCode::not_permitted);
  EXPECT_EQ(world.post("coordinator.fr", post)->stage, Stage::frozen);
  world.now += kDeadline;
  remind();
  EXPECT_EQ(notices("coordinator.fr"), Types{NotificationType::submitted});
  world.set_status("fr.lyon", auth::OrganisationStatus::active);
  EXPECT_TRUE(world.release("coordinator.fr", post));
}

}  // namespace
}  // namespace forum
