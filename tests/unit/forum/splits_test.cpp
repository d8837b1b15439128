// Splitting a branch off its thread and putting it back: what it does, who may, and that nobody reads more or
// less by it, or learns of posts that he may not read.
#include "auth/audit_log.hpp"
#include "forum/events.hpp"
#include "forum/guest_rows.hpp"
#include "forum/hidings.hpp"
#include "forum/notifications.hpp"
#include "forum/read_marks.hpp"
#include "tests/unit/forum/splitting.hpp"

namespace forum {
namespace {

constexpr std::array kViewers{"officer1.fr", "officer2.fr", "coordinator.fr", "officer1.es", "coordinator.es",
                              "officer1.br", "officer1.ke", "moderator.ke",   "officer1.eg", "unit.ipsg"};

struct Splits : Splitting {
  // All that this person is told of the thread, of its topic and of each post, apart from where those stand.
  std::string seen_by(std::string_view who, std::vector<base::PublicId> const& posts) {
    std::string seen;
    for (auto const& post : posts) {
      auto const read = world.post(who, post);
      seen += read ? read.value().html.text + "," : std::string("-,");
    }
    return seen;
  }
  void hide(base::PublicId const& post) {
    world
        .try_write([&](storage::WriteTx& tx) {
          return hide_post(tx, world.viewer(tx, "coordinator.es"), post, {"For now.", 1},
                           {world.random, world.limits});
        })
        .value();
  }
  std::vector<NotificationType> notices(std::string_view who) {
    return world.read([&](storage::ReadTx& tx) {
      std::vector<NotificationType> types;
      auto const page =
          load_notifications(tx, world.viewer(tx, who), NotificationFilter::all, {}, world.limits);
      for (auto const& one : page.value().page.items) types.push_back(one.type);
      return types;
    });
  }
};

TEST_F(Splits, a_branch_becomes_a_thread_of_its_own) {
  auto const made = split("moderator.ke", top).value();
  EXPECT_EQ(world.thread("officer1.br", made).value().title, "Another matter");
  EXPECT_EQ(world.thread("officer1.br", made).value().kind, ThreadKind::question);
  EXPECT_EQ(ids("officer1.br", question).size(), 3u);
  auto const there = ids("officer1.br", made);
  ASSERT_EQ(there.size(), 3u) << "an opening, and the branch";
  EXPECT_EQ(there.at(1), top);
  EXPECT_EQ(there.at(2), below);
  EXPECT_EQ(world.post("officer1.br", below).value().parent, top);
  auto const told = order("officer1.br", made);
  EXPECT_EQ(told.split_from->note, "Asked beside the first question.");
  EXPECT_EQ(told.split_from->from->origin.object, question);
  auto const left = order("officer1.br", question);
  ASSERT_EQ(left.split_off.size(), 1u);
  EXPECT_EQ(left.split_off.front().thread.posts, 2);
  EXPECT_EQ(left.split_off.front().below, ids("officer1.br", question).front());
  expect_tallies();
  world.reply("officer1.br", made, below);
  EXPECT_EQ(order("officer1.br", question).split_off.front().thread.posts, 3);
  expect_tallies();
}

TEST_F(Splits, nobody_reads_more_or_less_by_one) {
  auto const among_two = world.reply("officer1.es", question, top, for_some({"es", "fr"})).public_id;
  auto const below_it = world.reply("officer1.fr", question, among_two).public_id;
  auto const own = world.reply("officer1.br", question, below, for_some({"br"})).public_id;
  auto const hidden = world.reply("officer1.es", question, top).public_id;
  auto const waits =
      world.reply("officer1.es", question, top, tests::at_level(auth::Level::restricted)).public_id;
  hide(hidden);
  world.deny("es", {"eg"});
  std::vector const posts{before, top, below, after, among_two, below_it, own, hidden, waits};
  std::map<std::string, std::string> told;
  for (auto const* who : kViewers) told[who] = seen_by(who, posts);
  auto const made = split("moderator.ke", top).value();
  for (auto const* who : kViewers) EXPECT_EQ(seen_by(who, posts), told[who]) << who;
  // Egypt reads one answer to what Spain denies it: it stands in the thread, which is there for it.
  EXPECT_EQ(ids("officer1.eg", made).size(), 2u);
  expect_tallies();
  ASSERT_TRUE(rejoin("moderator.ke", made));
  for (auto const* who : kViewers) EXPECT_EQ(seen_by(who, posts), told[who]) << who;
  expect_tallies();
}

TEST_F(Splits, of_a_branch_that_somebody_may_not_read_he_finds_nothing) {
  auto const secret = world.reply("officer1.fr", question, before, for_some({"fr", "ke"})).public_id;
  world.reply("officer1.ke", question, secret, for_some({"fr", "ke"}));
  auto const seen = [&] {
    return std::tuple(world.thread("officer1.br", question).value().version,
                      world.threads("officer1.br", "open").value().items.size(),
                      world.topic_as("officer1.br", "open").threads, ids("officer1.br", question),
                      order("officer1.br", question).split_off.size(), notices("officer1.br"),
                      world.thread("officer1.br", question).value().unread);
  };
  auto const as_it_was = seen();
  auto const made = split("moderator.ke", secret).value();
  EXPECT_EQ(seen(), as_it_was);
  EXPECT_FALSE(world.thread("officer1.br", made));
  EXPECT_FALSE(world.posts("officer1.br", made));
  EXPECT_EQ(world.topic_as("officer1.fr", "open").threads, world.topic_as("officer1.br", "open").threads + 1);
  EXPECT_EQ(order("officer1.fr", question).split_off.size(), 1u);
  ASSERT_TRUE(rejoin("moderator.ke", made));
  EXPECT_EQ(seen(), as_it_was);
}

TEST_F(Splits, whom_the_source_of_the_thread_denies_it_denies_in_the_branch) {
  auto const made = split("moderator.ke", top).value();
  EXPECT_TRUE(world.thread("officer1.br", made));
  world.deny("fr", {"br"});
  EXPECT_FALSE(world.thread("officer1.br", made));
  EXPECT_FALSE(world.post("officer1.br", top));
}

TEST_F(Splits, the_source_of_the_thread_narrows_what_was_split_off) {
  auto const made = split("moderator.ke", top).value();
  ThreadEdit narrow;
  narrow.version = 1;
  narrow.audience = world.only({"fr", "ke"});
  ASSERT_TRUE(world.edit_thread("coordinator.fr", made, narrow));
  EXPECT_FALSE(world.post("officer1.br", below));
  EXPECT_TRUE(world.thread("officer1.br", question));
  // Back there it would be read by all again.
  EXPECT_EQ(code_of(rejoin("moderator.ke", made)), ErrorCode::state_conflict);
  EXPECT_FALSE(may_rejoin(made));
}

TEST_F(Splits, do_not_go_back_where_guests_would_read_what_was_written_without_them) {
  auto const made = split("moderator.ke", top).value();
  EXPECT_TRUE(may_rejoin(made));
  auto const guest = world.user("officer2.fr");
  auto const invite = [&](base::PublicId const& thread, base::Timestamp until) {
    world.write([&](storage::WriteTx& tx) {
      auto const place = find_thread_place(tx, world.viewer(tx, "officer1.fr"), thread).value();
      delete_invitations(tx, guest, place.id);
      insert_invitation(tx, guest, place.id, world.now, until);
    });
  };
  invite(question, world.now + 48h);
  EXPECT_EQ(code_of(rejoin("moderator.ke", made)), ErrorCode::state_conflict);
  EXPECT_FALSE(may_rejoin(made));
  invite(made, world.now + 24h);
  EXPECT_FALSE(may_rejoin(made)) << "there for longer than here";
  invite(made, world.now + 48h);
  EXPECT_TRUE(may_rejoin(made));
  invite(made, world.now + 24h);
  invite(question, world.now + 12h);
  EXPECT_TRUE(rejoin("moderator.ke", made));
}

TEST_F(Splits, do_not_go_back_where_more_may_be_done_with_them) {
  auto const mark = [&](base::PublicId const& thread, auto member, auto value) {
    ThreadEdit edit;
    edit.version = world.thread("officer1.fr", thread).value().version;
    edit.marking.emplace().*member = value;
    ASSERT_TRUE(world.edit_thread("officer1.fr", thread, edit));
  };
  auth::Caveats display_only;
  display_only.add(auth::Caveat::display_only);
  auto const made = split("moderator.ke", top).value();
  mark(made, &NewMarking::caveats, display_only);
  EXPECT_EQ(code_of(rejoin("moderator.ke", made)), ErrorCode::state_conflict);
  EXPECT_FALSE(may_rejoin(made));
  mark(question, &NewMarking::caveats, display_only);
  EXPECT_TRUE(may_rejoin(made));
  mark(made, &NewMarking::legal_use, auth::LegalUse::read_only);
  EXPECT_FALSE(may_rejoin(made));
  mark(question, &NewMarking::legal_use, auth::LegalUse::read_only);
  EXPECT_TRUE(may_rejoin(made));
  mark(made, &NewMarking::attribution, auth::Attribution::country);
  EXPECT_FALSE(may_rejoin(made));
  mark(question, &NewMarking::attribution, auth::Attribution::chatham);
  EXPECT_TRUE(rejoin("moderator.ke", made));
}

TEST_F(Splits, do_not_go_back_to_another_topic) {
  auto const made = split("moderator.ke", top).value();
  ThreadEdit move;
  move.version = 1;
  move.topic = world.topic("quiet");
  world.write([&](storage::WriteTx& tx) {
    auth::add_grant(tx, world.user("moderator.ke"),
                    {auth::Role::topic_moderator, auth::Grant::Scope::topic, world.topic_key("quiet").value,
                     world.now, std::nullopt});
  });
  ASSERT_TRUE(world.edit_thread("moderator.ke", made, move));
  EXPECT_EQ(code_of(rejoin("moderator.ke", made)), ErrorCode::state_conflict);
  EXPECT_FALSE(may_rejoin(made));
}

TEST_F(Splits, narrowing_the_old_thread_leaves_the_new_one) {
  auto const made = split("moderator.ke", top).value();
  ThreadEdit narrow;
  narrow.version = world.thread("officer1.fr", question).value().version;
  narrow.audience = world.only({"fr", "ke"});
  ASSERT_TRUE(world.edit_thread("officer1.fr", question, narrow));
  EXPECT_TRUE(world.post("officer1.br", below));
  EXPECT_FALSE(order("officer1.br", made).split_from->from)
      << "where it came from is not his to know any more";
  ASSERT_TRUE(rejoin("moderator.ke", made));
  EXPECT_FALSE(world.post("officer1.br", below));
  EXPECT_EQ(world.post("officer1.fr", below).value().audience.bureaus, 2);
  expect_tallies();
}

TEST_F(Splits, put_back_everything_stands_where_it_stood_with_what_came_since) {
  auto const as_it_was = ids("officer1.br", question);
  auto const made = split("moderator.ke", top).value();
  auto const since = world.reply("officer1.ke", made, below).public_id;
  auto const beside = world.reply("officer1.ke", made).public_id;
  EXPECT_EQ(rejoin("moderator.ke", made).value(), question);
  auto now = ids("officer1.br", question);
  ASSERT_EQ(now.size(), as_it_was.size() + 2);
  EXPECT_EQ(now.back(), beside) << "an answer to the opening comes last";
  EXPECT_EQ(world.post("officer1.br", since).value().parent, below);
  std::erase(now, since);
  std::erase(now, beside);
  EXPECT_EQ(now, as_it_was);
  EXPECT_FALSE(world.thread("moderator.ke", made));
  EXPECT_TRUE(order("officer1.br", question).split_off.empty());
  expect_tallies();
}

TEST_F(Splits, what_was_split_off_of_a_branch_follows_it_back) {
  auto const made = split("moderator.ke", top).value();
  auto const further = split("moderator.ke", below, "Still another").value();
  ASSERT_TRUE(rejoin("moderator.ke", made));
  EXPECT_EQ(order("officer1.br", further).split_from->from->origin.object, question);
  ASSERT_EQ(rejoin("moderator.ke", further).value(), question);
  EXPECT_EQ(world.post("officer1.br", below).value().parent, top);
}

TEST_F(Splits, what_was_read_stays_read_and_what_is_followed_is_followed) {
  world.write([&](storage::WriteTx& tx) {
    return read_thread(tx, world.viewer(tx, "officer1.ke"), question, world.limits).value();
  });
  auto const made = split("moderator.ke", top).value();
  EXPECT_EQ(world.thread("officer1.ke", made).value().unread, 1) << "its opening";
  EXPECT_EQ(world.thread("officer1.ke", made).value().my_level, SubscriptionLevel::all);
  world.write([&](storage::WriteTx& tx) {
    return read_thread(tx, world.viewer(tx, "officer1.ke"), made, world.limits).value();
  });
  ASSERT_TRUE(rejoin("moderator.ke", made));
  EXPECT_EQ(world.thread("officer1.ke", question).value().unread, 0);
}

TEST_F(Splits, are_told_to_the_authors_and_to_the_source_and_logged) {
  split("moderator.ke", top).value();
  EXPECT_EQ(notices("officer1.es").front(), NotificationType::split);
  EXPECT_EQ(notices("officer1.br").front(), NotificationType::split);
  EXPECT_EQ(notices("officer1.fr").front(), NotificationType::split);
  EXPECT_EQ(notices("coordinator.fr").front(), NotificationType::split);
}

TEST_F(Splits, are_taken_back_with_a_notice_to_the_authors_and_to_the_source) {
  auto const made = split("moderator.ke", top).value();
  rejoin("unit.ipsg", made).value();
  for (auto const who : {"officer1.es", "officer1.br", "officer1.fr", "coordinator.fr"})
    EXPECT_EQ(notices(who).front(), NotificationType::rejoined) << who;
  EXPECT_TRUE(notices("coordinator.es").empty());
}

TEST_F(Splits, take_as_many_posts_along_as_may_as_far_as_the_moderator_reads_them) {
  // What he may not read is not counted: a refusal would tell of it.
  world.reply("officer1.es", question, top, for_some({"es", "br"}));
  auto const refused = split("moderator.ke", top, "Another matter", 0, 1);
  ASSERT_EQ(code_of(refused), ErrorCode::invalid_body);
  EXPECT_EQ(refused.error().fields.at(0).code, base::FieldCode::too_many);
  EXPECT_TRUE(split("moderator.ke", top, "Another matter", 0, 2));
}

TEST_F(Splits, are_refused_where_they_make_no_sense_or_are_not_his_to_make) {
  EXPECT_EQ(code_of(split("officer1.es", top)), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(split("moderator.ke", ids("moderator.ke", question).front())), ErrorCode::state_conflict);
  EXPECT_EQ(code_of(split("moderator.ke", top, "Another", 9)), ErrorCode::version_conflict);
  EXPECT_EQ(code_of(split("moderator.ke", top, " ")), ErrorCode::invalid_body);
  auto const unseen = world.reply("officer1.es", question, {}, for_some({"es", "fr"})).public_id;
  EXPECT_EQ(code_of(split("moderator.ke", unseen)), ErrorCode::not_found);
  auto const strict = world.open("officer1.fr", "open", "Strict", tests::at_level(auth::Level::restricted));
  world.release("coordinator.fr", strict.post.public_id).value();
  auto const made = split("moderator.ke", top).value();
  EXPECT_EQ(code_of(split("moderator.ke", top, "Again", 1)), ErrorCode::version_conflict);
  EXPECT_EQ(code_of(rejoin("moderator.ke", question)), ErrorCode::state_conflict);
  EXPECT_EQ(code_of(rejoin("officer1.es", made)), ErrorCode::not_permitted);
}

TEST_F(Splits, events_of_a_post_that_has_left_tell_nobody_who_may_not_read_it_now) {
  auto const made = split("moderator.ke", top).value();
  ThreadEdit narrow;
  narrow.version = 1;
  narrow.audience = world.only({"fr", "ke"});
  ASSERT_TRUE(world.edit_thread("coordinator.fr", made, narrow));
  auto const brazil = world.viewer("officer1.br");
  world.read([&](storage::ReadTx& tx) {
    FactSets sets;
    sets.begin(auth::policy_epoch(tx));
    for (auto const& event : load_events(tx, EventId{0}, 1000, sets)) {
      bool const is_of_branch = event->post_public_id == top || event->post_public_id == below;
      if (is_of_branch && !event->before)
        EXPECT_EQ(decide_delivery(brazil, *event), Delivery::silence) << event->id.value;
    }
  });
}

}  // namespace
}  // namespace forum
