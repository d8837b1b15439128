// A source takes back what it has published, and learns who of those that had opened it has taken note.
#include "forum/recalls.hpp"

#include "tests/unit/forum/recalling.hpp"

namespace forum {
namespace {

using Names = std::vector<std::string>;
using Ids = std::vector<base::PublicId>;

class Recalls : public Recalling {};

TEST_F(Recalls, take_a_post_out_of_every_sight_but_that_of_its_source) {
  auto const thread = open_thread();
  auto const post = world.reply("officer1.ke", thread).public_id;
  auto const below = world.reply("officer1.es", thread, post).public_id;
  ASSERT_TRUE(recall("officer1.ke", post));
  for (auto const who : {"officer1.fr", "officer1.es", "officer1.ke", "coordinator.ke"}) {
    EXPECT_EQ(code_of(world.post(who, post)), ErrorCode::not_found) << who;
    EXPECT_TRUE(world.post(who, below)) << who;
    EXPECT_EQ(world.thread(who, thread)->posts, 2) << who;
  }
  EXPECT_EQ(listed("officer2.ke", ContributionFilter::withdrawn), Ids{post});
  EXPECT_TRUE(listed("officer2.ke", ContributionFilter::published).empty());
  EXPECT_TRUE(listed("officer1.fr", ContributionFilter::withdrawn).empty());
  auto const found = contributions("officer2.ke").value().items.front();
  EXPECT_EQ(found.post.body, "Some text.");
  EXPECT_EQ(found.post.state, auth::State::withdrawn);
  EXPECT_EQ(found.recalled_at, world.now);
  EXPECT_TRUE(found.post.may.empty());
}

TEST_F(Recalls, ask_every_bureau_that_had_opened_the_post_and_never_the_sources_own) {
  auto const thread = open_thread();
  auto const post = world.reply("officer1.ke", thread).public_id;
  auto const other = world.reply("officer1.ke", thread).public_id;
  for (auto const who : {"officer1.es", "officer2.es", "officer1.lyon", "officer2.ke"})
    look(who, {post, other});
  look("officer1.br", {other});
  ASSERT_TRUE(recall("officer1.ke", post));
  EXPECT_EQ(asked("officer2.ke", post), (Names{"NCB ES", "NCB FR"}));
  EXPECT_EQ(code_of(state("officer1.es", post)), ErrorCode::not_found);
  EXPECT_EQ(code_of(state("officer1.ke", other)), ErrorCode::not_found);
  auto const told = state("officer2.ke", post).value();
  EXPECT_EQ(told.by.name, "Person officer1.ke");
  EXPECT_EQ(told.reason, "A mistake.");
}

TEST_F(Recalls, do_not_count_who_looked_before_the_post_was_there_for_him) {
  auto const thread = open_thread();
  auto const post =
      world.reply("officer1.ke", thread, std::nullopt, tests::at_level(auth::Level::restricted)).public_id;
  look("officer1.br", {post});
  world.now += 1h;
  world.release("coordinator.ke", post).value();
  look("officer1.es", {post});
  ASSERT_TRUE(world.undo_release("coordinator.ke", post));
  world.now += 1h;
  world.release("coordinator.ke", post).value();
  look("officer1.eg", {post});
  ASSERT_TRUE(recall("officer1.ke", post));
  EXPECT_EQ(asked("officer1.ke", post), (Names{"NCB EG", "NCB ES"}))
      << "Spain read it before it was taken back";
}

TEST_F(Recalls, ask_also_who_comes_to_light_while_they_are_made) {
  auto const thread = open_thread();
  auto const post = world.reply("officer1.ke", thread).public_id;
  auto const viewer = world.viewer("officer1.ke");
  look("officer1.es", {post});
  auto const openers =
      world.read([&](storage::ReadTx& tx) { return find_openers(tx, viewer, post, std::nullopt).value(); });
  EXPECT_EQ(openers.people.size(), 1U);
  look("officer1.br", {post});
  auto const recalled = world.try_write([&](storage::WriteTx& tx) {
    return recall_post(tx, viewer, post, {"A mistake.", std::nullopt, openers}, {world.random, world.limits});
  });
  ASSERT_TRUE(recalled);
  EXPECT_EQ(asked("officer1.ke", post), (Names{"NCB BR", "NCB ES"}));
  look("officer1.eg", {post});
  look("officer2.br", {post});
  auto const finish = [&] {
    world.write([&](storage::WriteTx& tx) { finish_recalls(tx, world.now, world.random, 10); });
  };
  finish();
  EXPECT_EQ(asked("officer1.ke", post), (Names{"NCB BR", "NCB ES"})) << "others may still be on their way";
  world.now += 3min;
  finish();
  EXPECT_EQ(asked("officer1.ke", post), (Names{"NCB BR", "NCB EG", "NCB ES"}));
  EXPECT_EQ(requests("coordinator.br")->page.items.front().opened_by.size(), 2U);
  look("officer1.fr", {post});
  finish();
  EXPECT_EQ(asked("officer1.ke", post), (Names{"NCB BR", "NCB EG", "NCB ES"})) << "it is finished";
}

TEST_F(Recalls, of_a_first_post_take_the_thread_whoever_has_answered) {
  auto const opened = world.open("officer1.fr", "open", "T");
  auto const answer = world.reply("officer1.ke", opened.thread.public_id).public_id;
  EXPECT_EQ(code_of(world.withdraw("officer1.fr", opened.post.public_id)), ErrorCode::not_permitted);
  ASSERT_TRUE(recall("officer1.fr", opened.post.public_id));
  for (auto const who : {"officer1.fr", "officer1.ke"}) {
    EXPECT_EQ(code_of(world.thread(who, opened.thread.public_id)), ErrorCode::not_found) << who;
    EXPECT_EQ(code_of(world.post(who, answer)), ErrorCode::not_found) << who;
    EXPECT_EQ(world.topic_as(who, "open").threads, 0) << who;
  }
  auto const kept = contributions("officer1.ke").value().items.front();
  EXPECT_EQ(kept.post.public_id, answer);
  EXPECT_EQ(kept.post.state, auth::State::published);
  EXPECT_FALSE(kept.reads_thread);
  EXPECT_TRUE(recall("coordinator.ke", answer)) << "and its own source may still recall it";
}

TEST_F(Recalls, are_the_authors_and_the_coordinators) {
  auto const thread = open_thread();
  auto const post = world.reply("officer1.lyon", thread).public_id;
  for (auto const who : {"officer1.fr", "officer1.ke", "coordinator.ke", "moderator.ke"}) {
    EXPECT_EQ(code_of(recall(who, post)), ErrorCode::not_permitted) << who;
  }
  auto const hidden =
      world.reply("officer1.ke", thread, std::nullopt, {.audience = world.only({"ke", "fr"})}).public_id;
  EXPECT_EQ(code_of(recall("coordinator.es", hidden)), ErrorCode::not_found);
  EXPECT_EQ(code_of(recall("officer2.ke", hidden)), ErrorCode::not_permitted);
  EXPECT_TRUE(recall("coordinator.ke", hidden));
  EXPECT_TRUE(recall("coordinator.fr", post)) << "of the bureau above";
}

TEST_F(Recalls, are_not_for_who_stands_in_for_a_coordinator) {
  auto const thread = open_thread();
  auto const post = world.reply("officer1.ke", thread).public_id;
  auto const coordinator = world.viewer("coordinator.ke");
  auto const substitute = world.viewer("officer2.ke").public_id;
  ASSERT_TRUE(world.try_write([&](storage::WriteTx& tx) {
    return auth::set_release_policy(
        tx, coordinator,
        {.rule = auth::ReleaseRule::never, .deadline_hours = 8, .substitute = substitute, .version = 1});
  }));
  EXPECT_EQ(code_of(recall("officer2.ke", post)), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(requests("officer2.ke")), ErrorCode::not_permitted);
}

TEST_F(Recalls, reach_what_the_source_has_lost) {
  auto const thread = world.open("officer1.fr", "open", "T", {.audience = world.only({"fr", "es", "ke"})});
  auto const answer = world.reply("officer1.es", thread.thread.public_id).public_id;
  look("officer1.ke", {answer});
  narrow("officer1.fr", thread.thread.public_id, world.only({"fr", "ke"}));
  EXPECT_EQ(code_of(world.post("officer1.es", answer)), ErrorCode::not_found);
  EXPECT_TRUE(world.post("officer1.ke", answer));
  ASSERT_TRUE(recall("officer1.es", answer));
  EXPECT_EQ(code_of(world.post("officer1.ke", answer)), ErrorCode::not_found);
  EXPECT_EQ(world.thread("officer1.ke", thread.thread.public_id)->posts, 1);
  EXPECT_EQ(asked("officer1.es", answer), Names{"NCB KE"});
}

TEST_F(Recalls, are_of_what_is_published_and_as_it_was_read) {
  auto const thread = open_thread();
  auto const waits =
      world.reply("officer1.ke", thread, std::nullopt, tests::at_level(auth::Level::restricted)).public_id;
  EXPECT_EQ(code_of(recall("officer1.ke", waits)), ErrorCode::state_conflict);
  auto const post = world.reply("officer1.ke", thread).public_id;
  EXPECT_EQ(code_of(recall("officer1.ke", post, 2)), ErrorCode::version_conflict);
  for (std::string_view const reason : {"", " \n", "a\x01z"}) {
    EXPECT_EQ(code_of(recall("officer1.ke", post, 1, reason)), ErrorCode::invalid_body) << reason;
  }
  EXPECT_TRUE(world.post("officer1.fr", post));
  ASSERT_TRUE(recall("officer1.ke", post, 1));
  EXPECT_EQ(code_of(recall("officer1.ke", post, 1)), ErrorCode::state_conflict);
}

TEST_F(Recalls, are_confirmed_by_a_coordinator_of_the_bureau_once) {
  auto const thread = open_thread();
  auto const post = world.reply("officer1.ke", thread).public_id;
  look("officer1.es", {post});
  look("officer1.br", {post});
  ASSERT_TRUE(recall("officer1.ke", post));
  for (auto const who : {"officer1.es", "security.es", "officer1.ke"}) {
    EXPECT_EQ(code_of(requests(who)), ErrorCode::not_permitted) << who;
  }
  EXPECT_TRUE(requests("coordinator.ke")->page.items.empty());
  auto const open = requests("coordinator.es").value();
  ASSERT_EQ(open.page.items.size(), 1U);
  EXPECT_EQ(open.waiting, 1);
  auto const& request = open.page.items.front();
  EXPECT_EQ(request.origin.object, post);
  EXPECT_EQ(request.source->public_id, world.public_id("ke"));
  EXPECT_EQ(request.thread->title, "T");
  ASSERT_EQ(request.opened_by.size(), 1U);
  EXPECT_EQ(request.opened_by.front().name, "Person officer1.es");

  EXPECT_EQ(code_of(acknowledge("coordinator.br", request.public_id)), ErrorCode::not_found);
  EXPECT_EQ(code_of(acknowledge("officer1.es", request.public_id)), ErrorCode::not_permitted);
  auto const first = acknowledge("coordinator.es", request.public_id).value();
  EXPECT_EQ(first.acknowledged_at, world.now);
  world.now += 1h;
  EXPECT_EQ(acknowledge("coordinator.es", request.public_id)->acknowledged_at, first.acknowledged_at);
  EXPECT_EQ(asked("officer1.ke", post), (Names{"NCB BR", "NCB ES+"}));
  EXPECT_EQ(requests("coordinator.es")->waiting, 0);
}

TEST_F(Recalls, name_neither_source_nor_thread_to_whom_they_are_not_told) {
  auto const thread = world.open("officer1.fr", "open", "T", {.audience = world.only({"fr", "es", "ke"})});
  auto const post = world
                        .reply("officer1.ke", thread.thread.public_id, std::nullopt,
                               tests::attributed(auth::Attribution::chatham))
                        .public_id;
  look("officer1.es", {post});
  ASSERT_TRUE(recall("officer1.ke", post));
  EXPECT_TRUE(requests("coordinator.es")->page.items.front().thread);
  narrow("officer1.fr", thread.thread.public_id, world.only({"fr", "ke"}));
  auto const request = requests("coordinator.es")->page.items.front();
  EXPECT_FALSE(request.source);
  EXPECT_FALSE(request.thread);
  EXPECT_EQ(request.reason, "A mistake.") << "his officers had it before them, though the thread is lost now";
}

TEST_F(Recalls, tell_who_was_never_addressed_only_that_his_officers_had_opened_a_post) {
  auto const thread = world.open("officer1.es", "open", "T", {.audience = world.only({"es", "fr.lyon"})});
  auto const post = world.reply("officer1.es", thread.thread.public_id).public_id;
  look("officer1.lyon", {post});
  ASSERT_TRUE(recall("officer1.es", post));
  auto const request = requests("coordinator.fr")->page.items.front();
  EXPECT_FALSE(request.source);
  EXPECT_FALSE(request.reason);
  EXPECT_FALSE(request.thread);
  ASSERT_EQ(request.opened_by.size(), 1U);
}

TEST_F(Recalls, are_listed_open_ones_first_page_by_page) {
  auto const thread = open_thread();
  Ids posts;
  for (int i = 0; i < 5; ++i) {
    posts.push_back(world.reply("officer1.ke", thread).public_id);
    look("officer1.es", {posts.back()});
    ASSERT_TRUE(recall("officer1.ke", posts.back()));
  }
  auto const all = requests("coordinator.es")->page.items;
  ASSERT_EQ(all.size(), 5U);
  for (std::size_t const i : {0U, 2U}) ASSERT_TRUE(acknowledge("coordinator.es", all.at(i).public_id));
  Ids listed;
  PageRequest page{.limit = 2, .after = std::nullopt};
  do {
    auto const found = requests("coordinator.es", page).value();
    EXPECT_EQ(found.waiting, 3);
    for (auto const& item : found.page.items) listed.push_back(item.origin.object);
    page.after = found.page.next;
  } while (page.after);
  EXPECT_EQ(listed, (Ids{posts.at(1), posts.at(3), posts.at(4), posts.at(2), posts.at(0)}));
  EXPECT_EQ(code_of(requests("coordinator.es", {.limit = 2, .after = "x"})), ErrorCode::invalid_query);
}

TEST_F(Recalls, stand_in_the_log_with_the_reason_and_who_confirmed) {
  auto const thread = open_thread();
  auto const post = world.reply("officer1.ke", thread).public_id;
  look("officer1.es", {post});
  ASSERT_TRUE(recall("coordinator.ke", post));
  ASSERT_TRUE(acknowledge("coordinator.es", requests("coordinator.es")->page.items.front().public_id));
  auto const records = world.read([](storage::ReadTx& tx) {
    auto const size = auth::load_audit_head(tx).size();
    return std::pair(auth::find_audit_entry(tx, size - 1)->record, auth::find_audit_entry(tx, size)->record);
  });
  auto const& [recalled, confirmed] = records;
  EXPECT_EQ(recalled.event, auth::AuditEvent::post_withdrawn);
  EXPECT_EQ(recalled.reason, "A mistake.");
  EXPECT_EQ(recalled.actor.role, auth::Role::coordinator);
  EXPECT_EQ(confirmed.event, auth::AuditEvent::recall_acknowledged);
  EXPECT_EQ(confirmed.actor.user, world.viewer("coordinator.es").public_id);
  for (auto const& record : {recalled, confirmed}) {
    EXPECT_EQ(record.object, (auth::AuditObject{auth::AuditObjectKind::post, post}));
    EXPECT_EQ(record.sources, auth::PublicIds{world.public_id("ke")});
    EXPECT_EQ(record.topic, world.topic("open"));
  }
}

}  // namespace
}  // namespace forum
