// Changes of published posts that need a release: who knows of one, how it goes out or comes back, and what
// becomes of it when something happens to its post.
#include "forum/pending_revisions.hpp"

#include <algorithm>

#include "auth/audit_log.hpp"
#include "forum/audit_scope.hpp"
#include "forum/disclosures.hpp"
#include "forum/erasures.hpp"
#include "forum/events.hpp"
#include "forum/hidings.hpp"
#include "forum/recalls.hpp"
#include "forum/search.hpp"
#include "tests/unit/forum/erased_rows.hpp"
#include "tests/unit/forum/moving.hpp"
#include "tests/unit/forum/releasing.hpp"

namespace forum {
namespace {

using base::ErrorCode;

// A restricted post of Kenya's, which its coordinator has released.
class PendingRevisions : public Releasing {
 protected:
  base::PublicId const thread = open();
  base::PublicId const post = submit(thread);

  PendingRevisions() {
    world.release("coordinator.ke", post).value();
    world.now += 2min;  // nobody takes that back any more
  }

  base::Result<Post> revise(std::string_view who, std::string_view body, std::optional<int> waiting = {},
                            std::optional<int> version = {}) {
    auto const viewer = world.viewer(who);
    PostEdit edit{.version = version.value_or(world.post(who, post)->version), .body = std::string(body)};
    edit.html = render_markdown(body);
    edit.pending_version = waiting;
    return world.try_write([&](storage::WriteTx& tx) {
      return edit_post(tx, viewer, post, edit, {world.random, world.limits});
    });
  }
  base::Result<PendingRevisionText> pending(std::string_view who) {
    auto const viewer = world.viewer(who);
    return world.database.read_now(
        [&](storage::ReadTx& tx) { return load_pending_revision(tx, viewer, post); });
  }
  base::Result<void> give_up(std::string_view who) {
    auto const viewer = world.viewer(who);
    return world.try_write([&](storage::WriteTx& tx) {
      return withdraw_pending_revision(tx, viewer, post, {world.random, world.limits});
    });
  }
  std::vector<int> versions(std::string_view who) {
    auto const viewer = world.viewer(who);
    auto const page =
        world.read([&](storage::ReadTx& tx) { return load_revisions(tx, viewer, post, {}).value(); });
    std::vector<int> found;
    for (auto const& item : page.items) found.push_back(item.version);
    return found;
  }
  bool finds(std::string_view who, std::string const& word) {
    auto const viewer = world.viewer(who);
    auto const query = parse_search(word, {}).value();
    return world.read(
        [&](storage::ReadTx& tx) { return !search_posts(tx, viewer, query, {}).value().items.empty(); });
  }
  std::size_t disclosures() {
    auto const viewer = world.viewer("coordinator.ke");
    return world.read([&](storage::ReadTx& tx) {
      return load_disclosures(tx, viewer, post, {}).value().page.items.size();
    });
  }
  std::vector<std::shared_ptr<Event const>> events_after(EventId after) {
    return world.read([&](storage::ReadTx& tx) {
      FactSets sets;
      sets.begin(auth::policy_epoch(tx));
      return load_events(tx, after, 100, sets);
    });
  }
  EventId last() {
    return world.read([](storage::ReadTx& tx) { return last_event(tx); });
  }
  std::vector<auth::AuditRecord> logged_since(std::int64_t seen) {
    return world.read([&](storage::ReadTx& tx) {
      std::vector<auth::AuditRecord> records;
      auto const size = auth::load_audit_head(tx).size();
      for (auto number = seen + 1; number <= size; ++number)
        records.push_back(auth::find_audit_entry(tx, number)->record);
      return records;
    });
  }
  std::int64_t logged() {
    return world.read([](storage::ReadTx& tx) { return auth::load_audit_head(tx).size(); });
  }
  bool knows(std::string_view who) {
    auto const seen = world.post(who, post);
    if (!seen) return false;
    for (auto const& item : world.posts(who, thread).value().items) {
      if (item.public_id == post) {
        EXPECT_EQ(item.pending, seen->pending);
      }
    }
    EXPECT_EQ(pending(who).has_value(), seen->pending.has_value()) << who;
    return seen->pending.has_value();
  }
};

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
