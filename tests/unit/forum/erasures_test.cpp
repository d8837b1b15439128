// What a post says goes for good, by two people; its source keeps a tombstone and its readers nothing.
#include "forum/erasures.hpp"

#include "auth/decisions.hpp"
#include "auth/release_policy.hpp"
#include "forum/author_notes.hpp"
#include "forum/drafts.hpp"
#include "forum/flags.hpp"
#include "forum/hidings.hpp"
#include "forum/order_proposals.hpp"
#include "forum/splits.hpp"
#include "tests/unit/forum/erased_rows.hpp"
#include "tests/unit/forum/recalling.hpp"

namespace forum {
namespace {

using auth::AuditEvent;
using auth::Role;
using Ids = std::vector<base::PublicId>;

class Erasing : public Recalling {
 protected:
  Erasing() {
    world.write([&](storage::WriteTx& tx) {
      add_officer(tx, "coordinator2.es", "es", Role::coordinator);
      add_officer(tx, "compliance", "unit", Role::compliance);
      add_officer(tx, "admin", "unit", Role::administrator);
    });
  }

  void add_officer(storage::WriteTx& tx, std::string const& name, std::string_view organisation, Role role) {
    auth::NewUser user;
    user.username = user.name = user.function = name;
    user.organisation = world.organisation(organisation);
    user.clearance = auth::Level::confidential;
    user.vetted_by = world.user("security.ipsg");
    user.vetted_until = world.now + 24h;
    user.state = auth::UserState::active;
    auto const id = auth::create_user(tx, user, world.now, world.random).value();
    auth::add_grant(
        tx, id,
        {.role = role,
         .scope = role == Role::coordinator ? auth::Grant::Scope::organisation : auth::Grant::Scope::platform,
         .scope_id = role == Role::coordinator ? std::optional(user.organisation.value) : std::nullopt,
         .from = world.now - 1h,
         .until = std::nullopt});
    others_[name] = id;
  }
  auth::Viewer viewer(std::string_view who) {
    auto const other = others_.find(who);
    if (other == others_.end()) return world.viewer(who);
    return world.read(
        [&](storage::ReadTx& tx) { return auth::load_viewer(tx, other->second, world.now).value(); });
  }

  base::Result<std::optional<auth::Proposal>> ask(std::string_view who, base::PublicId const& post,
                                                  int version = 1) {
    auto const asker = viewer(who);
    return world.try_write([&](storage::WriteTx& tx) {
      return ask_erasure(tx, asker, post, {"It names a witness.", version}, {}, {world.random, world.limits});
    });
  }
  base::Result<auth::Proposal> order(std::string_view who, base::PublicId const& post) {
    auto const officer = viewer(who);
    return world.try_write([&](storage::WriteTx& tx) {
      return order_erasure(tx, officer, {post, "D 7", "A court has decided so."}, {},
                           {world.random, world.limits});
    });
  }
  base::Result<auth::Proposal> decide(std::string_view who, auth::Proposal const& proposal,
                                      auth::Decision decision = auth::Decision::approve) {
    auto const officer = viewer(who);
    return world.try_write([&](storage::WriteTx& tx) {
      return auth::decide_proposal(tx, officer, proposal.public_id, decision, carry_out);
    });
  }
  void erase(base::PublicId const& post) {
    decide("coordinator2.es", ask("coordinator.es", post).value().value()).value();
  }
  base::Result<Erasures> erasures(std::string_view who) {
    auto const reader = viewer(who);
    return world.database.read_now([&](storage::ReadTx& tx) { return load_erasures(tx, reader); });
  }
  std::optional<int> waiting(std::string_view who) {
    auto const reader = viewer(who);
    return world.read([&](storage::ReadTx& tx) { return count_erasures(tx, reader); });
  }
  std::optional<Contribution> contribution(std::string_view who, base::PublicId const& post) {
    auto const reader = viewer(who);
    return world.read([&](storage::ReadTx& tx) { return find_contribution(tx, reader, post); });
  }
  std::vector<auth::AuditRecord> last_records(int count) {
    return world.read([&](storage::ReadTx& tx) {
      std::vector<auth::AuditRecord> records;
      auto const size = auth::load_audit_head(tx).size();
      for (auto number = size - count + 1; number <= size; ++number)
        records.push_back(auth::find_audit_entry(tx, number)->record);
      return records;
    });
  }
  // Rows in which these words stand, over the whole database.
  int rows_with(std::string_view words) {
    return world.read([&](storage::ReadTx& tx) { return count_texts_with(tx, words); });
  }

 private:
  std::map<std::string, auth::UserId, std::less<>> others_;
};

TEST_F(Erasing, of_the_first_post_of_a_branch_take_what_was_said_above_it) {
  auto const post = world.reply("officer1.es", open_thread()).public_id;
  ASSERT_TRUE(world.try_write([&](storage::WriteTx& tx) {
    return split_branch(tx, world.viewer(tx, "moderator.ke"), post, {"Another matter.", 1},
                        {"Apart", ThreadKind::question, "Of the witness in heliotrope."},
                        {world.random, world.limits});
  }));
  EXPECT_GT(rows_with("heliotrope"), 0);
  decide("coordinator2.es", ask("coordinator.es", post, 2).value().value()).value();
  EXPECT_EQ(rows_with("heliotrope"), 0);
}

TEST_F(Erasing, take_two_people_and_leave_a_tombstone_to_the_source_alone) {
  auto const thread = open_thread();
  auto const post = world.reply("officer1.es", thread).public_id;
  auto const below = world.reply("officer1.ke", thread, post).public_id;
  auto const asked = ask("officer1.es", post).value().value();
  EXPECT_TRUE(world.post("officer1.ke", post)) << "until it is approved nothing changes";
  EXPECT_EQ(contribution("officer1.es", post)->erasure_asked_at, world.now);
  EXPECT_EQ(waiting("coordinator.es"), 1);
  EXPECT_EQ(erasures("coordinator.es")->items.front().contribution->post.body, "Some text.");
  ASSERT_TRUE(decide("coordinator.es", asked));

  for (auto const who : {"officer1.fr", "officer1.ke", "officer1.es", "coordinator.es", "moderator.ke"}) {
    EXPECT_EQ(code_of(world.post(who, post)), ErrorCode::not_found) << who;
    EXPECT_TRUE(world.post(who, below)) << who << ": the answer stays";
    EXPECT_EQ(world.thread(who, thread)->posts, 2) << who;
  }
  auto const stone = contribution("officer2.es", post).value();
  EXPECT_EQ(stone.erased->at, world.now);
  EXPECT_EQ(stone.erased->reason, "It names a witness.");
  EXPECT_FALSE(stone.erased->order);
  EXPECT_EQ(stone.post.body, "");
  EXPECT_TRUE(stone.post.may.empty());
  EXPECT_FALSE(contribution("officer1.ke", post));
  EXPECT_EQ(waiting("coordinator.es"), 0);
  EXPECT_EQ(code_of(ask("coordinator.es", post, 2)), ErrorCode::state_conflict);
}

TEST_F(Erasing, leave_nothing_of_the_text_in_any_row) {
  auto const thread = open_thread();
  auto const post = world.reply("officer1.es", thread, std::nullopt, {.body = "heliotrope first"}).public_id;
  world.edit("officer1.es", post, 1, "heliotrope second").value();
  auto const author = world.viewer("officer1.es");
  world.write([&](storage::WriteTx& tx) {
    save_draft(tx, author,
               {.context = {DraftContext::Kind::edit, post},
                .title = std::nullopt,
                .body = "heliotrope third",
                .marking = std::nullopt,
                .audience = std::nullopt,
                .language = std::nullopt,
                .saved_at = world.now},
               world.limits)
        .value();
  });
  auto const moderator = world.viewer("moderator.ke");
  world.write([&](storage::WriteTx& tx) {
    write_author_note(tx, moderator, post, {AuthorNoteKind::warning, "heliotrope fourth"}, {}, world.random)
        .value();
  });
  EXPECT_GE(rows_with("heliotrope"), 4);
  decide("coordinator2.es", ask("coordinator.es", post, 2).value().value()).value();
  EXPECT_EQ(rows_with("heliotrope"), 0);
}

TEST_F(Erasing, of_a_first_post_take_the_title_and_leave_the_answers_to_their_sources) {
  auto const opened = world.open("officer1.es", "open", "heliotrope");
  auto const answer = world.reply("officer1.ke", opened.thread.public_id).public_id;
  erase(opened.post.public_id);
  EXPECT_EQ(code_of(world.thread("officer1.ke", opened.thread.public_id)), ErrorCode::not_found);
  EXPECT_EQ(rows_with("heliotrope"), 0);
  EXPECT_EQ(contribution("officer1.ke", answer)->post.body, "Some text.");
  auto const records = last_records(2);
  EXPECT_EQ(records[0].event, AuditEvent::post_erased);
  EXPECT_EQ(records[1].event, AuditEvent::thread_erased);
  EXPECT_EQ(records[1].parts, Ids{opened.post.public_id});
}

TEST_F(Erasing, of_a_first_post_take_what_was_proposed_as_its_summary) {
  auto const opened = world.open("officer1.es", "open", "T");
  auto const thread = opened.thread.public_id;
  auto const answer = world.reply("officer1.es", thread).public_id;
  auto const officer = world.viewer("officer1.ke");
  auto const moderator = world.viewer("moderator.ke");
  world.write([&](storage::WriteTx& tx) {
    Moment const moment{world.random, world.limits};
    flag_post(tx, officer, answer, {.reason = FlagReason::off_subject, .text = {}}, moment).value();
    NewOrderProposal const closing{.step = OrderStep::close,
                                   .reason = "It is answered.",
                                   .version = opened.thread.version,
                                   .summary = "heliotrope"};
    propose_order(tx, moderator, thread, closing, moment).value();
  });
  EXPECT_EQ(rows_with("heliotrope"), 1);
  erase(opened.post.public_id);
  EXPECT_EQ(rows_with("heliotrope"), 0);
}

TEST_F(Erasing, are_never_approved_by_who_asked_or_wrote_it) {
  auto const thread = open_thread();
  auto const own = world.reply("coordinator.es", thread).public_id;
  auto const asked = ask("coordinator.es", own).value().value();
  EXPECT_EQ(code_of(decide("coordinator.es", asked)), ErrorCode::second_person_required);
  auto const other = world.reply("coordinator.es", thread).public_id;
  auto const by_other = ask("coordinator2.es", other).value().value();
  EXPECT_EQ(code_of(decide("coordinator.es", by_other)), ErrorCode::second_person_required)
      << "he wrote it himself";
  EXPECT_EQ(waiting("coordinator.es"), 0);
  EXPECT_EQ(code_of(decide("coordinator.fr", asked)), ErrorCode::not_found);
  EXPECT_EQ(code_of(decide("officer1.es", asked)), ErrorCode::not_found);
  EXPECT_TRUE(world.post("officer1.fr", own));
  ASSERT_TRUE(decide("coordinator2.es", asked));
}

TEST_F(Erasing, of_a_lone_coordinator_are_approved_by_who_stands_in_for_him) {
  auto const thread = open_thread();
  auto const own = world.reply("coordinator.fr", thread).public_id;
  auto const asked = ask("coordinator.fr", own).value().value();
  EXPECT_EQ(code_of(decide("officer2.fr", asked)), ErrorCode::not_found);
  auto const coordinator = world.viewer("coordinator.fr");
  auto const substitute = world.viewer("officer2.fr").public_id;
  ASSERT_TRUE(world.try_write([&](storage::WriteTx& tx) {
    return auth::set_release_policy(tx, coordinator,
                                    {.rule = auth::ReleaseRule::restricted_and_above,
                                     .deadline_hours = 8,
                                     .substitute = substitute,
                                     .version = 1});
  }));
  EXPECT_EQ(waiting("officer2.fr"), 1);
  EXPECT_EQ(erasures("officer2.fr")->items.front().contribution->post.body, "Some text.");
  ASSERT_TRUE(decide("officer2.fr", asked));
  EXPECT_EQ(code_of(world.post("officer1.fr", own)), ErrorCode::not_found);
  // What he wrote himself is not his to approve.
  auto const his = world.reply("officer2.fr", thread).public_id;
  auto const by_coordinator = ask("coordinator.fr", his).value().value();
  EXPECT_EQ(code_of(decide("officer2.fr", by_coordinator)), ErrorCode::second_person_required);
}

TEST_F(Erasing, are_for_the_source_alone_to_ask_for) {
  auto const post = world.reply("officer1.es", open_thread()).public_id;
  for (auto const who : {"officer2.es", "officer1.ke", "coordinator.ke", "moderator.ke", "unit.ipsg"}) {
    EXPECT_EQ(code_of(ask(who, post)), ErrorCode::not_permitted) << who;
  }
  EXPECT_EQ(code_of(ask("compliance", post)), ErrorCode::not_found);
  EXPECT_EQ(code_of(ask("officer1.es", post, 2)), ErrorCode::version_conflict);
  ASSERT_TRUE(ask("officer1.es", post));
  EXPECT_EQ(code_of(ask("coordinator.es", post)), ErrorCode::state_conflict) << "asked for already";
}

TEST_F(Erasing, are_not_of_a_text_that_has_changed_since_it_was_asked_for) {
  auto const post = world.reply("officer1.es", open_thread()).public_id;
  auto const asked = ask("officer1.es", post).value().value();
  world.edit("officer1.es", post, 1, "Without the name.").value();
  EXPECT_EQ(code_of(decide("coordinator.es", asked)), ErrorCode::version_conflict);
  EXPECT_EQ(world.post("officer1.fr", post)->body, "Without the name.");
  ASSERT_TRUE(decide("coordinator.es", asked, auth::Decision::refuse));
  EXPECT_TRUE(world.post("officer1.fr", post));
}

TEST_F(Erasing, of_ones_own_need_nobody_else_for_an_officer_of_a_unit) {
  auto const post = world.reply("unit.ipsg", open_thread()).public_id;
  EXPECT_FALSE(ask("unit.ipsg", post).value()) << "at once";
  EXPECT_EQ(code_of(world.post("officer1.fr", post)), ErrorCode::not_found);
  EXPECT_TRUE(contribution("unit.ipsg", post)->erased);
}

TEST_F(Erasing, reach_what_the_source_has_lost_or_hidden_or_withdrawn) {
  auto const thread =
      world.open("officer1.fr", "open", "T", {.audience = world.only({"fr", "es", "ke"})}).thread.public_id;
  auto const lost = world.reply("officer1.es", thread).public_id;
  auto const withdrawn = world.reply("officer1.es", thread).public_id;
  ASSERT_TRUE(world.withdraw("officer1.es", withdrawn));
  narrow("officer1.fr", thread, world.only({"fr", "ke"}));
  erase(lost);
  erase(withdrawn);
  EXPECT_EQ(code_of(world.post("officer1.fr", lost)), ErrorCode::not_found);
  EXPECT_TRUE(contribution("officer1.es", lost)->erased);
  EXPECT_TRUE(contribution("officer1.es", withdrawn)->erased);
}

TEST_F(Erasing, ordered_by_compliance_are_carried_out_by_an_administrator_and_tell_them_nothing) {
  auto const post = world.reply("officer1.es", open_thread()).public_id;
  auto const nothing = base::make_public_id(world.random);
  for (auto const who : {"coordinator.es", "admin", "officer1.es", "unit.ipsg"}) {
    EXPECT_EQ(code_of(order(who, post)), ErrorCode::not_permitted) << who;
  }
  auto const of_post = order("compliance", post).value();
  auto const of_nothing = order("compliance", nothing).value();
  EXPECT_EQ(code_of(decide("compliance", of_post)), ErrorCode::not_permitted);
  EXPECT_EQ(waiting("admin"), 2);
  auto const orders = erasures("admin").value();
  for (auto const& asked : orders.items) EXPECT_FALSE(asked.contribution);
  EXPECT_EQ(decide("admin", of_nothing)->outcome, decide("admin", of_post)->outcome);
  EXPECT_EQ(code_of(world.post("officer1.es", post)), ErrorCode::not_found);
  auto const stone = contribution("coordinator.es", post).value();
  EXPECT_EQ(stone.erased->order, "D 7");
  EXPECT_EQ(stone.erased->reason, "A court has decided so.");

  // Neither finds among his own acts whether there was such a post.
  auto const records = last_records(2);
  EXPECT_EQ(records[0].event, AuditEvent::post_erased);
  EXPECT_FALSE(records[0].actor.user);
  EXPECT_FALSE(records[0].approved_by);
  EXPECT_EQ(records[0].case_number, "D 7");
  EXPECT_EQ(records[0].sources, Ids{world.public_id("es")});
  EXPECT_EQ(records[1].event, AuditEvent::erasure_ordered);
  EXPECT_EQ(records[1].actor.user, viewer("compliance").public_id);
  EXPECT_EQ(records[1].approved_by, viewer("admin").public_id);
  EXPECT_TRUE(records[1].sources.empty());
}

TEST_F(Erasing, are_taken_back_by_who_asked_and_by_nobody_else) {
  auto const post = world.reply("officer1.es", open_thread()).public_id;
  auto const asked = ask("officer1.es", post).value().value();
  EXPECT_EQ(contribution("officer1.es", post)->own_erasure_request, asked.public_id);
  EXPECT_FALSE(contribution("coordinator.es", post)->own_erasure_request);
  auto const take_back = [&](std::string_view who) {
    auto const officer = viewer(who);
    return world.try_write(
        [&](storage::WriteTx& tx) { return auth::withdraw_proposal(tx, officer, asked.public_id); });
  };
  EXPECT_EQ(code_of(take_back("coordinator.es")), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(take_back("officer2.es")), ErrorCode::not_found);
  EXPECT_EQ(code_of(take_back("coordinator.fr")), ErrorCode::not_found);
  EXPECT_EQ(code_of(decide("officer1.es", asked)), ErrorCode::not_permitted);
  ASSERT_TRUE(take_back("officer1.es"));
  EXPECT_FALSE(contribution("officer1.es", post)->erasure_asked_at);
  EXPECT_TRUE(contribution("officer1.es", post)->may_erase);
  EXPECT_EQ(waiting("coordinator.es"), 0);
  EXPECT_EQ(code_of(decide("coordinator.es", asked)), ErrorCode::already_decided);
  EXPECT_TRUE(ask("officer1.es", post)) << "and may ask again";
}

TEST_F(Erasing, are_listed_to_who_decides_about_them_and_to_nobody_else) {
  auto const post = world.reply("officer1.es", open_thread()).public_id;
  ASSERT_TRUE(ask("officer1.es", post));
  ASSERT_TRUE(order("compliance", post));
  EXPECT_EQ(erasures("coordinator.es")->items.size(), 1U) << "not the order";
  EXPECT_TRUE(erasures("coordinator.fr")->items.empty());
  EXPECT_EQ(erasures("compliance")->items.size(), 1U) << "not what the source asks";
  EXPECT_TRUE(erasures("compliance")->may_order);
  EXPECT_FALSE(erasures("admin")->may_order);
  for (auto const who : {"officer1.es", "moderator.ke", "unit.ipsg", "security.es"}) {
    EXPECT_EQ(code_of(erasures(who)), ErrorCode::not_permitted) << who;
    EXPECT_FALSE(waiting(who)) << who;
  }
  EXPECT_FALSE(contribution("officer2.es", post)->erasure_asked_at) << "his colleague has asked, not he";
}

}  // namespace
}  // namespace forum
