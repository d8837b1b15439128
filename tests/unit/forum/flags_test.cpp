// Readers flag posts; whoever keeps order looks at the flags; nobody else learns of them.
#include "forum/flags.hpp"

#include <gtest/gtest.h>

#include "auth/audit_views.hpp"
#include "forum/closings.hpp"
#include "forum/events.hpp"
#include "forum/flag_cases.hpp"
#include "forum/hidings.hpp"
#include "forum/notifications.hpp"
#include "tests/support/forum_world.hpp"

namespace forum {
namespace {

using auth::Role;
using base::ErrorCode;
using tests::code_of;
using tests::ForumWorld;
using namespace std::chrono_literals;

class Flags : public testing::Test {
 protected:
  ForumWorld world;
  base::PublicId thread = world.open("officer1.fr", "open", "T").thread.public_id;
  base::PublicId post = world.reply("officer1.es", thread).public_id;

  base::Result<OwnFlag> flag(std::string_view who, base::PublicId const& of,
                             FlagReason reason = FlagReason::off_subject) {
    auto const viewer = world.viewer(who);
    return world.try_write([&](storage::WriteTx& tx) {
      return flag_post(tx, viewer, of, {reason, "It is about tobacco."}, {world.random, world.limits});
    });
  }
  base::Result<void> take_back(std::string_view who, base::PublicId const& of) {
    auto const viewer = world.viewer(who);
    return world.try_write([&](storage::WriteTx& tx) { return withdraw_flag(tx, viewer, of); });
  }
  base::Result<Page<FlagCase>> page(std::string_view who, FlagCaseFilter filter = FlagCaseFilter::open) {
    auto const viewer = world.viewer(who);
    return world.database.read_now(
        [&](storage::ReadTx& tx) { return load_flag_cases(tx, viewer, filter, {}); });
  }
  std::vector<FlagCase> cases(std::string_view who, FlagCaseFilter filter = FlagCaseFilter::open) {
    return page(who, filter).value().items;
  }
  std::optional<int> waiting(std::string_view who) {
    auto const viewer = world.viewer(who);
    return world.read([&](storage::ReadTx& tx) { return count_flag_cases(tx, viewer, world.limits); });
  }
  base::Result<FlagCase> take(std::string_view who, FlagCase const& one) {
    auto const viewer = world.viewer(who);
    return world.try_write(
        [&](storage::WriteTx& tx) { return take_flag_case(tx, viewer, one.public_id, one.version); });
  }
  base::Result<FlagCase> put_back(std::string_view who, FlagCase const& one) {
    auto const viewer = world.viewer(who);
    return world.try_write(
        [&](storage::WriteTx& tx) { return put_back_flag_case(tx, viewer, one.public_id, one.version); });
  }
  base::Result<FlagCase> note(std::string_view who, FlagCase const& one, std::string_view text) {
    auto const viewer = world.viewer(who);
    return world.try_write([&](storage::WriteTx& tx) {
      return note_on_flag_case(tx, viewer, one.public_id, text, {world.random, world.limits});
    });
  }
  base::Result<FlagCase> decide(std::string_view who, FlagCase const& one,
                                FlagOutcome outcome = FlagOutcome::settled) {
    auto const viewer = world.viewer(who);
    return world.try_write([&](storage::WriteTx& tx) {
      return decide_flag_case(tx, viewer, one.public_id, {outcome, "Thank you.", one.version});
    });
  }
  std::vector<OwnFlag> own(std::string_view who) {
    auto const viewer = world.viewer(who);
    return world.read([&](storage::ReadTx& tx) { return load_own_flags(tx, viewer, {}).value().items; });
  }
  std::optional<int> answers(std::string_view who) {
    auto const viewer = world.viewer(who);
    return world.read([&](storage::ReadTx& tx) { return count_flag_answers(tx, viewer, world.limits); });
  }
  void hide(std::string_view who, base::PublicId const& of) {
    auto const viewer = world.viewer(who);
    ASSERT_TRUE(world.try_write([&](storage::WriteTx& tx) {
      return hide_post(tx, viewer, of, {"It names a witness.", 1}, {world.random, world.limits});
    }));
  }
  void grant(std::string_view who, Role role) {
    world.write([&](storage::WriteTx& tx) {
      auth::add_grant(tx, world.user(who),
                      {.role = role,
                       .scope = auth::Grant::Scope::platform,
                       .scope_id = std::nullopt,
                       .from = world.now - 1h,
                       .until = std::nullopt});
    });
  }
};

TEST_F(Flags, come_to_who_keeps_order_in_the_topic_with_their_reasons_and_by_whom) {
  ASSERT_TRUE(flag("officer1.ke", post, FlagReason::neutrality));
  for (auto const who : {"moderator.ke", "unit.ipsg"}) {
    auto const found = cases(who);
    ASSERT_EQ(found.size(), 1U) << who;
    EXPECT_EQ(found[0].state, FlagCaseState::open);
    EXPECT_EQ(found[0].post->public_id, post);
    EXPECT_EQ(found[0].thread->title, "T");
    ASSERT_EQ(found[0].flags.size(), 1U);
    EXPECT_EQ(found[0].flags[0].reason, FlagReason::neutrality);
    EXPECT_EQ(found[0].flags[0].text, "It is about tobacco.");
    EXPECT_EQ(found[0].flags[0].by->organisation.public_id, world.public_id("ke"));
    EXPECT_EQ(waiting(who), 1);
  }
  for (auto const who : {"officer1.fr", "coordinator.es", "security.ke"}) {
    EXPECT_EQ(code_of(page(who)), ErrorCode::not_permitted) << who;
    EXPECT_FALSE(waiting(who)) << who;
  }
}

TEST_F(Flags, are_made_once_for_each_person_and_post_and_can_be_taken_back) {
  ASSERT_TRUE(flag("officer1.ke", post));
  EXPECT_EQ(code_of(flag("officer1.ke", post)), ErrorCode::state_conflict);
  ASSERT_TRUE(take_back("officer1.ke", post));
  EXPECT_EQ(code_of(take_back("officer1.ke", post)), ErrorCode::not_found);
  EXPECT_TRUE(cases("moderator.ke").empty());
  EXPECT_EQ(waiting("moderator.ke"), 0);
  EXPECT_TRUE(own("officer1.ke").empty());
  ASSERT_TRUE(flag("officer1.ke", post, FlagReason::other));
  EXPECT_EQ(cases("moderator.ke")[0].flags[0].reason, FlagReason::other);
}

TEST_F(Flags, are_made_by_readers_of_what_is_published_and_not_their_own) {
  EXPECT_EQ(code_of(flag("officer1.es", post)), ErrorCode::not_permitted) << "his own";
  ASSERT_TRUE(flag("officer2.es", post)) << "his bureau's";
  tests::Ask ask;
  ask.audience = world.only({"fr", "es"});
  auto const among_two = world.reply("officer1.es", thread, {}, ask).public_id;
  EXPECT_EQ(code_of(flag("officer1.ke", among_two)), ErrorCode::not_found);
  auto const waits =
      world.reply("officer1.es", thread, {}, tests::at_level(auth::Level::restricted)).public_id;
  EXPECT_EQ(code_of(flag("coordinator.es", waits)), ErrorCode::state_conflict);
  hide("moderator.ke", post);
  EXPECT_EQ(code_of(flag("officer1.ke", post)), ErrorCode::not_found);
  EXPECT_EQ(code_of(flag("moderator.ke", post)), ErrorCode::state_conflict);
}

TEST_F(Flags, are_limited_in_an_hour_also_where_they_are_taken_back) {
  world.limits.flags_per_hour = 2;
  ASSERT_TRUE(flag("officer1.ke", post));
  ASSERT_TRUE(take_back("officer1.ke", post));
  world.now += 20min;
  auto const first = world.open("officer1.fr", "open", "U").post.public_id;
  ASSERT_TRUE(flag("officer1.ke", first));
  auto const second = world.open("officer1.fr", "open", "V").post.public_id;
  auto const refused = flag("officer1.ke", second);
  ASSERT_EQ(code_of(refused), ErrorCode::too_many_requests);
  EXPECT_EQ(refused.error().retry_after_seconds, 40 * 60);
  ASSERT_TRUE(flag("officer2.ke", second)) << "each person for himself";
  world.now += 40min;
  EXPECT_TRUE(flag("officer1.ke", second));
}

TEST_F(Flags, of_what_a_moderator_may_not_read_are_not_there_for_him) {
  tests::Ask ask;
  ask.audience = world.all_but({"ke"});
  auto const without = world.open("officer1.es", "open", "Without Kenya", ask).post.public_id;
  ASSERT_TRUE(flag("officer1.fr", without));
  EXPECT_TRUE(cases("moderator.ke").empty());
  EXPECT_EQ(waiting("moderator.ke"), 0);
  auto const seen = cases("unit.ipsg");
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(code_of(take("moderator.ke", seen[0])), ErrorCode::not_found);
  EXPECT_EQ(code_of(decide("moderator.ke", seen[0])), ErrorCode::not_found);
  EXPECT_EQ(code_of(note("moderator.ke", seen[0], "x")), ErrorCode::not_found);
  ASSERT_TRUE(flag("officer1.fr", post));
  world.deny("es", {"ke"});
  EXPECT_TRUE(cases("moderator.ke").empty()) << "a deny list takes it away, too";
  ASSERT_TRUE(decide("unit.ipsg", seen[0]));
  EXPECT_TRUE(cases("moderator.ke", FlagCaseFilter::past).empty());
}

TEST_F(Flags, of_ones_own_post_are_nobodys_to_review) {
  auto const own_post = world.reply("moderator.ke", thread).public_id;
  ASSERT_TRUE(flag("officer1.fr", own_post));
  EXPECT_TRUE(cases("moderator.ke").empty());
  auto const seen = cases("unit.ipsg");
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(code_of(decide("moderator.ke", seen[0])), ErrorCode::not_found);
}

TEST_F(Flags, of_personal_data_come_to_the_data_protection_officer_of_the_source_without_names) {
  grant("officer2.es", Role::data_protection_officer);
  grant("officer2.fr", Role::data_protection_officer);
  ASSERT_TRUE(flag("officer1.ke", post, FlagReason::level_too_low));
  EXPECT_TRUE(cases("officer2.es").empty());
  ASSERT_TRUE(flag("officer1.fr", post, FlagReason::personal_data));
  auto const seen = cases("officer2.es");
  ASSERT_EQ(seen.size(), 1U);
  ASSERT_EQ(seen[0].flags.size(), 1U) << "of the other flag he is not told";
  EXPECT_EQ(seen[0].flags[0].reason, FlagReason::personal_data);
  EXPECT_FALSE(seen[0].flags[0].by);
  EXPECT_EQ(cases("moderator.ke")[0].flags.size(), 2U);
  EXPECT_TRUE(cases("officer2.fr").empty()) << "of another bureau";
  ASSERT_TRUE(take_back("officer1.fr", post));
  EXPECT_TRUE(cases("officer2.es").empty());
}

TEST_F(Flags, come_to_compliance_of_personal_data_and_levels_where_it_may_read_the_post) {
  grant("officer2.fr", Role::compliance);
  ASSERT_TRUE(flag("officer1.ke", post));
  EXPECT_TRUE(cases("officer2.fr").empty());
  ASSERT_TRUE(flag("officer2.ke", post, FlagReason::level_too_low));
  ASSERT_EQ(cases("officer2.fr").size(), 1U);
  EXPECT_EQ(cases("officer2.fr")[0].flags.size(), 1U) << "of what is off the subject it is not told";
  world.deny("es", {"fr"});
  EXPECT_TRUE(cases("officer2.fr").empty());
}

TEST_F(Flags, are_taken_by_one_put_back_and_decided_by_who_has_them) {
  ASSERT_TRUE(flag("officer1.fr", post));
  auto const seen = cases("moderator.ke")[0];
  auto const taken = take("moderator.ke", seen).value();
  EXPECT_EQ(taken.state, FlagCaseState::taken);
  EXPECT_TRUE(taken.is_mine);
  EXPECT_EQ(code_of(take("unit.ipsg", seen)), ErrorCode::version_conflict);
  auto const colleagues = cases("unit.ipsg")[0];
  EXPECT_FALSE(colleagues.is_mine);
  EXPECT_EQ(code_of(decide("unit.ipsg", colleagues)), ErrorCode::state_conflict);
  EXPECT_EQ(code_of(put_back("unit.ipsg", colleagues)), ErrorCode::state_conflict);
  auto const back = put_back("moderator.ke", taken).value();
  EXPECT_EQ(back.state, FlagCaseState::open);
  EXPECT_FALSE(back.assignee);
  auto const noted = note("moderator.ke", back, "The author was asked.").value();
  ASSERT_EQ(noted.notes.size(), 1U);
  EXPECT_EQ(noted.notes[0].text, "The author was asked.");
  auto const over = take("unit.ipsg", take("moderator.ke", noted).value()).value();
  EXPECT_TRUE(over.is_mine) << "out of a colleague's hands";
  ASSERT_TRUE(decide("unit.ipsg", over));
  EXPECT_TRUE(cases("moderator.ke").empty());
  auto const past = cases("moderator.ke", FlagCaseFilter::past);
  ASSERT_EQ(past.size(), 1U);
  EXPECT_EQ(past[0].state, FlagCaseState::settled);
  EXPECT_EQ(code_of(decide("moderator.ke", past[0])), ErrorCode::state_conflict);
  EXPECT_EQ(code_of(take_back("officer1.fr", post)), ErrorCode::state_conflict);
  world.limits.notes_on_flags = 1;
  EXPECT_EQ(code_of(note("moderator.ke", past[0], "One too many.")), ErrorCode::invalid_body);
}

TEST_F(Flags, are_one_case_that_a_later_one_opens_again) {
  ASSERT_TRUE(flag("officer1.fr", post));
  auto const seen = cases("moderator.ke")[0];
  ASSERT_TRUE(flag("officer1.br", post));
  EXPECT_EQ(code_of(decide("moderator.ke", seen)), ErrorCode::version_conflict)
      << "he has not seen the second";
  ASSERT_EQ(cases("moderator.ke").size(), 1U);
  ASSERT_TRUE(decide("moderator.ke", cases("moderator.ke")[0], FlagOutcome::declined));
  world.now += 1h;
  ASSERT_TRUE(flag("officer2.fr", post));
  auto const again = cases("moderator.ke");
  ASSERT_EQ(again.size(), 1U);
  EXPECT_EQ(again[0].state, FlagCaseState::open);
  EXPECT_EQ(again[0].opened_at, world.now);
  ASSERT_EQ(again[0].flags.size(), 3U);
  EXPECT_TRUE(again[0].flags[0].decision);
  EXPECT_FALSE(again[0].flags[2].decision);
}

TEST_F(Flags, wait_the_oldest_first) {
  ASSERT_TRUE(flag("officer1.fr", post));
  world.now += 1h;
  auto const other = world.reply("officer1.es", thread).public_id;
  ASSERT_TRUE(flag("officer1.fr", other));
  auto const found = cases("moderator.ke");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].post->public_id, post);
  auto const viewer = world.viewer("moderator.ke");
  auto const first = world.read([&](storage::ReadTx& tx) {
    return load_flag_cases(tx, viewer, FlagCaseFilter::open, {.limit = 1, .after = {}}).value();
  });
  ASSERT_TRUE(first.next);
  auto const rest = world.read([&](storage::ReadTx& tx) {
    return load_flag_cases(tx, viewer, FlagCaseFilter::open, {.limit = 1, .after = first.next}).value();
  });
  ASSERT_EQ(rest.items.size(), 1U);
  EXPECT_EQ(rest.items[0].post->public_id, other);
  EXPECT_FALSE(rest.next);
}

TEST_F(Flags, are_answered_without_saying_by_whom) {
  ASSERT_TRUE(flag("officer1.fr", post));
  EXPECT_FALSE(own("officer1.fr")[0].decision);
  EXPECT_EQ(answers("officer1.fr"), 0);
  hide("moderator.ke", post);
  ASSERT_TRUE(decide("moderator.ke", cases("moderator.ke")[0]));
  auto const told = own("officer1.fr");
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].decision->outcome, FlagOutcome::settled);
  EXPECT_EQ(told[0].decision->reply, "Thank you.");
  EXPECT_FALSE(told[0].post) << "it is hidden";
  EXPECT_EQ(told[0].thread->title, "T");
  EXPECT_EQ(answers("officer1.fr"), 1);
  auto const viewer = world.viewer("officer1.fr");
  world.write([&](storage::WriteTx& tx) { see_flag_answers(tx, viewer); });
  EXPECT_EQ(answers("officer1.fr"), 0);
  EXPECT_TRUE(own("officer1.fr")[0].is_seen);
}

TEST_F(Flags, are_no_more_told_to_who_has_lost_the_post) {
  ASSERT_TRUE(flag("officer1.fr", post));
  world.deny("es", {"fr"});
  ASSERT_TRUE(decide("moderator.ke", cases("moderator.ke")[0]));
  EXPECT_TRUE(own("officer1.fr").empty());
  EXPECT_EQ(answers("officer1.fr"), 0);
}

TEST_F(Flags, of_a_hidden_post_stay_with_the_unit_that_may_show_it_again) {
  ASSERT_TRUE(flag("officer1.fr", post));
  hide("moderator.ke", post);
  auto const found = cases("unit.ipsg");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_FALSE(found[0].post) << "it does not read what is hidden";
  EXPECT_TRUE(decide("unit.ipsg", found[0]));
}

TEST_F(Flags, are_told_neither_to_the_author_nor_to_the_source) {
  auto const events = [&] { return world.read([](storage::ReadTx& tx) { return last_event(tx); }); };
  auto const before = events();
  ASSERT_TRUE(flag("officer1.fr", post));
  ASSERT_TRUE(decide("moderator.ke", take("moderator.ke", cases("moderator.ke")[0]).value()));
  EXPECT_EQ(events(), before) << "no stream hears of it";
  for (auto const who : {"officer1.es", "coordinator.es"}) {
    auto const viewer = world.viewer(who);
    world.read([&](storage::ReadTx& tx) {
      auto const told = load_notifications(tx, viewer, NotificationFilter::all, {}, world.limits).value();
      for (auto const& item : told.page.items) EXPECT_EQ(item.type, NotificationType::post_created) << who;
      if (viewer.has(Role::coordinator)) {
        auth::AuditPage found;
        auth::AuditFilter filter;
        filter.object = post;
        ASSERT_TRUE(auth::search_audit(tx, viewer, auth::AuditView::contributions, filter, 50, {}, found));
        for (auto const& line : found.lines)
          EXPECT_EQ(line.record.event, auth::AuditEvent::post_created) << to_string(line.record.event);
      }
    });
  }
}

}  // namespace
}  // namespace forum
