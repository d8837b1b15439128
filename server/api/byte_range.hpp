// The part of a file that a request asks for (RFC 9110 section 14): one range of bytes, so that a download
// that broke off goes on where it was.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace server::api {

struct ByteRange {
  std::int64_t begin = 0;
  std::int64_t end = 0;  // one past the last

  bool operator==(ByteRange const&) const = default;
};

struct RangeAsked {
  enum class Kind { whole, part, beyond } kind = Kind::whole;
  ByteRange range;
};

// What is not one range of bytes is as if it had not been asked for. `beyond`: nothing of it is there.
RangeAsked parse_range(std::optional<std::string_view> header, std::int64_t size);

}  // namespace server::api
