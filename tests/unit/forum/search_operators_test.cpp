// Search by what a thread is filed under and by the files of a post.
#include <gtest/gtest.h>

#include "forum/attachment_checks.hpp"
#include "forum/attachments.hpp"
#include "forum/listed_tags.hpp"
#include "forum/search.hpp"
#include "tests/support/forum_world.hpp"

namespace forum {
namespace {

using Ids = std::vector<base::PublicId>;
using tests::text;

class SearchOperators : public testing::Test {
 protected:
  Page<Hit> hits(std::string_view who, std::string_view asked, int patience = kSearchPatience) {
    auto const query = parse_search(asked, {}).value();
    auto const viewer = world.viewer(who);
    return world.database
        .read_now(
            [&](storage::ReadTx& tx) { return search_posts(tx, viewer, query, PageRequest{}, patience); })
        .value();
  }
  Ids found(std::string_view who, std::string_view asked) {
    auto const ids = [&](int patience) {
      Ids list;
      for (auto const& hit : hits(who, asked, patience).items) list.push_back(hit.post.public_id);
      return list;
    };
    auto const patient = ids(kSearchPatience);
    EXPECT_EQ(ids(0), patient) << who << ": " << asked;
    return patient;
  }
  Opened open(std::string_view who, ThreadKind kind, std::vector<std::string> const& tags,
              std::optional<auth::NewAudience> const& audience = {}) {
    auto const viewer = world.viewer(who);
    return world.database
        .write_now([&](storage::WriteTx& tx) {
          NewThread wish;
          wish.topic = world.topic("open");
          wish.title = "Filed";
          wish.kind = kind;
          wish.tags = tags;
          wish.post = tests::new_post({.body = "Of saffron.", .audience = audience});
          return create_thread(tx, viewer, wish, {world.random, world.limits});
        })
        .value();
  }
  base::PublicId upload(std::string_view who, std::string const& name,
                        std::optional<auth::Level> level = std::nullopt) {
    auto const viewer = world.viewer(who);
    return world.write([&](storage::WriteTx& tx) {
      NewUpload const wish{.name = name, .size = 10, .sha256 = {}, .level = level, .context = {}};
      auto const id =
          create_upload(tx, viewer, wish, {world.random, world.limits}).value().attachment.public_id;
      EXPECT_TRUE(advance_upload(tx, viewer, id, 0, 10, world.limits));
      CheckedFile checked;
      checked.state = FileState::ready;
      checked.type = "application/pdf";
      checked.size = 10;
      checked.sha256 = base::sha256(base::to_string(id));
      EXPECT_TRUE(settle_check(tx, find_due_check(tx).value().id, checked));
      return id;
    });
  }
  Post reply(std::string_view who, Opened const& below, std::string_view body, Ids files) {
    auto const viewer = world.viewer(who);
    return world.database
        .write_now([&](storage::WriteTx& tx) {
          NewReply wish{below.thread.public_id, {}, tests::new_post(text(body))};
          wish.post.attachments = std::move(files);
          return create_reply(tx, viewer, wish, {world.random, world.limits});
        })
        .value();
  }
  static std::string marked(std::vector<Segment> const& segments) {
    std::string joined;
    for (auto const& segment : segments) joined += segment.is_match ? "[" + segment.text + "]" : segment.text;
    return joined;
  }

  tests::ForumWorld world;
};

TEST_F(SearchOperators, find_by_kind_and_tag) {
  auto const question = open("officer1.fr", ThreadKind::question, {"Free Zones", "seizure"});
  auto const study = open("officer1.ke", ThreadKind::case_study, {"free zones"});
  auto const answer = reply("officer1.es", study, "Without a word of it.", {});
  EXPECT_EQ(found("officer1.br", "kind:question"), Ids{question.post.public_id});
  EXPECT_EQ(found("officer1.br", "kind:case_study"), (Ids{answer.public_id, study.post.public_id}));
  EXPECT_EQ(found("officer1.br", "saffron tag:\"FREE  zones\""),
            (Ids{study.post.public_id, question.post.public_id}));
  EXPECT_EQ(found("officer1.br", "tag:seizure"), Ids{question.post.public_id});
  EXPECT_EQ(found("officer1.br", "tag:seizure kind:case_study"), Ids{});
  EXPECT_EQ(found("officer1.br", "tag:nowhere"), Ids{});
}

TEST_F(SearchOperators, know_a_listed_tag_by_its_name_in_the_readers_language_too) {
  auto const unit = world.viewer("unit.ipsg");
  ASSERT_TRUE(world.try_write([&](storage::WriteTx& tx) {
    return list_tag(tx, unit, {.ar = "مصادرة", .en = "Forfeiture", .es = "Decomiso", .fr = "Confiscation"},
                    world.limits, world.random);
  }));
  auto const listed = open("officer1.fr", ThreadKind::question, {"forfeiture"});
  auto const free = open("officer1.ke", ThreadKind::question, {"confiscation"});
  auto reader = world.viewer("officer1.es");
  reader.language = auth::Language::fr;
  auto const query = parse_search("tag:confiscation", {}).value();
  auto const page =
      world.database.read_now([&](storage::ReadTx& tx) { return search_posts(tx, reader, query, {}); })
          .value();
  ASSERT_EQ(page.items.size(), 2U);
  EXPECT_EQ(page.items.back().post.public_id, listed.post.public_id);
  EXPECT_EQ(page.items.front().post.public_id, free.post.public_id);
}

TEST_F(SearchOperators, of_tags_tell_of_no_thread_that_may_not_be_read) {
  auto const hidden = open("officer1.fr", ThreadKind::question, {"heliotrope"}, world.only({"fr", "es"}));
  EXPECT_EQ(found("officer1.es", "tag:heliotrope"), Ids{hidden.post.public_id});
  EXPECT_EQ(found("officer1.ke", "tag:heliotrope"), Ids{});
  EXPECT_EQ(found("officer1.ke", "kind:question"), Ids{});
}

TEST_F(SearchOperators, find_what_has_a_file_and_words_in_its_name) {
  auto const thread = world.open("officer1.fr", "open", "A thread");
  auto const post =
      reply("officer1.es", thread, "See there.", {upload("officer1.es", "Customs_Annexes-2024.final.pdf")});
  EXPECT_EQ(found("officer1.ke", "has:attachment"), Ids{post.public_id});
  EXPECT_EQ(found("officer1.ke", "annex customs"), Ids{post.public_id}) << "in each of its forms";
  EXPECT_EQ(found("officer1.ke", "\"annexes 2024\" there"), Ids{post.public_id});
  EXPECT_EQ(found("officer1.ke", "\"there customs\""), Ids{}) << "no phrase goes from a text into a name";
  EXPECT_EQ(found("officer1.ke", "see -annex"), Ids{});
  EXPECT_EQ(found("officer1.ke", "in:title annex"), Ids{});
  auto const hit = hits("officer1.ke", "annex").items.front();
  ASSERT_EQ(hit.files.size(), 1U);
  EXPECT_EQ(marked(hit.files.front().name), "Customs_[Annexes]-2024.final.pdf");
  EXPECT_TRUE(hits("officer1.ke", "there").items.front().files.empty());

  auto const writer = world.viewer("officer1.es");
  PostEdit edit{.version = 1, .body = {}};
  edit.attachments = Ids{};
  ASSERT_TRUE(world.try_write([&](storage::WriteTx& tx) {
    return edit_post(tx, writer, post.public_id, edit, {world.random, world.limits});
  }));
  EXPECT_EQ(found("officer1.ke", "annex"), Ids{}) << "it was taken off";
  EXPECT_EQ(found("officer1.ke", "has:attachment"), Ids{});
  EXPECT_EQ(found("officer1.ke", "\"see there\""), Ids{post.public_id});
}

TEST_F(SearchOperators, find_a_file_of_a_higher_level_for_nobody_below_it) {
  auto const thread = world.open("officer1.fr", "open", "A thread");
  auto const file = upload("officer1.fr", "quillwort.pdf", auth::Level::restricted);
  auto const post = reply("officer1.fr", thread, "See there.", {file});
  ASSERT_TRUE(world.release("coordinator.fr", post.public_id));
  ASSERT_EQ(found("officer1.ke", "there"), Ids{post.public_id});
  EXPECT_EQ(found("officer1.ke", "quillwort"), Ids{post.public_id});
  auto viewer = world.viewer("officer1.ke");
  auto const reads_up_to = [&](auth::Level level) {
    viewer.highest_level = level;
    viewer.ceiling = static_cast<int>(level);
  };
  auto const ids = [&](std::string_view asked) {
    auto const query = parse_search(asked, {}).value();
    auto const page =
        world.database.read_now([&](storage::ReadTx& tx) { return search_posts(tx, viewer, query, {}); })
            .value();
    Ids list;
    for (auto const& hit : page.items) list.push_back(hit.post.public_id);
    return list;
  };
  for (auto const level : {auth::Level::restricted, auth::Level::confidential}) {
    reads_up_to(level);
    EXPECT_EQ(ids("quillwort"), Ids{post.public_id});
    EXPECT_EQ(ids("\"quillwort pdf\" there"), Ids{post.public_id});
    EXPECT_EQ(ids("\"pdf quillwort\""), Ids{}) << "put in for each level by itself";
    EXPECT_EQ(ids("\"see there\" -quillwort"), Ids{});
  }
  reads_up_to(auth::Level::official_use_only);
  EXPECT_EQ(ids("there"), Ids{post.public_id});
  EXPECT_EQ(ids("quillwort"), Ids{});
  EXPECT_EQ(ids("has:attachment"), Ids{});
  EXPECT_EQ(ids("\"see there\" -quillwort"), Ids{post.public_id}) << "nor does it keep anything out";
}

}  // namespace
}  // namespace forum
