// Named groups of organisations: whose they are, who is offered them, and what they do to an audience.
#include "auth/groups.hpp"

#include <gtest/gtest.h>

#include "auth/audience.hpp"
#include "auth/audit_log.hpp"
#include "tests/unit/auth/auth_world.hpp"

namespace auth {
namespace {

using base::ErrorCode;
using base::FieldCode;
using FieldErrors = std::vector<base::FieldError>;
using Ids = std::vector<OrganisationId>;

class Groups : public testing::Test {
 protected:
  UserId add(std::string_view name, Role role, OrganisationId organisation) {
    auto const user = world.add_user(name, organisation);
    world.grant(user, role, organisation);
    return user;
  }
  std::vector<base::PublicId> ids(Ids const& organisations) {
    std::vector<base::PublicId> public_ids;
    for (auto const organisation : organisations) public_ids.push_back(world.public_id(organisation));
    return public_ids;
  }
  base::Result<Group> try_to_create(UserId who, std::string name, std::vector<base::PublicId> members) {
    auto const viewer = world.viewer(who);
    return world.write([&](storage::WriteTx& tx) {
      return create_group(tx, viewer, {std::move(name), std::move(members)}, limits, world.random);
    });
  }
  Group create(UserId who, std::string name, Ids const& members) {
    return try_to_create(who, std::move(name), ids(members)).value();
  }
  base::Result<Group> edit(UserId who, Group const& group, NewGroup const& to, int version) {
    auto const viewer = world.viewer(who);
    return world.write(
        [&](storage::WriteTx& tx) { return edit_group(tx, viewer, group.public_id, to, version); });
  }
  base::Result<void> retire(UserId who, Group const& group) {
    auto const viewer = world.viewer(who);
    return world.write([&](storage::WriteTx& tx) { return retire_group(tx, viewer, group.public_id); });
  }
  std::vector<std::string> offered(UserId who) {
    auto const viewer = world.viewer(who);
    auto const page =
        world.read([&](storage::ReadTx& tx) { return load_groups(tx, viewer, {}, 100).value(); });
    std::vector<std::string> names;
    for (auto const& group : page.groups) names.push_back(group.name);
    return names;
  }
  base::Result<AudienceId> intern(UserId who, NewAudience const& asked) {
    auto const viewer = world.viewer(who);
    return world.write(
        [&](storage::WriteTx& tx) { return intern_audience(tx, viewer, asked, {}, "/audience"); });
  }
  Ids members(AudienceId audience) {
    return world.read([&](storage::ReadTx& tx) { return members_of_all(tx, {audience}); });
  }
  static NewAudience to(std::vector<base::PublicId> groups, std::vector<base::PublicId> organisations = {}) {
    NewAudience asked{.base = AudienceBase::only, .organisations = std::move(organisations), .minus = {}};
    asked.groups = std::move(groups);
    return asked;
  }

  AuthWorld world;
  GroupLimits limits;
  OrganisationId fr = world.add_bureau("FR");
  OrganisationId ke = world.add_bureau("KE");
  OrganisationId es = world.add_bureau("ES");
  OrganisationId lyon = world.add_below(fr, OrganisationKind::sub_bureau);
  OrganisationId unit = world.add_apart(OrganisationKind::secretariat);
  UserId coordinator = add("coordinator.fr", Role::coordinator, fr);
  UserId officer = add("officer.fr", Role::contributor, fr);
  UserId kenyan = add("coordinator.ke", Role::coordinator, ke);
  UserId spaniard = add("coordinator.es", Role::coordinator, es);
  UserId unit_officer = add("unit.ipsg", Role::unit_officer, unit);
};

TEST_F(Groups, are_made_by_coordinators_and_unit_officers_for_their_own_organisation) {
  EXPECT_EQ(create(coordinator, "Benelux", {fr, ke}).owner_id, fr);
  EXPECT_EQ(create(unit_officer, "Working party", {fr, ke}).owner_id, unit);
  for (auto const role : {Role::reader, Role::contributor, Role::security_officer}) {
    auto const other = add("other" + std::to_string(static_cast<int>(role)), role, fr);
    EXPECT_EQ(try_to_create(other, "Theirs", ids({fr})).error().code, ErrorCode::not_permitted);
  }
}

TEST_F(Groups, are_offered_to_their_owner_and_their_members_and_to_nobody_else) {
  create(coordinator, "With Kenya", {ke, lyon});
  EXPECT_EQ(offered(coordinator), std::vector<std::string>{"With Kenya"});
  EXPECT_EQ(offered(officer), std::vector<std::string>{"With Kenya"});
  EXPECT_EQ(offered(kenyan), std::vector<std::string>{"With Kenya"});
  EXPECT_EQ(offered(add("officer.lyon", Role::contributor, lyon)), std::vector<std::string>{"With Kenya"});
  EXPECT_TRUE(offered(spaniard).empty());
  EXPECT_TRUE(offered(unit_officer).empty());
  EXPECT_TRUE(offered(add("guest.ke", Role::guest, ke)).empty()) << "a guest addresses nobody";
}

TEST_F(Groups, are_changed_and_retired_by_their_owner_alone) {
  auto const group = create(coordinator, "With Kenya", {fr, ke});
  NewGroup const other{"Another name", ids({fr})};
  EXPECT_EQ(edit(officer, group, other, 1).error().code, ErrorCode::not_permitted);
  EXPECT_EQ(edit(kenyan, group, other, 1).error().code, ErrorCode::not_permitted);
  EXPECT_EQ(retire(kenyan, group).error().code, ErrorCode::not_permitted);
  EXPECT_EQ(edit(spaniard, group, other, 1).error().code, ErrorCode::not_found) << "he is not offered it";
  EXPECT_EQ(retire(spaniard, group).error().code, ErrorCode::not_found);
  EXPECT_EQ(edit(coordinator, group, other, 2).error().code, ErrorCode::version_conflict);
  auto const changed = edit(coordinator, group, other, 1).value();
  EXPECT_EQ(changed.name, "Another name");
  EXPECT_EQ(changed.members, ids({fr}));
  EXPECT_EQ(changed.version, 2);
  EXPECT_TRUE(offered(kenyan).empty()) << "he is no member any more";
}

TEST_F(Groups, have_names_that_differ_for_one_owner_only) {
  auto const hidden = create(coordinator, "Heliotrope", {fr});
  create(spaniard, "Heliotrope", {es});
  EXPECT_EQ(try_to_create(coordinator, "Heliotrope", ids({ke})).error().fields,
            (FieldErrors{{"/name", FieldCode::taken}}));
  auto const other = create(coordinator, "Other", {fr});
  EXPECT_EQ(edit(coordinator, other, {"Heliotrope", ids({fr})}, 1).error().fields,
            (FieldErrors{{"/name", FieldCode::taken}}));
  EXPECT_TRUE(edit(coordinator, other, {"Other", ids({ke})}, 1)) << "its own is its own";
  ASSERT_TRUE(retire(coordinator, hidden));
  EXPECT_TRUE(try_to_create(coordinator, "Heliotrope", ids({fr}))) << "free again";
}

TEST_F(Groups, say_which_members_do_not_fit) {
  EXPECT_EQ(try_to_create(coordinator, "Empty", {}).error().fields,
            (FieldErrors{{"/members", FieldCode::empty}}));
  auto members = ids({fr});
  members.push_back(base::PublicId{});
  EXPECT_EQ(try_to_create(coordinator, "Unknown", members).error().fields,
            (FieldErrors{{"/members/1", FieldCode::unknown_organisation}}));
  EXPECT_TRUE(offered(coordinator).empty());
}

TEST_F(Groups, are_limited_in_number_for_each_owner) {
  limits.per_organisation = 2;
  auto const first = create(coordinator, "One", {fr});
  create(coordinator, "Two", {fr});
  EXPECT_EQ(try_to_create(coordinator, "Three", ids({fr})).error().fields,
            (FieldErrors{{"/name", FieldCode::too_many}}));
  EXPECT_TRUE(try_to_create(kenyan, "Three", ids({fr}))) << "others have their own";
  ASSERT_TRUE(retire(coordinator, first));
  EXPECT_TRUE(try_to_create(coordinator, "Three", ids({fr})));
}

TEST_F(Groups, are_told_page_by_page) {
  for (auto const* const name : {"One", "Two", "Three"}) create(coordinator, name, {fr});
  auto const viewer = world.viewer(officer);
  std::vector<std::string> names;
  std::optional<GroupId> after;
  do {
    auto const page =
        world.read([&](storage::ReadTx& tx) { return load_groups(tx, viewer, after, 2).value(); });
    EXPECT_LE(page.groups.size(), 2U);
    for (auto const& group : page.groups) names.push_back(group.name);
    after = page.next;
  } while (after);
  EXPECT_EQ(names, (std::vector<std::string>{"One", "Two", "Three"}));
}

TEST_F(Groups, stand_for_their_members_in_an_audience_together_with_organisations_and_other_groups) {
  auto const south = create(coordinator, "South", {ke});
  auto const party = create(unit_officer, "Party", {fr, unit});
  EXPECT_EQ(members(intern(officer, to({south.public_id, party.public_id}, ids({es}))).value()),
            (Ids{fr, ke, es, unit}));
  NewAudience all{.base = AudienceBase::all_members, .organisations = {}, .minus = {}};
  all.minus_groups = {south.public_id};
  EXPECT_EQ(members(intern(officer, all).value()), (Ids{fr, es, lyon}));
  all.groups = {party.public_id};
  EXPECT_EQ(members(intern(officer, all).value()), (Ids{fr, es, lyon, unit}));
  // Asked by its members' names, the audience is the same one.
  EXPECT_EQ(intern(officer, to({south.public_id}, ids({fr}))).value(),
            intern(officer, to({}, ids({ke, fr}))).value());
}

TEST_F(Groups, that_change_or_retire_leave_what_was_addressed_through_them_as_it_is) {
  auto const group = create(coordinator, "South", {fr, ke});
  auto const asked = to({group.public_id});
  auto const audience = intern(officer, asked).value();
  NewAudience without{.base = AudienceBase::all_members, .organisations = {}, .minus = {}};
  auto const spared = create(coordinator, "Not these", {ke});
  without.minus_groups = {spared.public_id};
  auto const excluding = intern(officer, without).value();

  ASSERT_TRUE(edit(coordinator, group, {"South", ids({fr, es})}, 1));
  EXPECT_EQ(members(audience), (Ids{fr, ke})) << "who joins the group reads nothing of before";
  EXPECT_EQ(members(intern(officer, asked).value()), (Ids{fr, es}));
  ASSERT_TRUE(retire(coordinator, group));
  ASSERT_TRUE(retire(coordinator, spared));
  EXPECT_EQ(members(audience), (Ids{fr, ke}));
  EXPECT_EQ(members(excluding), (Ids{fr, es, lyon})) << "a retired group goes on protecting";
  EXPECT_EQ(intern(officer, asked).error().fields,
            (FieldErrors{{"/audience/groups/0", FieldCode::unknown_value}}));
}

TEST_F(Groups, that_somebody_is_not_offered_are_to_him_as_if_they_were_not_there) {
  auto const hidden = create(coordinator, "Heliotrope", {fr, ke});
  NewAudience asked = to({base::PublicId{}, hidden.public_id}, ids({es}));
  asked.minus_groups = {hidden.public_id};
  EXPECT_EQ(intern(spaniard, asked).error().fields,
            (FieldErrors{{"/audience/groups/0", FieldCode::unknown_value},
                         {"/audience/groups/1", FieldCode::unknown_value},
                         {"/audience/minus_groups/0", FieldCode::unknown_value}}));
}

TEST_F(Groups, do_not_leave_out_whoever_asks) {
  auto const group = create(coordinator, "Not us", {fr, ke});
  EXPECT_EQ(intern(officer, to({create(coordinator, "Others", {ke}).public_id})).error().fields,
            (FieldErrors{{"/audience/organisations", FieldCode::own_organisation_missing}}));
  NewAudience asked{.base = AudienceBase::all_members, .organisations = {}, .minus = {}};
  asked.minus_groups = {group.public_id};
  EXPECT_EQ(intern(officer, asked).error().fields,
            (FieldErrors{{"/audience/minus_groups", FieldCode::own_organisation_missing}}));
  asked = {.base = AudienceBase::own, .organisations = {}, .minus = {}};
  asked.groups = {group.public_id};
  EXPECT_EQ(intern(officer, asked).error().fields,
            (FieldErrors{{"/audience/groups", FieldCode::out_of_range}}));
}

TEST_F(Groups, are_kept_in_the_log_with_who_changed_them_and_not_with_who_is_in_them) {
  auto const group = create(unit_officer, "Party", {fr, unit});
  ASSERT_TRUE(edit(unit_officer, group, {"Party", ids({unit})}, 1));
  ASSERT_TRUE(retire(unit_officer, group));
  EXPECT_FALSE(edit(unit_officer, group, {"Party", ids({unit})}, 2)) << "not there any more";
  auto const records = world.read([](storage::ReadTx& tx) {
    std::vector<AuditRecord> found;
    auto const size = load_audit_head(tx).size();
    for (std::int64_t n = size - 2; n <= size; ++n) found.push_back(find_audit_entry(tx, n)->record);
    return found;
  });
  std::vector<AuditEvent> events;
  for (auto const& record : records) {
    events.push_back(record.event);
    EXPECT_EQ(record.object, (AuditObject{AuditObjectKind::audience, group.public_id}));
    EXPECT_EQ(record.actor.role, Role::unit_officer);
    EXPECT_EQ(record.sources, PublicIds{world.public_id(unit)});
    EXPECT_TRUE(record.recipients.empty() && record.parts.empty());
  }
  EXPECT_EQ(events,
            (std::vector{AuditEvent::group_created, AuditEvent::group_changed, AuditEvent::group_retired}));
}

}  // namespace
}  // namespace auth
