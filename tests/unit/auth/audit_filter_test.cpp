// Filters never miss an id, and seldom take another for it.
#include "auth/audit_filter.hpp"

#include <gtest/gtest.h>

namespace auth {
namespace {

class AuditFilters : public testing::TestWithParam<std::size_t> {
 protected:
  base::SeededRandom random{11};
};

TEST_P(AuditFilters, hold_every_id_and_few_others_in_few_bits) {
  AuditFilterBuilder builder;
  std::vector<base::PublicId> ids(GetParam());
  for (base::PublicId& id : ids) id = base::make_public_id(random);
  builder.add(std::as_bytes(std::span(ids)));
  builder.add(std::as_bytes(std::span(ids)));  // what is named again costs nothing
  std::string const filter = builder.finish();
  for (base::PublicId const& id : ids) ASSERT_TRUE(may_contain(filter, id));
  int wrong = 0;
  for (int i = 0; i < 10'000; ++i) wrong += may_contain(filter, base::make_public_id(random)) ? 1 : 0;
  EXPECT_LT(wrong, 250) << "one in forty at the most";
  EXPECT_LE(filter.size(), std::max<std::size_t>(64, 4 * GetParam())) << "bytes";
}

INSTANTIATE_TEST_SUITE_P(OfEverySize, AuditFilters, testing::Values(0, 1, 20, 300, 2000, 7000));

TEST(AuditFilter, that_is_none_rules_nothing_out) {
  for (std::string const& damaged :
       {std::string(), std::string(1, '\0'), std::string(63, '\0'), std::string(96, '\0')})
    EXPECT_TRUE(may_contain(damaged, base::PublicId{})) << damaged.size();
}

}  // namespace
}  // namespace auth
