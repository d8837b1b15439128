// The read rule step by step (access-model: "Read rule"), each step as a sentence, asked of both of its
// forms.
#include <gtest/gtest.h>

#include "auth/audience.hpp"
#include "tests/unit/auth/auth_world.hpp"
#include "tests/unit/auth/objects_sql.hpp"

namespace auth {
namespace {

using namespace std::chrono_literals;

// A topic, a thread and a post of Kenya's, open to all unless a test says otherwise.
class ReadRuleSteps : public testing::Test {
 protected:
  ReadRuleSteps() {
    Envelope open;
    open.source = kenya_;
    open.author = author_;
    open.level = Level::open;
    open.audience = kInherit;
    open.state = State::published;
    topic_ = {Storey::topic, 1, 0, open};
    thread_ = {Storey::thread, 1, 1, open};
    post_ = {Storey::post, 1, 1, open};
    world_.write([&](storage::WriteTx& tx) {
      for (auto const* object : {&topic_, &thread_, &post_}) insert_object(tx, *object);
    });
  }

  bool reads(UserId user) {
    auto const viewer = world_.try_viewer(user);
    if (!viewer) return false;
    return world_.read([&](storage::ReadTx& tx) {
      bool const by_sql = select_readable(tx, *viewer, Storey::post).contains(post_.id);
      std::vector<Facts> chain;
      for (auto const* object : {&topic_, &thread_, &post_})
        chain.push_back(load_facts(tx, object->envelope));
      EXPECT_EQ(by_sql, decide(*viewer, chain, TopicScope{topic_.id}));
      return by_sql;
    });
  }
  template <class Change>
  void change(Object& object, Change change_envelope) {
    change_envelope(object.envelope);
    world_.write([&](storage::WriteTx& tx) { update_object(tx, object); });
  }
  void address(Object& object, std::vector<OrganisationId> const& organisations) {
    auto const audience = world_.write([&](storage::WriteTx& tx) {
      return intern_audience(tx, AudienceBase::only, organisations, {}, std::nullopt);
    });
    change(object, [&](Envelope& envelope) { envelope.audience = audience; });
  }
  void put_in_state(State state) {
    change(post_, [&](Envelope& envelope) { envelope.state = state; });
  }
  void deny(OrganisationId source, std::vector<OrganisationId> const& denied) {
    world_.write([&](storage::WriteTx& tx) { set_deny_list(tx, source, denied); });
  }

  AuthWorld world_;
  OrganisationId france_ = world_.add_bureau("FR");
  OrganisationId kenya_ = world_.add_bureau("KE");
  OrganisationId lyon_ = world_.add_below(france_, OrganisationKind::sub_bureau);
  OrganisationId mombasa_ = world_.add_below(kenya_, OrganisationKind::sub_bureau);
  UserId french_ = world_.add_contributor("officer.fr", france_);
  UserId of_lyon_ = world_.add_contributor("officer.lyon", lyon_);
  UserId author_ = world_.add_contributor("officer1.ke", kenya_);
  UserId colleague_ = world_.add_contributor("officer2.ke", kenya_);
  Object topic_, thread_, post_;
};

TEST_F(ReadRuleSteps, let_everybody_read_what_is_published_for_all) {
  for (auto const user : {french_, of_lyon_, author_, colleague_}) EXPECT_TRUE(reads(user));
}

TEST_F(ReadRuleSteps, ask_the_audience_of_the_object_and_of_everything_around_it) {
  for (auto* object : {&post_, &thread_, &topic_}) {
    address(*object, {kenya_, lyon_});
    EXPECT_FALSE(reads(french_));
    EXPECT_TRUE(reads(of_lyon_));
    change(*object, [](Envelope& envelope) { envelope.audience = kInherit; });
  }
  EXPECT_TRUE(reads(french_));
}

TEST_F(ReadRuleSteps, do_not_let_a_narrow_post_be_read_through_a_wide_thread_or_the_other_way_round) {
  address(thread_, {kenya_, france_});
  address(post_, {kenya_, lyon_});
  EXPECT_FALSE(reads(french_));
  EXPECT_FALSE(reads(of_lyon_));
  EXPECT_TRUE(reads(colleague_));
}

TEST_F(ReadRuleSteps, ask_clearance_and_the_organisations_level) {
  change(post_, [](Envelope& envelope) { envelope.level = Level::restricted; });
  EXPECT_TRUE(reads(french_));
  world_.write([&](storage::WriteTx& tx) { set_clearance(tx, french_, Level::official_use_only); });
  EXPECT_FALSE(reads(french_));
  EXPECT_TRUE(reads(of_lyon_));
  world_.write([&](storage::WriteTx& tx) { set_max_level(tx, lyon_, Level::official_use_only); });
  EXPECT_FALSE(reads(of_lyon_));
}

TEST_F(ReadRuleSteps, apply_a_deny_list_to_the_bureau_and_to_what_stands_below_it) {
  deny(kenya_, {france_});
  EXPECT_FALSE(reads(french_));
  EXPECT_FALSE(reads(of_lyon_));
  EXPECT_TRUE(reads(colleague_));
  deny(kenya_, {lyon_});
  EXPECT_TRUE(reads(french_));
  EXPECT_FALSE(reads(of_lyon_));
  deny(kenya_, {});
  EXPECT_TRUE(reads(of_lyon_));
}

TEST_F(ReadRuleSteps, let_no_role_override_a_deny) {
  world_.grant(french_, Role::coordinator, france_);
  world_.grant_topic(french_, TopicScope{1});
  deny(kenya_, {france_});
  EXPECT_FALSE(reads(french_));
}

TEST_F(ReadRuleSteps, let_an_organisation_read_its_own_though_it_denies_the_bureau_above) {
  auto const of_mombasa = world_.add_contributor("officer.mombasa", mombasa_);
  change(post_, [&](Envelope& envelope) { envelope.source = mombasa_; });
  deny(mombasa_, {kenya_});
  EXPECT_TRUE(reads(of_mombasa));
  EXPECT_FALSE(reads(colleague_));
}

TEST_F(ReadRuleSteps, keep_a_suspended_countrys_posts_readable_and_its_deny_list_in_force) {
  world_.write(
      [&](storage::WriteTx& tx) { set_organisation_status(tx, kenya_, OrganisationStatus::suspended); });
  EXPECT_TRUE(reads(french_));
  EXPECT_FALSE(reads(author_));
  deny(kenya_, {france_});
  EXPECT_FALSE(reads(french_));
}

TEST_F(ReadRuleSteps, show_what_awaits_release_to_its_author_and_the_sources_coordinators) {
  put_in_state(State::awaiting_release);
  EXPECT_TRUE(reads(author_));
  EXPECT_FALSE(reads(colleague_));
  EXPECT_FALSE(reads(french_));
  world_.grant(colleague_, Role::coordinator, kenya_);
  world_.grant(french_, Role::coordinator, france_);
  EXPECT_TRUE(reads(colleague_));
  EXPECT_FALSE(reads(french_));
}

TEST_F(ReadRuleSteps, show_what_awaits_release_below_a_bureau_to_the_bureaus_coordinators) {
  change(post_, [&](Envelope& envelope) {
    envelope.source = mombasa_;
    envelope.state = State::awaiting_release;
  });
  EXPECT_FALSE(reads(colleague_));
  world_.grant(colleague_, Role::coordinator, kenya_);
  EXPECT_TRUE(reads(colleague_));
}

TEST_F(ReadRuleSteps, show_what_is_hidden_to_the_source_and_the_moderators_of_the_topic) {
  put_in_state(State::hidden);
  EXPECT_TRUE(reads(colleague_));
  EXPECT_FALSE(reads(french_));
  world_.grant_topic(french_, TopicScope{2});
  EXPECT_FALSE(reads(french_));
  world_.grant_topic(french_, TopicScope{1});
  EXPECT_TRUE(reads(french_));
  address(post_, {kenya_});
  EXPECT_FALSE(reads(french_)) << "a moderator reads what is hidden only where he is addressed";
}

TEST_F(ReadRuleSteps, show_what_is_withdrawn_to_nobody) {
  put_in_state(State::withdrawn);
  world_.grant(author_, Role::coordinator, kenya_);
  world_.grant_topic(author_, TopicScope{1});
  for (auto const user : {author_, colleague_, french_}) EXPECT_FALSE(reads(user));
}

TEST_F(ReadRuleSteps, show_nothing_below_what_cannot_be_read) {
  change(thread_, [](Envelope& envelope) { envelope.state = State::withdrawn; });
  EXPECT_FALSE(reads(author_));
  change(thread_, [](Envelope& envelope) { envelope.state = State::published; });
  change(topic_, [](Envelope& envelope) { envelope.level = Level::confidential; });
  world_.write([&](storage::WriteTx& tx) { set_clearance(tx, author_, Level::open); });
  EXPECT_FALSE(reads(author_));
}

TEST_F(ReadRuleSteps, end_at_the_very_moment_of_expiry) {
  change(post_, [&](Envelope& envelope) { envelope.expires_on = world_.now + 1ms; });
  EXPECT_TRUE(reads(french_));
  world_.now += 1ms;
  EXPECT_FALSE(reads(french_));
  EXPECT_FALSE(reads(author_));
}

TEST_F(ReadRuleSteps, give_nothing_without_a_role_that_reads) {
  auto const administrator = world_.add_user("admin.fr", france_);
  world_.grant(administrator, Role::administrator, france_);
  EXPECT_FALSE(reads(administrator));
}

TEST_F(ReadRuleSteps, deny_where_a_set_is_missing_or_there_is_nothing_to_ask_about) {
  auto const viewer = world_.viewer(french_);
  Facts facts = world_.read([&](storage::ReadTx& tx) { return load_facts(tx, post_.envelope); });
  EXPECT_TRUE(decide(viewer, std::vector{facts}, TopicScope{1}));
  EXPECT_FALSE(decide(viewer, {}, TopicScope{1}));
  EXPECT_FALSE(decide(viewer, std::vector{facts, Facts{}}, TopicScope{1}));
  facts.denied = nullptr;
  EXPECT_FALSE(decide(viewer, std::vector{facts}, TopicScope{1}));
}

}  // namespace
}  // namespace auth
