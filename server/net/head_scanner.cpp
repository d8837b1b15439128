#include "server/net/head_scanner.hpp"

namespace server::net {

HeadState HeadScanner::scan(std::string_view bytes) {
  for (;;) {
    std::size_t const end = bytes.find('\n', position_);
    std::string_view const fresh =
        bytes.substr(position_, end == std::string_view::npos ? end : end - position_);
    if (fresh.find('\0') != std::string_view::npos) return HeadState::malformed;
    bool const is_later_line = line_start_ > 0;
    if (is_later_line && bytes.size() > line_start_ &&
        (bytes[line_start_] == ' ' || bytes[line_start_] == '\t')) {
      return HeadState::malformed;
    }
    if (end == std::string_view::npos) {
      position_ = bytes.size();
      return HeadState::incomplete;
    }
    if (end == line_start_ || bytes[end - 1] != '\r') return HeadState::malformed;
    position_ = end + 1;
    if (end == line_start_ + 1) return is_later_line ? HeadState::complete : HeadState::malformed;
    line_start_ = position_;
  }
}

}  // namespace server::net
