// A move that takes a thread from readers is done by two moderators of two countries; any other by one.
#include <gtest/gtest.h>

#include "auth/audit_log.hpp"
#include "forum/notifications.hpp"
#include "forum/order_proposals.hpp"
#include "tests/support/forum_world.hpp"

namespace forum {
namespace {

using base::ErrorCode;
using tests::code_of;

struct MovingByTwo : testing::Test {
  base::Result<Thread> move(std::string_view who, std::string_view topic) {
    ThreadEdit edit;
    edit.version = world.thread(who, question).value().version;
    edit.reason = "It belongs there.";
    edit.topic = world.topic(topic);
    return world.edit_thread(who, question, edit);
  }
  base::Result<OrderProposal> propose(std::string_view who, std::string_view topic) {
    NewOrderProposal const asked{.step = OrderStep::move,
                                 .reason = "It belongs there.",
                                 .version = world.thread(who, question).value().version,
                                 .topic = world.topic(topic)};
    return world.try_write([&](storage::WriteTx& tx) {
      return propose_order(tx, world.viewer(tx, who), question, asked, {world.random, world.limits});
    });
  }
  base::Result<OrderProposal> approve(std::string_view who, base::PublicId const& proposal) {
    return world.try_write([&](storage::WriteTx& tx) {
      return decide_order(tx, world.viewer(tx, who), proposal, {auth::Decision::approve, "So it is."},
                          {world.random, world.limits});
    });
  }
  NotificationType newest_notice(std::string_view who) {
    return world.read([&](storage::ReadTx& tx) {
      return load_notifications(tx, world.viewer(tx, who), NotificationFilter::all, {}, world.limits)
          .value()
          .page.items.at(0)
          .type;
    });
  }

  tests::ForumWorld world;
  base::PublicId question = world.open("officer1.fr", "open", "A question").thread.public_id;
};

TEST_F(MovingByTwo, is_asked_for_where_a_move_takes_readers_away) {
  EXPECT_EQ(code_of(move("moderator.ke", "narrow")), ErrorCode::second_person_required);
  EXPECT_EQ(code_of(move("unit.ipsg", "narrow")), ErrorCode::second_person_required);
  EXPECT_TRUE(world.thread("officer1.br", question));
  auto const proposal = propose("moderator.ke", "narrow");
  ASSERT_TRUE(proposal);
  EXPECT_EQ(code_of(approve("moderator.ke", proposal->public_id)), ErrorCode::second_person_required);
  EXPECT_TRUE(world.thread("officer1.br", question)) << "nothing is done yet";
  ASSERT_TRUE(approve("unit.ipsg", proposal->public_id));
  EXPECT_EQ(code_of(world.thread("officer1.br", question)), ErrorCode::not_found);
  EXPECT_EQ(world.thread("officer1.fr", question)->topic, world.topic("narrow"));
  EXPECT_EQ(newest_notice("officer1.fr"), NotificationType::moved);
  EXPECT_EQ(newest_notice("coordinator.fr"), NotificationType::moved);
  auto const names_both = [](auth::AuditRecord const& record, base::PublicId const& first,
                             base::PublicId const& second) {
    return record.event == auth::AuditEvent::thread_moved && record.actor.user == first &&
           record.approved_by == second;
  };
  auto const moderator = world.viewer("moderator.ke").public_id;
  auto const unit = world.viewer("unit.ipsg").public_id;
  EXPECT_TRUE(world.read([&](storage::ReadTx& tx) {
    for (auto number = auth::load_audit_head(tx).size(); number > 0; --number) {
      auto const entry = auth::find_audit_entry(tx, number);
      if (entry && names_both(entry->record, moderator, unit)) return true;
    }
    return false;
  }));
}

TEST_F(MovingByTwo, is_not_asked_for_where_nobody_loses_the_thread) {
  EXPECT_EQ(code_of(propose("unit.ipsg", "quiet")), ErrorCode::state_conflict);
  ASSERT_TRUE(move("unit.ipsg", "quiet"));
  ASSERT_TRUE(move("unit.ipsg", "open")) << "and so it comes back";
}

TEST_F(MovingByTwo, is_not_asked_for_on_the_way_back_which_lets_nobody_in) {
  auto const proposal = propose("moderator.ke", "narrow").value();
  ASSERT_TRUE(approve("unit.ipsg", proposal.public_id));
  ASSERT_TRUE(move("moderator.ke", "open"));
  EXPECT_EQ(code_of(world.thread("officer1.br", question)), ErrorCode::not_found);
}

TEST_F(MovingByTwo, is_not_asked_for_where_all_who_read_the_thread_read_the_other_topic) {
  tests::Ask ask;
  ask.audience = world.only({"fr", "ke"});
  auto const among = world.open("officer1.fr", "open", "Among us", ask).thread;
  question = among.public_id;
  ASSERT_TRUE(move("moderator.ke", "narrow"));
  EXPECT_TRUE(world.thread("officer1.ke", question));
}

}  // namespace
}  // namespace forum
