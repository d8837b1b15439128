#include "auth/policy.hpp"

#include <map>
#include <set>

#include <gtest/gtest.h>

namespace auth {
namespace {

constexpr OrganisationId kFrance{1};
constexpr OrganisationId kLyon{2};  // below France
constexpr OrganisationId kKenya{3};
constexpr OrganisationId kUnit{4};
constexpr UserId kMe{10};
constexpr UserId kColleague{11};
constexpr TopicScope kTopic{20};
constexpr TopicScope kOtherTopic{21};

Viewer viewer_as(Role role) {
  Viewer viewer;
  viewer.user = kMe;
  viewer.organisation = viewer.bureau = role == Role::unit_officer ? kUnit : kFrance;
  viewer.roles = {role};
  viewer.ceiling = 3;
  if (role == Role::coordinator) viewer.coordinated = kFrance;
  if (role == Role::topic_moderator) viewer.moderated_topics = {kTopic};
  return viewer;
}

Target of(OrganisationId source, UserId author, TopicScope topic = kOtherTopic) {
  Target target;
  target.source = source;
  if (source == kLyon) target.source_parent = kFrance;
  target.author = author;
  target.topic = topic;
  target.topic_owner = OrganisationId{99};
  return target;
}

bool allowed(Viewer const& viewer, Action action, Target const& target) {
  return judge(viewer, action, target) == Verdict::allowed;
}

// The whole table, written a second time from the document: what stands nowhere here is refused to everybody.
using Row = std::map<Role, Right>;
std::map<Action, Row> const kTable = {
    {Action::post,
     {{Role::contributor, Right::yes},
      {Role::coordinator, Right::yes},
      {Role::topic_moderator, Right::yes},
      {Role::unit_officer, Right::yes}}},
    {Action::post_restricted,
     {{Role::contributor, Right::submit},
      {Role::coordinator, Right::submit},
      {Role::topic_moderator, Right::submit},
      {Role::unit_officer, Right::submit}}},
    {Action::edit_text,
     {{Role::contributor, Right::own},
      {Role::coordinator, Right::own_bureau},
      {Role::topic_moderator, Right::own},
      {Role::unit_officer, Right::own}}},
    {Action::narrow,
     {{Role::contributor, Right::own},
      {Role::coordinator, Right::own_bureau},
      {Role::topic_moderator, Right::own},
      {Role::unit_officer, Right::own}}},
    {Action::withdraw,
     {{Role::contributor, Right::own},
      {Role::coordinator, Right::own_bureau},
      {Role::topic_moderator, Right::own},
      {Role::unit_officer, Right::own}}},
    {Action::trace_readers,
     {{Role::contributor, Right::own},
      {Role::coordinator, Right::own_bureau},
      {Role::topic_moderator, Right::own},
      {Role::unit_officer, Right::own}}},
    {Action::release,
     {{Role::contributor, Right::stand_in},
      {Role::coordinator, Right::own_bureau},
      {Role::topic_moderator, Right::stand_in},
      {Role::unit_officer, Right::stand_in}}},
    {Action::lock, {{Role::topic_moderator, Right::own_topic}, {Role::unit_officer, Right::own_unit}}},
    {Action::pin, {{Role::topic_moderator, Right::own_topic}, {Role::unit_officer, Right::own_unit}}},
    {Action::move, {{Role::topic_moderator, Right::own_topic}, {Role::unit_officer, Right::own_unit}}},
    {Action::hide,
     {{Role::coordinator, Right::own_bureau},
      {Role::topic_moderator, Right::own_topic},
      {Role::unit_officer, Right::own_unit},
      {Role::compliance, Right::yes}}},
    {Action::edit_title,
     {{Role::contributor, Right::own},
      {Role::coordinator, Right::own},
      {Role::topic_moderator, Right::own_or_topic},
      {Role::unit_officer, Right::own_or_unit}}},
    {Action::request_widening,
     {{Role::contributor, Right::yes},
      {Role::coordinator, Right::own_bureau},
      {Role::topic_moderator, Right::yes},
      {Role::unit_officer, Right::yes},
      {Role::compliance, Right::yes}}},
    {Action::subscribe,
     {{Role::reader, Right::yes},
      {Role::contributor, Right::yes},
      {Role::coordinator, Right::yes},
      {Role::security_officer, Right::yes},
      {Role::data_protection_officer, Right::yes},
      {Role::topic_moderator, Right::yes},
      {Role::unit_officer, Right::yes}}},
    {Action::subscribe_bureau, {{Role::coordinator, Right::yes}, {Role::security_officer, Right::yes}}},
    {Action::invite_guest, {{Role::coordinator, Right::own_bureau}}},
    {Action::flag,
     {{Role::reader, Right::yes},
      {Role::contributor, Right::yes},
      {Role::coordinator, Right::yes},
      {Role::security_officer, Right::yes},
      {Role::data_protection_officer, Right::yes},
      {Role::topic_moderator, Right::yes},
      {Role::unit_officer, Right::yes}}},
    {Action::review_flags,
     {{Role::topic_moderator, Right::own_topic}, {Role::unit_officer, Right::own_unit}}},
    {Action::appeal,
     {{Role::contributor, Right::own},
      {Role::coordinator, Right::own_bureau},
      {Role::topic_moderator, Right::own},
      {Role::unit_officer, Right::own}}},
    {Action::decide_appeal,
     {{Role::topic_moderator, Right::own_topic}, {Role::unit_officer, Right::own_unit}}},
    {Action::read_moderation,
     {{Role::contributor, Right::own},
      {Role::coordinator, Right::own_bureau},
      {Role::topic_moderator, Right::own_or_topic},
      {Role::unit_officer, Right::own_or_unit}}},
    {Action::note_author, {{Role::topic_moderator, Right::own_topic}, {Role::unit_officer, Right::own_unit}}},
    {Action::read_activity,
     {{Role::topic_moderator, Right::own_topic}, {Role::unit_officer, Right::own_unit}}},
    {Action::review_data_flags,
     {{Role::data_protection_officer, Right::own_organisation}, {Role::compliance, Right::yes}}},
    {Action::ask_seal,
     {{Role::contributor, Right::own},
      {Role::coordinator, Right::own_bureau},
      {Role::topic_moderator, Right::own}}},
    {Action::sign_seal,
     {{Role::contributor, Right::stand_in},
      {Role::coordinator, Right::own_bureau},
      {Role::topic_moderator, Right::stand_in}}},
    {Action::check_release, {{Role::compliance, Right::yes}}},
    {Action::read_release_policy, {{Role::coordinator, Right::own_bureau}}},
    {Action::set_release_policy, {{Role::coordinator, Right::own_bureau}}},
    {Action::confirm_recalls, {{Role::coordinator, Right::own_bureau}}},
    {Action::unhide,
     {{Role::coordinator, Right::own_bureau},
      {Role::topic_moderator, Right::own_topic},
      {Role::unit_officer, Right::own_unit},
      {Role::compliance, Right::yes}}},
    {Action::consent_widening,
     {{Role::contributor, Right::stand_in},
      {Role::coordinator, Right::own_bureau},
      {Role::topic_moderator, Right::stand_in},
      {Role::unit_officer, Right::stand_in}}},
    {Action::read_disclosures,
     {{Role::contributor, Right::own},
      {Role::coordinator, Right::own_bureau},
      {Role::security_officer, Right::own_organisation},
      {Role::topic_moderator, Right::own},
      {Role::unit_officer, Right::own}}},
    {Action::ask_erasure,
     {{Role::contributor, Right::own},
      {Role::coordinator, Right::own_bureau},
      {Role::topic_moderator, Right::own}}},
    {Action::read_erasures,
     {{Role::contributor, Right::stand_in},
      {Role::coordinator, Right::own_bureau},
      {Role::topic_moderator, Right::stand_in},
      {Role::unit_officer, Right::stand_in}}},
    {Action::approve_erasure,
     {{Role::contributor, Right::stand_in},
      {Role::coordinator, Right::own_bureau},
      {Role::topic_moderator, Right::stand_in},
      {Role::unit_officer, Right::stand_in}}},
    {Action::erase, {{Role::unit_officer, Right::own}}},
    {Action::read_erasure_orders, {{Role::compliance, Right::yes}, {Role::administrator, Right::yes}}},
    {Action::order_erasure, {{Role::compliance, Right::yes}}},
    {Action::execute_erasure, {{Role::administrator, Right::yes}}},
    {Action::read_deny_list,
     {{Role::coordinator, Right::own_organisation}, {Role::security_officer, Right::own_organisation}}},
    {Action::propose_deny, {{Role::coordinator, Right::own_organisation}}},
    {Action::approve_deny,
     {{Role::coordinator, Right::own_organisation}, {Role::security_officer, Right::own_organisation}}},
    {Action::manage_groups,
     {{Role::coordinator, Right::own_organisation}, {Role::unit_officer, Right::own_organisation}}},
    {Action::manage_tags, {{Role::unit_officer, Right::yes}}},
    {Action::read_statuses, {{Role::compliance, Right::yes}, {Role::administrator, Right::yes}}},
    {Action::propose_status, {{Role::compliance, Right::yes}}},
    {Action::approve_status, {{Role::administrator, Right::yes}}},
    {Action::ask_break_glass,
     {{Role::compliance, Right::yes}, {Role::administrator, Right::yes}, {Role::auditor, Right::yes}}},
    {Action::approve_break_glass, {{Role::compliance, Right::yes}, {Role::administrator, Right::yes}}},
    {Action::confirm_break_glass, {{Role::coordinator, Right::own_bureau}}},
    {Action::read_accounts,
     {{Role::coordinator, Right::own_organisation},
      {Role::security_officer, Right::own_organisation},
      {Role::administrator, Right::first_officer}}},
    {Action::nominate,
     {{Role::coordinator, Right::own_organisation}, {Role::administrator, Right::first_officer}}},
    {Action::approve_account,
     {{Role::security_officer, Right::own_organisation}, {Role::administrator, Right::first_officer}}},
    {Action::manage_account,
     {{Role::security_officer, Right::own_organisation}, {Role::administrator, Right::first_officer}}},
    {Action::read_witnesses,
     {{Role::coordinator, Right::yes},
      {Role::security_officer, Right::yes},
      {Role::administrator, Right::yes},
      {Role::auditor, Right::yes}}},
    {Action::register_witness, {{Role::administrator, Right::yes}}},
    {Action::read_checkpoint,
     {{Role::coordinator, Right::own_organisation},
      {Role::security_officer, Right::own_organisation},
      {Role::auditor, Right::yes}}},
    {Action::cosign,
     {{Role::coordinator, Right::own_organisation}, {Role::security_officer, Right::own_organisation}}},
};

TEST(Policy, is_the_table_of_the_access_model_cell_by_cell) {
  for (int a = 0; a <= static_cast<int>(Action::cosign); ++a) {
    auto const action = static_cast<Action>(a);
    ASSERT_TRUE(kTable.contains(action)) << "action " << a;
    for (int r = 0; r <= static_cast<int>(Role::guest); ++r) {
      auto const role = static_cast<Role>(r);
      auto const& row = kTable.at(action);
      auto const cell = row.find(role);
      EXPECT_EQ(right_of(role, action), cell == row.end() ? Right::no : cell->second)
          << "action " << a << ", role " << to_string(role);
    }
  }
}

TEST(Policy, lets_an_author_edit_narrow_and_withdraw_what_is_his_and_nothing_else) {
  auto const me = viewer_as(Role::contributor);
  for (auto const action : {Action::edit_text, Action::narrow, Action::withdraw, Action::edit_title}) {
    EXPECT_TRUE(allowed(me, action, of(kFrance, kMe)));
    EXPECT_FALSE(allowed(me, action, of(kFrance, kColleague)));
    EXPECT_FALSE(allowed(me, action, of(kKenya, kColleague)));
  }
}

TEST(Policy, leaves_with_the_old_bureau_what_an_officer_wrote_before_he_changed_country) {
  auto const me = viewer_as(Role::contributor);  // of France now
  for (auto const action : {Action::edit_text, Action::narrow, Action::withdraw, Action::edit_title}) {
    EXPECT_FALSE(allowed(me, action, of(kKenya, kMe)));
  }
}

TEST(Policy, gives_a_coordinator_what_his_bureau_and_those_below_it_wrote) {
  auto const me = viewer_as(Role::coordinator);
  for (auto const action : {Action::edit_text, Action::narrow, Action::withdraw, Action::release}) {
    EXPECT_TRUE(allowed(me, action, of(kFrance, kColleague)));
    EXPECT_TRUE(allowed(me, action, of(kLyon, kColleague)));
    EXPECT_FALSE(allowed(me, action, of(kKenya, kColleague)));
  }
}

TEST(Policy, never_lets_an_author_release_his_own_post) {
  EXPECT_FALSE(allowed(viewer_as(Role::coordinator), Action::release, of(kFrance, kMe)));
}

TEST(Policy, lets_a_moderator_keep_order_in_his_topics_and_touch_no_text_of_another) {
  auto const me = viewer_as(Role::topic_moderator);
  for (auto const action : {Action::lock, Action::pin, Action::move, Action::hide, Action::edit_title}) {
    EXPECT_TRUE(allowed(me, action, of(kKenya, kColleague, kTopic)));
    EXPECT_FALSE(allowed(me, action, of(kKenya, kColleague, kOtherTopic)));
  }
  for (auto const action : {Action::edit_text, Action::narrow, Action::withdraw, Action::release}) {
    EXPECT_FALSE(allowed(me, action, of(kKenya, kColleague, kTopic)));
  }
}

TEST(Policy, lets_a_unit_officer_keep_order_in_the_topics_of_his_unit) {
  auto const me = viewer_as(Role::unit_officer);
  Target target = of(kKenya, kColleague);
  for (auto const action : {Action::lock, Action::pin, Action::move, Action::edit_title}) {
    target.topic_owner = kUnit;
    EXPECT_TRUE(allowed(me, action, target));
    target.topic_owner = kFrance;
    EXPECT_FALSE(allowed(me, action, target));
    target.topic_owner = std::nullopt;
    EXPECT_FALSE(allowed(me, action, target));
  }
}

TEST(Policy, lets_the_author_of_a_thread_change_its_title_anywhere) {
  for (auto const role : {Role::contributor, Role::coordinator, Role::topic_moderator}) {
    EXPECT_TRUE(allowed(viewer_as(role), Action::edit_title, of(kFrance, kMe))) << to_string(role);
  }
  EXPECT_TRUE(allowed(viewer_as(Role::unit_officer), Action::edit_title, of(kUnit, kMe)));
}

TEST(Policy, sends_restricted_posts_to_be_released_whoever_writes_them) {
  for (auto const role : {Role::contributor, Role::coordinator, Role::topic_moderator, Role::unit_officer}) {
    EXPECT_EQ(judge(viewer_as(role), Action::post_restricted, {}), Verdict::awaits_release);
    EXPECT_EQ(judge(viewer_as(role), Action::post, {}), Verdict::allowed);
  }
}

TEST(Policy, makes_the_posts_of_a_supervised_organisation_wait_for_compliance) {
  auto me = viewer_as(Role::coordinator);
  me.supervised = true;
  EXPECT_EQ(judge(me, Action::post, {}), Verdict::awaits_release);
  EXPECT_TRUE(allowed(me, Action::withdraw, of(kFrance, kColleague)));
}

TEST(Policy, gives_the_widest_of_several_roles) {
  auto me = viewer_as(Role::contributor);
  me.roles = {Role::reader, Role::contributor, Role::coordinator};
  me.coordinated = kFrance;
  EXPECT_TRUE(allowed(me, Action::edit_text, of(kFrance, kColleague)));
  EXPECT_TRUE(allowed(me, Action::subscribe_bureau, {}));
}

TEST(Policy, refuses_everything_to_whoever_may_read_nothing) {
  auto me = viewer_as(Role::coordinator);
  me.ceiling = kReadsNothing;
  for (int a = 0; a <= static_cast<int>(Action::subscribe_bureau); ++a) {
    EXPECT_EQ(judge(me, static_cast<Action>(a), of(kFrance, kColleague)), Verdict::refused);
  }
}

TEST(Policy, refuses_where_an_attribute_is_missing) {
  Viewer me = viewer_as(Role::coordinator);
  me.coordinated.reset();
  EXPECT_FALSE(allowed(me, Action::edit_text, {}));
  EXPECT_FALSE(allowed(viewer_as(Role::contributor), Action::edit_text, {}));
  EXPECT_FALSE(allowed(viewer_as(Role::topic_moderator), Action::lock, {}));
  EXPECT_FALSE(allowed(viewer_as(Role::unit_officer), Action::lock, {}));
  me.roles.clear();
  EXPECT_FALSE(allowed(me, Action::post, {}));
}

TEST(Policy, says_that_something_readable_is_not_permitted) {
  auto const refused = require(viewer_as(Role::reader), Action::post, {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, base::ErrorCode::not_permitted);
  EXPECT_EQ(require(viewer_as(Role::contributor), Action::post_restricted, {}).value(),
            Verdict::awaits_release);
}

}  // namespace
}  // namespace auth
