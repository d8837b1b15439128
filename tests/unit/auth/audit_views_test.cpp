// Who reads what of the audit log, and that what a view hides cannot be asked for.
#include "auth/audit_views.hpp"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "auth/audit_names.hpp"
#include "tests/unit/auth/audit_world.hpp"

namespace auth {
namespace {

using enum AuditView;

class AuditViews : public testing::Test {
 protected:
  AuditViews()
      : france(world.add_bureau("FR")),
        kenya(world.add_bureau("KE")),
        below_france(world.add_below(france, OrganisationKind::national_entity)),
        unit_organisation(world.add_apart(OrganisationKind::secretariat)),
        fr(world.public_id(france)),
        ke(world.public_id(kenya)),
        below(world.public_id(below_france)) {}

  Viewer somebody(Role role, OrganisationId organisation) {
    auto const user = world.add_user("user" + std::to_string(++people), organisation);
    world.grant(user, role, organisation);
    return world.viewer(user);
  }
  AuditActor actor_from(base::PublicId const& organisation) {
    return {world.make_id(), organisation, Role::contributor};
  }
  // Gives the record as it was appended.
  AuditRecord log(AuditEvent event, AuditActor const& actor, PublicIds sources) {
    AuditRecord record = world.make_record();
    record.event = event;
    record.actor = actor;
    std::ranges::sort(sources);
    record.sources = std::move(sources);
    world.write([&](storage::WriteTx& tx) { append_audit(tx, record); });
    return record;
  }
  base::Result<AuditPage> load(Viewer const& viewer, AuditView view, AuditFilter const& filter = {},
                               ModerationScope const& moderation = {}) {
    return world.read(
        [&](storage::ReadTx& tx) { return load_audit(tx, viewer, view, filter, {}, 100, moderation); });
  }
  std::vector<AuditRecord> records(Viewer const& viewer, AuditView view, AuditFilter const& filter = {},
                                   ModerationScope const& moderation = {}) {
    std::vector<AuditRecord> found;
    auto const page = load(viewer, view, filter, moderation);
    EXPECT_FALSE(page.value().next);
    for (AuditLine const& line : page->lines) found.push_back(line.record);
    return found;
  }

  using Records = std::vector<AuditRecord>;
  int people = 0;
  AuditWorld world;
  OrganisationId france, kenya, below_france, unit_organisation;
  base::PublicId fr, ke, below;
};

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
  EXPECT_EQ(records(officer, own_trail), Records{own});
}

TEST_F(AuditViews, own_trail_names_no_source_that_attribution_may_have_hidden) {
  auto const officer = somebody(Role::contributor, france);
  auto mixed = log(AuditEvent::object_viewed, {officer.public_id, fr, std::nullopt}, {fr, ke});
  log(AuditEvent::object_viewed, {officer.public_id, fr, std::nullopt}, {ke});
  mixed.sources = {fr};
  EXPECT_EQ(records(officer, own_trail, {.source = fr}), Records{mixed});
  EXPECT_EQ(records(officer, own_trail, {.source = ke}), Records{}) << "nor can it be asked for";
}

TEST_F(AuditViews, recipients_are_told_to_the_auditor_alone) {
  auto const officer = somebody(Role::contributor, france);
  AuditRecord published = world.make_record();
  published.event = AuditEvent::post_published;
  published.actor = {officer.public_id, fr, std::nullopt};
  published.sources = {fr};
  published.recipients = {ke};
  world.write([&](storage::WriteTx& tx) { append_audit(tx, published); });
  EXPECT_EQ(records(somebody(Role::auditor, unit_organisation), everything).front(), published);
  published.recipients.clear();
  EXPECT_EQ(records(officer, own_trail), Records{published});
  EXPECT_EQ(records(somebody(Role::coordinator, france), contributions), Records{published});
}

TEST_F(AuditViews, names_are_those_of_whom_the_line_still_shows) {
  auto const officer = somebody(Role::contributor, france);
  auto const coordinator = somebody(Role::coordinator, kenya);
  log(AuditEvent::object_viewed, {officer.public_id, fr, std::nullopt}, {ke});
  auto const names_in = [&](AuditView view, Viewer const& viewer) {
    return world.read([&](storage::ReadTx& tx) {
      AuditNames names(view, Language::en);
      for (auto const& line : load_audit(tx, viewer, view, {}, {}, 10).value().lines) names.learn(tx, line);
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

TEST_F(AuditViews, contributions_show_which_bureau_opened_ones_posts_but_not_which_officer) {
  auto const coordinator = somebody(Role::coordinator, france);
  auto const by_kenya = log(AuditEvent::object_viewed, actor_from(ke), {fr});
  auto const by_own = log(AuditEvent::object_viewed, actor_from(below), {below});
  log(AuditEvent::object_viewed, actor_from(ke), {ke});
  log(AuditEvent::session_opened, actor_from(fr), {fr});
  auto expected = by_kenya;
  expected.actor.user.reset();
  EXPECT_EQ(records(coordinator, contributions), (Records{by_own, expected}));
}

TEST_F(AuditViews, contributions_show_of_a_page_with_several_sources_ones_own_part) {
  auto const coordinator = somebody(Role::coordinator, france);
  auto expected = log(AuditEvent::object_viewed, actor_from(ke), {fr, below, ke});
  expected.actor.user.reset();
  expected.sources = {std::min(fr, below), std::max(fr, below)};
  expected.parts.clear();
  expected.level.reset();
  EXPECT_EQ(records(coordinator, contributions), Records{expected}) << "once, though two sources are his";
}

TEST_F(AuditViews, what_contributions_hide_cannot_be_asked_for) {
  auto const coordinator = somebody(Role::coordinator, france);
  auto const foreign = log(AuditEvent::object_viewed, actor_from(ke), {fr, ke});
  auto const own = log(AuditEvent::object_viewed, actor_from(fr), {fr});
  EXPECT_EQ(records(coordinator, contributions, {.actor = foreign.actor.user}), Records{});
  EXPECT_EQ(records(coordinator, contributions, {.actor = own.actor.user}), Records{own});
  EXPECT_EQ(records(coordinator, contributions, {.source = ke}), Records{});
  EXPECT_EQ(records(coordinator, contributions, {.source = fr}).size(), 2U);
}

TEST_F(AuditViews, what_else_stood_on_a_page_cannot_be_asked_for) {
  auto const coordinator = somebody(Role::coordinator, france);
  auto const unit_id = world.public_id(unit_organisation);
  auto const officer = somebody(Role::unit_officer, unit_organisation);
  auto const page = log(AuditEvent::object_viewed, actor_from(ke), {fr, ke, unit_id});
  auto const act = log(AuditEvent::threads_merged, actor_from(ke), {fr, ke, unit_id});
  auto const own = log(AuditEvent::object_viewed, actor_from(fr), {fr});
  auto const auditor = somebody(Role::auditor, unit_organisation);
  for (auto const& mixed : {page, act}) {
    AuditFilter const part{.object = mixed.parts.front()};
    EXPECT_EQ(records(coordinator, contributions, part), Records{});
    EXPECT_EQ(records(officer, unit, part), Records{});
    EXPECT_EQ(records(coordinator, contributions, {.object = mixed.object.id}).size(), 1U)
        << "the page is shown, and so may be asked for";
  }
  EXPECT_EQ(records(auditor, everything, {.object = page.parts.front()}), Records{page});
  EXPECT_EQ(records(coordinator, contributions, {.object = own.parts.front()}), Records{own});
  for (auto const& record : records(coordinator, contributions))
    EXPECT_EQ(record.level.has_value(), record.sources == own.sources && !record.parts.empty());
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
  auto const may_read = [&](AuditRecord const& record) { return record.object != unreadable.object; };
  hidden.sources.clear();
  EXPECT_EQ(records(moderator, moderation, {}, {topics, may_read}), Records{hidden});
  EXPECT_EQ(records(moderator, moderation, {}, {topics, nullptr}), Records{})
      << "nothing without the read rule";
  EXPECT_EQ(records(moderator, moderation), Records{});
  auto const page = world.read([&](storage::ReadTx& tx) {
    return load_audit(tx, moderator, moderation, {}, {}, 1, {topics, may_read}).value();
  });
  EXPECT_EQ(page.lines.size(), 1U);
  EXPECT_FALSE(page.next) << "that something hidden follows shows in no cursor";
}

TEST_F(AuditViews, unit_compliance_and_configuration_show_theirs) {
  auto const unit_id = world.public_id(unit_organisation);
  auto const of_unit = log(AuditEvent::post_edited, actor_from(unit_id), {unit_id});
  auto const status = log(AuditEvent::status_changed, actor_from(ke), {ke});
  auto const topic = log(AuditEvent::topic_created, actor_from(ke), {});
  EXPECT_EQ(records(somebody(Role::unit_officer, unit_organisation), unit), Records{of_unit});
  EXPECT_EQ(records(somebody(Role::compliance, unit_organisation), compliance), Records{status});
  EXPECT_EQ(records(somebody(Role::administrator, unit_organisation), configuration).front(), topic);
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
  auto const lines = load(auditor, everything).value().lines;
  EXPECT_EQ(lines.front().number, world.size());
  EXPECT_EQ(lines.size(), 4U);
  EXPECT_EQ(records(auditor, everything, {.kind = AuditKind::consultation}).size(), 1U);
}

TEST_F(AuditViews, pages_follow_each_other_without_gap_or_repetition) {
  auto const auditor = somebody(Role::auditor, unit_organisation);
  for (int i = 0; i < 5; ++i) {
    auto const at = world.now;
    for (int j = 0; j < 5; ++j) {
      AuditRecord record = world.make_record();
      record.at = at;  // several at once
      world.write([&](storage::WriteTx& tx) { append_audit(tx, record); });
    }
  }
  std::vector<std::int64_t> numbers;
  std::optional<AuditPosition> position;
  do {
    auto const page = world.read(
        [&](storage::ReadTx& tx) { return load_audit(tx, auditor, everything, {}, position, 4).value(); });
    EXPECT_LE(page.lines.size(), 4U);
    for (AuditLine const& line : page.lines) numbers.push_back(line.number.value());
    position = page.next;
  } while (position);
  EXPECT_EQ(numbers.size(), 26U);
  EXPECT_EQ(std::set(numbers.begin(), numbers.end()).size(), 26U);
}

// The blocks and indexes against the plain way: look at every record.
TEST_F(AuditViews, find_in_a_long_log_exactly_what_a_look_at_every_record_finds) {
  auto const auditor = somebody(Role::auditor, unit_organisation);
  auto const coordinator = somebody(Role::coordinator, france);
  std::vector<base::PublicId> people(6), threads(9);
  for (auto& id : people) id = world.make_id();
  for (auto& id : threads) id = world.make_id();
  std::vector<AuditRecord> all;
  for (int i = 0; i < 900; ++i) {
    AuditRecord record = world.make_record();
    if (i % 7 == 0) record.at -= std::chrono::seconds(i % 5 * 10);  // not quite in order
    if (i % 11 == 0) record.event = i % 2 ? AuditEvent::post_edited : AuditEvent::session_opened;
    if (i % 13 == 0) record.case_number = "case";
    record.actor = {people[static_cast<std::size_t>(i * i) % 6], i % 3 ? fr : ke, Role::contributor};
    record.object.id = threads[static_cast<std::size_t>(i * 5) % 9];
    record.sources = {i % 2 ? ke : i % 5 ? below : fr};
    all.push_back(record);
  }
  world.write([&](storage::WriteTx& tx) { append_audit_all(tx, all); });

  auto const middle = all[450].at;
  for (AuditFilter const& filter :
       {AuditFilter{}, AuditFilter{.actor = people[1]}, AuditFilter{.object = threads[4]},
        AuditFilter{.object = all[3].parts.front()}, AuditFilter{.source = fr},
        AuditFilter{.case_number = "case"}, AuditFilter{.source = ke, .case_number = "case"},
        AuditFilter{.from = middle}, AuditFilter{.until = middle},
        AuditFilter{.kind = AuditKind::alteration, .from = middle},
        AuditFilter{.event = AuditEvent::object_viewed, .actor = people[1], .object = threads[4]},
        AuditFilter{.actor = world.make_id()},
        AuditFilter{.from = middle, .until = middle + std::chrono::seconds(60)}}) {
    auto const fits = [&](AuditRecord const& r) {
      bool const is_act = kind_of(r.event) != AuditKind::consultation;
      return (!filter.kind || kind_of(r.event) == filter.kind) &&
             (!filter.event || r.event == filter.event) && (!filter.actor || r.actor.user == filter.actor) &&
             (!filter.object || r.object.id == filter.object ||
              (!is_act && r.parts.front() == *filter.object)) &&
             (!filter.source || r.sources.front() == *filter.source) &&
             (!filter.case_number || r.case_number == filter.case_number) &&
             (!filter.from || r.at >= *filter.from) && (!filter.until || r.at < *filter.until);
    };
    Records expected;
    std::copy_if(all.rbegin(), all.rend(), std::back_inserter(expected), fits);
    Records found;
    std::optional<AuditPosition> position;
    do {
      auto const page = world.read([&](storage::ReadTx& tx) {
        return load_audit(tx, auditor, everything, filter, position, 40).value();
      });
      for (AuditLine const& line : page.lines) {
        if (line.number != 1) found.push_back(line.record);  // 1 is that of the key
      }
      position = page.next;
    } while (position);
    EXPECT_EQ(found, expected);
  }
  std::size_t own = 0;
  for (AuditRecord const& record : all) {
    bool const is_content = kind_of(record.event) <= AuditKind::erasure;
    if (is_content && record.sources.front() != ke) ++own;
  }
  std::size_t shown = 0;
  std::optional<AuditPosition> position;
  do {
    auto const page = world.read([&](storage::ReadTx& tx) {
      return load_audit(tx, coordinator, contributions, {}, position, 33).value();
    });
    shown += page.lines.size();
    position = page.next;
  } while (position);
  EXPECT_EQ(shown, own);
}

TEST_F(AuditViews, tell_a_recall_which_bureaus_opened_a_post) {
  auto const thread = world.make_id();
  auto const post = world.make_id();
  auto const open = [&](base::PublicId const& organisation, AuditObject const& object, PublicIds parts) {
    AuditRecord record = world.make_record();
    record.actor.organisation = organisation;
    record.object = object;
    record.parts = std::move(parts);
    world.write([&](storage::WriteTx& tx) { append_audit(tx, record); });
  };
  open(ke, {AuditObjectKind::thread, thread}, {post});
  open(ke, {AuditObjectKind::thread, thread}, {post});
  open(below, {AuditObjectKind::thread, thread}, {world.make_id()});
  open(fr, {AuditObjectKind::post, post}, {});
  EXPECT_EQ(
      world.read([&](storage::ReadTx& tx) { return load_openers(tx, post, base::from_milliseconds(0)); }),
      (PublicIds{std::min(ke, fr), std::max(ke, fr)}));
}

}  // namespace
}  // namespace auth
