// Finds the end of a request's head in bytes as they come, and refuses early what the parser would accept too
// kindly or wait for too long: line ends that are no CRLF, folded lines (RFC 9112 section 5.2), NUL.
//
// A plain value inside one connection.
#pragma once

#include <cstddef>
#include <string_view>

namespace server::net {

enum class HeadState { incomplete, complete, malformed };

class HeadScanner {
 public:
  // `bytes` starts where the head starts and contains what the last call was shown, and more.
  HeadState scan(std::string_view bytes);
  // Of the whole head, its empty line included; good once `complete`.
  std::size_t size() const { return position_; }

 private:
  std::size_t position_ = 0;    // all before it has been looked at
  std::size_t line_start_ = 0;  // of the line that `position_` is in
};

}  // namespace server::net
