// What a pack gives back, and that no bytes are believed that could not be one.
#include "auth/audit_pack.hpp"

#include <algorithm>
#include <cstring>

#include <gtest/gtest.h>

#include "base/random.hpp"

namespace auth {
namespace {

constexpr std::int64_t kMost = 256;

class AuditPacks : public testing::Test {
 protected:
  AuditPacks() {
    for (std::int64_t number = 5; number < 9; ++number) {
      AuditRecord record{.at = base::from_milliseconds(number),
                         .event = AuditEvent::object_viewed,
                         .actor = {make_id(), make_id(), Role::contributor},
                         .object = {AuditObjectKind::thread, make_id()},
                         .level = Level::open,
                         .parts = {make_id(), make_id()}};
      std::ranges::sort(record.parts);
      auto const leaf = pack.add(number, last, record);
      entries.push_back({number, record, std::exchange(last, leaf), leaf});
    }
    auto const bytes = pack.bytes();
    good.assign(reinterpret_cast<char const*>(bytes.data()), bytes.size());
  }

  base::PublicId make_id() { return base::make_public_id(random); }
  static std::vector<std::optional<AuditEntry>> read(std::string const& bytes, std::int64_t most = kMost) {
    return read_audit_pack(5, std::as_bytes(std::span(bytes)), most);
  }
  static bool are_same(AuditEntry const& one, AuditEntry const& other) {
    return one.number == other.number && one.record == other.record && one.previous == other.previous &&
           one.leaf == other.leaf;
  }
  bool is_as_written(std::vector<std::optional<AuditEntry>> const& found) const {
    return std::ranges::equal(found, entries, [](auto const& one, AuditEntry const& other) {
      return one && are_same(*one, other);
    });
  }

  base::SeededRandom random{3};
  AuditPack pack;
  base::Digest last{};
  std::vector<AuditEntry> entries;
  std::string good;
};

TEST_F(AuditPacks, give_back_what_was_put_in_with_hashes_that_fit) {
  EXPECT_TRUE(is_as_written(read(good)));
  for (AuditEntry const& entry : entries)
    EXPECT_EQ(entry.leaf, hash_audit_record(entry.number, entry.previous, entry.record));
}

TEST_F(AuditPacks, that_hold_nothing_or_are_of_another_form_say_so) {
  for (std::string const bytes : {"", "\1", "\2", "x"}) {
    auto const found = read(bytes);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_FALSE(found.front());
  }
}

TEST_F(AuditPacks, that_are_cut_off_anywhere_end_with_nothing_or_with_a_whole_record) {
  for (std::size_t size = 0; size < good.size(); ++size) {
    auto const found = read(good.substr(0, size));
    ASSERT_FALSE(found.empty());
    ASSERT_LE(found.size(), entries.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
      if (found[i]) EXPECT_TRUE(are_same(*found[i], entries[i]));
      if (i + 1 < found.size()) EXPECT_TRUE(found[i]);
    }
  }
}

TEST_F(AuditPacks, of_which_a_byte_was_changed_are_not_as_they_were) {
  for (std::size_t at = 0; at < good.size(); ++at) {
    for (int const change : {0x01, 0x80, 0xff}) {
      std::string bytes = good;
      bytes[at] = static_cast<char>(bytes[at] ^ change);
      EXPECT_FALSE(is_as_written(read(bytes))) << at;
    }
  }
}

TEST_F(AuditPacks, of_any_bytes_are_read_to_some_end) {
  for (int i = 0; i < 5000; ++i) {
    std::string bytes = good;
    std::array<std::byte, 9> dice{};
    random.fill(dice);
    for (std::size_t j = 0; j + 1 < dice.size(); j += 2) {
      auto const at = static_cast<std::size_t>(dice[j]) * bytes.size() / 256;
      bytes[at] = static_cast<char>(dice[j + 1]);
    }
    bytes.resize(bytes.size() - static_cast<std::size_t>(dice[8]) / 4);
    EXPECT_FALSE(read(bytes).empty());
  }
}

TEST_F(AuditPacks, that_reach_too_far_lose_their_last_record) {
  auto const found = read(good, 3);
  ASSERT_EQ(found.size(), 3U);
  EXPECT_TRUE(found[1]);
  EXPECT_FALSE(found[2]);
  EXPECT_TRUE(is_as_written(read(good, 4)));
}

TEST_F(AuditPacks, hold_nothing_but_consultations) {
  AuditRecord act = entries.front().record;
  act.event = AuditEvent::post_edited;
  AuditPack other;
  other.add(5, {}, act);
  auto const bytes = other.bytes();
  auto const found = read_audit_pack(5, bytes, kMost);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_FALSE(found.front()) << "no index finds it there";
}

}  // namespace
}  // namespace auth
