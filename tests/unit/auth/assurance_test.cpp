// How strong a sign-in was, and what that lets a session read.
#include "auth/assurance.hpp"

#include <gtest/gtest.h>

#include "auth/sessions.hpp"
#include "auth/users.hpp"
#include "tests/unit/auth/auth_world.hpp"

namespace auth {
namespace {

TEST(Assurance, caps_what_a_session_reads) {
  NeededAssurance const needed;
  EXPECT_EQ(highest_level(needed, Assurance::password), Level::official_use_only);
  EXPECT_EQ(highest_level(needed, Assurance::two_factors), Level::official_use_only);
  EXPECT_EQ(highest_level(needed, Assurance::strong), Level::confidential);
}

TEST(Assurance, never_gives_more_where_more_is_needed) {
  Assurance const all[] = {Assurance::password, Assurance::two_factors, Assurance::strong};
  for (auto const official : all) {
    for (auto const restricted : all) {
      for (auto const confidential : all) {
        NeededAssurance const needed{official, restricted, confidential};
        EXPECT_LE(highest_level(needed, Assurance::password), highest_level(needed, Assurance::two_factors));
        EXPECT_LE(highest_level(needed, Assurance::two_factors), highest_level(needed, Assurance::strong));
        for (auto const held : all) {
          auto const level = highest_level(needed, held);
          if (held < official) EXPECT_EQ(level, Level::open);
          if (held < restricted) EXPECT_LE(level, Level::official_use_only);
          if (held < confidential) EXPECT_LE(level, Level::restricted);
        }
      }
    }
  }
}

class SignedIn : public testing::Test {
 protected:
  Viewer with(Assurance assurance) {
    return world_.write([&](storage::WriteTx& tx) {
      auto const session = create_session(tx, user_, assurance, world_.now, world_.random);
      return load_viewer(tx, session.token_hash, limits_, world_.now).value();
    });
  }

  AuthWorld world_;
  SessionLimits limits_;
  UserId user_ = world_.add_contributor("officer.fr", world_.add_bureau("FR"));
};

TEST_F(SignedIn, with_a_password_reads_up_to_official_use_only_whatever_the_clearance) {
  auto const viewer = with(Assurance::password);
  EXPECT_EQ(viewer.clearance, Level::confidential);
  EXPECT_EQ(viewer.sign_in_allows, Level::official_use_only);
  EXPECT_EQ(viewer.ceiling, static_cast<int>(Level::official_use_only));
  EXPECT_EQ(with(Assurance::strong).ceiling, static_cast<int>(Level::confidential));
}

TEST_F(SignedIn, strongly_reads_no_more_than_he_is_cleared_for) {
  world_.write([&](storage::WriteTx& tx) { set_clearance(tx, user_, Level::restricted); });
  auto const viewer = with(Assurance::strong);
  EXPECT_EQ(viewer.sign_in_allows, Level::confidential);
  EXPECT_EQ(viewer.ceiling, static_cast<int>(Level::restricted));
}

TEST_F(SignedIn, as_the_settings_ask) {
  limits_.needed = {Assurance::password, Assurance::two_factors, Assurance::strong};
  EXPECT_EQ(with(Assurance::two_factors).ceiling, static_cast<int>(Level::restricted));
  limits_.needed.official_use_only = Assurance::two_factors;
  EXPECT_EQ(with(Assurance::password).ceiling, static_cast<int>(Level::open));
}

}  // namespace
}  // namespace auth
