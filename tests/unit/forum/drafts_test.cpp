#include "forum/drafts.hpp"

#include <gtest/gtest.h>

#include "tests/support/forum_world.hpp"

namespace forum {
namespace {

using base::ErrorCode;
using tests::code_of;
using tests::ForumWorld;

struct Drafts : testing::Test {
  base::Result<Draft> save(std::string_view who, DraftContext const& context, std::string const& body,
                           std::optional<std::string> title = std::nullopt) {
    Draft const draft{.context = context,
                      .title = std::move(title),
                      .body = body,
                      .marking = "{\"level\":\"restricted\"}",
                      .audience = std::nullopt,
                      .language = auth::Language::fr,
                      .saved_at = {}};
    return world.try_write(
        [&](storage::WriteTx& tx) { return save_draft(tx, world.viewer(tx, who), draft, world.limits); });
  }
  base::Result<Draft> load(std::string_view who, DraftContext const& context) {
    return world.database.read_now(
        [&](storage::ReadTx& tx) { return load_draft(tx, world.viewer(tx, who), context); });
  }
  Page<Draft> all(std::string_view who, PageRequest const& page = {}) {
    return world.database
        .read_now([&](storage::ReadTx& tx) { return load_drafts(tx, world.viewer(tx, who), page); })
        .value();
  }

  ForumWorld world;
  DraftContext const in_topic{DraftContext::Kind::topic, world.topic("open")};
};

TEST_F(Drafts, are_kept_as_they_were_typed) {
  auto const saved = save("officer1.fr", in_topic, "Half a", "Tit");
  ASSERT_TRUE(saved);
  EXPECT_EQ(saved->saved_at, world.now);
  auto const loaded = load("officer1.fr", in_topic);
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->title, "Tit");
  EXPECT_EQ(loaded->body, "Half a");
  EXPECT_EQ(loaded->marking, "{\"level\":\"restricted\"}");
  EXPECT_FALSE(loaded->audience);
  EXPECT_EQ(loaded->language, auth::Language::fr);
  EXPECT_EQ(code_of(load("officer2.fr", in_topic)), ErrorCode::not_found);
  ASSERT_TRUE(save("officer1.fr", in_topic, ""));
  EXPECT_EQ(load("officer1.fr", in_topic)->body, "");
  EXPECT_FALSE(load("officer1.fr", in_topic)->title);
  world.write([&](storage::WriteTx& tx) {
    delete_draft(tx, world.viewer(tx, "officer1.fr"), in_topic);
    delete_draft(tx, world.viewer(tx, "officer1.fr"), in_topic);
  });
  EXPECT_EQ(code_of(load("officer1.fr", in_topic)), ErrorCode::not_found);
}

TEST_F(Drafts, begin_only_where_their_writer_may_read_and_outlive_that) {
  tests::Ask secret;
  secret.audience = world.only({"fr", "ke"});
  auto const opened = world.open("officer1.fr", "open", "T", secret);
  for (auto const kind : {DraftContext::Kind::reply, DraftContext::Kind::edit}) {
    DraftContext const context{kind, opened.post.public_id};
    EXPECT_EQ(code_of(save("officer1.br", context, "a")), ErrorCode::not_found);
    EXPECT_TRUE(save("officer1.ke", context, "a"));
  }
  DraftContext const in_thread{DraftContext::Kind::thread, opened.thread.public_id};
  EXPECT_EQ(code_of(save("officer1.br", in_thread, "a")), ErrorCode::not_found);
  EXPECT_TRUE(save("officer1.ke", in_thread, "a"));
  world.deny("fr", {"ke"});
  EXPECT_TRUE(save("officer1.ke", in_thread, "b"));
  EXPECT_EQ(load("officer1.ke", in_thread)->body, "b");
}

TEST_F(Drafts, are_refused_where_the_text_could_never_be_posted) {
  EXPECT_EQ(save("officer1.fr", in_topic, "a\x01").error().fields.at(0).pointer, "/body");
  EXPECT_EQ(save("officer1.fr", in_topic, "a", "b\n").error().fields.at(0).pointer, "/title");
  EXPECT_EQ(save("officer1.fr", in_topic, std::string(world.limits.body_bytes + 1, 'a')).error().code,
            ErrorCode::invalid_body);
}

TEST_F(Drafts, are_limited_in_number_and_paged_last_saved_first) {
  world.limits.drafts_per_person = 3;
  std::vector<DraftContext> contexts;
  for (int i = 0; i < 4; ++i) {
    contexts.push_back({DraftContext::Kind::thread, world.open("officer1.fr", "open", "T").thread.public_id});
  }
  for (std::size_t i = 0; i < 3; ++i) {
    world.now += std::chrono::milliseconds(1);
    ASSERT_TRUE(save("officer1.ke", contexts[i], std::to_string(i)));
  }
  EXPECT_EQ(code_of(save("officer1.ke", contexts[3], "3")), ErrorCode::too_many_requests);
  EXPECT_TRUE(save("officer1.ke", contexts[0], "again"));
  auto const first = all("officer1.ke", {2, std::nullopt});
  ASSERT_EQ(first.items.size(), 2U);
  auto const rest = all("officer1.ke", {2, first.next});
  ASSERT_EQ(rest.items.size(), 1U);
  EXPECT_EQ(rest.items[0].body, "1");
  EXPECT_FALSE(rest.next);
}

TEST_F(Drafts, have_places_that_are_written_and_read_alike) {
  for (auto const kind : {DraftContext::Kind::topic, DraftContext::Kind::thread, DraftContext::Kind::reply,
                          DraftContext::Kind::edit}) {
    DraftContext const context{kind, world.topic("open")};
    auto const parsed = parse_draft_context(to_string(context));
    ASSERT_TRUE(parsed);
    EXPECT_EQ(parsed->kind, kind);
    EXPECT_EQ(parsed->object, context.object);
  }
  for (std::string_view const text :
       {"", "topic", "topic.", "topic.abc", "post.01234567890123456789012345", "."}) {
    EXPECT_FALSE(parse_draft_context(text)) << text;
  }
}

}  // namespace
}  // namespace forum
