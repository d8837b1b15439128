// What the tests of release share: a small forum with an officer of compliance, who submits, and whose turn
// it is.
#pragma once

#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "auth/release_policy.hpp"
#include "forum/notifications.hpp"
#include "forum/release_queue.hpp"
#include "forum/release_reminders.hpp"
#include "tests/support/forum_world.hpp"

namespace forum {

using tests::code_of;
using tests::ForumWorld;
using namespace std::chrono_literals;

constexpr auto kDeadline = std::chrono::hours(auth::ReleasePolicy::kUsualDeadlineHours);

using Types = std::vector<NotificationType>;
using Posts = std::vector<base::PublicId>;

class Releasing : public testing::Test {
 protected:
  ForumWorld world;

  Releasing() {
    world.write([&](storage::WriteTx& tx) {
      auth::NewUser user;
      user.username = "compliance";
      user.name = "Compliance";
      user.function = "Officer";
      user.organisation = world.organisation("unit");
      user.clearance = auth::Level::confidential;
      user.vetted_by = world.user("security.ipsg");
      user.vetted_until = world.now + 365 * 24h;
      user.state = auth::UserState::active;
      compliance_ = auth::create_user(tx, user, world.now, world.random).value();
      auth::add_grant(tx, compliance_,
                      {.role = auth::Role::compliance,
                       .scope = auth::Grant::Scope::platform,
                       .scope_id = std::nullopt,
                       .from = world.now - 1h,
                       .until = std::nullopt});
    });
  }

  base::PublicId open() { return world.open("officer1.fr", "open", "T").thread.public_id; }
  base::PublicId submit(base::PublicId const& thread, std::string_view who = "officer1.ke") {
    return world.reply(who, thread, std::nullopt, tests::at_level(auth::Level::restricted)).public_id;
  }

  base::Result<ReleaseQueue> queue_of(auth::Viewer const& viewer, PageRequest const& page = {}) {
    return world.database.read_now(
        [&](storage::ReadTx& tx) { return load_release_queue(tx, viewer, page, world.limits); });
  }
  base::Result<ReleaseQueue> queue(std::string_view who, PageRequest const& page = {}) {
    return queue_of(world.viewer(who), page);
  }
  std::vector<base::PublicId> waiting(std::string_view who) {
    std::vector<base::PublicId> posts;
    auto const found = queue(who).value();
    for (auto const& item : found.page.items) posts.push_back(item.post.public_id);
    return posts;
  }
  auth::Viewer compliance() {
    return world.read(
        [&](storage::ReadTx& tx) { return auth::load_viewer(tx, compliance_, world.now).value(); });
  }
  base::Result<void> check(base::PublicId const& post) {
    auto const viewer = compliance();
    return world.try_write([&](storage::WriteTx& tx) {
      return check_post(tx, viewer, post, {"Checked."}, {world.random, world.limits});
    });
  }
  std::vector<NotificationType> notices(std::string_view who) { return notices_of(world.viewer(who)); }
  std::vector<NotificationType> notices_of(auth::Viewer const& viewer) {
    auto const page = world.read([&](storage::ReadTx& tx) {
      return load_notifications(tx, viewer, NotificationFilter::all, {}, world.limits).value();
    });
    std::vector<NotificationType> types;
    for (auto const& item : page.page.items) types.push_back(item.type);
    return types;
  }
  int unread_notices(std::string_view who) {
    auto const viewer = world.viewer(who);
    return world.read(
        [&](storage::ReadTx& tx) { return count_unread_notifications(tx, viewer, world.limits); });
  }
  void remind() {
    world.write([&](storage::WriteTx& tx) {
      remind_of_submissions(tx, {world.now, world.limits.release_reminder, 100});
    });
  }

 private:
  auth::UserId compliance_;
};

}  // namespace forum
