#include "server/api/audit_searches.hpp"

#include <gtest/gtest.h>

namespace server::api {
namespace {

TEST(AuditSearches, are_refused_where_as_many_run_as_may_until_one_ends) {
  AuditSearches searches(2);
  auto one = searches.enter();
  auto const two = searches.enter();
  ASSERT_TRUE(one && two);
  for (int i = 0; i < 3; ++i) {
    auto const refused = searches.enter();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, base::ErrorCode::overloaded);
    EXPECT_EQ(refused.error().retry_after_seconds, 1);
  }
  one->reset();
  EXPECT_TRUE(searches.enter());
  EXPECT_TRUE(searches.enter()) << "the last has ended at once";
}

}  // namespace
}  // namespace server::api
