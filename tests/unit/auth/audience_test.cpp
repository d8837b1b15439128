#include "auth/audience.hpp"

#include <algorithm>
#include <stdexcept>

#include <gtest/gtest.h>

#include "tests/unit/auth/auth_world.hpp"

namespace auth {
namespace {

using base::FieldCode;
using Ids = std::vector<OrganisationId>;

class Audiences : public testing::Test {
 protected:
  base::Result<AudienceId> intern(NewAudience const& asked,
                                  std::optional<OrganisationId> owner = std::nullopt) {
    return world_.write(
        [&](storage::WriteTx& tx) { return intern_audience(tx, viewer_, asked, owner, "/audience"); });
  }
  Ids resolve(NewAudience const& asked, std::optional<OrganisationId> owner = std::nullopt) {
    return world_
        .read([&](storage::ReadTx& tx) { return resolve_audience(tx, viewer_, asked, owner, "/audience"); })
        .value();
  }
  std::vector<base::FieldError> errors_of(NewAudience const& asked) {
    auto const interned = intern(asked);
    auto const resolved = world_.read(
        [&](storage::ReadTx& tx) { return resolve_audience(tx, viewer_, asked, {}, "/audience"); });
    EXPECT_TRUE(!interned && !resolved);
    EXPECT_EQ(interned.error().fields, resolved.error().fields);
    return interned.error().fields;
  }
  Ids members(AudienceId audience) {
    return world_.read([&](storage::ReadTx& tx) { return members_of_all(tx, {audience}); });
  }
  int bureaus(std::vector<AudienceId> const& audiences) {
    return world_.read([&](storage::ReadTx& tx) { return count_bureaus(tx, audiences); });
  }
  bool within(AudienceId inner, std::vector<AudienceId> const& outer) {
    return world_.read([&](storage::ReadTx& tx) { return is_within(tx, inner, outer); });
  }
  AudienceId only(Ids const& organisations) {
    return world_.write(
        [&](storage::WriteTx& tx) { return intern_audience(tx, AudienceBase::only, organisations, {}, {}); });
  }
  std::vector<base::PublicId> ids(Ids const& organisations) {
    std::vector<base::PublicId> public_ids;
    for (auto const organisation : organisations) public_ids.push_back(world_.public_id(organisation));
    return public_ids;
  }
  static bool holds(Ids const& ids, OrganisationId id) { return std::ranges::find(ids, id) != ids.end(); }

  AuthWorld world_;
  OrganisationId france_ = world_.add_bureau("FR");
  OrganisationId kenya_ = world_.add_bureau("KE");
  OrganisationId spain_ = world_.add_bureau("ES");
  OrganisationId lyon_ = world_.add_below(france_, OrganisationKind::sub_bureau);
  OrganisationId authority_ = world_.add_below(kenya_, OrganisationKind::national_entity);
  OrganisationId unit_ = world_.add_apart(OrganisationKind::secretariat);
  OrganisationId partner_ = world_.add_apart(OrganisationKind::partner);
  Viewer viewer_ = world_.viewer(world_.add_contributor("officer.fr", france_));
};

TEST_F(Audiences, that_inherit_hold_everybody_and_are_number_one) {
  auto const audience = intern({}).value();
  EXPECT_EQ(audience, kInherit);
  auto const everybody = members(audience);
  for (auto const organisation : {france_, kenya_, spain_, lyon_, authority_, unit_, partner_}) {
    EXPECT_TRUE(holds(everybody, organisation));
  }
  EXPECT_EQ(bureaus({audience}), 3);
}

TEST_F(Audiences, of_all_members_hold_what_belongs_to_a_country_and_no_partner_or_unit) {
  auto const audience = intern({.base = AudienceBase::all_members, .organisations = {}, .minus = {}}).value();
  EXPECT_EQ(members(audience), (Ids{france_, kenya_, spain_, lyon_, authority_}));
  EXPECT_EQ(bureaus({audience}), 3);
}

TEST_F(Audiences, of_all_members_include_the_unit_that_owns_the_topic) {
  NewAudience const asked{.base = AudienceBase::all_members, .organisations = {}, .minus = {}};
  auto const owned = intern(asked, unit_).value();
  EXPECT_TRUE(holds(members(owned), unit_));
  EXPECT_NE(owned, intern(asked).value());
  EXPECT_EQ(resolve(asked, unit_), members(owned));
}

TEST_F(Audiences, that_name_organisations_hold_exactly_those) {
  auto const audience =
      intern({.base = AudienceBase::only, .organisations = ids({kenya_, france_, partner_}), .minus = {}})
          .value();
  EXPECT_EQ(members(audience), (Ids{france_, kenya_, partner_}));
  EXPECT_EQ(bureaus({audience}), 2);
}

TEST_F(Audiences, of_ones_own_hold_the_organisation_alone) {
  auto const audience = intern({.base = AudienceBase::own, .organisations = {}, .minus = {}}).value();
  EXPECT_EQ(members(audience), Ids{france_});
}

TEST_F(Audiences, of_the_same_set_are_the_same_in_whatever_order_it_is_asked) {
  auto const ask = [&](Ids const& named, Ids const& minus) {
    return intern({.base = AudienceBase::only, .organisations = ids(named), .minus = ids(minus)}).value();
  };
  auto const first = ask({france_, kenya_, spain_}, {lyon_, unit_});
  EXPECT_EQ(first, ask({spain_, france_, kenya_}, {unit_, lyon_}));
  EXPECT_EQ(first, ask({spain_, france_, spain_, kenya_}, {unit_, lyon_, unit_}));
  EXPECT_NE(first, ask({france_, kenya_, spain_}, {lyon_}));
  EXPECT_NE(first, ask({france_, kenya_, spain_, lyon_}, {unit_}));
}

TEST_F(Audiences, leave_out_whom_they_exclude_and_what_stands_below) {
  auto const all = members(
      intern({.base = AudienceBase::all_members, .organisations = {}, .minus = ids({kenya_})}).value());
  EXPECT_EQ(all, (Ids{france_, spain_, lyon_}));
  auto const inherited =
      members(intern({.base = AudienceBase::inherit, .organisations = {}, .minus = ids({lyon_})}).value());
  EXPECT_TRUE(holds(inherited, france_));
  EXPECT_FALSE(holds(inherited, lyon_));
}

TEST_F(Audiences, are_told_as_they_were_asked) {
  auto const told = [&](NewAudience const& asked) {
    auto const audience = intern(asked).value();
    return world_.read([&](storage::ReadTx& tx) { return load_audience(tx, audience); });
  };
  auto const named =
      told({.base = AudienceBase::only, .organisations = ids({kenya_, france_}), .minus = ids({spain_})});
  EXPECT_EQ(named.base, AudienceBase::only);
  EXPECT_EQ(named.organisations, ids({france_, kenya_}));
  EXPECT_EQ(named.minus, ids({spain_}));
  auto const all = told({.base = AudienceBase::all_members, .organisations = ids({partner_}), .minus = {}});
  EXPECT_EQ(all.base, AudienceBase::all_members);
  EXPECT_EQ(all.organisations, ids({partner_}));
  auto const own = told({.base = AudienceBase::own, .organisations = {}, .minus = {}});
  EXPECT_EQ(own.base, AudienceBase::own);
  EXPECT_TRUE(own.organisations.empty());
  EXPECT_EQ(told({}).base, AudienceBase::inherit);
}

TEST_F(Audiences, refuse_an_organisation_that_nobody_knows_and_say_where) {
  base::PublicId const unknown{};
  auto named = ids({france_});
  named.push_back(unknown);
  EXPECT_EQ(errors_of({.base = AudienceBase::only, .organisations = named, .minus = {unknown}}),
            (std::vector<base::FieldError>{{"/audience/organisations/1", FieldCode::unknown_organisation},
                                           {"/audience/minus/0", FieldCode::unknown_organisation}}));
}

TEST_F(Audiences, refuse_to_leave_out_the_one_who_asks) {
  EXPECT_EQ(
      errors_of({.base = AudienceBase::only, .organisations = ids({kenya_}), .minus = {}}),
      (std::vector<base::FieldError>{{"/audience/organisations", FieldCode::own_organisation_missing}}));
  EXPECT_EQ(errors_of({.base = AudienceBase::all_members, .organisations = {}, .minus = ids({france_})}),
            (std::vector<base::FieldError>{{"/audience/minus", FieldCode::own_organisation_missing}}));
  viewer_ = world_.viewer(world_.add_contributor("officer.unit", unit_));
  EXPECT_EQ(errors_of({.base = AudienceBase::all_members, .organisations = {}, .minus = {}}),
            (std::vector<base::FieldError>{{"/audience/base", FieldCode::own_organisation_missing}}));
}

TEST_F(Audiences, refuse_names_where_there_must_be_none_and_none_where_there_must_be_some) {
  EXPECT_EQ(errors_of({.base = AudienceBase::only, .organisations = {}, .minus = {}}),
            (std::vector<base::FieldError>{{"/audience/organisations", FieldCode::empty}}));
  for (auto const base : {AudienceBase::inherit, AudienceBase::own}) {
    EXPECT_EQ(errors_of({.base = base, .organisations = ids({france_}), .minus = {}}),
              (std::vector<base::FieldError>{{"/audience/organisations", FieldCode::out_of_range}}));
  }
  EXPECT_THROW(only({}), std::invalid_argument);
}

TEST_F(Audiences, of_all_members_hold_a_partner_by_name_only) {
  auto const without =
      members(intern({.base = AudienceBase::all_members, .organisations = {}, .minus = {}}).value());
  auto const with = members(
      intern({.base = AudienceBase::all_members, .organisations = ids({partner_}), .minus = {}}).value());
  EXPECT_EQ(std::ranges::count(without, partner_), 0);
  EXPECT_EQ(std::ranges::count(with, partner_), 1);
  EXPECT_EQ(with.size(), without.size() + 1);
}

TEST_F(Audiences, that_are_open_take_in_a_new_organisation_unless_it_is_excluded) {
  auto const all = intern({.base = AudienceBase::all_members, .organisations = {}, .minus = {}}).value();
  auto const without_kenya =
      intern({.base = AudienceBase::all_members, .organisations = {}, .minus = ids({kenya_})}).value();
  auto const named = only({france_});
  auto const brazil = world_.add_bureau("BR");
  auto const mombasa = world_.add_below(kenya_, OrganisationKind::sub_bureau);
  auto const agency = world_.add_apart(OrganisationKind::partner);
  EXPECT_TRUE(holds(members(all), brazil) && holds(members(all), mombasa));
  EXPECT_FALSE(holds(members(all), agency));
  EXPECT_TRUE(holds(members(without_kenya), brazil));
  EXPECT_FALSE(holds(members(without_kenya), mombasa));
  EXPECT_TRUE(holds(members(kInherit), agency));
  EXPECT_EQ(members(named), Ids{france_});
  EXPECT_EQ(bureaus({all}), 4);
  EXPECT_EQ(bureaus({without_kenya}), 3);
  EXPECT_EQ(bureaus({kInherit}), 4);
}

TEST_F(Audiences, are_resolved_the_same_before_and_after_they_are_made) {
  for (auto const base : {AudienceBase::inherit, AudienceBase::own}) {
    NewAudience const asked{.base = base, .organisations = {}, .minus = ids({spain_})};
    auto const before = resolve(asked, unit_);
    EXPECT_EQ(before, members(intern(asked, unit_).value()));
    EXPECT_EQ(before, resolve(asked, unit_));
  }
}

TEST_F(Audiences, together_are_read_by_those_who_are_in_each) {
  auto const a = only({france_, kenya_, lyon_});
  auto const b = only({france_, lyon_, spain_});
  auto const common =
      world_.read([&](storage::ReadTx& tx) { return members_of_all(tx, {a, kInherit, b, a}); });
  EXPECT_EQ(common, (Ids{france_, lyon_}));
  EXPECT_EQ(bureaus({a, kInherit, b, a}), 1);
  EXPECT_EQ(bureaus({kInherit, a}), 2);
}

TEST_F(Audiences, are_within_others_where_nobody_is_added) {
  auto const wide = only({france_, kenya_, spain_});
  auto const narrow = only({france_, kenya_});
  EXPECT_TRUE(within(narrow, {wide}));
  EXPECT_FALSE(within(wide, {narrow}));
  EXPECT_TRUE(within(wide, {wide, kInherit}));
  EXPECT_FALSE(within(narrow, {wide, only({france_})}));
  EXPECT_FALSE(within(kInherit, {wide}));
  EXPECT_TRUE(within(wide, {}));
}

}  // namespace
}  // namespace auth
