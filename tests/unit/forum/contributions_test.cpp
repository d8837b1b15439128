// An organisation always reads what it has contributed, and learns nothing else by it.
#include "forum/contributions.hpp"

#include "tests/unit/forum/recalling.hpp"

namespace forum {
namespace {

using Ids = std::vector<base::PublicId>;

class Contributions : public Recalling {};

TEST_F(Contributions, stay_readable_after_the_thread_is_lost_and_tell_nothing_of_it) {
  auto const thread =
      world.open("officer1.fr", "open", "T", {.audience = world.only({"fr", "es", "ke"})}).thread.public_id;
  auto const post = world.reply("officer1.es", thread).public_id;
  auto const before = contributions("officer2.es").value().items.front();
  EXPECT_TRUE(before.reads_thread);
  EXPECT_EQ(before.post.thread, thread);
  EXPECT_EQ(before.post.audience.bureaus, 3);

  narrow("officer1.fr", thread, world.only({"fr", "ke"}));
  auto const lost = contributions("officer2.es").value().items.front();
  EXPECT_EQ(lost.post.public_id, post);
  EXPECT_EQ(lost.post.body, "Some text.");
  EXPECT_FALSE(lost.reads_thread);
  ThreadEdit raise;
  raise.version = world.thread("officer1.fr", thread)->version;
  raise.marking = NewMarking{};
  raise.marking->level = auth::Level::confidential;
  ASSERT_TRUE(world.edit_thread("officer1.fr", thread, raise));
  auto const after = contributions("officer2.es").value().items.front();
  EXPECT_EQ(after.post.marking, lost.post.marking) << "what the thread's level became is not for him to see";
  EXPECT_EQ(after.post.may, lost.post.may);
}

TEST_F(Contributions, offer_to_edit_only_what_can_be_read_where_it_stands) {
  auto const thread =
      world.open("officer1.fr", "open", "T", {.audience = world.only({"fr", "es", "ke"})}).thread.public_id;
  world.reply("officer1.es", thread);
  using May = std::vector<PostAction>;
  EXPECT_EQ(contributions("officer1.es")->items.front().post.may,
            (May{PostAction::edit, PostAction::narrow, PostAction::recall, PostAction::read_disclosures}));
  EXPECT_EQ(contributions("officer2.es")->items.front().post.may, May{});
  narrow("officer1.fr", thread, world.only({"fr", "ke"}));
  EXPECT_EQ(contributions("officer1.es")->items.front().post.may,
            (May{PostAction::narrow, PostAction::recall, PostAction::read_disclosures}));
}

TEST_F(Contributions, are_those_of_the_organisation_and_for_a_coordinator_of_those_below_it) {
  auto const thread = open_thread();
  auto const first = listed("officer1.fr").front();
  auto const lyon = world.reply("officer1.lyon", thread).public_id;
  auto const own = world.reply("officer2.fr", thread).public_id;
  world.reply("officer1.ke", thread);
  EXPECT_EQ(listed("officer1.fr"), (Ids{own, first}));
  EXPECT_EQ(listed("coordinator.fr"), (Ids{own, lyon, first}));
  EXPECT_EQ(listed("officer1.lyon"), Ids{lyon});
  world.deny("fr.lyon", {"fr"});
  EXPECT_EQ(listed("coordinator.fr"), (Ids{own, first})) << "a deny list holds against an office, too";
  EXPECT_EQ(code_of(recall("coordinator.fr", lyon)), ErrorCode::not_found);
}

TEST_F(Contributions, that_never_went_out_are_the_authors_and_the_coordinators) {
  auto const thread = open_thread();
  auto const waits =
      world.reply("officer1.ke", thread, std::nullopt, tests::at_level(auth::Level::restricted)).public_id;
  EXPECT_EQ(listed("officer1.ke", ContributionFilter::awaiting), Ids{waits});
  EXPECT_EQ(listed("coordinator.ke", ContributionFilter::awaiting), Ids{waits});
  EXPECT_TRUE(listed("officer2.ke").empty());
  ASSERT_TRUE(world.withdraw("officer1.ke", waits));
  EXPECT_EQ(listed("officer1.ke", ContributionFilter::withdrawn), Ids{waits});
  EXPECT_EQ(listed("coordinator.ke", ContributionFilter::withdrawn), Ids{waits});
  EXPECT_TRUE(listed("officer2.ke").empty());
}

TEST_F(Contributions, are_capped_by_the_clearance) {
  auto const thread = open_thread();
  auto const open = world.reply("officer1.ke", thread).public_id;
  auto const restricted =
      world.reply("officer1.ke", thread, std::nullopt, tests::at_level(auth::Level::restricted)).public_id;
  world.release("coordinator.ke", restricted).value();
  EXPECT_EQ(listed("officer2.ke"), (Ids{restricted, open}));
  world.write([&](storage::WriteTx& tx) {
    auth::set_clearance(tx, world.user("officer2.ke"), auth::Level::official_use_only);
  });
  EXPECT_EQ(listed("officer2.ke"), Ids{open});
}

TEST_F(Contributions, stay_with_the_organisation_when_their_author_leaves_it) {
  auto const thread = open_thread();
  auto const post = world.reply("officer1.ke", thread).public_id;
  auto const mover = world.user("officer1.ke");
  world.write([&](storage::WriteTx& tx) { auth::set_user_state(tx, mover, auth::UserState::left); });
  EXPECT_EQ(listed("officer2.ke"), Ids{post});
  EXPECT_TRUE(recall("coordinator.ke", post));
}

TEST_F(Contributions, are_read_page_by_page_the_newest_first) {
  auto const thread = open_thread();
  Ids made{listed("officer1.fr").front()};
  for (auto const who : {"officer1.fr", "officer1.lyon", "officer2.fr", "officer1.lyon"}) {
    made.push_back(world.reply(who, thread).public_id);
  }
  ASSERT_TRUE(world.withdraw("officer2.fr", made.at(3)));
  std::ranges::reverse(made);
  Ids read;
  PageRequest page{.limit = 2, .after = std::nullopt};
  do {
    auto const found = contributions("coordinator.fr", ContributionFilter::all, page).value();
    EXPECT_LE(found.items.size(), 2U);
    for (auto const& item : found.items) read.push_back(item.post.public_id);
    page.after = found.next;
  } while (page.after);
  EXPECT_EQ(read, made);
  EXPECT_EQ(code_of(contributions("officer1.fr", ContributionFilter::all, {.limit = 2, .after = "x"})),
            ErrorCode::invalid_query);
}

TEST_F(Contributions, whose_review_is_due_are_the_authors_and_the_coordinators) {
  auto const thread = open_thread();
  tests::Ask soon;
  soon.marking.review_on = world.now + 24h;
  auto const post = world.reply("officer1.ke", thread, std::nullopt, soon).public_id;
  world.reply("officer1.ke", thread);
  auto const waiting = [&](std::string_view who) {
    auto const viewer = world.viewer(who);
    return world.read([&](storage::ReadTx& tx) { return count_reviews(tx, viewer, world.limits); });
  };
  EXPECT_EQ(waiting("officer1.ke"), 0);
  EXPECT_TRUE(listed("officer1.ke", ContributionFilter::to_review).empty());
  world.now += 25h;
  for (auto const who : {"officer1.ke", "coordinator.ke"}) {
    EXPECT_EQ(waiting(who), 1) << who;
    EXPECT_EQ(listed(who, ContributionFilter::to_review), Ids{post}) << who;
  }
  for (auto const who : {"officer2.ke", "coordinator.fr"}) {
    EXPECT_EQ(waiting(who), 0) << who;
    EXPECT_TRUE(listed(who, ContributionFilter::to_review).empty()) << who;
  }

  PostEdit later;
  later.version = 1;
  later.marking.emplace().review_on = world.now + 240h;
  auto const coordinator = world.viewer("coordinator.ke");
  ASSERT_TRUE(world.try_write([&](storage::WriteTx& tx) {
    return edit_post(tx, coordinator, post, later, {world.random, world.limits});
  }));
  EXPECT_EQ(waiting("officer1.ke"), 0);
}

}  // namespace
}  // namespace forum
