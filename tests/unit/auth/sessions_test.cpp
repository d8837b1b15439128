#include "auth/sessions.hpp"

#include <gtest/gtest.h>

#include "tests/unit/auth/auth_world.hpp"

namespace auth {
namespace {

using namespace std::chrono_literals;

class Sessions : public testing::Test {
 protected:
  Sessions() : user_(world_.add_contributor("officer.fr", world_.add_bureau("FR"))), begun_(world_.now) {}

  NewSession sign_in() {
    return world_.write([&](storage::WriteTx& tx) {
      return create_session(tx, user_, Assurance::password, begun_, world_.random);
    });
  }
  base::Result<Viewer> load(base::Digest const& token_hash, base::Timestamp now) {
    return world_.read([&](storage::ReadTx& tx) { return load_viewer(tx, token_hash, limits_, now); });
  }
  bool is_signed_in(NewSession const& session, base::Timestamp now) {
    auto const viewer = load(session.token_hash, now);
    if (!viewer) EXPECT_EQ(viewer.error().code, base::ErrorCode::not_signed_in);
    return viewer.has_value();
  }
  bool wants_touch_at(NewSession const& session, base::Timestamp now) {
    return world_.read(
        [&](storage::ReadTx& tx) { return wants_touch(tx, session.token_hash, limits_, now); });
  }
  void touch(NewSession const& session, base::Timestamp now) {
    world_.write([&](storage::WriteTx& tx) { touch_session(tx, session.token_hash, now); });
  }

  AuthWorld world_;
  SessionLimits limits_;
  UserId user_;
  base::Timestamp begun_;
};

TEST_F(Sessions, lead_from_the_token_to_the_viewer) {
  auto const session = sign_in();
  EXPECT_EQ(session.token.size(), 43U);
  EXPECT_EQ(hash_token(session.token), session.token_hash);
  auto const viewer = load(hash_token(session.token), begun_ + 1s);
  ASSERT_TRUE(viewer);
  EXPECT_EQ(viewer->user, user_);
  EXPECT_EQ(viewer->now, begun_ + 1s);
}

TEST_F(Sessions, do_not_exist_for_any_other_token) {
  sign_in();
  for (std::string const token : {"", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}) {
    EXPECT_EQ(load(hash_token(token), begun_).error().code, base::ErrorCode::not_signed_in);
  }
}

TEST_F(Sessions, have_different_tokens) {
  EXPECT_NE(sign_in().token, sign_in().token);
}

TEST_F(Sessions, end_when_idle_for_an_hour) {
  auto const session = sign_in();
  EXPECT_TRUE(is_signed_in(session, begun_ + 1h - 1ms));
  EXPECT_FALSE(is_signed_in(session, begun_ + 1h));
}

TEST_F(Sessions, live_on_while_they_are_used) {
  auto const session = sign_in();
  touch(session, begun_ + 50min);
  EXPECT_TRUE(is_signed_in(session, begun_ + 100min));
  EXPECT_FALSE(is_signed_in(session, begun_ + 110min));
}

TEST_F(Sessions, end_after_twelve_hours_however_busy) {
  auto const session = sign_in();
  touch(session, begun_ + 12h - 1ms);
  EXPECT_TRUE(is_signed_in(session, begun_ + 12h - 1ms));
  EXPECT_FALSE(is_signed_in(session, begun_ + 12h));
}

TEST_F(Sessions, want_to_be_touched_once_a_minute_at_most) {
  auto const session = sign_in();
  EXPECT_FALSE(wants_touch_at(session, begun_ + 59s));
  EXPECT_TRUE(wants_touch_at(session, begun_ + 60s));
  touch(session, begun_ + 60s);
  EXPECT_FALSE(wants_touch_at(session, begun_ + 119s));
}

TEST_F(Sessions, do_not_want_to_be_touched_when_they_have_ended) {
  EXPECT_FALSE(wants_touch_at(sign_in(), begun_ + 2h));
}

TEST_F(Sessions, are_not_set_back_by_a_late_touch) {
  auto const session = sign_in();
  touch(session, begun_ + 50min);
  touch(session, begun_ + 10min);
  EXPECT_TRUE(is_signed_in(session, begun_ + 100min));
}

TEST_F(Sessions, end_one_by_one_at_sign_out) {
  auto const here = sign_in();
  auto const elsewhere = sign_in();
  world_.write([&](storage::WriteTx& tx) { end_session(tx, here.token_hash); });
  EXPECT_FALSE(is_signed_in(here, begun_));
  EXPECT_TRUE(is_signed_in(elsewhere, begun_));
}

TEST_F(Sessions, end_together_for_one_person) {
  auto const other = world_.add_contributor("officer.ke", world_.add_bureau("KE"));
  auto const session = sign_in();
  auto const of_other = world_.write([&](storage::WriteTx& tx) {
    return create_session(tx, other, Assurance::password, begun_, world_.random);
  });
  world_.write([&](storage::WriteTx& tx) { end_sessions_of(tx, user_); });
  EXPECT_FALSE(is_signed_in(session, begun_));
  EXPECT_TRUE(is_signed_in(of_other, begun_));
}

TEST_F(Sessions, die_with_the_account_of_somebody_who_left) {
  auto const session = sign_in();
  world_.write([&](storage::WriteTx& tx) {
    set_user_state(tx, user_, UserState::left);
    set_user_state(tx, user_, UserState::active);
  });
  EXPECT_FALSE(is_signed_in(session, begun_));
}

TEST_F(Sessions, are_swept_when_they_have_timed_out_and_not_before) {
  auto const idle = sign_in();
  auto const used = sign_in();
  touch(used, begun_ + 30min);
  world_.write([&](storage::WriteTx& tx) { sweep_sessions(tx, limits_, begun_ + 1h); });
  EXPECT_FALSE(is_signed_in(idle, begun_));  // gone, even for a clock that went back
  EXPECT_TRUE(is_signed_in(used, begun_ + 1h));
  touch(used, begun_ + 12h);
  world_.write([&](storage::WriteTx& tx) { sweep_sessions(tx, limits_, begun_ + 12h); });
  EXPECT_FALSE(is_signed_in(used, begun_ + 1h));
}

TEST_F(Sessions, of_an_account_that_may_not_work_get_the_neutral_notice) {
  auto const session = sign_in();
  world_.write([&](storage::WriteTx& tx) { set_user_state(tx, user_, UserState::locked); });
  EXPECT_EQ(load(session.token_hash, begun_).error().code, base::ErrorCode::account_unavailable);
  EXPECT_EQ(load(session.token_hash, begun_ + 2h).error().code, base::ErrorCode::not_signed_in);
}

}  // namespace
}  // namespace auth
