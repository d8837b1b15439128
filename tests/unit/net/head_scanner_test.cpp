#include "server/net/head_scanner.hpp"

#include <string>

#include <gtest/gtest.h>

namespace server::net {
namespace {

TEST(HeadScanner, finds_the_end_wherever_the_pieces_break) {
  std::string const head = "GET / HTTP/1.1\r\nhost: h\r\n\r\n";
  std::string const all = head + "GET";
  for (std::size_t first = 0; first <= all.size(); ++first) {
    HeadScanner scanner;
    HeadState state = scanner.scan(std::string_view{all}.substr(0, first));
    EXPECT_EQ(state == HeadState::complete, first >= head.size());
    if (state == HeadState::incomplete) state = scanner.scan(all);
    EXPECT_EQ(state, HeadState::complete);
    EXPECT_EQ(scanner.size(), head.size());
  }
}

TEST(HeadScanner, refuses_at_the_first_bad_byte) {
  using std::string_literals::operator""s;
  for (std::string const& bad :
       {"\n"s, "\r\n"s, "GET /\n"s, "GET / HTTP/1.1\r\na: b\n"s, "GET / HTTP/1.1\r\n "s,
        "GET / HTTP/1.1\r\na: b\r\n\t"s, "G\0"s, "GET / HTTP/1.1\r\na: \0"s}) {
    HeadScanner at_once;
    EXPECT_EQ(at_once.scan(bad), HeadState::malformed) << bad;
    HeadScanner byte_by_byte;
    HeadState state = HeadState::incomplete;
    for (std::size_t size = 1; size <= bad.size(); ++size) {
      EXPECT_EQ(state, HeadState::incomplete) << bad;
      state = byte_by_byte.scan(std::string_view{bad}.substr(0, size));
    }
    EXPECT_EQ(state, HeadState::malformed) << bad;
  }
}

}  // namespace
}  // namespace server::net
