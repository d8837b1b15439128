// What the tests of contributions and recalls share: who opens what, as the audit log has it, and who
// recalls.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "auth/audit_log.hpp"
#include "auth/release_policy.hpp"
#include "forum/recall_requests.hpp"
#include "forum/recalls.hpp"
#include "tests/support/forum_world.hpp"

namespace forum {

using base::ErrorCode;
using tests::code_of;
using tests::ForumWorld;
using namespace std::chrono_literals;

class Recalling : public testing::Test {
 protected:
  ForumWorld world;

  base::PublicId open_thread() { return world.open("officer1.fr", "open", "T").thread.public_id; }

  // He looks at a page with these posts on it.
  void look(std::string_view who, std::vector<base::PublicId> posts) {
    std::ranges::sort(posts);
    auto const viewer = world.viewer(who);
    world.write([&](storage::WriteTx& tx) {
      auth::AuditRecord record{.at = viewer.now, .event = auth::AuditEvent::object_viewed};
      record.actor = auth::actor_of(viewer);
      record.object = {auth::AuditObjectKind::thread, base::make_public_id(world.random)};
      record.level = auth::Level::official_use_only;
      record.parts = std::move(posts);
      auth::append_audit(tx, record);
    });
  }

  base::Result<Contribution> recall(std::string_view who, base::PublicId const& post,
                                    std::optional<int> version = std::nullopt,
                                    std::string_view reason = "A mistake.") {
    auto const viewer = world.viewer(who);
    return world.try_write([&](storage::WriteTx& tx) {
      return recall_post(tx, viewer, post, {reason, version, {}}, {world.random, world.limits});
    });
  }
  base::Result<RecallState> state(std::string_view who, base::PublicId const& post) {
    auto const viewer = world.viewer(who);
    return world.database.read_now([&](storage::ReadTx& tx) { return load_recall(tx, viewer, post); });
  }
  // "NCB ES", "NCB KE+": with a plus where it has confirmed.
  std::vector<std::string> asked(std::string_view who, base::PublicId const& post) {
    std::vector<std::string> names;
    auto const found = state(who, post).value();
    for (auto const& [bureau, at] : found.bureaus) names.push_back(bureau.name + (at ? "+" : ""));
    return names;
  }

  base::Result<RecallRequests> requests(std::string_view who, PageRequest const& page = {}) {
    auto const viewer = world.viewer(who);
    return world.database.read_now(
        [&](storage::ReadTx& tx) { return load_recall_requests(tx, viewer, page, world.limits); });
  }
  base::Result<RecallRequest> acknowledge(std::string_view who, base::PublicId const& request) {
    auto const viewer = world.viewer(who);
    return world.try_write([&](storage::WriteTx& tx) { return acknowledge_recall(tx, viewer, request); });
  }

  base::Result<Page<Contribution>> contributions(std::string_view who,
                                                 ContributionFilter filter = ContributionFilter::all,
                                                 PageRequest const& page = {}) {
    auto const viewer = world.viewer(who);
    return world.database.read_now(
        [&](storage::ReadTx& tx) { return load_contributions(tx, viewer, filter, page); });
  }
  std::vector<base::PublicId> listed(std::string_view who,
                                     ContributionFilter filter = ContributionFilter::all) {
    std::vector<base::PublicId> posts;
    auto const found = contributions(who, filter).value();
    for (auto const& item : found.items) posts.push_back(item.post.public_id);
    return posts;
  }

  void narrow(std::string_view who, base::PublicId const& thread, auth::NewAudience const& audience) {
    ThreadEdit edit;
    edit.version = world.thread(who, thread)->version;
    edit.audience = audience;
    world.edit_thread(who, thread, edit).value();
  }
};

}  // namespace forum
