// Of the canonical bytes of a record (auth/audit_record.hpp) what stands behind the number: all that it says,
// but not where it stands. Pure computation. Internal to this floor.
#pragma once

#include <optional>
#include <string_view>

#include "auth/audit_record.hpp"

namespace auth {

struct AuditContents {
  base::Digest previous{};
  AuditRecord record;
};

// Where they begin in the canonical bytes.
constexpr std::size_t kAuditContentsOffset = 9;

// Nothing where they are not to the last byte what encode_audit_record() makes of some record.
std::optional<AuditContents> decode_audit_contents(std::string_view bytes);

}  // namespace auth
