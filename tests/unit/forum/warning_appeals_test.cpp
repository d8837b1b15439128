// Who is warned appeals, once: a third person decides, and both sides hear what became of it.
#include "forum/warning_appeals.hpp"

#include <gtest/gtest.h>

#include "auth/audit_log.hpp"
#include "auth/users.hpp"
#include "forum/notifications.hpp"
#include "tests/support/forum_world.hpp"
#include "tests/unit/forum/moving.hpp"

namespace forum {
namespace {

using base::ErrorCode;
using tests::code_of;

class WarningAppeals : public testing::Test {
 protected:
  tests::ForumWorld world;
  ModerationLimits limits;
  base::PublicId thread = world.open("officer1.fr", "open", "T").thread.public_id;
  base::PublicId post = world.reply("officer1.es", thread).public_id;
  base::PublicId warning = warn("moderator.ke");

  base::PublicId warn(std::string_view who) {
    return world
        .try_write([&](storage::WriteTx& tx) {
          return write_author_note(tx, world.viewer(tx, who), post,
                                   {AuthorNoteKind::warning, "Stay with the subject."}, limits, world.random);
        })
        ->public_id;
  }
  void appoint(std::string_view who) {
    world.write([&](storage::WriteTx& tx) {
      auth::add_grant(tx, world.user(who),
                      {.role = auth::Role::topic_moderator,
                       .scope = auth::Grant::Scope::topic,
                       .scope_id = world.topic_key("open").value,
                       .from = world.now,
                       .until = std::nullopt});
    });
  }
  base::Result<Warning> appeal(std::string_view who) {
    return world.try_write([&](storage::WriteTx& tx) {
      return appeal_warning(tx, world.viewer(tx, who), warning, "It is the subject.", limits, world.random);
    });
  }
  std::vector<HeardWarning> heard(std::string_view who,
                                  WarningAppealFilter filter = WarningAppealFilter::open) {
    return world.read([&](storage::ReadTx& tx) {
      return load_warning_appeals(tx, world.viewer(tx, who), filter, {}, limits).value().items;
    });
  }
  std::optional<int> count(std::string_view who) {
    return world.read(
        [&](storage::ReadTx& tx) { return count_warning_appeals(tx, world.viewer(tx, who), limits, 100); });
  }
  base::Result<HeardWarning> decide(std::string_view who, base::PublicId const& id,
                                    WarningOutcome outcome = WarningOutcome::lifted) {
    return world.try_write([&](storage::WriteTx& tx) {
      return decide_warning_appeal(tx, world.viewer(tx, who), id, {outcome, "He is right."}, limits);
    });
  }
  Warning told(std::string_view who) {
    return world.read([&](storage::ReadTx& tx) {
      return load_warnings(tx, world.viewer(tx, who), {}, limits).value().items.at(0);
    });
  }
  bool was_told(std::string_view who, NotificationType type) {
    return world.read([&](storage::ReadTx& tx) {
      auto const page =
          load_notifications(tx, world.viewer(tx, who), NotificationFilter::all, {}, world.limits);
      for (auto const& one : page.value().page.items) {
        if (one.type == type) return true;
      }
      return false;
    });
  }
};

TEST_F(WarningAppeals, follow_a_warning_of_which_the_author_alone_has_a_notice) {
  EXPECT_TRUE(was_told("officer1.es", NotificationType::warned));
  for (auto const* const who : {"officer2.es", "coordinator.es", "moderator.ke", "officer1.fr"})
    EXPECT_FALSE(was_told(who, NotificationType::warned)) << who;
}

TEST_F(WarningAppeals, are_decided_by_a_third_person_of_another_country) {
  appoint("officer2.ke");
  appoint("officer2.es");
  appoint("officer1.br");
  ASSERT_TRUE(appeal("officer1.es"));
  auto const id = heard("officer1.br").at(0).appeal.public_id;
  EXPECT_EQ(code_of(decide("moderator.ke", id)), ErrorCode::second_person_required);
  EXPECT_EQ(code_of(decide("officer2.ke", id)), ErrorCode::second_person_required);
  EXPECT_EQ(code_of(decide("officer2.es", id)), ErrorCode::not_found);
  EXPECT_EQ(code_of(decide("officer1.es", id)), ErrorCode::not_found);
  EXPECT_EQ(code_of(decide("officer1.fr", id)), ErrorCode::not_found);
  EXPECT_EQ(count("moderator.ke"), 0);
  EXPECT_EQ(count("officer1.br"), 1);
  EXPECT_FALSE(count("officer1.fr"));
  EXPECT_TRUE(heard("officer2.es").empty());
  ASSERT_TRUE(decide("officer1.br", id));
  EXPECT_EQ(code_of(decide("unit.ipsg", id)), ErrorCode::already_decided);
  EXPECT_EQ(count("officer1.br"), 0);
}

TEST_F(WarningAppeals, are_not_decided_by_the_country_for_which_he_was_warned_wherever_who_warned_is_now) {
  appoint("officer2.ke");
  move_officer(world, "moderator.ke", "ke", "br");
  ASSERT_TRUE(appeal("officer1.es"));
  auto const id = heard("officer2.ke").at(0).appeal.public_id;
  EXPECT_EQ(code_of(decide("officer2.ke", id)), ErrorCode::second_person_required);
  EXPECT_TRUE(decide("unit.ipsg", id));
}

TEST_F(WarningAppeals, that_are_granted_lift_it_and_tell_both_sides) {
  EXPECT_TRUE(told("officer1.es").may_appeal);
  ASSERT_TRUE(appeal("officer1.es"));
  EXPECT_FALSE(told("officer1.es").may_appeal);
  auto const id = heard("unit.ipsg").at(0).appeal.public_id;
  EXPECT_EQ(heard("unit.ipsg").at(0).warning, "Stay with the subject.");
  EXPECT_EQ(decide("unit.ipsg", id)->appeal.state, WarningAppealState::lifted);
  EXPECT_EQ(told("officer1.es").appeal->decision->reason, "He is right.");
  EXPECT_TRUE(was_told("officer1.es", NotificationType::warning_lifted));
  EXPECT_TRUE(was_told("moderator.ke", NotificationType::own_warning_lifted));
  EXPECT_FALSE(was_told("officer1.fr", NotificationType::warning_lifted));
  auto const notes = world.read([&](storage::ReadTx& tx) {
    return load_author_notes(tx, world.viewer(tx, "moderator.ke"), {}, {}, limits).value().items;
  });
  EXPECT_EQ(notes.at(0).appeal->state, WarningAppealState::lifted);
  EXPECT_EQ(heard("unit.ipsg", WarningAppealFilter::past).size(), 1U);
  auto const record = world.read([](storage::ReadTx& tx) {
    return auth::find_audit_entry(tx, auth::load_audit_head(tx).size())->record;
  });
  EXPECT_EQ(record.event, auth::AuditEvent::warning_lifted);
  EXPECT_TRUE(record.sources.empty()) << "in nobody's view of his own";
}

TEST_F(WarningAppeals, that_are_refused_uphold_it_and_are_made_once) {
  ASSERT_TRUE(appeal("officer1.es"));
  auto const id = heard("unit.ipsg").at(0).appeal.public_id;
  ASSERT_TRUE(decide("unit.ipsg", id, WarningOutcome::upheld));
  EXPECT_EQ(told("officer1.es").appeal->state, WarningAppealState::upheld);
  EXPECT_TRUE(was_told("officer1.es", NotificationType::warning_upheld));
  EXPECT_TRUE(was_told("moderator.ke", NotificationType::own_warning_upheld));
  EXPECT_EQ(code_of(appeal("officer1.es")), ErrorCode::state_conflict);
}

TEST_F(WarningAppeals, are_the_authors_alone_to_make_and_go_with_the_warning) {
  EXPECT_EQ(code_of(appeal("officer2.es")), ErrorCode::not_found);
  EXPECT_EQ(code_of(appeal("moderator.ke")), ErrorCode::not_found);
  ASSERT_TRUE(appeal("officer1.es"));
  ASSERT_TRUE(world.try_write([&](storage::WriteTx& tx) {
    return remove_author_note(tx, world.viewer(tx, "moderator.ke"), warning, limits);
  }));
  EXPECT_TRUE(heard("unit.ipsg").empty());
}

TEST_F(WarningAppeals, about_what_a_moderator_may_not_read_are_not_there_for_him) {
  appoint("officer1.br");
  tests::Ask ask;
  ask.audience = world.only({"es", "ke", "fr", "unit"});
  post = world.reply("officer1.es", thread, {}, ask).public_id;
  warning = warn("moderator.ke");
  ASSERT_TRUE(appeal("officer1.es"));
  EXPECT_TRUE(heard("officer1.br").empty());
  EXPECT_EQ(count("officer1.br"), 0);
  auto const id = heard("unit.ipsg").at(0).appeal.public_id;
  EXPECT_EQ(code_of(decide("officer1.br", id)), ErrorCode::not_found);
}

TEST_F(WarningAppeals, about_a_chatham_post_are_the_same_to_moderators_of_every_country) {
  appoint("officer2.fr");
  appoint("officer2.br");
  post = world.reply("officer1.lyon", thread, std::nullopt, tests::attributed(auth::Attribution::chatham))
             .public_id;
  warning = warn("moderator.ke");
  ASSERT_TRUE(appeal("officer1.lyon"));
  for (auto const* const who : {"officer2.fr", "officer2.br"}) {
    ASSERT_EQ(heard(who).size(), 1U) << who;
    EXPECT_FALSE(heard(who)[0].may_decide) << who;
    EXPECT_EQ(count(who), 0) << who;
    EXPECT_EQ(code_of(decide(who, heard(who)[0].appeal.public_id)), ErrorCode::second_person_required) << who;
  }
  EXPECT_EQ(count("unit.ipsg"), 1);
  ASSERT_TRUE(decide("unit.ipsg", heard("unit.ipsg")[0].appeal.public_id));
}

}  // namespace
}  // namespace forum
