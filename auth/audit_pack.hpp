// Consultations that were written together, as one row: docs/decisions/013-packed-consultations.md. What each
// says is its canonical bytes; its number follows from its place. Pure computation. Internal to this floor.
//
// A pack is a version byte and, for each record, the length of what follows (4 bytes, big-endian), the
// canonical bytes behind the number (AuditContents), and the leaf hash (32 bytes).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "auth/audit_log.hpp"

namespace auth {

// Made again and again by one who appends.
class AuditPack {
 public:
  // Whoever appends begins another when this is reached: one record alone can take half a megabyte.
  static constexpr std::size_t kFullBytes = std::size_t{64} * 1024;

  bool is_empty() const { return bytes_.empty(); }
  bool is_full() const { return bytes_.size() >= kFullBytes; }
  // The number of its first record.
  std::int64_t first() const { return first_; }
  std::span<std::byte const> bytes() const { return std::as_bytes(std::span(bytes_)); }

  // `number` is the next. Gives the leaf hash.
  base::Digest add(std::int64_t number, base::Digest const& previous, AuditRecord const& record);
  void clear() { bytes_.clear(); }

 private:
  std::int64_t first_ = 0;
  std::string bytes_;
  std::string hashed_;
};

// What the pack holds as records `first`, `first` + 1, …: nothing in the place of one that cannot be one, or
// that is no consultation, which would not be found here. Where the rest cannot be told apart, or there are
// more than `most`, the list ends with nothing; it is never empty.
std::vector<std::optional<AuditEntry>> read_audit_pack(std::int64_t first, std::span<std::byte const> bytes,
                                                       std::int64_t most);
// Of these the one of that number; nothing where the pack does not reach so far. Throws std::logic_error
// where it can be no record.
std::optional<AuditEntry> find_in_audit_pack(std::int64_t number, std::int64_t first,
                                             std::span<std::byte const> bytes, std::int64_t most);

}  // namespace auth
