// The stage for tests of changes of published posts that need a release.
#pragma once

#include "auth/audit_log.hpp"
#include "forum/disclosures.hpp"
#include "forum/events.hpp"
#include "forum/pending_revisions.hpp"
#include "forum/search.hpp"
#include "tests/unit/forum/releasing.hpp"

namespace forum {

// A restricted post of Kenya's, which its coordinator has released.
class PendingRevisions : public Releasing {
 protected:
  base::PublicId const thread = open();
  base::PublicId const post = submit(thread);

  PendingRevisions() {
    world.release("coordinator.ke", post).value();
    world.now += 2min;  // nobody takes that back any more
  }

  base::Result<Post> revise(std::string_view who, std::string_view body, std::optional<int> waiting = {},
                            std::optional<int> version = {}) {
    auto const viewer = world.viewer(who);
    PostEdit edit{.version = version.value_or(world.post(who, post)->version), .body = std::string(body)};
    edit.html = render_markdown(body);
    edit.pending_version = waiting;
    return world.try_write([&](storage::WriteTx& tx) {
      return edit_post(tx, viewer, post, edit, {world.random, world.limits});
    });
  }
  base::Result<PendingRevisionText> pending(std::string_view who) {
    auto const viewer = world.viewer(who);
    return world.database.read_now(
        [&](storage::ReadTx& tx) { return load_pending_revision(tx, viewer, post); });
  }
  base::Result<void> give_up(std::string_view who) {
    auto const viewer = world.viewer(who);
    return world.try_write([&](storage::WriteTx& tx) {
      return withdraw_pending_revision(tx, viewer, post, {world.random, world.limits});
    });
  }
  std::vector<int> versions(std::string_view who) {
    auto const viewer = world.viewer(who);
    auto const page =
        world.read([&](storage::ReadTx& tx) { return load_revisions(tx, viewer, post, {}).value(); });
    std::vector<int> found;
    for (auto const& item : page.items) found.push_back(item.version);
    return found;
  }
  bool finds(std::string_view who, std::string const& word) {
    auto const viewer = world.viewer(who);
    auto const query = parse_search(word, {}).value();
    return world.read(
        [&](storage::ReadTx& tx) { return !search_posts(tx, viewer, query, {}).value().items.empty(); });
  }
  std::size_t disclosures() {
    auto const viewer = world.viewer("coordinator.ke");
    return world.read([&](storage::ReadTx& tx) {
      return load_disclosures(tx, viewer, post, {}).value().page.items.size();
    });
  }
  std::vector<std::shared_ptr<Event const>> events_after(EventId after) {
    return world.read([&](storage::ReadTx& tx) {
      FactSets sets;
      sets.begin(auth::policy_epoch(tx));
      return load_events(tx, after, 100, sets);
    });
  }
  EventId last() {
    return world.read([](storage::ReadTx& tx) { return last_event(tx); });
  }
  std::vector<auth::AuditRecord> logged_since(std::int64_t seen) {
    return world.read([&](storage::ReadTx& tx) {
      std::vector<auth::AuditRecord> records;
      auto const size = auth::load_audit_head(tx).size();
      for (auto number = seen + 1; number <= size; ++number)
        records.push_back(auth::find_audit_entry(tx, number)->record);
      return records;
    });
  }
  std::int64_t logged() {
    return world.read([](storage::ReadTx& tx) { return auth::load_audit_head(tx).size(); });
  }
  bool knows(std::string_view who) {
    auto const seen = world.post(who, post);
    if (!seen) return false;
    for (auto const& item : world.posts(who, thread).value().items) {
      if (item.public_id == post) {
        EXPECT_EQ(item.pending, seen->pending);
      }
    }
    EXPECT_EQ(pending(who).has_value(), seen->pending.has_value()) << who;
    return seen->pending.has_value();
  }
};

}  // namespace forum
