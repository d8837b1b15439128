#include "server/net/response_head.hpp"

#include <gtest/gtest.h>

namespace server::net {
namespace {

constexpr std::string_view kDate = "Sat, 21 Nov 2026 18:02:30 GMT";

TEST(ResponseHead, is_written_in_full) {
  http::Response const response{.status = 200, .headers = {{"content-type", "text/plain"}}, .body = "hello"};
  std::string head = "what stood there";
  write_response_head(head, response, kDate, Persistence::keep_alive);
  EXPECT_EQ(head,
            "HTTP/1.1 200 OK\r\ndate: Sat, 21 Nov 2026 18:02:30 GMT\r\ncontent-type: text/plain\r\n"
            "content-length: 5\r\nconnection: keep-alive\r\n\r\n");
}

TEST(ResponseHead, has_one_length_and_one_connection_whatever_the_handler_set) {
  http::Response const response{.headers = {{"content-length", "99"},
                                            {"transfer-encoding", "chunked"},
                                            {"connection", "upgrade"},
                                            {"date", "today"}},
                                .body = "hello"};
  std::string head;
  write_response_head(head, response, kDate, Persistence::close);
  EXPECT_EQ(head,
            "HTTP/1.1 200 OK\r\ndate: Sat, 21 Nov 2026 18:02:30 GMT\r\ncontent-length: 5\r\nconnection: "
            "close\r\n\r\n");
}

TEST(ResponseHead, has_no_length_where_the_status_forbids_a_body) {
  for (int const status : {204, 304}) {
    std::string head;
    write_response_head(head, {.status = status}, kDate, Persistence::keep_alive);
    EXPECT_EQ(head.find("content-length"), std::string::npos);
  }
}

TEST(Refusal, becomes_a_problem) {
  auto const response = to_response(refusals::kBodyTooLarge, "abc");
  EXPECT_EQ(response.status, 413);
  EXPECT_EQ(response.headers.find("content-type"), "application/problem+json");
  EXPECT_EQ(
      response.body.view(),
      "{\"type\":\"about:blank\",\"title\":\"Content Too Large\",\"status\":413,\"code\":\"body_too_large\","
      "\"detail\":\"the body is larger than accepted\",\"request_id\":\"abc\"}");
}

}  // namespace
}  // namespace server::net
