// A viewer who is known is the same as one who is read: over random histories of everything that his rights
// are made from, and at every hour.
#include "auth/known_accounts.hpp"

#include <random>
#include <string>

#include <gtest/gtest.h>

#include "auth/release_policy_sql.hpp"
#include "auth/sessions.hpp"
#include "tests/unit/auth/auth_world.hpp"

namespace auth {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

std::string describe(base::Result<Viewer> const& loaded) {
  if (!loaded) return "error " + std::to_string(static_cast<int>(loaded.error().code));
  Viewer const& viewer = *loaded;
  std::string text = std::to_string(viewer.user.value) + " " + base::to_string(viewer.public_id) + " " +
                     base::to_string(viewer.organisation_public_id) + " " + viewer.username + "|" +
                     viewer.name + "|" + viewer.function + "|" + std::string(to_string(viewer.language)) +
                     " " + std::to_string(viewer.organisation.value) + "/" +
                     std::to_string(viewer.bureau.value) + " " +
                     std::to_string(static_cast<int>(viewer.clearance)) + " ceiling " +
                     std::to_string(viewer.ceiling) + (viewer.supervised ? " supervised" : "") +
                     (viewer.stands_in ? " stands in" : "") + (viewer.is_vetted ? " vetted" : "") +
                     " coordinates " + std::to_string(viewer.coordinated.value_or(OrganisationId{}).value) +
                     " at " + std::to_string(base::to_milliseconds(viewer.now));
  for (auto const role : viewer.roles) text += " " + std::string(to_string(role));
  for (auto const topic : viewer.moderated_topics) text += " topic " + std::to_string(topic.value);
  return text;
}

class KnownAccountsTest : public testing::Test {
 protected:
  KnownAccountsTest() {
    for (auto const* const country : {"FR", "KE", "BR"}) bureaus_.push_back(world_.add_bureau(country));
    bureaus_.push_back(world_.add_below(bureaus_[0], OrganisationKind::sub_bureau));
    for (int i = 0; i < 6; ++i) {
      users_.push_back(world_.add_contributor("officer" + std::to_string(i), any(bureaus_)));
      sign_in(users_.back());
    }
  }

  std::size_t below(std::size_t count) {
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(dice_);
  }
  template <class T>
  T const& any(std::vector<T> const& all) {
    return all[below(all.size())];
  }

  void sign_in(UserId user) {
    tokens_.push_back(world_.write([&](storage::WriteTx& tx) {
      return create_session(tx, user, Assurance::strong, world_.now, world_.random).token_hash;
    }));
  }

  void change_something(storage::WriteTx& tx) {
    auto const user = any(users_);
    auto const later = world_.now + minutes(10 * below(100));
    switch (below(12)) {
      case 0:
        return end_session(tx, any(tokens_));
      case 1:
        return touch_session(tx, any(tokens_), world_.now);
      case 2:
        return sweep_sessions(tx, limits_, world_.now);
      case 3:
        return set_user_state(tx, user, below(4) == 0 ? UserState::locked : UserState::active);
      case 4:
        return set_vetted_until(tx, user, below(4) == 0 ? std::nullopt : std::optional(later));
      case 5:
        return set_clearance(tx, user, static_cast<Level>(below(4)));
      case 6:
        return set_organisation_status(tx, any(bureaus_), static_cast<OrganisationStatus>(below(3)));
      case 7:
        return add_grant(tx, user,
                         {Role::coordinator, Grant::Scope::organisation, any(bureaus_).value, later,
                          later + hours(below(5))});
      case 8:
        return add_grant(tx, user, {Role::topic_moderator, Grant::Scope::topic, 1, world_.now, later});
      case 9:
        return add_grant(tx, user, {Role::reader, Grant::Scope::platform, {}, later, {}});
      case 10:
        return end_sessions_of(tx, user);
      case 11:
        return change_release_policy(tx);
    }
  }

  void change_release_policy(storage::WriteTx& tx) {
    Viewer coordinator;
    coordinator.user = users_.front();
    coordinator.coordinated = any(bureaus_);
    NewReleasePolicy policy;
    policy.rule = static_cast<ReleaseRule>(below(3));
    policy.deadline_hours = 24;
    store_policy(tx, coordinator, policy, below(2) == 0 ? std::nullopt : std::optional(any(users_)));
  }

  // Everybody, as he is known and as he is read, in a read and in a write.
  void expect_the_same() {
    for (auto const& token : tokens_) {
      world_.read([&](storage::ReadTx& tx) {
        auto const read = describe(load_viewer(tx, token, limits_, world_.now));
        EXPECT_EQ(describe(load_viewer(tx, token, limits_, world_.now, known_)), read);
      });
      world_.write_and_undo([&](storage::WriteTx& tx) {
        change_something(tx);
        auto const read = describe(load_viewer(tx, token, limits_, world_.now));
        EXPECT_EQ(describe(load_viewer(tx, token, limits_, world_.now, known_)), read);
      });
    }
  }

  std::mt19937 dice_{11};
  AuthWorld world_;
  SessionLimits const limits_;
  std::vector<OrganisationId> bureaus_;
  std::vector<UserId> users_;
  std::vector<base::Digest> tokens_;
  KnownAccounts known_{100};
};

TEST_F(KnownAccountsTest, are_what_the_database_says_through_every_change) {
  for (int step = 0; step < 150; ++step) {
    SCOPED_TRACE(step);
    if (below(5) == 0) sign_in(any(users_));
    if (below(3) == 0) world_.now += minutes(below(40));
    world_.write([&](storage::WriteTx& tx) { change_something(tx); });
    expect_the_same();
    if (HasFailure()) return;
  }
}

TEST_F(KnownAccountsTest, are_read_once_and_then_known) {
  auto const& token = tokens_.front();
  auto const count_reads = [&] {
    std::uint64_t reads = 0;
    for (auto const& statement : world_.database().counters().statements) {
      if (statement.name == "viewer.find_account_by_session") reads = statement.calls;
    }
    return reads;
  };
  auto const before = count_reads();
  for (int i = 0; i < 5; ++i) {
    EXPECT_TRUE(world_.read([&](storage::ReadTx& tx) {
      return load_viewer(tx, token, limits_, world_.now, known_).has_value();
    }));
  }
  EXPECT_EQ(count_reads(), before + 1);
}

TEST_F(KnownAccountsTest, forget_all_rather_than_grow_without_end) {
  KnownAccounts few(2);
  for (int round = 0; round < 2; ++round) {
    for (auto const& token : tokens_) {
      world_.read([&](storage::ReadTx& tx) {
        EXPECT_EQ(describe(load_viewer(tx, token, limits_, world_.now, few)),
                  describe(load_viewer(tx, token, limits_, world_.now)));
      });
    }
  }
}

}  // namespace
}  // namespace auth
