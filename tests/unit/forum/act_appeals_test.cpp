// Against what moderation did to a thread its author appeals, and a third person undoes it or lets it stand.
#include "forum/act_appeals.hpp"

#include "auth/audit_log.hpp"
#include "forum/flags.hpp"
#include "forum/mergers.hpp"
#include "forum/notifications.hpp"
#include "forum/threads.hpp"
#include "tests/unit/forum/splitting.hpp"

namespace forum {
namespace {

using auth::Role;
using Acts = std::vector<AppealedAct>;

class ActAppealing : public Splitting {
 protected:
  void appoint(std::string_view who) {
    world.write([&](storage::WriteTx& tx) {
      auth::add_grant(tx, world.user(who),
                      {.role = Role::topic_moderator,
                       .scope = auth::Grant::Scope::topic,
                       .scope_id = world.topic_key("open").value,
                       .from = world.now - 1h,
                       .until = std::nullopt});
    });
  }
  int version(base::PublicId const& thread) { return world.thread("moderator.ke", thread).value().version; }
  void change(std::string_view who, ThreadEdit edit) {
    edit.version = version(question);
    edit.reason = "To keep order.";
    world.edit_thread(who, question, edit).value();
  }
  void lock(std::string_view who = "moderator.ke") {
    ThreadEdit edit;
    edit.locked = true;
    change(who, edit);
  }
  template <class Act>
  void do_by_moderator(Act act) {
    world.write([&](storage::WriteTx& tx) {
      OrderAct const by{"To keep order.", version(question), world.viewer(tx, "coordinator.eg").public_id};
      act(tx, world.viewer(tx, "moderator.ke"), by).value();
    });
  }
  base::Result<ActAppeals> load(std::string_view who, base::PublicId const& thread) {
    auto const viewer = world.viewer(who);
    return world.database.read_now([&](storage::ReadTx& tx) { return load_act_appeals(tx, viewer, thread); });
  }
  Acts open_to(std::string_view who, base::PublicId const& thread) {
    Acts acts;
    auto const told = load(who, thread);
    for (auto const& one : told.value().acts) acts.push_back(one.act);
    return acts;
  }
  bool is_led_to_appeals(std::string_view who, base::PublicId const& thread) {
    auto const viewer = world.viewer(who);
    auto const order =
        world.database.read_now([&](storage::ReadTx& tx) { return load_thread_order(tx, viewer, thread); });
    return order.value().split_from && order.value().split_from->has_appeals;
  }
  base::Result<ActAppeals> appeal(std::string_view who, base::PublicId const& thread, AppealedAct act) {
    auto const viewer = world.viewer(who);
    auto const now = version(thread);
    return world.try_write([&](storage::WriteTx& tx) {
      return appeal_act(tx, viewer, thread, {act, "It is to the point.", now}, {world.random, world.limits});
    });
  }
  base::Result<Page<HeardActAppeal>> list(std::string_view who,
                                          ActAppealFilter filter = ActAppealFilter::open) {
    auto const viewer = world.viewer(who);
    return world.database.read_now(
        [&](storage::ReadTx& tx) { return load_heard_act_appeals(tx, viewer, filter, {}); });
  }
  std::optional<int> count(std::string_view who) {
    auto const viewer = world.viewer(who);
    return world.read([&](storage::ReadTx& tx) { return count_act_appeals(tx, viewer, world.limits); });
  }
  base::Result<HeardActAppeal> decide(std::string_view who, ActAppealOutcome outcome) {
    auto const viewer = world.viewer(who);
    return world.try_write([&](storage::WriteTx& tx) {
      return decide_act_appeal(tx, viewer, last_appeal, {outcome, "The author is right."},
                               {world.random, world.limits});
    });
  }
  // By who began the thread.
  void appeal_and_grant(AppealedAct act) {
    last_appeal = appeal("officer1.fr", question, act).value().made.front().public_id;
    auto const done = decide("officer1.br", ActAppealOutcome::granted);
    ASSERT_TRUE(done);
    EXPECT_TRUE(done->appeal.decision->is_undone);
  }
  NotificationType newest_notice(std::string_view who) {
    auto const viewer = world.viewer(who);
    return world.read([&](storage::ReadTx& tx) {
      return load_notifications(tx, viewer, NotificationFilter::all, {}, world.limits)
          .value()
          .page.items.at(0)
          .type;
    });
  }

  base::PublicId last_appeal;
};

TEST_F(ActAppealing, is_for_whose_thread_it_is_against_what_stands) {
  lock();
  EXPECT_EQ(open_to("officer1.fr", question), Acts{AppealedAct::locked});
  EXPECT_EQ(open_to("coordinator.fr", question), Acts{AppealedAct::locked});
  EXPECT_EQ(code_of(load("officer2.fr", question)), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(load("officer1.es", question)), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(appeal("officer1.es", question, AppealedAct::locked)), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(appeal("officer1.fr", question, AppealedAct::closed)), ErrorCode::state_conflict);
  ASSERT_TRUE(appeal("officer1.fr", question, AppealedAct::locked));
  EXPECT_TRUE(open_to("officer1.fr", question).empty());
  EXPECT_EQ(code_of(appeal("coordinator.fr", question, AppealedAct::locked)), ErrorCode::state_conflict)
      << "once against each act";
  ThreadEdit open;
  open.locked = false;
  change("moderator.ke", open);
  EXPECT_EQ(load("officer1.fr", question)->made.front().state, ActAppealState::lapsed);
  lock();
  EXPECT_EQ(open_to("officer1.fr", question), Acts{AppealedAct::locked}) << "another act, another appeal";
}

TEST_F(ActAppealing, is_not_against_what_the_author_did_himself) {
  auto const own = world.open("moderator.ke", "open", "My own").thread;
  ThreadEdit edit;
  edit.version = own.version;
  edit.locked = true;
  world.edit_thread("moderator.ke", own.public_id, edit).value();
  EXPECT_TRUE(open_to("moderator.ke", own.public_id).empty());
  EXPECT_TRUE(open_to("coordinator.ke", own.public_id).empty());
}

TEST_F(ActAppealing, is_decided_by_a_third_person_of_another_country) {
  for (auto const who : {"officer2.ke", "officer2.fr", "officer1.br"}) appoint(who);
  lock();
  last_appeal = appeal("officer1.fr", question, AppealedAct::locked).value().made.front().public_id;
  EXPECT_EQ(code_of(decide("officer1.es", ActAppealOutcome::granted)), ErrorCode::not_found);
  EXPECT_EQ(code_of(decide("officer2.fr", ActAppealOutcome::granted)), ErrorCode::not_found)
      << "nobody of the author's country";
  EXPECT_EQ(code_of(decide("moderator.ke", ActAppealOutcome::granted)), ErrorCode::second_person_required);
  EXPECT_EQ(code_of(decide("officer2.ke", ActAppealOutcome::granted)), ErrorCode::second_person_required)
      << "nor of that of who has acted";
  EXPECT_EQ(count("officer1.br"), 1);
  EXPECT_EQ(count("moderator.ke"), 0);
  EXPECT_EQ(count("officer2.fr"), 0);
  EXPECT_FALSE(count("officer1.fr"));
  EXPECT_EQ(code_of(list("officer1.fr")), ErrorCode::not_permitted);
  EXPECT_TRUE(list("officer2.fr")->items.empty());
  EXPECT_FALSE(list("moderator.ke")->items.front().may_decide);
  ASSERT_TRUE(decide("officer1.br", ActAppealOutcome::granted));
  EXPECT_FALSE(world.thread("officer1.br", question)->locked);
  EXPECT_EQ(code_of(decide("officer1.br", ActAppealOutcome::refused)), ErrorCode::already_decided);
  EXPECT_EQ(count("officer1.br"), 0);
  EXPECT_EQ(list("officer1.br", ActAppealFilter::past)->items.size(), 1U);
  auto const told = load("officer1.fr", question).value().made.front();
  EXPECT_EQ(told.state, ActAppealState::granted);
  EXPECT_EQ(told.decision->reason, "The author is right.");
  EXPECT_EQ(newest_notice("officer1.fr"), NotificationType::act_appeal_granted);
  EXPECT_EQ(newest_notice("moderator.ke"), NotificationType::own_act_undone);
}

TEST_F(ActAppealing, is_not_decided_by_the_second_person) {
  appoint("officer1.br");
  do_by_moderator([&](storage::WriteTx& tx, auth::Viewer const& moderator, OrderAct act) {
    act.approved_by = world.viewer(tx, "officer1.br").public_id;
    return close_thread(tx, moderator, question, act, "Done.");
  });
  last_appeal = appeal("officer1.fr", question, AppealedAct::closed).value().made.front().public_id;
  EXPECT_EQ(code_of(decide("officer1.br", ActAppealOutcome::granted)), ErrorCode::second_person_required);
  ASSERT_TRUE(decide("unit.ipsg", ActAppealOutcome::refused));
  EXPECT_TRUE(world.thread("officer1.br", question)->locked);
  EXPECT_EQ(newest_notice("officer1.fr"), NotificationType::act_appeal_refused);
  EXPECT_EQ(newest_notice("moderator.ke"), NotificationType::own_act_upheld);
}

TEST_F(ActAppealing, is_not_decided_by_who_is_of_a_party_to_a_dispute_there) {
  appoint("officer1.br");
  lock();
  last_appeal = appeal("officer1.fr", question, AppealedAct::locked).value().made.front().public_id;
  world.write([&](storage::WriteTx& tx) {
    flag_post(tx, world.viewer(tx, "officer2.br"), before, {FlagReason::neutrality, ""},
              {world.random, world.limits})
        .value();
  });
  EXPECT_EQ(code_of(decide("officer1.br", ActAppealOutcome::granted)), ErrorCode::second_person_required);
}

TEST_F(ActAppealing, undoes_a_closing_a_merger_a_move_and_slow_mode) {
  appoint("officer1.br");
  do_by_moderator([&](storage::WriteTx& tx, auth::Viewer const& moderator, OrderAct const& act) {
    return close_thread(tx, moderator, question, act, "Done.");
  });
  appeal_and_grant(AppealedAct::closed);
  EXPECT_FALSE(world.thread("officer1.fr", question)->locked);
  do_by_moderator([&](storage::WriteTx& tx, auth::Viewer const& moderator, OrderAct const& act) {
    return set_slow_mode(tx, moderator, question, act, 60s, world.limits);
  });
  appeal_and_grant(AppealedAct::slowed);
  EXPECT_FALSE(order("officer1.fr", question).slow);
  auto const other = world.open("officer1.es", "open", "The same question").thread.public_id;
  do_by_moderator([&](storage::WriteTx& tx, auth::Viewer const& moderator, OrderAct const& act) {
    return merge_thread(tx, moderator, question, act, other);
  });
  EXPECT_EQ(open_to("officer1.fr", question), Acts{AppealedAct::merged});
  appeal_and_grant(AppealedAct::merged);
  EXPECT_FALSE(order("officer1.fr", question).into);
  ThreadEdit edit;
  edit.topic = world.topic("quiet");
  change("unit.ipsg", edit);
  last_appeal = appeal("officer1.fr", question, AppealedAct::moved).value().made.front().public_id;
  EXPECT_EQ(code_of(decide("officer1.br", ActAppealOutcome::granted)), ErrorCode::not_found)
      << "who keeps order where it is now decides";
}

TEST_F(ActAppealing, undoes_a_split_and_is_for_whose_branch_it_is_too) {
  appoint("officer2.eg");
  auto const made = split("moderator.ke", top).value();
  EXPECT_EQ(open_to("officer1.fr", made), Acts{AppealedAct::split});
  EXPECT_EQ(open_to("officer1.es", made), Acts{AppealedAct::split}) << "his post is the top of it";
  EXPECT_EQ(code_of(load("officer1.br", made)), ErrorCode::not_permitted);
  EXPECT_TRUE(is_led_to_appeals("officer1.es", made)) << "from where the thread begins: its log is not his";
  EXPECT_FALSE(is_led_to_appeals("officer1.br", made));
  EXPECT_FALSE(is_led_to_appeals("officer1.es", question));
  last_appeal = appeal("officer1.es", made, AppealedAct::split).value().made.front().public_id;
  EXPECT_TRUE(is_led_to_appeals("officer1.es", made)) << "and sees what becomes of it";
  ASSERT_TRUE(decide("officer2.eg", ActAppealOutcome::granted));
  EXPECT_EQ(world.post("officer1.fr", top)->thread, question);
  EXPECT_EQ(newest_notice("officer1.es"), NotificationType::act_appeal_granted);
  EXPECT_EQ(list("officer2.eg", ActAppealFilter::past)->items.size(), 1U) << "found where it stands now";
}

TEST_F(ActAppealing, of_what_somebody_may_not_read_is_not_there_for_him) {
  appoint("officer1.br");
  Ask ask;
  ask.audience = world.all_but({"br"});
  question = world.open("officer1.fr", "open", "Without Brazil", ask).thread.public_id;
  lock();
  last_appeal = appeal("officer1.fr", question, AppealedAct::locked).value().made.front().public_id;
  EXPECT_EQ(count("officer1.br"), 0);
  EXPECT_TRUE(list("officer1.br")->items.empty());
  EXPECT_EQ(code_of(decide("officer1.br", ActAppealOutcome::granted)), ErrorCode::not_found);
  EXPECT_EQ(code_of(load("officer1.br", question)), ErrorCode::not_found);
}

TEST_F(ActAppealing, stands_in_the_log) {
  appoint("officer1.br");
  lock();
  appeal_and_grant(AppealedAct::locked);
  std::vector<auth::AuditEvent> events;
  world.read([&](storage::ReadTx& tx) {
    auto const size = auth::load_audit_head(tx).size();
    for (auto number = size - 2; number <= size; ++number)
      events.push_back(auth::find_audit_entry(tx, number)->record.event);
  });
  EXPECT_EQ(events, (std::vector{auth::AuditEvent::act_appealed, auth::AuditEvent::thread_unlocked,
                                 auth::AuditEvent::act_appeal_granted}));
}

}  // namespace
}  // namespace forum
