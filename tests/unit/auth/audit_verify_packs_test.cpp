// Whoever holds the database file changes packs of consultations in every way there is, and is found by the
// record's number, as if each stood in a row of its own.
#include <limits>
#include <stdexcept>
#include <utility>

#include <gtest/gtest.h>

#include "auth/audit_log_sql.hpp"
#include "auth/audit_openers.hpp"
#include "tests/unit/auth/audit_world.hpp"

namespace auth {
namespace {

using Briefs = std::vector<std::string>;

class AuditVerifyPacks : public testing::Test {
 protected:
  // A row, packs from 2, 11 and 21 on, a row, a pack from 26 on; checkpoints of 10, 20 and 30.
  AuditVerifyPacks() {
    world.append_together(9);
    world.checkpoint();
    world.append_together(10);
    world.checkpoint();
    world.append_together(4);
    world.append(1);
    world.append_together(5);
    held = world.checkpoint();
  }

  Briefs found() { return brief(world.verify()); }
  // Changes the records of a pack, of which record `number` is the one at [number - first].
  template <class Change>
  void change_pack(std::int64_t first, Change change) {
    Tamperer tamperer(world);
    auto records = tamperer.pack(first);
    change(records);
    tamperer.replace_pack(first, records);
  }
  // A record that fits itself and the one before this number.
  std::string forged(std::int64_t number) {
    return Tamperer::packed({number, world.make_record(), world.entry(number - 1).leaf, {}});
  }

  AuditWorld world;
  std::string held;
};

TEST_F(AuditVerifyPacks, finds_nothing_wrong_with_a_log_that_nobody_touched) {
  auto const verification = world.verify({.held = {held}, .keys = {world.signer.key()}});
  EXPECT_TRUE(verification.is_sound()) << testing::PrintToString(brief(verification));
  EXPECT_EQ(verification.records, 30);
  EXPECT_EQ(verification.covered, 30);
  Tamperer tamperer(world);
  EXPECT_EQ(tamperer.pack(11).size(), 10U);
  EXPECT_EQ(tamperer.pack(26).size(), 5U);
}

TEST_F(AuditVerifyPacks, names_the_record_of_which_any_byte_was_changed) {
  auto const record = Tamperer(world).pack(11)[6];
  for (std::size_t at = 4; at < record.size(); at += 3) {
    change_pack(11, [&](auto& records) {
      records[6] = record;
      records[6][at] = static_cast<char>(records[6][at] ^ 0x10);
    });
    EXPECT_EQ(found(), Briefs{"changed 17-17"}) << at;
  }
}

TEST_F(AuditVerifyPacks, names_the_record_whose_length_was_changed_and_what_can_no_longer_be_read) {
  change_pack(11, [](auto& records) { records[6][3] = static_cast<char>(records[6][3] + 1); });
  auto const briefs = found();
  ASSERT_FALSE(briefs.empty());
  EXPECT_EQ(briefs.front(), "changed 17-18");
  EXPECT_EQ(briefs.back(), "removed 19-20");
}

TEST_F(AuditVerifyPacks, names_a_changed_record_whose_own_hash_was_computed_anew) {
  auto entry = world.entry(17);
  entry.record.actor.user = world.make_id();
  change_pack(11, [&](auto& records) { records[6] = Tamperer::packed(entry); });
  EXPECT_EQ(found(), Briefs{"changed 17-17"});
}

TEST_F(AuditVerifyPacks, names_a_record_taken_out_of_a_pack) {
  for (std::size_t const which : {0UL, 1UL, 6UL, 8UL, 9UL}) {
    Tamperer tamperer(world);
    auto const records = tamperer.pack(11);
    auto fewer = records;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(which));
    tamperer.replace_pack(11, fewer);
    auto const number = std::to_string(11 + which);
    EXPECT_EQ(found(), Briefs{"removed " + number + "-" + number});
    tamperer.replace_pack(11, records);
    EXPECT_EQ(found(), Briefs{});
  }
}

TEST_F(AuditVerifyPacks, names_records_taken_out_whose_gap_was_closed) {
  Tamperer tamperer(world);
  change_pack(11, [](auto& records) { records.erase(records.begin() + 6, records.begin() + 8); });
  tamperer.move_pack(21, 19);
  tamperer.renumber(25, 23);
  tamperer.move_pack(26, 24);
  EXPECT_EQ(found(), Briefs{"removed 17-18"});
}

TEST_F(AuditVerifyPacks, names_all_records_of_a_removed_pack) {
  Tamperer(world).remove_pack(11);
  EXPECT_EQ(found(), Briefs{"removed 11-20"});
}

TEST_F(AuditVerifyPacks, names_what_is_missing_at_the_end) {
  change_pack(26, [](auto& records) { records.resize(3); });
  EXPECT_EQ(found(), Briefs{"truncated 29-30"});
  Tamperer(world).remove_pack(26);
  EXPECT_EQ(found(), Briefs{"truncated 26-30"});
}

TEST_F(AuditVerifyPacks, names_a_record_put_into_a_pack) {
  change_pack(11, [&](auto& records) { records.insert(records.begin() + 6, forged(17)); });
  EXPECT_EQ(found(), Briefs{"inserted 17-17"});
}

TEST_F(AuditVerifyPacks, names_a_record_put_behind_the_last) {
  change_pack(26, [&](auto& records) { records.push_back(forged(31)); });
  EXPECT_EQ(found(), Briefs{"inserted 31-31"});
}

TEST_F(AuditVerifyPacks, names_a_pack_put_over_others) {
  Tamperer tamperer(world);
  tamperer.replace_pack(15, {Tamperer::packed(world.entry(15))});
  EXPECT_EQ(found(), Briefs{"inserted 15-15"}) << "a true copy";
  tamperer.replace_pack(15, {forged(15), forged(16)});
  EXPECT_FALSE(world.verify().is_sound());
}

TEST_F(AuditVerifyPacks, names_a_record_that_stands_in_a_row_as_well) {
  auto const entry = world.entry(17);
  Tamperer(world).add_row(entry);
  EXPECT_EQ(found(), Briefs{"inserted 17-17"});
}

TEST_F(AuditVerifyPacks, names_packs_with_impossible_numbers) {
  Tamperer tamperer(world);
  auto const records = tamperer.pack(26);
  for (std::int64_t const first :
       {std::numeric_limits<std::int64_t>::min(), std::int64_t{-5}, std::int64_t{0}}) {
    tamperer.replace_pack(first, records);
    EXPECT_FALSE(world.verify().is_sound()) << first;
    tamperer.remove_pack(first);
  }
  for (std::int64_t const first : {std::int64_t{500}, kMostAuditNumber, kMostAuditNumber + 1,
                                   std::numeric_limits<std::int64_t>::max()}) {
    tamperer.replace_pack(first, records);
    EXPECT_FALSE(world.verify().is_sound()) << first;
    tamperer.remove_pack(first);
  }
  EXPECT_EQ(found(), Briefs{});
}

TEST_F(AuditVerifyPacks, names_neighbours_that_changed_places) {
  change_pack(11, [](auto& records) { std::swap(records[5], records[6]); });
  EXPECT_EQ(found(), (Briefs{"reordered 16-16", "reordered 17-17"}));
}

TEST_F(AuditVerifyPacks, names_records_of_two_packs_that_changed_places) {
  Tamperer tamperer(world);
  auto one = tamperer.pack(2);
  auto other = tamperer.pack(26);
  std::swap(one[3], other[1]);
  tamperer.replace_pack(2, one);
  tamperer.replace_pack(26, other);
  EXPECT_EQ(found(), (Briefs{"reordered 5-5", "reordered 27-27"}));
}

TEST_F(AuditVerifyPacks, finds_packs_that_changed_places) {
  world.append_together(5);
  Tamperer tamperer(world);
  auto const one = tamperer.pack(26);
  auto const other = tamperer.pack(31);
  tamperer.replace_pack(26, other);
  tamperer.replace_pack(31, one);
  EXPECT_FALSE(world.verify().is_sound());
}

TEST_F(AuditVerifyPacks, finds_packs_without_a_record) {
  Tamperer tamperer(world);
  for (std::string const& bytes : {std::string(), std::string("\1")}) {
    for (std::int64_t const first : {15, 25, 31, 400}) {
      tamperer.replace_pack_bytes(first, bytes);
      EXPECT_FALSE(world.verify().is_sound()) << first;
      tamperer.remove_pack(first);
    }
  }
  EXPECT_EQ(found(), Briefs{});
  tamperer.replace_pack_bytes(11, "\1");
  EXPECT_EQ(found(), (Briefs{"changed 11-11", "removed 12-20"}));
}

// What searches for a block read are the packs that begin in it.
TEST_F(AuditVerifyPacks, finds_a_pack_that_reaches_across_the_end_of_its_block) {
  world.append_together(300);
  Tamperer tamperer(world);
  auto below = tamperer.pack(31);
  auto above = tamperer.pack(257);
  ASSERT_EQ(below.size(), 226U);
  below.push_back(above.front());
  above.erase(above.begin());
  tamperer.replace_pack(31, below);
  tamperer.remove_pack(257);
  tamperer.replace_pack(258, above);
  EXPECT_EQ(found(), (Briefs{"changed 256-256", "removed 257-257", "tree 1-256", "head"}));
}

// It would fit its hash, and no index would find it.
TEST_F(AuditVerifyPacks, finds_an_act_that_was_put_into_a_pack) {
  AuditRecord act = world.make_record();
  act.event = AuditEvent::post_edited;
  auto const number = world.write([&](storage::WriteTx& tx) { return append_audit(tx, act); });
  Tamperer tamperer(world);
  auto const packed = Tamperer::packed(world.entry(number));
  tamperer.remove(number);
  tamperer.replace_pack(number, {packed});
  EXPECT_EQ(found(), (Briefs{"changed 31-31", "head"}));
}

TEST_F(AuditVerifyPacks, finds_filters_that_hide_consultations) {
  world.append_together(270);
  Tamperer(world).change_filters();
  EXPECT_EQ(found(), Briefs{"index 1-256"});
}

TEST_F(AuditVerifyPacks, finds_a_pack_computed_anew_between_two_checkpoints) {
  Tamperer tamperer(world);
  std::vector<std::string> records;
  base::Digest previous = world.entry(25).leaf;
  for (std::int64_t number = 26; number <= 30; ++number) {
    AuditRecord const record = world.make_record();
    records.push_back(Tamperer::packed({number, record, previous, {}}));
    previous = hash_audit_record(number, previous, record);
  }
  tamperer.replace_pack(26, records);
  EXPECT_EQ(found(), (Briefs{"rewritten 21-30", "head"}));
}

TEST_F(AuditVerifyPacks, finds_what_searches_would_not_read) {
  auto const record = world.entry(17).record;
  auto const openers = [&] {
    return world.read([&](storage::ReadTx& tx) {
      Openers found;
      search_openers(tx, record.parts.front(), record.at, found);
      return found.people.size();
    });
  };
  EXPECT_EQ(openers(), 1U);
  change_pack(11, [](auto& records) { records.resize(6); });
  EXPECT_EQ(openers(), 0U);
  EXPECT_EQ(found(), Briefs{"removed 17-20"});
}

TEST_F(AuditVerifyPacks, a_search_says_that_it_met_a_damaged_record) {
  auto const record = world.entry(17).record;
  change_pack(11, [](auto& records) { records[6].resize(20); });
  EXPECT_THROW(world.read([&](storage::ReadTx& tx) {
    Openers found;
    search_openers(tx, record.parts.front(), record.at, found);
  }),
               std::logic_error);
}

// Damage in what is not a whole block yet keeps nobody from writing the next.
TEST_F(AuditVerifyPacks, the_log_goes_on_behind_a_damaged_pack) {
  change_pack(11, [](auto& records) { records[6].resize(20); });
  world.append_together(300);
  EXPECT_EQ(world.size(), 330);
}

}  // namespace
}  // namespace auth
