// Former texts that their source takes out of the history.
#include "forum/redactions.hpp"

#include <gtest/gtest.h>

#include "auth/audit_log.hpp"
#include "auth/audit_views.hpp"
#include "forum/audit_scope.hpp"
#include "forum/quote.hpp"
#include "tests/support/forum_world.hpp"
#include "tests/unit/forum/erased_rows.hpp"

namespace forum {
namespace {

using base::ErrorCode;
using tests::code_of;
using tests::ForumWorld;

// A post of Kenya's with three versions.
class Redactions : public testing::Test {
 protected:
  ForumWorld world;
  base::PublicId const thread = world.open("officer1.fr", "open", "T").thread.public_id;
  base::PublicId const post =
      world.reply("officer1.ke", thread, {}, tests::text("Ask Heliotrope Smith.")).public_id;

  Redactions() {
    world.edit("officer1.ke", post, 1, "Ask nobody.").value();
    world.edit("coordinator.ke", post, 2, "Ask the registry.").value();
  }

  base::Result<void> redact(std::string_view who, int version, std::string_view reason = "A name.") {
    auto const viewer = world.viewer(who);
    return world.try_write([&](storage::WriteTx& tx) {
      return redact_revision(tx, viewer, post, {version, reason}, {world.random, world.limits});
    });
  }
  std::vector<Revision> history(std::string_view who) {
    auto const viewer = world.viewer(who);
    return world.read(
        [&](storage::ReadTx& tx) { return load_revisions(tx, viewer, post, {}).value().items; });
  }
  std::map<int, RevisionStanding> standings(std::string_view who) {
    auto const viewer = world.viewer(who);
    return world.read([&](storage::ReadTx& tx) { return load_redactions(tx, viewer, post).value(); });
  }
};

TEST_F(Redactions, leave_who_and_when_and_why_and_nothing_of_the_text) {
  auto const rows = [&] {
    return world.read([](storage::ReadTx& tx) { return count_texts_with(tx, "Heliotrope"); });
  };
  EXPECT_EQ(rows(), 1);
  ASSERT_TRUE(redact("coordinator.ke", 1));
  EXPECT_EQ(rows(), 0);
  for (auto const who : {"officer1.ke", "officer1.fr"}) {
    auto const versions = history(who);
    ASSERT_EQ(versions.size(), 3U);
    EXPECT_EQ(versions[0].body, "Ask the registry.");
    EXPECT_EQ(versions[1].body, "Ask nobody.");
    EXPECT_EQ(versions[2].body, "");
    EXPECT_EQ(versions[2].html.text, "");
    EXPECT_TRUE(versions[2].author);
    auto const standing = standings(who).at(1);
    ASSERT_TRUE(standing.redacted);
    EXPECT_EQ(standing.redacted->reason, "A name.");
    EXPECT_EQ(standing.redacted->at, world.now);
    EXPECT_TRUE(standing.redacted->by);
    EXPECT_FALSE(standings(who).contains(2));
  }
  EXPECT_EQ(world.post("officer1.fr", post)->version, 3);
}

TEST_F(Redactions, are_the_source_coordinators_of_what_others_wrote) {
  for (auto const who : {"officer1.ke", "officer2.ke", "moderator.ke", "coordinator.fr", "officer1.fr"}) {
    EXPECT_EQ(code_of(redact(who, 1)), ErrorCode::not_permitted) << who;
    EXPECT_TRUE(standings(who).empty()) << who;
  }
  ASSERT_TRUE(world.edit("officer1.ke", post, 3, "Mended once more."));
  EXPECT_EQ(code_of(redact("coordinator.ke", 3)), ErrorCode::not_permitted);  // his own words
  EXPECT_FALSE(standings("coordinator.ke").contains(3));
  EXPECT_TRUE(standings("coordinator.ke").at(1).may_redact);
}

TEST_F(Redactions, are_never_by_who_wrote_what_took_the_place_of_the_text) {
  EXPECT_EQ(code_of(redact("coordinator.ke", 2)), ErrorCode::not_permitted);
  EXPECT_FALSE(standings("coordinator.ke").contains(2));
  // Nor when others have written since.
  ASSERT_TRUE(world.edit("officer1.ke", post, 3, "Mended once more."));
  EXPECT_EQ(code_of(redact("coordinator.ke", 2)), ErrorCode::not_permitted);
  EXPECT_FALSE(standings("coordinator.ke").contains(2));
  EXPECT_EQ(history("officer1.ke").at(2).body, "Ask nobody.");

  world.write([&](storage::WriteTx& tx) {
    auth::add_grant(tx, world.user("officer2.ke"),
                    {.role = auth::Role::coordinator,
                     .scope = auth::Grant::Scope::organisation,
                     .scope_id = world.organisation("ke").value,
                     .from = world.now,
                     .until = std::nullopt});
  });
  EXPECT_TRUE(standings("officer2.ke").at(2).may_redact);
  ASSERT_TRUE(redact("officer2.ke", 2));
  EXPECT_EQ(history("officer1.ke").at(2).body, "");
}

TEST_F(Redactions, are_of_former_texts_and_only_once) {
  EXPECT_EQ(code_of(redact("coordinator.ke", 3)), ErrorCode::state_conflict);
  EXPECT_EQ(code_of(redact("coordinator.ke", 9)), ErrorCode::invalid_body);
  EXPECT_EQ(code_of(redact("coordinator.ke", 1, "  ")), ErrorCode::invalid_body);
  ASSERT_TRUE(redact("coordinator.ke", 1));
  EXPECT_EQ(code_of(redact("coordinator.ke", 1)), ErrorCode::state_conflict);
}

TEST_F(Redactions, take_the_text_from_what_quotes_it) {
  auto const other = world.reply("officer1.ke", thread, {}, tests::text("One two three.")).public_id;
  auto const quoting =
      world
          .reply("officer1.fr", thread, {},
                 tests::text("[quote:" + to_string(QuoteReference{other, 1, 0, 3}) + "]\n\nSo it is."))
          .public_id;
  ASSERT_TRUE(world.edit("officer1.ke", other, 1, "Four."));
  ASSERT_TRUE(world.post("officer1.br", quoting)->quotes.front().passage);
  auto const coordinator = world.viewer("coordinator.ke");
  ASSERT_TRUE(world.try_write([&](storage::WriteTx& tx) {
    return redact_revision(tx, coordinator, other, {1, "A name."}, {world.random, world.limits});
  }));
  EXPECT_FALSE(world.post("officer1.br", quoting)->quotes.front().passage);
}

TEST_F(Redactions, are_logged_with_their_reason) {
  ASSERT_TRUE(redact("coordinator.ke", 1));
  auto const record = world.read([](storage::ReadTx& tx) {
    return auth::find_audit_entry(tx, auth::load_audit_head(tx).size())->record;
  });
  EXPECT_EQ(record.event, auth::AuditEvent::revision_redacted);
  EXPECT_EQ(record.object.id, post);
  EXPECT_EQ(record.reason, "A name.");
}

TEST_F(Redactions, of_what_the_source_has_lost_leave_no_trace_of_where_it_stands) {
  auto const change = [&](std::string_view who, ThreadEdit edit) {
    edit.version = world.thread(who, thread)->version;
    world.edit_thread(who, thread, edit).value();
  };
  ThreadEdit narrowed;
  narrowed.audience = world.only({"fr", "es", "unit"});
  ThreadEdit moved;
  moved.topic = world.topic("quiet");
  ThreadEdit raised;
  raised.marking.emplace().level = auth::Level::confidential;
  change("officer1.fr", narrowed);
  change("unit.ipsg", moved);
  change("officer1.fr", raised);
  ASSERT_TRUE(redact("coordinator.ke", 1));
  auto const trail = world.read([&](storage::ReadTx& tx) {
    auto const viewer = world.viewer(tx, "coordinator.ke");
    auth::AuditPage page;
    auth::search_audit(tx, viewer, auth::AuditView::own_trail, {}, 1, audit_scope(tx, viewer), page).value();
    return page.lines.front().record;
  });
  EXPECT_EQ(trail.event, auth::AuditEvent::revision_redacted);
  EXPECT_EQ(trail.object.id, post);
  EXPECT_FALSE(trail.topic);
  EXPECT_FALSE(trail.level);
  auto const logged = world.read([](storage::ReadTx& tx) {
    return auth::find_audit_entry(tx, auth::load_audit_head(tx).size())->record;
  });
  EXPECT_EQ(logged.topic, world.topic("quiet"));
  EXPECT_EQ(logged.level, auth::Level::confidential);
}

}  // namespace
}  // namespace forum
