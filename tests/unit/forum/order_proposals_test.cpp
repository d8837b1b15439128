// What nobody who keeps order does alone: when it takes a second person, who that may be, and what becomes of
// it.
#include "forum/order_proposals.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "auth/audit_log.hpp"
#include "auth/users.hpp"
#include "forum/flag_cases.hpp"
#include "forum/flag_proposals.hpp"
#include "forum/mergers.hpp"
#include "forum/notifications.hpp"
#include "tests/support/forum_world.hpp"

namespace forum {
namespace {

using auth::Outcome;
using base::ErrorCode;
using tests::code_of;

struct OrderProposals : testing::Test {
  int version(base::PublicId const& thread) { return world.thread("unit.ipsg", thread).value().version; }
  base::Result<OrderProposal> propose(std::string_view who, base::PublicId const& thread, OrderStep step,
                                      std::optional<base::PublicId> into = {}) {
    NewOrderProposal const asked{
        .step = step, .reason = "One question.", .version = version(thread), .into = into};
    return world.try_write([&](storage::WriteTx& tx) {
      return propose_order(tx, world.viewer(tx, who), thread, asked, {world.random, world.limits});
    });
  }
  base::Result<OrderProposal> decide(std::string_view who, base::PublicId const& proposal,
                                     auth::Decision decision = auth::Decision::approve) {
    return world.try_write([&](storage::WriteTx& tx) {
      return decide_order(tx, world.viewer(tx, who), proposal, {decision, "So it is."},
                          {world.random, world.limits});
    });
  }
  base::Result<Page<OrderProposal>> list(std::string_view who,
                                         OrderProposalFilter filter = OrderProposalFilter::open) {
    return world.read(
        [&](storage::ReadTx& tx) { return load_order_proposals(tx, world.viewer(tx, who), filter, {}); });
  }
  std::optional<int> count(std::string_view who) {
    return world.read(
        [&](storage::ReadTx& tx) { return count_order_proposals(tx, world.viewer(tx, who), world.limits); });
  }
  base::Result<Thread> lock(std::string_view who, base::PublicId const& thread) {
    ThreadEdit edit;
    edit.version = version(thread);
    edit.locked = true;
    return world.edit_thread(who, thread, edit);
  }
  // The notices that somebody has of proposals, the newest first.
  std::vector<NotificationType> notices(std::string_view who) {
    return world.read([&](storage::ReadTx& tx) {
      std::vector<NotificationType> types;
      auto const page =
          load_notifications(tx, world.viewer(tx, who), NotificationFilter::all, {}, world.limits);
      for (auto const& one : page.value().page.items) {
        if (one.type == NotificationType::proposal_approved || one.type == NotificationType::proposal_refused)
          types.push_back(one.type);
      }
      return types;
    });
  }
  void flag(std::string_view who, base::PublicId const& post) {
    world.write([&](storage::WriteTx& tx) {
      flag_post(tx, world.viewer(tx, who), post, {.reason = FlagReason::off_subject, .text = {}},
                {world.random, world.limits})
          .value();
    });
  }
  // Kenya has another moderator.
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

  tests::ForumWorld world;
  base::PublicId question = world.open("officer1.fr", "open", "A question").thread.public_id;
  base::PublicId other = world.open("officer1.es", "open", "The same question").thread.public_id;
};

TEST_F(OrderProposals, of_a_merger_are_done_by_somebody_of_another_country) {
  appoint("officer2.ke");
  appoint("officer2.es");
  auto const proposal = propose("moderator.ke", question, OrderStep::merge, other);
  ASSERT_TRUE(proposal);
  EXPECT_EQ(proposal->into->title, "The same question");
  EXPECT_EQ(code_of(decide("moderator.ke", proposal->public_id)), ErrorCode::second_person_required);
  EXPECT_EQ(code_of(decide("officer2.ke", proposal->public_id)), ErrorCode::second_person_required);
  EXPECT_EQ(code_of(decide("officer1.fr", proposal->public_id)), ErrorCode::not_found);
  EXPECT_EQ(count("moderator.ke"), 0);
  EXPECT_EQ(count("officer2.es"), 1);
  EXPECT_FALSE(count("officer1.fr"));
  auto const done = decide("officer2.es", proposal->public_id);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->outcome, Outcome::approved);
  EXPECT_TRUE(world.thread("officer1.br", question)->locked);
  EXPECT_EQ(code_of(decide("unit.ipsg", proposal->public_id)), ErrorCode::already_decided);
  auto const record = world.read([](storage::ReadTx& tx) {
    return auth::find_audit_entry(tx, auth::load_audit_head(tx).size())->record;
  });
  EXPECT_EQ(record.event, auth::AuditEvent::threads_merged);
  EXPECT_EQ(record.actor.user, world.viewer("moderator.ke").public_id);
  EXPECT_EQ(record.approved_by, world.viewer("officer2.es").public_id);
}

TEST_F(OrderProposals, are_for_what_nobody_may_do_alone) {
  auto const alone = world.try_write([&](storage::WriteTx& tx) {
    return merge_thread(tx, world.viewer(tx, "moderator.ke"), question, {"One.", version(question)}, other);
  });
  EXPECT_EQ(code_of(alone), ErrorCode::second_person_required);
  EXPECT_EQ(code_of(propose("moderator.ke", question, OrderStep::lock)), ErrorCode::state_conflict);
  EXPECT_TRUE(lock("moderator.ke", question));
  EXPECT_EQ(code_of(propose("officer1.fr", question, OrderStep::merge, other)), ErrorCode::not_permitted);
}

TEST_F(OrderProposals, are_what_a_moderator_makes_in_a_dispute_to_which_his_country_is_a_party) {
  auto const kenyan = world.open("officer1.ke", "open", "Ours").thread.public_id;
  EXPECT_TRUE(lock("moderator.ke", kenyan)) << "among his own he keeps order";
  auto const reply = world.reply("officer1.es", question).public_id;
  flag("officer1.ke", reply);
  EXPECT_EQ(code_of(lock("moderator.ke", question)), ErrorCode::second_person_required);
  auto const told = world.read([&](storage::ReadTx& tx) {
    return load_thread_order(tx, world.viewer(tx, "moderator.ke"), question).value();
  });
  EXPECT_EQ(told.needs_second.size(), 11U);
  EXPECT_TRUE(told.has_second);
  auto const proposal = propose("moderator.ke", question, OrderStep::lock);
  ASSERT_TRUE(proposal);
  ASSERT_TRUE(decide("unit.ipsg", proposal->public_id));
  EXPECT_TRUE(world.thread("officer1.br", question)->locked);
}

TEST_F(OrderProposals, are_asked_for_alike_whosever_a_chatham_post_is) {
  appoint("officer1.fr");
  struct Told {
    std::vector<OrderStep> needs_second;
    ErrorCode lock;
    bool has_conflict;
    std::vector<FlagCaseRight> may;
    bool operator==(Told const&) const = default;
  };
  auto const told_of = [&](std::string_view source, auth::Attribution of_thread) {
    auto const in_french = of_thread == auth::Attribution::person;
    auto const in = world.open(in_french ? "officer2.fr" : source, "open", "T", tests::attributed(of_thread))
                        .thread.public_id;
    auto const chatham = tests::attributed(auth::Attribution::chatham);
    auto const post = world.reply(in_french ? source : "officer1.es", in, {}, chatham).public_id;
    flag("coordinator.fr", post);
    auto const needs_second = world.read([&](storage::ReadTx& tx) {
      return load_thread_order(tx, world.viewer(tx, "officer1.fr"), in).value().needs_second;
    });
    auto const cases = world.read([&](storage::ReadTx& tx) {
      return load_flag_cases(tx, world.viewer(tx, "officer1.fr"), FlagCaseFilter::open, {}).value();
    });
    return Told{needs_second, code_of(lock("officer1.fr", in)), cases.items.back().has_conflict,
                cases.items.back().may};
  };
  EXPECT_EQ(told_of("officer1.lyon", auth::Attribution::person),
            told_of("officer1.br", auth::Attribution::person));
  EXPECT_EQ(told_of("officer1.lyon", auth::Attribution::chatham),
            told_of("officer1.br", auth::Attribution::chatham));
}

TEST_F(OrderProposals, ask_nothing_of_flags_that_the_moderator_may_not_know_of) {
  tests::Ask ask;
  ask.audience = world.only({"fr", "es", "unit"});
  auto const hidden = world.reply("officer1.es", question, {}, ask).public_id;
  auto const own = world.reply("moderator.ke", question).public_id;
  flag("officer1.fr", hidden);
  flag("officer1.fr", own);
  EXPECT_TRUE(lock("moderator.ke", question)) << "neither of what he may not read, nor of his own post";
}

TEST_F(OrderProposals, are_not_decided_by_who_has_a_part_in_it) {
  appoint("officer2.es");
  flag("officer1.ke", world.reply("officer1.es", question).public_id);
  auto const proposal = propose("moderator.ke", question, OrderStep::lock).value();
  EXPECT_EQ(code_of(decide("officer2.es", proposal.public_id)), ErrorCode::second_person_required);
  EXPECT_EQ(decide("unit.ipsg", proposal.public_id, auth::Decision::refuse)->outcome, Outcome::refused);
  EXPECT_FALSE(world.thread("officer1.br", question)->locked);
  EXPECT_EQ(list("moderator.ke", OrderProposalFilter::past)->items.at(0).decision, "So it is.");
}

TEST_F(OrderProposals, tell_who_made_them_what_became_of_them_and_nobody_else) {
  auto const first = propose("moderator.ke", question, OrderStep::merge, other).value();
  ASSERT_TRUE(decide("unit.ipsg", first.public_id, auth::Decision::refuse));
  EXPECT_EQ(notices("moderator.ke"), std::vector{NotificationType::proposal_refused});
  auto const second = propose("moderator.ke", question, OrderStep::merge, other).value();
  ASSERT_TRUE(decide("unit.ipsg", second.public_id));
  EXPECT_EQ(notices("moderator.ke"),
            (std::vector{NotificationType::proposal_approved, NotificationType::proposal_refused}));
  for (auto const* const other_person : {"unit.ipsg", "officer1.fr", "officer1.es", "officer1.ke"})
    EXPECT_TRUE(notices(other_person).empty()) << other_person;
}

TEST_F(OrderProposals, tell_nothing_of_what_their_maker_may_not_read_any_more) {
  auto const proposal = propose("moderator.ke", question, OrderStep::merge, other).value();
  ThreadEdit narrow;
  narrow.version = version(other);
  narrow.audience = world.only({"es", "unit"});
  ASSERT_TRUE(world.edit_thread("officer1.es", other, narrow));
  ASSERT_TRUE(decide("unit.ipsg", proposal.public_id, auth::Decision::refuse));
  EXPECT_TRUE(notices("moderator.ke").empty());
}

TEST_F(OrderProposals, are_there_for_nobody_who_may_not_read_every_object_of_them) {
  appoint("officer2.es");
  tests::Ask ask;
  ask.audience = world.only({"fr", "ke", "unit"});
  auto const narrow = world.open("officer1.fr", "open", "Without Spain", ask).thread.public_id;
  auto const proposal = propose("moderator.ke", question, OrderStep::merge, narrow).value();
  EXPECT_TRUE(list("officer2.es")->items.empty());
  EXPECT_EQ(count("officer2.es"), 0);
  EXPECT_EQ(code_of(decide("officer2.es", proposal.public_id)), ErrorCode::not_found);
  EXPECT_EQ(list("unit.ipsg")->items.size(), 1U);
}

TEST_F(OrderProposals, are_not_carried_out_on_a_thread_that_has_changed_and_can_be_taken_back) {
  auto const proposal = propose("moderator.ke", question, OrderStep::merge, other).value();
  ASSERT_TRUE(lock("moderator.ke", question));
  EXPECT_EQ(code_of(decide("unit.ipsg", proposal.public_id)), ErrorCode::version_conflict);
  EXPECT_EQ(list("unit.ipsg")->items.at(0).outcome, Outcome::open);
  auto const withdraw = [&](std::string_view who) {
    return world.try_write(
        [&](storage::WriteTx& tx) { return withdraw_order(tx, world.viewer(tx, who), proposal.public_id); });
  };
  EXPECT_EQ(code_of(withdraw("unit.ipsg")), ErrorCode::not_found);
  ASSERT_TRUE(withdraw("moderator.ke"));
  EXPECT_EQ(code_of(withdraw("moderator.ke")), ErrorCode::already_decided);
  EXPECT_EQ(list("unit.ipsg", OrderProposalFilter::past)->items.at(0).outcome, Outcome::withdrawn);
}

TEST_F(OrderProposals, of_a_move_to_where_their_maker_may_not_read_any_more_are_not_carried_out) {
  auth::Names const titles{"T", "T", "T", "T"};
  auto const french = world.write([&](storage::WriteTx& tx) {
    auto const everybody =
        auth::intern_audience(tx, auth::AudienceBase::all_members, {}, {}, world.organisation("unit"));
    return topic_public_id(tx, create_topic(tx,
                                            {.titles = titles,
                                             .descriptions = titles,
                                             .owner = world.organisation("fr"),
                                             .audience = everybody},
                                            world.now, world.random));
  });
  flag("officer1.ke", world.reply("officer1.es", other).public_id);
  NewOrderProposal const asked{
      .step = OrderStep::move, .reason = "It belongs there.", .version = version(other), .topic = french};
  auto const proposal = world.write([&](storage::WriteTx& tx) {
    return propose_order(tx, world.viewer(tx, "moderator.ke"), other, asked, {world.random, world.limits})
        .value();
  });
  world.deny("fr", {"ke"});
  EXPECT_EQ(code_of(decide("unit.ipsg", proposal.public_id)), ErrorCode::state_conflict);
  EXPECT_EQ(list("unit.ipsg")->items.at(0).outcome, Outcome::open);
  EXPECT_EQ(world.thread("officer1.br", other)->topic, world.topic("open"));
  world.deny("fr", {});
  ASSERT_TRUE(decide("unit.ipsg", proposal.public_id));
  EXPECT_EQ(world.thread("officer1.br", other)->topic, french);
}

TEST_F(OrderProposals, expire) {
  auto const proposal = propose("moderator.ke", question, OrderStep::merge, other).value();
  world.now = proposal.expires_at;
  EXPECT_TRUE(list("unit.ipsg")->items.empty());
  EXPECT_EQ(code_of(decide("unit.ipsg", proposal.public_id)), ErrorCode::already_decided);
  EXPECT_EQ(list("unit.ipsg", OrderProposalFilter::past)->items.at(0).outcome, Outcome::expired);
}

TEST_F(OrderProposals, are_open_in_a_limited_number_for_each_person) {
  world.limits.order_proposals_per_person = 1;
  ASSERT_TRUE(propose("moderator.ke", question, OrderStep::merge, other));
  EXPECT_EQ(code_of(propose("moderator.ke", other, OrderStep::merge, question)),
            ErrorCode::too_many_proposals);
  EXPECT_TRUE(propose("unit.ipsg", other, OrderStep::merge, question));
}

TEST_F(OrderProposals, of_another_title_and_tags_are_made_in_a_dispute_and_done_by_two) {
  flag("officer1.ke", world.reply("officer1.es", question).public_id);
  ThreadEdit edit;
  edit.version = version(question);
  edit.title = "A better question";
  EXPECT_EQ(code_of(world.edit_thread("moderator.ke", question, edit)), ErrorCode::second_person_required);
  auto const ask = [&](std::string_view who, WantedLabels const& labels) {
    NewOrderProposal const asked{.step = OrderStep::relabel,
                                 .reason = "Nobody finds it.",
                                 .version = version(question),
                                 .labels = labels};
    return world.try_write([&](storage::WriteTx& tx) {
      return propose_order(tx, world.viewer(tx, who), question, asked, {world.random, world.limits});
    });
  };
  EXPECT_EQ(code_of(ask("moderator.ke", {})), ErrorCode::invalid_body);
  EXPECT_EQ(code_of(ask("moderator.ke", {.title = " "})), ErrorCode::invalid_body);
  EXPECT_EQ(code_of(ask("unit.ipsg", {.title = "Alone"})), ErrorCode::state_conflict);
  EXPECT_EQ(code_of(ask("officer1.fr", {.title = "Mine"})), ErrorCode::not_permitted);
  WantedLabels const wanted{.title = "A better question",
                            .kind = ThreadKind::case_study,
                            .tags = std::vector<std::string>{"Second Tag", "First"}};
  auto const proposal = ask("moderator.ke", wanted);
  ASSERT_TRUE(proposal);
  auto const told = list("unit.ipsg")->items.at(0);
  EXPECT_EQ(told.labels->title, "A better question");
  EXPECT_EQ(told.labels->tags, (std::vector<std::string>{"first", "second tag"}));
  EXPECT_EQ(world.thread("officer1.br", question)->title, "A question") << "nothing is done yet";
  ASSERT_TRUE(decide("unit.ipsg", proposal->public_id));
  auto const now = world.thread("officer1.br", question).value();
  EXPECT_EQ(now.title, "A better question");
  EXPECT_EQ(now.kind, ThreadKind::case_study);
  EXPECT_EQ(now.tags.size(), 2U);
  auto const record = world.read([](storage::ReadTx& tx) {
    return auth::find_audit_entry(tx, auth::load_audit_head(tx).size())->record;
  });
  EXPECT_EQ(record.event, auth::AuditEvent::thread_retitled);
  EXPECT_EQ(record.approved_by, world.viewer("unit.ipsg").public_id);
}

TEST_F(OrderProposals, of_an_answer_to_flags_are_for_who_reviews_them_and_done_by_two) {
  auto const post = world.reply("officer1.es", question).public_id;
  flag("officer1.ke", post);
  auto const waiting = world.read([&](storage::ReadTx& tx) {
    return load_flag_cases(tx, world.viewer(tx, "moderator.ke"), FlagCaseFilter::open, {}).value();
  });
  auto const id = waiting.items.at(0).public_id;
  EXPECT_EQ(std::ranges::count(waiting.items[0].may, FlagCaseRight::propose), 1);
  auto const ask = [&](std::string_view who, int at_version = 1) {
    return world.try_write([&](storage::WriteTx& tx) {
      return propose_flag_verdict(
          tx, world.viewer(tx, who), id,
          {.outcome = FlagOutcome::declined, .reply = "It is to the point.", .version = at_version},
          {world.random, world.limits});
    });
  };
  EXPECT_EQ(code_of(ask("moderator.ke", 2)), ErrorCode::version_conflict);
  EXPECT_EQ(code_of(ask("unit.ipsg")), ErrorCode::state_conflict) << "that it may do alone";
  EXPECT_EQ(code_of(ask("officer1.fr")), ErrorCode::not_found);
  auto const proposal = ask("moderator.ke");
  ASSERT_TRUE(proposal);
  EXPECT_EQ(proposal->verdict->reply, "It is to the point.");
  EXPECT_EQ(code_of(decide("moderator.ke", proposal->public_id)), ErrorCode::second_person_required);
  // The author of the post is never told of flags on it, whatever he keeps.
  appoint("officer1.es");
  EXPECT_TRUE(list("officer1.es")->items.empty());
  EXPECT_EQ(code_of(decide("officer1.es", proposal->public_id)), ErrorCode::not_found);
  ASSERT_TRUE(decide("unit.ipsg", proposal->public_id));
  auto const answer = world.read(
      [&](storage::ReadTx& tx) { return load_flag(tx, world.viewer(tx, "officer1.ke"), post).value(); });
  EXPECT_EQ(answer.decision->reply, "It is to the point.");
  EXPECT_EQ(notices("moderator.ke"), std::vector{NotificationType::proposal_approved});
  auto const record = world.read([](storage::ReadTx& tx) {
    return auth::find_audit_entry(tx, auth::load_audit_head(tx).size())->record;
  });
  EXPECT_EQ(record.event, auth::AuditEvent::flags_declined);
  EXPECT_EQ(record.approved_by, world.viewer("unit.ipsg").public_id);
}

TEST_F(OrderProposals, of_flags_are_not_needed_where_another_decides) {
  auto const post = world.reply("officer1.es", question).public_id;
  flag("officer1.ke", post);
  auto const cases = world.read([&](storage::ReadTx& tx) {
    return load_flag_cases(tx, world.viewer(tx, "moderator.ke"), FlagCaseFilter::open, {}).value();
  });
  ASSERT_EQ(cases.items.size(), 1U);
  EXPECT_TRUE(cases.items[0].has_conflict);
  auto const settle = [&](std::string_view who) {
    return world.try_write([&](storage::WriteTx& tx) {
      return decide_flag_case(tx, world.viewer(tx, who), cases.items[0].public_id,
                              {.outcome = FlagOutcome::settled, .reply = "Done.", .version = 1});
    });
  };
  EXPECT_EQ(code_of(settle("moderator.ke")), ErrorCode::second_person_required);
  EXPECT_TRUE(settle("unit.ipsg"));
}

}  // namespace
}  // namespace forum
