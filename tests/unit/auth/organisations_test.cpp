#include "auth/organisations.hpp"

#include <stdexcept>

#include <gtest/gtest.h>

#include "tests/unit/auth/auth_world.hpp"

namespace auth {
namespace {

class Organisations : public testing::Test {
 protected:
  OrganisationId create(NewOrganisation const& organisation) {
    return world_.write(
        [&](storage::WriteTx& tx) { return create_organisation(tx, organisation, world_.random); });
  }
  Organisation load(OrganisationId id, Language language) {
    return world_.read([&](storage::ReadTx& tx) { return load_organisation(tx, id, language); });
  }

  AuthWorld world_;
};

TEST_F(Organisations, are_told_in_the_readers_language) {
  NewOrganisation paris;
  paris.kind = OrganisationKind::ncb;
  paris.country = "FR";
  paris.city = "Paris";
  paris.names = bureau_names("Paris");
  auto const id = create(paris);
  EXPECT_EQ(load(id, Language::en).name, "NCB Paris");
  EXPECT_EQ(load(id, Language::fr).name, "BCN Paris");
  EXPECT_EQ(load(id, Language::es).name, "OCN Paris");
  EXPECT_EQ(load(id, Language::ar).name, "المكتب المركزي الوطني Paris");
  auto const told = load(id, Language::en);
  EXPECT_EQ(told.kind, OrganisationKind::ncb);
  EXPECT_EQ(told.country, "FR");
  EXPECT_EQ(told.city, "Paris");
}

TEST_F(Organisations, are_found_by_country_and_by_public_id) {
  auto const kenya = world_.add_bureau("KE");
  EXPECT_EQ(world_.read([](storage::ReadTx& tx) { return find_bureau(tx, "KE"); }), kenya);
  EXPECT_FALSE(world_.read([](storage::ReadTx& tx) { return find_bureau(tx, "ke"); }));
  auto const id = world_.public_id(kenya);
  EXPECT_EQ(world_.read([&](storage::ReadTx& tx) { return find_organisation(tx, id); }), kenya);
  EXPECT_FALSE(world_.read([](storage::ReadTx& tx) { return find_organisation(tx, base::PublicId{}); }));
}

TEST_F(Organisations, of_a_country_have_one_bureau) {
  world_.add_bureau("KE");
  EXPECT_ANY_THROW(world_.add_bureau("KE"));
}

TEST_F(Organisations, stand_under_a_national_bureau_or_under_nothing) {
  auto const kenya = world_.add_bureau("KE");
  auto const mombasa = world_.add_below(kenya, OrganisationKind::sub_bureau);
  EXPECT_THROW(world_.add_below(mombasa, OrganisationKind::national_entity), std::invalid_argument);
  EXPECT_THROW(world_.add_below(OrganisationId{999}, OrganisationKind::sub_bureau), std::invalid_argument);
  EXPECT_THROW(world_.add_below(kenya, OrganisationKind::partner), std::invalid_argument);
  EXPECT_THROW(world_.add_below(kenya, OrganisationKind::ncb), std::invalid_argument);
  EXPECT_THROW(world_.add_apart(OrganisationKind::sub_bureau), std::invalid_argument);
}

TEST_F(Organisations, that_may_be_addressed_are_those_not_suspended_by_country_kind_and_name) {
  auto const partner = world_.add_apart(OrganisationKind::partner);
  auto const kenya = world_.add_bureau("KE");
  auto const brazil = world_.add_bureau("BR");
  auto const spain = world_.add_bureau("ES");
  world_.write(
      [&](storage::WriteTx& tx) { set_organisation_status(tx, spain, OrganisationStatus::suspended); });
  auto const viewer = world_.viewer(world_.add_contributor("officer.ke", kenya));
  auto const told = world_.read([&](storage::ReadTx& tx) { return load_organisations(tx, viewer); });
  std::vector<OrganisationId> order;
  for (auto const& organisation : told) order.push_back(organisation.id);
  ASSERT_EQ(order.size(), 4U);  // with the unit of the world's vetter
  EXPECT_EQ(order[0], brazil);
  EXPECT_EQ(order[1], kenya);
  EXPECT_EQ(told[2].kind, OrganisationKind::secretariat);
  EXPECT_EQ(order[3], partner);
}

TEST_F(Organisations, are_loaded_by_key_in_order) {
  auto const kenya = world_.add_bureau("KE");
  world_.add_bureau("BR");
  auto const spain = world_.add_bureau("ES");
  auto const told =
      world_.read([&](storage::ReadTx& tx) { return load_organisations(tx, {kenya, spain}, Language::en); });
  ASSERT_EQ(told.size(), 2U);
  EXPECT_EQ(told[0].id, kenya);
  EXPECT_EQ(told[1].id, spain);
  EXPECT_TRUE(
      world_.read([&](storage::ReadTx& tx) { return load_organisations(tx, {}, Language::en); }).empty());
}

TEST_F(Organisations, cannot_deny_themselves) {
  auto const kenya = world_.add_bureau("KE");
  EXPECT_THROW(world_.write([&](storage::WriteTx& tx) { set_deny_list(tx, kenya, {kenya}); }),
               std::invalid_argument);
}

}  // namespace
}  // namespace auth
