// To whom a post went: a record for each time, which tells nobody whom its source denies.
#include "forum/disclosures.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/forum_world.hpp"
#include "tests/unit/forum/disclosed_rows.hpp"

namespace forum {
namespace {

using base::ErrorCode;
using tests::code_of;
using Names = std::vector<std::string>;
using namespace std::chrono_literals;

class Disclosing : public testing::Test {
 protected:
  tests::ForumWorld world;

  base::Result<Disclosures> records(std::string_view who, base::PublicId const& post,
                                    PageRequest const& page = {}) {
    auto const viewer = world.viewer(who);
    return world.database.read_now(
        [&](storage::ReadTx& tx) { return load_disclosures(tx, viewer, post, page); });
  }
  static Names names(Disclosure const& record) {
    Names names;
    for (auto const& organisation : record.recipients) names.push_back(organisation.name);
    return names;
  }
  // Of the only record.
  Names told(std::string_view who, base::PublicId const& post) {
    auto const found = records(who, post).value();
    EXPECT_EQ(found.page.items.size(), 1U) << who;
    return names(found.page.items.front());
  }
  base::PublicId among(std::initializer_list<std::string_view> organisations) {
    auto const thread = world.open("officer1.fr", "open", "T").thread.public_id;
    return world.reply("officer1.ke", thread, std::nullopt, {.audience = world.only(organisations)})
        .public_id;
  }
  std::int64_t lists() { return world.read(tests::count_recipient_lists); }
};

using DisclosureRecords = Disclosing;

TEST_F(DisclosureRecords, name_who_could_read_a_post_when_it_was_published) {
  auto const thread =
      world.open("officer1.fr", "open", "T", {.audience = world.only({"fr", "ke", "es"})}).thread.public_id;
  auto const post =
      world.reply("officer1.ke", thread, std::nullopt, {.audience = world.only({"ke", "es"})}).public_id;
  auto const record = records("officer1.ke", post).value().page.items.front();
  EXPECT_EQ(names(record), (Names{"NCB ES", "NCB KE"}));
  EXPECT_EQ(record.kind, DisclosureKind::published);
  EXPECT_EQ(record.at, world.now);
  EXPECT_EQ(record.level, auth::Level::official_use_only);
  EXPECT_EQ(record.bureaus, 2);
}

TEST_F(DisclosureRecords, leave_out_organisations_below_the_level) {
  world.write([&](storage::WriteTx& tx) {
    auth::set_max_level(tx, world.organisation("es"), auth::Level::official_use_only);
  });
  auto const thread = world.open("officer1.fr", "open", "T").thread.public_id;
  auto ask = tests::at_level(auth::Level::restricted);
  ask.audience = world.only({"ke", "es", "br"});
  auto const post = world.reply("officer1.ke", thread, std::nullopt, ask).public_id;
  EXPECT_TRUE(records("officer1.ke", post)->page.items.empty()) << "it awaits its release";
  world.now += 1h;
  ASSERT_TRUE(world.release("coordinator.ke", post));
  EXPECT_EQ(told("officer1.ke", post), (Names{"NCB BR", "NCB KE"}));
  EXPECT_EQ(records("officer1.ke", post)->page.items.front().at, world.now);
}

TEST_F(DisclosureRecords, tell_an_author_nothing_of_the_deny_list_and_its_readers_all) {
  world.deny("ke", {"es"});
  auto const post = among({"ke", "es", "br"});
  EXPECT_EQ(told("officer1.ke", post), (Names{"NCB BR", "NCB ES", "NCB KE"}));
  EXPECT_EQ(told("coordinator.ke", post), (Names{"NCB BR", "NCB KE"}));
  EXPECT_EQ(told("security.ke", post), (Names{"NCB BR", "NCB KE"}));
}

TEST_F(DisclosureRecords, stay_what_they_were) {
  auto const post = among({"ke", "es", "br"});
  auto const before = told("coordinator.ke", post);
  world.deny("ke", {"es"});
  EXPECT_EQ(told("coordinator.ke", post), before) << "Spain could read it then";
  auto const next = among({"ke", "es", "br"});
  EXPECT_EQ(told("coordinator.ke", next), (Names{"NCB BR", "NCB KE"}));
  world.deny("ke", {});
  auto const last = among({"ke", "es", "br"});
  EXPECT_EQ(told("coordinator.ke", last), before);
  EXPECT_ANY_THROW(world.write(tests::forget_disclosures));
}

TEST_F(DisclosureRecords, keep_each_list_of_recipients_once) {
  among({"ke", "es", "br"});
  auto const kept = lists();
  for (int i = 0; i < 5; ++i) among({"ke", "es", "br"});
  EXPECT_EQ(lists(), kept);
  among({"ke", "br"});
  EXPECT_EQ(lists(), kept + 1);
}

TEST_F(DisclosureRecords, are_for_the_author_and_the_officers_of_the_source) {
  auto const post = among({"ke", "es"});
  for (auto const who : {"officer1.ke", "coordinator.ke", "security.ke"}) {
    EXPECT_TRUE(records(who, post)) << who;
    EXPECT_EQ(std::ranges::count(world.post(who, post)->may, PostAction::read_disclosures), 1) << who;
  }
  for (auto const who : {"officer2.ke", "officer1.es", "coordinator.es", "moderator.ke"}) {
    EXPECT_EQ(code_of(records(who, post)), ErrorCode::not_permitted) << who;
    EXPECT_EQ(std::ranges::count(world.post(who, post)->may, PostAction::read_disclosures), 0) << who;
  }
  for (auto const who : {"officer1.br", "coordinator.fr", "unit.ipsg"}) {
    EXPECT_EQ(code_of(records(who, post)), ErrorCode::not_found) << who;
  }
}

TEST_F(DisclosureRecords, of_a_sub_bureau_tell_its_bureau_no_deny_list_but_its_own) {
  auto const thread = world.open("officer1.fr", "open", "T").thread.public_id;
  world.deny("fr.lyon", {"es"});
  auto const post =
      world.reply("officer1.lyon", thread, std::nullopt, {.audience = world.only({"fr", "fr.lyon", "es"})})
          .public_id;
  EXPECT_EQ(told("coordinator.fr", post).size(), 3U);
}

TEST_F(DisclosureRecords, are_read_in_pages_the_newest_first_and_name_who_took_an_export) {
  auto const post = among({"ke", "es"});
  auto const key = world.post("officer1.ke", post)->id;
  for (auto const who : {"es", "fr"}) {
    world.now += 1h;
    world.write([&](storage::WriteTx& tx) { record_export(tx, key, world.organisation(who), world.now); });
  }
  auto const first = records("officer1.ke", post, {.limit = 2, .after = std::nullopt}).value().page;
  ASSERT_EQ(first.items.size(), 2U);
  EXPECT_EQ(names(first.items[0]), Names{"NCB FR"});
  EXPECT_EQ(names(first.items[1]), Names{"NCB ES"});
  EXPECT_EQ(first.items[0].kind, DisclosureKind::exported);
  ASSERT_TRUE(first.next);
  auto const rest = records("officer1.ke", post, {.limit = 2, .after = first.next}).value().page;
  ASSERT_EQ(rest.items.size(), 1U);
  EXPECT_EQ(rest.items[0].kind, DisclosureKind::published);
  EXPECT_FALSE(rest.next);
  EXPECT_EQ(code_of(records("officer1.ke", post, {.limit = 2, .after = "x"})), ErrorCode::invalid_query);
}

TEST_F(DisclosureRecords, of_a_release_that_was_undone_and_done_again_are_two) {
  auto const thread = world.open("officer1.fr", "open", "T").thread.public_id;
  auto const post =
      world.reply("officer1.ke", thread, std::nullopt, tests::at_level(auth::Level::restricted)).public_id;
  ASSERT_TRUE(world.release("coordinator.ke", post));
  ASSERT_TRUE(world.undo_release("coordinator.ke", post));
  world.now += 1h;
  ASSERT_TRUE(world.release("coordinator.ke", post));
  EXPECT_EQ(records("officer1.ke", post)->page.items.size(), 2U);
}

}  // namespace
}  // namespace forum
