// Who reads what of the audit log.
#include "auth/audit_names.hpp"
#include "tests/unit/auth/audit_viewing.hpp"

namespace auth {
namespace {

using enum AuditView;

TEST_F(AuditViews, are_those_of_the_table) {
  std::vector<std::pair<Role, std::vector<AuditView>>> const table{
      {Role::reader, {own_trail}},
      {Role::contributor, {own_trail}},
      {Role::coordinator, {own_trail, contributions}},
      {Role::security_officer, {own_trail, accounts}},
      {Role::data_protection_officer, {own_trail}},
      {Role::unit_officer, {own_trail, unit}},
      {Role::compliance, {own_trail, compliance}},
      {Role::administrator, {own_trail, configuration}},
      {Role::auditor, {own_trail, everything}}};
  for (auto const& [role, views] : table) {
    auto const viewer = somebody(role, france);
    EXPECT_EQ(views_of(viewer), views) << to_string(role);
    for (auto const view :
         {own_trail, contributions, accounts, moderation, unit, compliance, configuration, everything}) {
      bool const has_it = std::ranges::find(views, view) != views.end();
      auto const page = load(viewer, view);
      EXPECT_EQ(page.has_value(), has_it);
      if (!page) EXPECT_EQ(page.error().code, base::ErrorCode::not_permitted);
      EXPECT_EQ(parse_audit_view(to_string(view)), view);
    }
  }
}

TEST_F(AuditViews, an_administrator_is_never_an_auditor) {
  auto const user = world.add_user("both", france);
  world.grant(user, Role::auditor, france);
  world.grant(user, Role::administrator, france);
  EXPECT_FALSE(may_view(world.viewer(user), everything));
}

TEST_F(AuditViews, own_trail_shows_what_one_did_oneself) {
  auto const officer = somebody(Role::contributor, france);
  auto own = log(AuditEvent::object_viewed, {officer.public_id, fr, std::nullopt}, {ke});
  log(AuditEvent::object_viewed, actor_from(fr), {ke});
  own.sources.clear();
  EXPECT_EQ(records(officer, own_trail, {}, reads_everything()), Records{own});
}

TEST_F(AuditViews, own_trail_tells_nothing_of_where_stands_what_one_does_not_read_now) {
  auto const officer = somebody(Role::contributor, france);
  auto recalled = log(AuditEvent::post_withdrawn, {officer.public_id, fr, std::nullopt}, {fr});
  auto const other = [&](AuditObject const& object) { return object != recalled.object; };
  auto const elsewhere = [topic = recalled.topic](AuditObject const& object) { return object.id != topic; };
  ASSERT_TRUE(recalled.topic && recalled.level);
  EXPECT_EQ(records(officer, own_trail, {}, reads_everything()), Records{recalled});
  recalled.topic.reset();
  recalled.level.reset();
  EXPECT_EQ(records(officer, own_trail, {}, {{}, other, {}}), Records{recalled});
  EXPECT_EQ(records(officer, own_trail, {}, {{}, elsewhere, {}}), Records{recalled}) << "a topic of others";
  EXPECT_EQ(records(officer, own_trail), Records{recalled}) << "nothing without the read rule";
}

TEST_F(AuditViews, own_trail_names_no_source_that_attribution_may_have_hidden) {
  auto const officer = somebody(Role::contributor, france);
  auto mixed = log(AuditEvent::object_viewed, {officer.public_id, fr, std::nullopt}, {fr, ke});
  log(AuditEvent::object_viewed, {officer.public_id, fr, std::nullopt}, {ke});
  mixed.sources = {fr};
  EXPECT_EQ(records(officer, own_trail, {.source = fr}, reads_everything()), Records{mixed});
  EXPECT_EQ(records(officer, own_trail, {.source = ke}, reads_everything()), Records{})
      << "nor can it be asked for";
}

TEST_F(AuditViews, recipients_are_told_to_the_auditor_alone) {
  auto const officer = somebody(Role::contributor, france);
  AuditRecord published = world.make_record();
  published.event = AuditEvent::post_released;
  published.actor = {officer.public_id, fr, std::nullopt};
  published.sources = {fr};
  published.recipients = {ke};
  world.write([&](storage::WriteTx& tx) { append_audit(tx, published); });
  EXPECT_EQ(records(somebody(Role::auditor, unit_organisation), everything).front(), published);
  published.recipients.clear();
  EXPECT_EQ(records(officer, own_trail, {}, reads_everything()), Records{published});
  EXPECT_EQ(records(somebody(Role::coordinator, france), contributions).size(), 1U);
  EXPECT_TRUE(records(somebody(Role::coordinator, france), contributions).front().recipients.empty());
}

TEST_F(AuditViews, names_are_those_of_whom_the_line_still_shows) {
  auto const officer = somebody(Role::contributor, france);
  auto const coordinator = somebody(Role::coordinator, kenya);
  log(AuditEvent::object_viewed, {officer.public_id, fr, std::nullopt}, {ke});
  auto const names_in = [&](AuditView view, Viewer const& viewer) {
    auto const page = load(viewer, view).value();
    return world.read([&](storage::ReadTx& tx) {
      AuditNames names(view, Language::en);
      for (auto const& line : page.lines) names.learn(tx, line);
      return names;
    });
  };
  auto const of_contributions = names_in(contributions, coordinator);
  EXPECT_EQ(of_contributions.person(officer.public_id), nullptr);
  ASSERT_NE(of_contributions.organisation(fr), nullptr);
  EXPECT_EQ(of_contributions.organisation(fr)->public_id, fr);
  auto const of_everything = names_in(everything, somebody(Role::auditor, unit_organisation));
  ASSERT_NE(of_everything.person(officer.public_id), nullptr);
  EXPECT_EQ(*of_everything.person(officer.public_id), officer.name);
  EXPECT_EQ(of_everything.person(world.make_id()), nullptr);
}

TEST_F(AuditViews, accounts_show_a_security_officer_those_of_his_organisation) {
  auto const officer = somebody(Role::security_officer, france);
  auto const signed_in = log(AuditEvent::session_opened, actor_from(fr), {fr});
  auto const granted = log(AuditEvent::grant_given, actor_from(fr), {fr});
  log(AuditEvent::grant_given, actor_from(ke), {ke});
  log(AuditEvent::object_viewed, actor_from(fr), {fr});
  EXPECT_EQ(records(officer, accounts), (Records{granted, signed_in}));
  EXPECT_EQ(records(officer, accounts, {.kind = AuditKind::access}), Records{signed_in});
  EXPECT_EQ(records(officer, accounts, {.source = ke}), Records{});
}

TEST_F(AuditViews, moderation_shows_acts_in_ones_own_topics_on_what_one_may_read) {
  auto const user = world.add_user("moderator", france);
  world.grant_topic(user, TopicScope{5});
  auto const moderator = world.viewer(user);
  auto hidden = log(AuditEvent::post_hidden, actor_from(ke), {ke});
  auto const unreadable = log(AuditEvent::post_hidden, actor_from(ke), {ke});
  auto const edited = log(AuditEvent::post_edited, actor_from(ke), {ke});
  auto const elsewhere = log(AuditEvent::post_hidden, actor_from(ke), {ke});
  PublicIds topics{*hidden.topic, *unreadable.topic, *edited.topic};
  std::ranges::sort(topics);
  auto const may_read = [&](AuditObject const& object) { return object != unreadable.object; };
  hidden.sources.clear();
  EXPECT_EQ(records(moderator, moderation, {}, {topics, may_read, {}}), Records{hidden});
  EXPECT_EQ(records(moderator, moderation, {}, {topics, nullptr, {}}), Records{})
      << "nothing without the read rule";
  EXPECT_EQ(records(moderator, moderation), Records{});
  auto const page = load(moderator, moderation, {}, {topics, may_read, {}}, 1).value();
  EXPECT_EQ(page.lines.size(), 1U);
  EXPECT_FALSE(page.next) << "that something hidden follows shows in no cursor";
}

TEST_F(AuditViews, moderation_names_the_threads_of_a_split_that_one_may_read_whatever_else_is_on_the_page) {
  auto const user = world.add_user("moderator", france);
  world.grant_topic(user, TopicScope{5});
  auto const moderator = world.viewer(user);
  auto const split = log(AuditEvent::thread_split, actor_from(ke), {ke});
  auto const from = split.parts.front();
  auto const may_read = [&](AuditObject const& object) {
    return object == split.object || (object.kind == AuditObjectKind::thread && object.id == from);
  };
  auto const seen = records(moderator, moderation, {}, {{*split.topic}, may_read, {}});
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(seen[0].parts, PublicIds{from});
  auto const moved = log(AuditEvent::thread_moved, actor_from(ke), {ke});
  auto const may_read_topics = [&](AuditObject const& object) {
    return object == moved.object ||
           (object.kind == AuditObjectKind::topic && object.id == moved.parts.front());
  };
  EXPECT_EQ(records(moderator, moderation, {}, {{*moved.topic}, may_read_topics, {}}).at(0).parts.size(), 1U);
}

TEST_F(AuditViews, unit_compliance_and_configuration_show_theirs) {
  auto const unit_id = world.public_id(unit_organisation);
  auto const of_unit = log(AuditEvent::post_edited, actor_from(unit_id), {unit_id});
  auto const status = log(AuditEvent::status_changed, actor_from(ke), {ke});
  auto const topic = log(AuditEvent::topic_created, actor_from(ke), {});
  EXPECT_EQ(records(somebody(Role::unit_officer, unit_organisation), unit).size(), 1U);
  EXPECT_EQ(records(somebody(Role::unit_officer, unit_organisation), unit).front().event, of_unit.event);
  EXPECT_EQ(records(somebody(Role::compliance, unit_organisation), compliance), Records{status});
  EXPECT_EQ(records(somebody(Role::administrator, unit_organisation), configuration).front(), topic);
}

TEST_F(AuditViews, compliance_names_no_source_of_a_post_that_attribution_may_have_hidden) {
  auto const unit_id = world.public_id(unit_organisation);
  auto officer = somebody(Role::compliance, unit_organisation);
  auto const check = [&](base::PublicId const& source, Level level) {
    AuditRecord record = world.make_record();
    record.event = AuditEvent::release_checked;
    record.object.kind = AuditObjectKind::post;
    record.level = level;
    record.sources = {source};
    world.write([&](storage::WriteTx& tx) { append_audit(tx, record); });
    return record;
  };
  auto of_kenya = check(ke, Level::open);
  auto of_unit = check(unit_id, Level::restricted);
  auto const status = log(AuditEvent::status_changed, actor_from(ke), {ke});
  of_kenya.sources.clear();
  EXPECT_EQ(records(officer, compliance), (Records{status, of_unit, of_kenya}));
  EXPECT_EQ(records(officer, compliance, {.source = ke}), Records{status}) << "nor can it be asked for";
  EXPECT_EQ(records(officer, compliance, {.source = unit_id}), Records{of_unit});
  officer.highest_level = Level::official_use_only;
  EXPECT_EQ(records(officer, compliance), (Records{status, of_kenya})) << "nor what is above his level";
}

TEST_F(AuditViews, everything_is_numbered_and_found_by_every_filter) {
  auto const auditor = somebody(Role::auditor, unit_organisation);
  AuditRecord wanted = world.make_record();
  wanted.event = AuditEvent::break_glass_opened;
  wanted.case_number = "2026-9";
  wanted.sources = {ke};
  log(AuditEvent::object_viewed, actor_from(ke), {fr});
  world.write([&](storage::WriteTx& tx) { append_audit(tx, wanted); });
  log(AuditEvent::status_changed, actor_from(fr), {fr});
  for (AuditFilter const& filter :
       {AuditFilter{.kind = AuditKind::compliance, .until = wanted.at + std::chrono::milliseconds(1)},
        AuditFilter{.event = AuditEvent::break_glass_opened}, AuditFilter{.actor = wanted.actor.user},
        AuditFilter{.source = ke}, AuditFilter{.object = wanted.object.id},
        AuditFilter{.case_number = "2026-9"},
        AuditFilter{.object = wanted.object.id, .case_number = "2026-9"},
        AuditFilter{.from = wanted.at, .until = wanted.at + std::chrono::milliseconds(1)}}) {
    EXPECT_EQ(records(auditor, everything, filter), Records{wanted});
  }
  EXPECT_EQ(records(auditor, everything, {.case_number = "none"}), Records{});
  auto const all = load(auditor, everything).value().lines;
  EXPECT_EQ(all.front().number, world.size());
  EXPECT_EQ(all.size(), 4U);
  EXPECT_EQ(records(auditor, everything, {.kind = AuditKind::consultation}).size(), 1U);
}

}  // namespace
}  // namespace auth
