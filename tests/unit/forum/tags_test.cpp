// Kinds and tags of threads: who gives them, and who finds what under a tag.
#include "forum/tags.hpp"

#include <gtest/gtest.h>

#include "forum/listed_tags.hpp"
#include "tests/support/forum_world.hpp"

namespace forum {
namespace {

using base::ErrorCode;
using tests::Ask;
using tests::code_of;
using Names = std::vector<std::string>;

auth::Names in_four(std::string const& name) {
  return {"ar " + name, name, "es " + name, "fr " + name};
}

struct TagTest : testing::Test {
  base::Result<Opened> try_tagged(std::string_view who, Names const& tags, Ask const& ask = {},
                                  ThreadKind kind = ThreadKind::analysis, std::string_view topic = "open") {
    return world.try_write([&](storage::WriteTx& tx) {
      NewThread const thread{world.topic(topic), "T", new_post(ask), kind, tags};
      return create_thread(tx, world.viewer(tx, who), thread, {world.random, world.limits});
    });
  }
  Thread tagged(std::string_view who, Names const& tags, Ask const& ask = {}) {
    return try_tagged(who, tags, ask).value().thread;
  }
  base::Result<Thread> retag(std::string_view who, Thread const& thread, Names const& tags) {
    ThreadEdit edit;
    edit.version = thread.version;
    edit.tags = tags;
    return world.edit_thread(who, thread.public_id, edit);
  }
  Ask for_some(std::initializer_list<std::string_view> organisations) {
    Ask ask;
    ask.audience = world.only(organisations);
    return ask;
  }
  // "tag: how many", as he finds them.
  Names found(std::string_view who, std::string_view beginning = "", int limit = 100) {
    Names tags;
    world.read([&](storage::ReadTx& tx) {
      PageRequest page{limit, std::nullopt};
      do {
        auto const loaded = load_tags(tx, world.viewer(tx, who), beginning, page).value();
        for (auto const& one : loaded.items)
          tags.push_back(one.tag.name + ": " + std::to_string(one.threads));
        page.after = loaded.next;
      } while (page.after);
    });
    return tags;
  }
  std::vector<base::PublicId> threads(std::string_view who, std::string_view tag,
                                      std::optional<ThreadKind> kind = {}, int limit = 100) {
    std::vector<base::PublicId> ids;
    world.read([&](storage::ReadTx& tx) {
      PageRequest page{limit, std::nullopt};
      do {
        auto const loaded =
            load_tagged_threads(tx, world.viewer(tx, who), tag, kind, page, world.limits).value();
        for (auto const& thread : loaded.items) ids.push_back(thread.public_id);
        page.after = loaded.next;
      } while (page.after);
    });
    return ids;
  }
  base::Result<ListedTag> list(std::string_view who, std::string const& name) {
    return world.try_write([&](storage::WriteTx& tx) {
      return list_tag(tx, world.viewer(tx, who), in_four(name), world.limits, world.random);
    });
  }

  tests::ForumWorld world;
};

TEST_F(TagTest, are_told_with_the_thread_and_found_by_whoever_reads_it) {
  auto const first = tagged("officer1.fr", {"Free Zones", "seizure"});
  auto const second = tagged("officer1.ke", {"free zones"});
  EXPECT_EQ(first.tags, (std::vector<ToldTag>{{"free zones", "free zones"}, {"seizure", "seizure"}}));
  EXPECT_EQ(first.kind, ThreadKind::analysis);
  EXPECT_EQ(found("officer1.br"), (Names{"free zones: 2", "seizure: 1"}));
  EXPECT_EQ(found("officer1.br", "se"), Names{"seizure: 1"});
  EXPECT_EQ(threads("officer1.br", "free zones"), (std::vector{second.public_id, first.public_id}));
  EXPECT_EQ(threads("officer1.br", "free zones", std::nullopt, 1),
            (std::vector{second.public_id, first.public_id}));
}

TEST_F(TagTest, of_threads_that_he_may_not_read_are_not_there_for_him) {
  for (int i = 0; i < 3; ++i) tagged("officer1.fr", {"shared"});
  for (int i = 0; i < 2; ++i) tagged("officer1.fr", {"shared", "secret"}, for_some({"fr", "ke"}));
  EXPECT_EQ(found("officer1.br"), Names{"shared: 3"});
  EXPECT_EQ(found("officer1.br", "sec"), Names{});
  EXPECT_EQ(threads("officer1.br", "shared").size(), 3u);
  EXPECT_TRUE(threads("officer1.br", "secret").empty());
  EXPECT_EQ(found("officer1.ke"), (Names{"secret: 2", "shared: 5"}));
  // A name that is hidden from him is free, however he writes it.
  EXPECT_EQ(tagged("officer1.br", {"SECRET"}).tags, (std::vector<ToldTag>{{"secret", "secret"}}));
  EXPECT_EQ(found("officer1.br"), (Names{"secret: 1", "shared: 3"}));
}

TEST_F(TagTest, follow_what_becomes_of_their_thread) {
  auto thread = tagged("officer1.fr", {"shared"});
  ThreadEdit edit;
  edit.version = thread.version;
  edit.audience = world.only({"fr", "ke"});
  thread = world.edit_thread("officer1.fr", thread.public_id, edit).value();
  EXPECT_EQ(found("officer1.br"), Names{});
  EXPECT_EQ(found("officer1.ke"), Names{"shared: 1"});
  world.deny("fr", {"ke"});
  EXPECT_EQ(found("officer1.ke"), Names{});
  EXPECT_EQ(found("officer2.fr"), Names{"shared: 1"});
  edit = {};
  edit.version = thread.version;
  edit.marking = NewMarking{};
  edit.marking->expires_on = world.now + std::chrono::seconds(1);
  thread = world.edit_thread("officer1.fr", thread.public_id, edit).value();
  EXPECT_EQ(found("officer2.fr"), Names{"shared: 1"});
  world.now += std::chrono::seconds(2);
  EXPECT_EQ(found("officer2.fr"), Names{});
}

TEST_F(TagTest, of_what_awaits_release_are_known_to_who_reads_it) {
  static_cast<void>(tagged("officer1.fr", {"early"}, tests::at_level(auth::Level::restricted)));
  EXPECT_EQ(found("officer1.fr"), Names{"early: 1"});
  EXPECT_EQ(found("officer2.fr"), Names{});
  EXPECT_EQ(found("officer1.ke"), Names{});
}

TEST_F(TagTest, are_changed_by_the_author_and_who_keeps_order_in_the_topic) {
  auto thread = tagged("officer1.fr", {"one"});
  EXPECT_EQ(code_of(retag("officer1.ke", thread, {"two"})), ErrorCode::not_permitted);
  thread = retag("officer1.fr", thread, {"two"}).value();
  EXPECT_EQ(found("officer1.br"), Names{"two: 1"});
  auto const same = retag("officer1.fr", thread, {"TWO"}).value();
  EXPECT_EQ(same.version, thread.version) << "nothing has changed";
  thread = retag("moderator.ke", thread, {}).value();
  EXPECT_TRUE(thread.tags.empty());
  EXPECT_EQ(found("officer1.br"), Names{});
}

TEST_F(TagTest, are_no_more_than_a_thread_may_have) {
  world.limits.tags_per_thread = 1;
  auto const refused = try_tagged("officer1.fr", {"one", "two"});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fields.front(), (base::FieldError{"/tags", base::FieldCode::too_many}));
}

TEST_F(TagTest, of_a_page_and_the_next_are_all_there_and_none_twice) {
  for (auto const* const tag : {"a", "b", "c", "d"}) tagged("officer1.fr", {tag});
  list("unit.ipsg", "b").value();
  list("unit.ipsg", "cc").value();
  Names const all{"a: 1", "b: 1", "c: 1", "cc: 0", "d: 1"};
  for (int limit : {1, 2, 3, 100}) EXPECT_EQ(found("officer1.br", "", limit), all) << limit;
}

TEST_F(TagTest, are_in_the_list_of_a_topic_asked_for_by_tag_and_kind) {
  auto const one = tagged("officer1.fr", {"zones"});
  auto const two = try_tagged("officer1.ke", {"zones"}, {}, ThreadKind::question).value().thread;
  tagged("officer1.fr", {});
  auto const asked = [&](AskedLabels const& labels, ThreadFilter filter) {
    return world.read([&](storage::ReadTx& tx) {
      std::vector<base::PublicId> ids;
      auto const page = load_threads(tx, world.viewer(tx, "officer1.br"), world.topic("open"), filter, {},
                                     world.limits, labels);
      for (auto const& thread : page.value().items) ids.push_back(thread.public_id);
      return ids;
    });
  };
  EXPECT_EQ(asked({}, ThreadFilter::all).size(), 3u);
  EXPECT_EQ(asked({{}, "zones"}, ThreadFilter::all), (std::vector{two.public_id, one.public_id}));
  EXPECT_EQ(asked({ThreadKind::question, ""}, ThreadFilter::all), std::vector{two.public_id});
  EXPECT_EQ(asked({ThreadKind::analysis, "zones"}, ThreadFilter::unread), std::vector{one.public_id});
  EXPECT_TRUE(asked({ThreadKind::case_study, ""}, ThreadFilter::all).empty());
  ThreadEdit pin;
  pin.version = one.version;
  pin.pinned = true;
  world.edit_thread("moderator.ke", one.public_id, pin).value();
  EXPECT_EQ(asked({{}, "zones"}, ThreadFilter::all), (std::vector{one.public_id, two.public_id}));
  EXPECT_EQ(threads("officer1.br", "zones", ThreadKind::question), std::vector{two.public_id});
}

TEST_F(TagTest, announcements_are_for_who_keeps_order_in_the_topic) {
  EXPECT_EQ(code_of(try_tagged("officer1.fr", {}, {}, ThreadKind::announcement)), ErrorCode::not_permitted);
  EXPECT_EQ(try_tagged("moderator.ke", {}, {}, ThreadKind::announcement).value().thread.kind,
            ThreadKind::announcement);
  EXPECT_TRUE(try_tagged("unit.ipsg", {}, {}, ThreadKind::announcement));
  EXPECT_EQ(code_of(try_tagged("moderator.ke", {}, {}, ThreadKind::announcement, "quiet")),
            ErrorCode::not_permitted);
  auto const thread = tagged("officer1.fr", {});
  ThreadEdit edit;
  edit.version = thread.version;
  edit.kind = ThreadKind::announcement;
  EXPECT_EQ(code_of(world.edit_thread("officer1.fr", thread.public_id, edit)), ErrorCode::not_permitted);
  edit.kind = ThreadKind::question;
  EXPECT_EQ(world.edit_thread("officer1.fr", thread.public_id, edit).value().kind, ThreadKind::question);
}

TEST_F(TagTest, listed_have_a_name_in_each_language_and_are_there_with_no_thread) {
  EXPECT_EQ(code_of(list("officer1.fr", "Seizure")), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(list("coordinator.fr", "Seizure")), ErrorCode::not_permitted);
  auto const listed = list("unit.ipsg", "Seizure").value();
  EXPECT_EQ(listed.tag, "seizure");
  EXPECT_EQ(code_of(list("unit.ipsg", "SEIZURE")), ErrorCode::invalid_body);
  EXPECT_EQ(found("officer1.br"), Names{"Seizure: 0"});
  auto const thread = tagged("officer1.fr", {"seizure"});
  EXPECT_EQ(thread.tags, (std::vector<ToldTag>{{"seizure", "Seizure"}}));
  EXPECT_EQ(found("officer1.br", "seiz"), Names{"Seizure: 1"});

  auto const rename = [&](int version) {
    return world.try_write([&](storage::WriteTx& tx) {
      return rename_tag(tx, world.viewer(tx, "unit.ipsg"), listed.public_id, in_four("Taking"), version);
    });
  };
  EXPECT_EQ(code_of(rename(7)), ErrorCode::version_conflict);
  EXPECT_EQ(rename(1).value().tag, "seizure");
  EXPECT_EQ(found("officer1.br", "tak"), Names{"Taking: 1"});
  EXPECT_EQ(found("officer1.br", "seiz"), Names{"Taking: 1"});
  auto const retire = [&](std::string_view who) {
    return world.try_write(
        [&](storage::WriteTx& tx) { return retire_tag(tx, world.viewer(tx, who), listed.public_id); });
  };
  EXPECT_EQ(code_of(retire("officer1.fr")), ErrorCode::not_permitted);
  EXPECT_TRUE(retire("unit.ipsg"));
  EXPECT_EQ(code_of(retire("unit.ipsg")), ErrorCode::not_found);
  EXPECT_EQ(found("officer1.br"), Names{"seizure: 1"}) << "as a free one";
  EXPECT_TRUE(list("unit.ipsg", "Seizure"));
}

TEST_F(TagTest, listing_the_name_of_a_hidden_one_succeeds_and_tells_nothing) {
  tagged("officer1.fr", {"secret"}, for_some({"fr", "ke"}));
  EXPECT_TRUE(list("unit.ipsg", "Secret"));
  EXPECT_EQ(found("officer1.br"), Names{"Secret: 0"});
  EXPECT_EQ(found("officer1.ke"), Names{"Secret: 1"});
}

}  // namespace
}  // namespace forum
