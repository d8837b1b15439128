// Break-glass: one object, a case number, a second person, an hour; and the source is told (example 13).
#include "forum/break_glass.hpp"

#include <gtest/gtest.h>

#include "auth/audit_log.hpp"
#include "auth/decisions.hpp"
#include "forum/break_glass_notices.hpp"
#include "forum/places.hpp"
#include "tests/support/forum_world.hpp"

namespace forum {
namespace {

using namespace std::chrono_literals;
using base::ErrorCode;
using tests::Ask;
using tests::code_of;

class BreakingGlass : public testing::Test {
 protected:
  BreakingGlass() {
    add("compliance.ipsg", auth::Role::compliance);
    add("admin.ipsg", auth::Role::administrator);
    add("auditor.ipsg", auth::Role::auditor);
    Ask among_two;
    among_two.audience = world.only({"fr", "ke"});
    opened = world.open("officer1.fr", "open", "Among two", among_two);
    answer = world.reply("officer1.ke", opened.thread.public_id);
  }

  void add(std::string const& name, auth::Role role) {
    world.write([&](storage::WriteTx& tx) {
      auth::NewUser user;
      user.username = name;
      user.name = user.function = name;
      user.organisation = world.organisation("unit");
      user.clearance = auth::Level::confidential;
      user.vetted_by = world.user("security.ipsg");
      user.vetted_until = world.now + 9999h;
      user.state = auth::UserState::active;
      auto const id = auth::create_user(tx, user, world.now, world.random).value();
      auth::add_grant(tx, id, {role, auth::Grant::Scope::platform, std::nullopt, world.now, std::nullopt});
    });
  }
  auth::Viewer viewer(std::string_view name) {
    return world.read([&](storage::ReadTx& tx) {
      return auth::load_viewer(tx, auth::find_user(tx, name).value(), world.now).value();
    });
  }
  base::Result<BreakGlass> ask(std::string_view who, base::PublicId const& object) {
    return world.try_write([&, me = viewer(who)](storage::WriteTx& tx) {
      return ask_break_glass(tx, me, {object, "C 2026/7", "As the court has ordered."}, limits, world.random);
    });
  }
  base::Result<BreakGlass> decide(std::string_view who, BreakGlass const& glass,
                                  auth::Decision decision = auth::Decision::approve) {
    return world.try_write([&, me = viewer(who)](storage::WriteTx& tx) {
      return decide_break_glass(tx, me, glass.public_id, decision, limits);
    });
  }
  base::Result<BreakGlass> end(std::string_view who, BreakGlass const& glass) {
    return world.try_write(
        [&, me = viewer(who)](storage::WriteTx& tx) { return end_break_glass(tx, me, glass.public_id); });
  }
  base::Result<GlassPage> read(std::string_view who, BreakGlass const& glass, PageRequest const& page = {}) {
    return world.try_write([&, me = viewer(who)](storage::WriteTx& tx) {
      return read_by_break_glass(tx, me, glass.public_id, page, world.random);
    });
  }
  BreakGlass open(base::PublicId const& object) {
    auto const asked = ask("compliance.ipsg", object).value();
    return decide("admin.ipsg", asked).value();
  }
  std::vector<GlassNotice> notices(std::string_view coordinator) {
    return world.read([&](storage::ReadTx& tx) {
      return load_glass_notices(tx, world.viewer(tx, coordinator), {})->items;
    });
  }

  tests::ForumWorld world;
  auth::BreakGlassLimits limits;
  Opened opened;
  Post answer;
};

TEST_F(BreakingGlass, reads_one_thread_for_an_hour_and_nothing_by_any_other_way) {
  auto const other = world.open("officer1.fr", "open", "Another");
  auto const glass = open(opened.thread.public_id);
  EXPECT_EQ(glass.state, GlassState::open);
  EXPECT_EQ(glass.open_until, world.now + 60min);
  auto const page = read("compliance.ipsg", glass).value();
  EXPECT_EQ(page.title, "Among two");
  EXPECT_EQ(page.level, opened.thread.marking.level);
  ASSERT_EQ(page.page.items.size(), 2U);
  EXPECT_EQ(page.page.items.at(1).public_id, answer.public_id);
  EXPECT_TRUE(page.page.items.at(0).may.empty());
  world.read([&, me = viewer("compliance.ipsg")](storage::ReadTx& tx) {
    for (auto const& post : {opened.post.public_id, other.post.public_id})
      EXPECT_FALSE(find_post_place(tx, me, post));
    return true;
  });
  world.now += 60min;
  EXPECT_EQ(code_of(read("compliance.ipsg", glass)), ErrorCode::not_found);
}

TEST_F(BreakingGlass, of_a_post_shows_that_post_alone_and_a_thread_comes_page_by_page) {
  auto const one = read("compliance.ipsg", open(answer.public_id)).value();
  ASSERT_EQ(one.page.items.size(), 1U);
  EXPECT_EQ(one.page.items.at(0).public_id, answer.public_id);
  auto const glass = open(opened.thread.public_id);
  auto const first = read("compliance.ipsg", glass, {1, {}}).value();
  ASSERT_EQ(first.page.items.size(), 1U);
  auto const second = read("compliance.ipsg", glass, {1, first.page.next}).value();
  EXPECT_EQ(second.page.items.at(0).public_id, answer.public_id);
  EXPECT_FALSE(second.page.next);
}

TEST_F(BreakingGlass, takes_a_second_person_with_the_office) {
  auto const glass = ask("compliance.ipsg", opened.thread.public_id).value();
  EXPECT_EQ(code_of(decide("compliance.ipsg", glass)), ErrorCode::second_person_required);
  EXPECT_EQ(code_of(read("compliance.ipsg", glass)), ErrorCode::not_found) << "nobody has approved";
  EXPECT_EQ(code_of(decide("auditor.ipsg", glass)), ErrorCode::not_found) << "another's request";
  EXPECT_EQ(code_of(decide("officer1.fr", glass)), ErrorCode::not_found);
  ASSERT_TRUE(decide("admin.ipsg", glass));
  EXPECT_EQ(code_of(decide("admin.ipsg", glass)), ErrorCode::already_decided);
  EXPECT_EQ(code_of(read("admin.ipsg", glass)), ErrorCode::not_found) << "open for who asked";
  EXPECT_TRUE(read("compliance.ipsg", glass));
  auto const refused = ask("auditor.ipsg", opened.thread.public_id).value();
  ASSERT_TRUE(decide("compliance.ipsg", refused, auth::Decision::refuse));
  EXPECT_EQ(code_of(read("auditor.ipsg", refused)), ErrorCode::not_found);
  for (auto const who : {"officer1.fr", "coordinator.fr", "security.fr", "unit.ipsg"})
    EXPECT_EQ(code_of(ask(who, opened.thread.public_id)), ErrorCode::not_permitted) << who;
}

TEST_F(BreakingGlass, is_not_approved_for_who_may_ask_no_more) {
  auto const glass = ask("compliance.ipsg", opened.thread.public_id).value();
  world.write([&](storage::WriteTx& tx) {
    auth::set_user_state(tx, auth::find_user(tx, "compliance.ipsg").value(), auth::UserState::locked);
  });
  EXPECT_EQ(code_of(decide("admin.ipsg", glass)), ErrorCode::state_conflict);
}

TEST_F(BreakingGlass, lifts_the_audience_and_neither_a_deny_nor_what_is_not_published) {
  auto const waiting =
      world.reply("officer1.fr", opened.thread.public_id, {}, tests::at_level(auth::Level::restricted));
  EXPECT_EQ(code_of(read("compliance.ipsg", open(waiting.public_id))), ErrorCode::not_found);
  auto const glass = open(opened.thread.public_id);
  EXPECT_EQ(read("compliance.ipsg", glass).value().page.items.size(), 2U);
  world.deny("ke", {"unit"});
  EXPECT_EQ(read("compliance.ipsg", glass).value().page.items.size(), 1U);
  world.deny("fr", {"unit"});
  EXPECT_EQ(code_of(read("compliance.ipsg", glass)), ErrorCode::not_found);
}

TEST_F(BreakingGlass, is_capped_by_the_clearance) {
  world.write([&](storage::WriteTx& tx) {
    auth::set_clearance(tx, auth::find_user(tx, "compliance.ipsg").value(), auth::Level::open);
  });
  EXPECT_EQ(code_of(read("compliance.ipsg", open(opened.thread.public_id))), ErrorCode::not_found);
}

TEST_F(BreakingGlass, asks_about_what_is_not_there_as_about_what_is) {
  base::PublicId const nothing{};
  auto const glass = open(nothing);
  EXPECT_EQ(glass.state, GlassState::open);
  EXPECT_EQ(code_of(read("compliance.ipsg", glass)), ErrorCode::not_found);
}

TEST_F(BreakingGlass, ends_when_it_is_ended_by_either_of_the_two) {
  auto const first = open(opened.thread.public_id);
  EXPECT_EQ(end("compliance.ipsg", first).value().state, GlassState::ended);
  EXPECT_EQ(code_of(read("compliance.ipsg", first)), ErrorCode::not_found);
  EXPECT_EQ(code_of(end("compliance.ipsg", first)), ErrorCode::already_decided);
  auto const second = open(opened.thread.public_id);
  EXPECT_EQ(end("admin.ipsg", second).value().state, GlassState::ended);
  auto const asked = ask("compliance.ipsg", opened.thread.public_id).value();
  EXPECT_EQ(code_of(end("admin.ipsg", asked)), ErrorCode::not_permitted) << "it is refused instead";
  EXPECT_EQ(end("compliance.ipsg", asked).value().state, GlassState::withdrawn);
}

TEST_F(BreakingGlass, is_asked_for_in_a_limited_number) {
  limits.asked_per_person = 2;
  ASSERT_TRUE(ask("compliance.ipsg", opened.thread.public_id));
  auto const second = ask("compliance.ipsg", opened.thread.public_id);
  ASSERT_TRUE(second);
  EXPECT_EQ(code_of(ask("compliance.ipsg", opened.thread.public_id)), ErrorCode::too_many_proposals);
  ASSERT_TRUE(end("compliance.ipsg", *second));
  EXPECT_TRUE(ask("compliance.ipsg", opened.thread.public_id));
}

TEST_F(BreakingGlass, tells_each_source_of_its_own_until_it_has_seen_it) {
  ASSERT_TRUE(read("compliance.ipsg", open(opened.thread.public_id)));
  auto const french = notices("coordinator.fr");
  ASSERT_EQ(french.size(), 1U);
  EXPECT_EQ(french.at(0).case_number, "C 2026/7");
  EXPECT_EQ(french.at(0).read_by.name, "compliance.ipsg");
  EXPECT_EQ(french.at(0).posts, std::vector{opened.post.public_id});
  ASSERT_EQ(notices("coordinator.ke").size(), 1U);
  EXPECT_EQ(notices("coordinator.ke").at(0).posts, std::vector{answer.public_id});
  EXPECT_TRUE(notices("coordinator.es").empty());
  auto const waiting = [&] {
    return world.read([&](storage::ReadTx& tx) {
      return count_glass_notices(tx, world.viewer(tx, "coordinator.fr"), world.limits);
    });
  };
  EXPECT_EQ(waiting(), 1);
  auto const seen = [&](std::string_view who) {
    auto const me = world.viewer(who);
    return world.try_write(
        [&](storage::WriteTx& tx) { return confirm_glass_notice(tx, me, french.at(0).public_id); });
  };
  EXPECT_EQ(code_of(seen("coordinator.ke")), ErrorCode::not_found);
  EXPECT_EQ(code_of(seen("officer1.fr")), ErrorCode::not_found);
  EXPECT_TRUE(seen("coordinator.fr").value().seen_at);
  EXPECT_EQ(waiting(), 0);
}

TEST_F(BreakingGlass, logs_the_opening_each_reading_and_the_end_with_the_case_number) {
  auto const glass = open(opened.thread.public_id);
  ASSERT_TRUE(read("compliance.ipsg", glass));
  ASSERT_TRUE(read("compliance.ipsg", glass));
  ASSERT_TRUE(end("compliance.ipsg", glass));
  std::vector<auth::AuditEvent> events;
  auto const reader = viewer("compliance.ipsg").public_id;
  auto const second = viewer("admin.ipsg").public_id;
  world.read([&](storage::ReadTx& tx) {
    for (auto number = auth::load_audit_head(tx).size(); number > 0; --number) {
      auto const record = auth::find_audit_entry(tx, number)->record;
      if (record.case_number != "C 2026/7") continue;
      EXPECT_EQ(record.actor.user, reader);
      EXPECT_EQ(record.approved_by, second);
      if (record.event == auth::AuditEvent::object_viewed) {
        EXPECT_EQ(record.parts.size(), 2U);
        EXPECT_EQ(record.sources.size(), 2U);
      }
      events.push_back(record.event);
    }
    return true;
  });
  using enum auth::AuditEvent;
  EXPECT_EQ(events, (std::vector{break_glass_ended, object_viewed, object_viewed, break_glass_opened}));
}

}  // namespace
}  // namespace forum
