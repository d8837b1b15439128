// Nothing goes further before its own source has consented, and then exactly what was asked and shown does.
#include <algorithm>

#include "auth/audit_log.hpp"
#include "auth/release_policy.hpp"
#include "forum/fields.hpp"
#include "forum/notifications.hpp"
#include "tests/unit/forum/moving.hpp"
#include "tests/unit/forum/widenings.hpp"

namespace forum {
namespace {

using Names = std::vector<std::string>;
using auth::Decision;
using auth::Level;
using auth::Outcome;

// A thread of France's for France and Kenya, with an answer of each for all its readers.
class WideningTest : public Widenings {
 protected:
  Opened opened = world.open("officer1.fr", "open", "T", {.audience = world.only({"fr", "ke"})});
  base::PublicId thread = opened.thread.public_id;
  base::PublicId first = opened.post.public_id;
  base::PublicId french = world.reply("officer2.fr", thread).public_id;
  base::PublicId kenyan = world.reply("officer1.ke", thread).public_id;
  auth::NewAudience wider = world.only({"fr", "ke", "es"});
};

TEST_F(WideningTest, of_a_post_takes_effect_when_a_coordinator_of_its_source_consents) {
  auto const post = world
                        .reply("officer1.fr", world.open("officer1.ke", "open", "Q").thread.public_id,
                               std::nullopt, {.audience = world.only({"fr", "ke"})})
                        .public_id;
  auto const widening = ask_post("officer1.fr", post, wider);
  ASSERT_TRUE(widening);
  EXPECT_EQ(widening->outcome, Outcome::open);
  EXPECT_FALSE(reads("officer1.es", post));
  EXPECT_EQ(waiting("coordinator.fr"), 1);
  auto const question = consent("coordinator.fr");
  EXPECT_EQ(names(question.gained), Names{"NCB ES"});
  EXPECT_EQ(question.post, post);
  ASSERT_EQ(question.posts.size(), 1U);
  EXPECT_EQ(question.asked_by->name, "Person officer1.fr");
  EXPECT_TRUE(question.may_decide);

  world.now += 1h;
  auto const decided = approve("coordinator.fr");
  ASSERT_TRUE(decided);
  EXPECT_EQ(decided->outcome, Outcome::approved);
  EXPECT_TRUE(reads("officer1.es", post));
  EXPECT_FALSE(reads("officer1.br", post));
  EXPECT_EQ(world.post("officer1.fr", post)->audience.bureaus, 3);
  EXPECT_EQ(waiting("coordinator.fr"), 0);
  EXPECT_EQ(asked("officer1.fr").front().outcome, Outcome::approved);
  EXPECT_EQ(asked("officer1.fr").front().answer, "As they ask.");

  auto const viewer = world.viewer("officer1.fr");
  auto const records =
      world.database
          .read_now([&](storage::ReadTx& tx) { return load_disclosures(tx, viewer, post, PageRequest{}); })
          .value()
          .page.items;
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records.front().kind, DisclosureKind::widened);
  EXPECT_EQ(records.front().at, world.now);
  EXPECT_EQ(names(records.front().recipients), (Names{"NCB ES", "NCB FR", "NCB KE"}));
}

TEST_F(WideningTest, of_a_thread_takes_its_sources_posts_along_and_leaves_the_others_as_they_are) {
  ASSERT_TRUE(ask_thread("officer1.fr", thread, wider));
  EXPECT_EQ(consent("coordinator.fr").posts.size(), 2U);
  EXPECT_TRUE(consents("coordinator.ke")->items.empty()) << "the thread's own source comes first";
  ASSERT_TRUE(approve("coordinator.fr"));
  for (auto const& post : {first, french}) EXPECT_TRUE(reads("officer1.es", post));
  EXPECT_FALSE(reads("officer1.es", kenyan));
  for (auto const who : {"officer1.fr", "officer2.ke"}) EXPECT_TRUE(reads(who, kenyan)) << who;
  EXPECT_EQ(world.thread("officer1.es", thread)->posts, 2);
  EXPECT_EQ(world.thread("officer1.ke", thread)->posts, 3);

  auto const question = consent("coordinator.ke");
  EXPECT_FALSE(question.is_first);
  EXPECT_FALSE(question.asked_by);
  EXPECT_FALSE(question.reason);
  EXPECT_EQ(names(question.gained), Names{"NCB ES"});
  ASSERT_EQ(question.posts.size(), 1U);
  EXPECT_EQ(question.posts.front().public_id, kenyan);
  ASSERT_TRUE(approve("coordinator.ke"));
  EXPECT_TRUE(reads("officer1.es", kenyan));
  EXPECT_EQ(world.thread("officer1.es", thread)->posts, 3);
  EXPECT_EQ(world.post("officer1.ke", kenyan)->audience.audience.base, auth::AudienceBase::inherit);
}

TEST_F(WideningTest, keeps_posts_whose_source_refuses_as_they_are) {
  ASSERT_TRUE(ask_thread("officer1.fr", thread, wider));
  ASSERT_TRUE(approve("coordinator.fr"));
  ASSERT_TRUE(decide("coordinator.ke", consent("coordinator.ke").public_id, Decision::refuse));
  EXPECT_FALSE(reads("officer1.es", kenyan));
  EXPECT_EQ(asked("officer1.fr").front().outcome, Outcome::approved) << "of the others he is told nothing";
  EXPECT_EQ(consent("coordinator.ke", ConsentPart::past).outcome, Outcome::refused);
}

TEST_F(WideningTest, never_takes_along_what_was_written_after_the_asking) {
  ASSERT_TRUE(ask_thread("officer1.fr", thread, wider));
  auto const later = world.reply("officer1.fr", thread).public_id;
  auto const waits =
      world.reply("officer2.fr", thread, std::nullopt, tests::at_level(Level::restricted)).public_id;
  ASSERT_TRUE(approve("coordinator.fr"));
  ASSERT_TRUE(world.release("coordinator.fr", waits));
  for (auto const& post : {later, waits}) {
    EXPECT_FALSE(reads("officer1.es", post));
    EXPECT_TRUE(reads("officer1.ke", post));
  }
}

TEST_F(WideningTest, does_not_give_back_what_was_narrowed_before) {
  ThreadEdit edit;
  auto const narrow =
      world.reply("officer1.ke", thread, std::nullopt, {.audience = world.only({"fr", "ke"})});
  edit.version = world.thread("officer1.fr", thread)->version;
  edit.audience = world.only({"fr"});
  ASSERT_TRUE(world.edit_thread("officer1.fr", thread, edit));
  ASSERT_TRUE(ask_thread("officer1.fr", thread, world.only({"fr", "es", "ke"})));
  ASSERT_TRUE(approve("coordinator.fr"));
  EXPECT_TRUE(reads("officer1.es", first));
  for (auto const& post : {kenyan, narrow.public_id}) {
    EXPECT_FALSE(reads("officer1.es", post));
    EXPECT_TRUE(reads("officer1.fr", post));
  }
  EXPECT_TRUE(consents("coordinator.ke")->items.empty()) << "Kenya had lost the thread";
}

TEST_F(WideningTest, lowers_a_level_by_consent_alone) {
  auto const strict =
      world.open("officer1.fr", "open", "R", tests::at_level(Level::restricted)).post.public_id;
  ASSERT_TRUE(world.release("coordinator.fr", strict));
  auto const at = world.post("officer1.fr", strict)->thread;
  auto const answer = world.reply("officer1.ke", at).public_id;
  ASSERT_TRUE(world.release("coordinator.ke", answer));
  world.write([&](storage::WriteTx& tx) {
    auth::set_max_level(tx, world.organisation("es"), Level::official_use_only);
  });
  EXPECT_FALSE(reads("officer1.es", strict));
  ASSERT_TRUE(ask_thread("officer1.fr", at, std::nullopt, Level::official_use_only));
  EXPECT_EQ(names(consent("coordinator.fr").gained), Names{"NCB ES"});
  ASSERT_TRUE(approve("coordinator.fr"));
  EXPECT_TRUE(reads("officer1.es", strict));
  EXPECT_EQ(world.post("officer1.fr", strict)->marking.level, Level::official_use_only);
  EXPECT_FALSE(reads("officer1.es", answer));
  EXPECT_EQ(world.post("officer1.ke", answer)->marking.level, Level::restricted);
  ASSERT_TRUE(approve("coordinator.ke"));
  EXPECT_TRUE(reads("officer1.es", answer));
}

TEST_F(WideningTest, takes_a_second_person_and_one_of_the_source) {
  ASSERT_TRUE(ask_thread("coordinator.fr", thread, wider));
  auto const id = consent("coordinator.fr").public_id;
  EXPECT_FALSE(consent("coordinator.fr").may_decide);
  EXPECT_EQ(waiting("coordinator.fr"), 0);
  EXPECT_EQ(code_of(decide("coordinator.fr", id)), ErrorCode::second_person_required);
  EXPECT_EQ(code_of(decide("coordinator.ke", id)), ErrorCode::not_found);
  for (auto const who : {"officer2.fr", "security.fr", "moderator.ke"}) {
    EXPECT_EQ(code_of(decide(who, id)), ErrorCode::not_permitted) << who;
  }
  EXPECT_FALSE(waiting("officer2.fr"));
  EXPECT_EQ(code_of(consents("officer2.fr")), ErrorCode::not_permitted);
}

TEST_F(WideningTest, is_asked_by_those_of_the_table) {
  for (auto const who : {"moderator.ke", "coordinator.fr", "officer2.fr", "officer1.ke"}) {
    EXPECT_TRUE(ask_thread(who, thread, wider)) << who;
  }
  for (auto const who : {"coordinator.ke", "security.fr"}) {
    EXPECT_EQ(code_of(ask_thread(who, thread, wider)), ErrorCode::not_permitted) << who;
  }
  EXPECT_EQ(code_of(ask_thread("officer1.es", thread, wider)), ErrorCode::not_found);
  EXPECT_EQ(code_of(ask_post("officer1.fr", first, wider)), ErrorCode::not_permitted);
}

TEST_F(WideningTest, is_offered_to_whoever_may_ask_it) {
  auto const reply = world.reply("officer1.ke", thread).public_id;
  auto const is_offered = [&](std::string_view who, base::PublicId const& post) {
    auto const read = world.post(who, post);
    return read && std::ranges::count(read->may, PostAction::request_widening) == 1;
  };
  for (auto const who : {"moderator.ke", "officer1.ke", "officer1.fr", "coordinator.ke"}) {
    EXPECT_TRUE(is_offered(who, reply)) << who;
    EXPECT_FALSE(is_offered(who, first)) << who;
  }
  for (auto const who : {"coordinator.fr", "security.ke"}) EXPECT_FALSE(is_offered(who, reply)) << who;
  auto const of_thread = [&](std::string_view who) {
    return std::ranges::count(world.thread(who, thread)->may, ThreadAction::request_widening);
  };
  EXPECT_EQ(of_thread("officer1.fr"), 1);
  EXPECT_EQ(of_thread("officer1.ke"), 1);
  EXPECT_EQ(of_thread("coordinator.ke"), 0);
}

TEST_F(WideningTest, widens_and_takes_from_nobody) {
  auto const unchanged = world.only({"fr", "ke"});
  EXPECT_EQ(code_of(ask_thread("officer1.fr", thread, unchanged)), ErrorCode::invalid_body);
  EXPECT_EQ(code_of(ask_thread("officer1.fr", thread, world.only({"fr", "es"}))), ErrorCode::invalid_body);
  EXPECT_EQ(code_of(ask_thread("officer1.fr", thread, wider, Level::restricted)), ErrorCode::invalid_body);
  EXPECT_EQ(code_of(ask_thread("officer1.fr", thread, std::nullopt)), ErrorCode::invalid_body);
  EXPECT_EQ(code_of(ask_post("officer2.fr", french, wider)), ErrorCode::audience_too_wide);
  EXPECT_EQ(code_of(ask_post("officer2.fr", french, std::nullopt, Level::open)), ErrorCode::level_too_low);
  EXPECT_EQ(code_of(ask_post("officer2.fr", french, wider, std::nullopt, 7)), ErrorCode::version_conflict);
}

TEST_F(WideningTest, has_to_be_asked_anew_where_something_has_changed) {
  auto const refused = [&](std::string_view why) {
    EXPECT_EQ(code_of(approve("coordinator.fr")), ErrorCode::version_conflict) << why;
    EXPECT_FALSE(reads("officer1.es", first)) << why;
    ASSERT_TRUE(take_back("officer1.fr", asked("officer1.fr").front().public_id)) << why;
  };
  ASSERT_TRUE(ask_thread("officer1.fr", thread, wider));
  ASSERT_TRUE(world.edit("officer2.fr", french, 1, "Other words."));
  refused("a text");
  ASSERT_TRUE(ask_thread("officer1.fr", thread, wider));
  ThreadEdit edit;
  edit.version = world.thread("officer1.fr", thread)->version;
  edit.title = "Another title";
  ASSERT_TRUE(world.edit_thread("officer1.fr", thread, edit));
  refused("the title");
  ASSERT_TRUE(ask_thread("officer1.fr", thread, wider));
  world.write([&](storage::WriteTx& tx) { auth::set_max_level(tx, world.organisation("es"), Level::open); });
  refused("who would gain");
}

TEST_F(WideningTest, is_decided_once_taken_back_and_expires) {
  ASSERT_TRUE(ask_thread("officer1.fr", thread, wider));
  auto const id = consent("coordinator.fr").public_id;
  EXPECT_EQ(code_of(take_back("officer2.fr", asked("officer1.fr").front().public_id)), ErrorCode::not_found);
  ASSERT_TRUE(take_back("officer1.fr", asked("officer1.fr").front().public_id));
  EXPECT_EQ(code_of(decide("coordinator.fr", id)), ErrorCode::already_decided);
  EXPECT_EQ(code_of(take_back("officer1.fr", asked("officer1.fr").front().public_id)),
            ErrorCode::already_decided);
  ASSERT_TRUE(ask_thread("officer1.fr", thread, wider));
  auto const late = consent("coordinator.fr").public_id;
  world.now += std::chrono::days{14};
  EXPECT_EQ(code_of(decide("coordinator.fr", late)), ErrorCode::already_decided);
  EXPECT_EQ(asked("officer1.fr").front().outcome, Outcome::expired);
  EXPECT_TRUE(consents("coordinator.fr")->items.empty());
}

TEST_F(WideningTest, is_not_asked_twice_while_it_is_open) {
  ASSERT_TRUE(ask_thread("officer1.fr", thread, wider));
  auto const again = ask_thread("officer1.fr", thread, wider);
  ASSERT_EQ(code_of(again), ErrorCode::invalid_body);
  EXPECT_EQ(again.error().fields, (FieldErrors{{"/audience", base::FieldCode::duplicate}}));
  EXPECT_TRUE(ask_thread("officer2.fr", thread, wider)) << "what others have asked is not told";
  EXPECT_TRUE(ask_thread("officer1.fr", thread, world.only({"fr", "ke", "br"})));
  ASSERT_TRUE(take_back("officer1.fr", asked("officer1.fr").back().public_id));
  EXPECT_TRUE(ask_thread("officer1.fr", thread, wider));
}

TEST_F(WideningTest, tells_who_asked_what_became_of_it_and_nobody_else) {
  auto const told = [&](std::string_view who) {
    auto const viewer = world.viewer(who);
    std::vector<NotificationType> types;
    auto const page = world.database.read_now([&](storage::ReadTx& tx) {
      return load_notifications(tx, viewer, NotificationFilter::unread, {}, world.limits);
    });
    for (auto const& item : page.value().page.items) {
      if (item.type >= NotificationType::widening_granted && item.post == first) types.push_back(item.type);
    }
    return types;
  };
  using Types = std::vector<NotificationType>;
  ASSERT_TRUE(ask_thread("officer1.ke", thread, wider));
  ASSERT_TRUE(decide("coordinator.fr", consent("coordinator.fr").public_id, Decision::refuse));
  EXPECT_EQ(told("officer1.ke"), Types{NotificationType::widening_refused});
  ASSERT_TRUE(ask_thread("officer1.ke", thread, wider));
  ASSERT_TRUE(approve("coordinator.fr"));
  EXPECT_EQ(told("officer1.ke"),
            (Types{NotificationType::widening_granted, NotificationType::widening_refused}));
  ASSERT_TRUE(approve("coordinator.ke"));
  EXPECT_EQ(told("officer1.ke").size(), 2U) << "of the others he is told nothing";
  for (auto const who : {"officer1.fr", "officer2.ke", "coordinator.fr"})
    EXPECT_EQ(told(who), Types{}) << who;
}

TEST_F(WideningTest, is_decided_by_who_stands_in_for_the_coordinator) {
  auto const coordinator = world.viewer("coordinator.fr");
  auto const substitute = world.viewer("officer2.fr").public_id;
  ASSERT_TRUE(ask_thread("officer1.ke", thread, wider));
  auto const id = consent("coordinator.fr").public_id;
  EXPECT_EQ(code_of(decide("officer2.fr", id)), ErrorCode::not_permitted);
  ASSERT_TRUE(world.try_write([&](storage::WriteTx& tx) {
    return auth::set_release_policy(tx, coordinator,
                                    {.rule = auth::ReleaseRule::restricted_and_above,
                                     .deadline_hours = 8,
                                     .substitute = substitute,
                                     .version = 1});
  }));
  EXPECT_EQ(waiting("officer2.fr"), 1);
  ASSERT_TRUE(decide("officer2.fr", id));
  EXPECT_TRUE(reads("officer1.es", french));
  // What he has asked himself is not his to decide.
  ASSERT_TRUE(ask_thread("officer2.fr", thread, world.only({"fr", "ke", "es", "br"})));
  EXPECT_EQ(waiting("officer2.fr"), 0);
  EXPECT_EQ(code_of(approve("officer2.fr")), ErrorCode::second_person_required);
}

TEST_F(WideningTest, is_open_in_a_limited_number_for_each_person) {
  proposals.open_per_person = 1;
  ASSERT_TRUE(ask_thread("officer1.fr", thread, wider));
  EXPECT_EQ(code_of(ask_thread("officer1.fr", thread, wider)), ErrorCode::too_many_proposals);
  EXPECT_TRUE(ask_thread("coordinator.fr", thread, wider));
}

TEST_F(WideningTest, is_nothing_where_who_asked_may_not_ask_it_any_more) {
  ASSERT_TRUE(ask_thread("officer1.fr", thread, wider));
  world.write([&](storage::WriteTx& tx) {
    auth::set_user_state(tx, world.user("officer1.fr"), auth::UserState::locked);
  });
  EXPECT_EQ(code_of(approve("coordinator.fr")), ErrorCode::state_conflict);
  EXPECT_FALSE(reads("officer1.es", first));
}

TEST_F(WideningTest, is_nothing_where_who_asked_works_for_another_country_since) {
  ASSERT_TRUE(ask_thread("officer1.ke", thread, wider));
  move_officer(world, "officer1.ke", "ke", "fr");
  ASSERT_TRUE(world.thread("officer1.ke", thread)) << "he reads it there as well";
  EXPECT_EQ(code_of(approve("coordinator.fr")), ErrorCode::state_conflict);
}

TEST_F(WideningTest, is_shown_to_nobody_who_may_not_read_every_post_of_it) {
  auto const restricted =
      world.reply("officer1.fr", thread, std::nullopt, tests::at_level(Level::restricted));
  ASSERT_TRUE(world.release("coordinator.fr", restricted.public_id));
  ASSERT_TRUE(ask_post("officer1.fr", restricted.public_id, std::nullopt, Level::official_use_only));
  EXPECT_EQ(consents("coordinator.fr")->items.size(), 1U);
  world.write([&](storage::WriteTx& tx) {
    auth::set_clearance(tx, world.user("coordinator.fr"), Level::official_use_only);
  });
  EXPECT_TRUE(consents("coordinator.fr")->items.empty());
  EXPECT_EQ(waiting("coordinator.fr"), 0);
}

TEST_F(WideningTest, stands_in_the_log_with_who_asked_and_who_consented) {
  ASSERT_TRUE(ask_thread("officer1.fr", thread, wider));
  ASSERT_TRUE(approve("coordinator.fr"));
  auto const record = world.read([](storage::ReadTx& tx) {
    return auth::find_audit_entry(tx, auth::load_audit_head(tx).size()).value().record;
  });
  EXPECT_EQ(record.event, auth::AuditEvent::audience_widened);
  EXPECT_EQ(record.actor.user, world.viewer("officer1.fr").public_id);
  EXPECT_EQ(record.actor.role, auth::Role::contributor);
  EXPECT_EQ(record.approved_by, world.viewer("coordinator.fr").public_id);
  EXPECT_EQ(record.reason, "They need it.");
  EXPECT_EQ(record.recipients, auth::PublicIds{world.public_id("es")});
  ASSERT_TRUE(approve("coordinator.ke"));
  auto const later = world.read([](storage::ReadTx& tx) {
    return auth::find_audit_entry(tx, auth::load_audit_head(tx).size()).value().record;
  });
  EXPECT_EQ(later.actor.user, world.viewer("coordinator.ke").public_id);
  EXPECT_EQ(later.actor.role, auth::Role::coordinator);
  EXPECT_TRUE(later.reason.empty());
}

}  // namespace
}  // namespace forum
