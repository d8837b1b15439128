// What is appended to the audit log: the canonical bytes, the chain, the fence.
#include "auth/audit_log.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

#include <gtest/gtest.h>

#include "storage/failure.hpp"
#include "tests/unit/auth/audit_world.hpp"

namespace auth {
namespace {

base::PublicId id_of(int byte) {
  base::PublicId id;
  id.bytes.fill(static_cast<std::byte>(byte));
  return id;
}

std::string bytes_of(std::int64_t number, base::Digest const& previous, AuditRecord const& record) {
  std::string bytes;
  encode_audit_record(bytes, number, previous, record);
  return bytes;
}

TEST(AuditRecords, have_the_bytes_that_the_document_describes) {
  base::Digest previous;
  previous.fill(std::byte{0xee});
  AuditRecord const record{.at = base::from_milliseconds(0x0102030405),
                           .event = AuditEvent::post_released,
                           .actor = {id_of(0xa1), std::nullopt, Role::coordinator},
                           .object = {AuditObjectKind::post, id_of(0xb2)},
                           .level = Level::restricted,
                           .approved_by = id_of(0xc3),
                           .reason = "agreed",
                           .case_number = "7/26",
                           .sources = {id_of(0xd4)},
                           .recipients = {id_of(0xe5), id_of(0xf6)}};
  std::string expected;
  expected += '\x01';
  expected += std::string(6, '\0') + "\x02\x03";  // number 515
  expected += std::string(32, '\xee');
  expected += std::string(3, '\0') + "\x01\x02\x03\x04\x05";
  expected += "\x0dpost.released";
  expected += '\x01' + std::string(16, '\xa1');
  expected += '\0';
  expected +=
      "\x0b"
      "coordinator";
  expected += "\x04post";
  expected += '\x01' + std::string(16, '\xb2');
  expected += '\0';  // no topic
  expected += "\x0arestricted";
  expected += '\x01' + std::string(16, '\xc3');
  expected += std::string(3, '\0') +
              "\x06"
              "agreed";
  expected += std::string(3, '\0') +
              "\x04"
              "7/26";
  expected += std::string(3, '\0') + "\x01" + std::string(16, '\xd4');
  expected += std::string(3, '\0') + "\x02" + std::string(16, '\xe5') + std::string(16, '\xf6');
  expected += std::string(4, '\0');
  EXPECT_EQ(bytes_of(515, previous, record), expected);
  EXPECT_EQ(hash_audit_record(515, previous, record), hash_leaf(expected));
}

TEST(AuditRecords, that_differ_in_any_field_differ_in_their_bytes) {
  AuditRecord const plain{.at = base::from_milliseconds(1), .event = AuditEvent::object_viewed};
  std::set<std::string> seen{bytes_of(1, {}, plain), bytes_of(2, {}, plain)};
  std::vector<std::function<void(AuditRecord&)>> const changes{
      [](AuditRecord& r) { r.at += std::chrono::milliseconds(1); },
      [](AuditRecord& r) { r.event = AuditEvent::search_run; },
      [](AuditRecord& r) { r.actor.user = id_of(1); },
      [](AuditRecord& r) { r.actor.organisation = id_of(1); },
      [](AuditRecord& r) { r.actor.role = Role::reader; },
      [](AuditRecord& r) { r.object.kind = AuditObjectKind::post; },
      [](AuditRecord& r) { r.object.id = id_of(1); },
      [](AuditRecord& r) { r.topic = id_of(1); },
      [](AuditRecord& r) { r.level = Level::open; },
      [](AuditRecord& r) { r.approved_by = id_of(1); },
      [](AuditRecord& r) { r.reason = "x"; },
      [](AuditRecord& r) { r.case_number = "x"; },
      [](AuditRecord& r) { r.sources = {id_of(1)}; },
      [](AuditRecord& r) { r.recipients = {id_of(1)}; },
      [](AuditRecord& r) { r.parts = {id_of(1)}; }};
  for (auto const& change : changes) {
    AuditRecord changed = plain;
    change(changed);
    EXPECT_TRUE(seen.insert(bytes_of(1, {}, changed)).second);
  }
}

TEST(AuditRecords, that_no_record_can_be_are_refused) {
  AuditRecord const plain{.at = base::from_milliseconds(1), .event = AuditEvent::object_viewed};
  auto const with = [&](auto change) {
    AuditRecord record = plain;
    change(record);
    return record;
  };
  EXPECT_NO_THROW(check_audit_record(plain));
  EXPECT_NO_THROW(check_audit_record(with([](AuditRecord& r) { r.reason = std::string(1000, 'x'); })));
  for (AuditRecord const& unfit : {with([](AuditRecord& r) { r.reason = std::string(1001, 'x'); }),
                                   with([](AuditRecord& r) { r.reason = "\xff"; }),
                                   with([](AuditRecord& r) { r.case_number = "two\nlines"; }),
                                   with([](AuditRecord& r) { r.case_number = std::string(65, '7'); }),
                                   with([](AuditRecord& r) { r.sources = {id_of(2), id_of(1)}; }),
                                   with([](AuditRecord& r) { r.recipients = {id_of(1), id_of(1)}; })}) {
    EXPECT_THROW(check_audit_record(unfit), std::invalid_argument);
  }
}

TEST(AuditRecords, have_events_whose_names_and_kinds_can_be_told_back) {
  int count = 0;
  for (int number = 0; number < 2000; ++number) {
    auto const event = find_audit_event(number);
    if (!event) continue;
    ++count;
    EXPECT_EQ(parse_audit_event(to_string(*event)), event);
    EXPECT_EQ(parse_audit_kind(to_string(kind_of(*event))), kind_of(*event));
  }
  EXPECT_EQ(count, 100);
  EXPECT_TRUE(is_moderation(AuditEvent::post_hidden));
  EXPECT_TRUE(is_moderation(AuditEvent::threads_merged));
  EXPECT_FALSE(is_moderation(AuditEvent::post_edited));
  EXPECT_FALSE(is_moderation(AuditEvent::post_flagged)) << "an author who moderates would read of it";
  EXPECT_FALSE(is_moderation(AuditEvent::author_warned)) << "and of this";
}

class AuditLog : public testing::Test {
 protected:
  AuditWorld world;  // whose first record is that of its key
};

TEST_F(AuditLog, numbers_its_records_and_chains_each_to_the_one_before) {
  world.append(5);
  EXPECT_EQ(world.size(), 6);
  base::Digest previous{};
  for (std::int64_t number = 1; number <= 6; ++number) {
    AuditEntry const entry = world.entry(number);
    EXPECT_EQ(entry.number, number);
    EXPECT_EQ(entry.previous, previous);
    EXPECT_EQ(entry.leaf, hash_audit_record(number, previous, entry.record));
    previous = entry.leaf;
  }
}

TEST_F(AuditLog, gives_back_what_was_appended) {
  AuditRecord record = world.make_record();
  record.reason = "“Ordre” du juge\nsecond line";
  record.case_number = "2026-117";
  record.approved_by = world.make_id();
  record.recipients = {id_of(1), id_of(2), id_of(3)};
  auto const number = world.write([&](storage::WriteTx& tx) { return append_audit(tx, record); });
  EXPECT_EQ(world.entry(number).record, record);
  AuditRecord const bare{.at = world.now, .event = AuditEvent::session_refused};
  world.write([&](storage::WriteTx& tx) { append_audit_all(tx, std::vector{bare, record, bare}); });
  EXPECT_EQ(world.size(), number + 3);
  EXPECT_EQ(world.entry(number + 1).record, bare);
  EXPECT_EQ(world.entry(number + 2).record, record);
}

TEST_F(AuditLog, gives_back_what_was_appended_together) {
  std::vector<AuditRecord> records;
  for (int i = 0; i < 600; ++i) records.push_back(world.make_record());
  AuditRecord& full = records[300];
  full = {.at = world.now,
          .event = AuditEvent::revisions_viewed,
          .actor = {std::nullopt, world.make_id(), std::nullopt},
          .object = {AuditObjectKind::platform, std::nullopt},
          .approved_by = world.make_id(),
          .reason = "“Ordre” du juge\nsecond line",
          .case_number = "2026-117",
          .recipients = {id_of(1), id_of(2), id_of(3)}};
  records[400].event = AuditEvent::post_edited;   // an act among consultations
  records[500].parts = PublicIds(kMostAuditIds);  // longer than a pack is otherwise
  for (auto& id : records[500].parts) id = world.make_id();
  std::ranges::sort(records[500].parts);
  world.write([&](storage::WriteTx& tx) { append_audit_all(tx, records); });
  ASSERT_EQ(world.size(), 601);
  auto previous = world.entry(1).leaf;
  for (std::int64_t number = 2; number <= 601; ++number) {
    auto const entry = world.entry(number);
    EXPECT_EQ(entry.number, number);
    EXPECT_EQ(entry.record, records[static_cast<std::size_t>(number - 2)]);
    EXPECT_EQ(std::exchange(previous, entry.leaf), entry.previous);
  }
  EXPECT_TRUE(world.verify().is_sound());
}

TEST_F(AuditLog, keeps_nothing_of_a_change_that_was_undone) {
  world.append(2);
  world.write_and_undo([&](storage::WriteTx& tx) { append_audit(tx, world.make_record()); });
  EXPECT_EQ(world.size(), 3);
  world.append(1);
  EXPECT_EQ(world.size(), 4);
  EXPECT_TRUE(world.verify().is_sound());
}

TEST_F(AuditLog, says_who_acts_by_public_ids) {
  auto const france = world.add_bureau("FR");
  auto const viewer = world.viewer(world.add_contributor("officer", france));
  auto const actor = actor_of(viewer, Role::contributor);
  EXPECT_EQ(actor.user, viewer.public_id);
  EXPECT_EQ(actor.organisation, world.public_id(france));
  EXPECT_EQ(actor.role, Role::contributor);
}

TEST_F(AuditLog, proves_what_it_holds_through_the_kept_subtrees) {
  std::vector<AuditRecord> records(600);
  for (AuditRecord& record : records) record = world.make_record();
  world.write([&](storage::WriteTx& tx) { append_audit_all(tx, records); });
  auto const size = world.size();
  auto const root = world.read([](storage::ReadTx& tx) { return load_audit_head(tx).frontier.root(); });
  world.read([&](storage::ReadTx& tx) {
    EXPECT_EQ(load_audit_root(tx, size), root);
    for (std::int64_t number = 1; number <= size; number += 37) {
      auto const proof = prove_inclusion(tx, number, size);
      EXPECT_TRUE(proves_inclusion(proof, number - 1, size, find_audit_entry(tx, number)->leaf, root));
      auto const consistency = prove_consistency(tx, number, size);
      EXPECT_TRUE(proves_consistency(consistency, number, size, load_audit_root(tx, number), root));
    }
    return true;
  });
}

TEST_F(AuditLog, cannot_be_changed_by_a_statement_of_our_own) {
  world.append_together(3);
  world.append(260);
  AuditRecord act = world.make_record();
  act.event = AuditEvent::post_edited;
  world.write([&](storage::WriteTx& tx) { append_audit(tx, act); });
  world.checkpoint();
  for (std::string const& statement : audit_changes()) {
    EXPECT_THROW(world.run_script(statement), storage::EngineFailure) << statement;
  }
  EXPECT_TRUE(world.verify().is_sound());
}

}  // namespace
}  // namespace auth
