// HTTP/1.1 over real TLS: what no honest client sends. Each is refused, its connection ends, the others are
// served on.
#include "tests/integration/net/net_fixture.hpp"

namespace tests::net {
namespace {

struct BadBytes {
  char const* name;
  std::string bytes;
  int status;
  std::string code = "malformed_request";
};

std::string with_field(std::string const& field) {
  return "GET / HTTP/1.1\r\nhost: h\r\n" + field + "\r\n\r\n";
}
std::string post(std::string const& fields, std::string const& body) {
  return "POST / HTTP/1.1\r\nhost: h\r\n" + fields + "\r\n\r\n" + body;
}

std::vector<BadBytes> bad_bytes() {
  using std::string_literals::operator""s;
  return {
      {"no request at all", "hello\r\n\r\n", 400},
      {"empty lines", "\r\n\r\n\r\n", 400},
      {"bare line feeds", "GET / HTTP/1.1\nhost: h\n\n", 400},
      {"two spaces", "GET  / HTTP/1.1\r\nhost: h\r\n\r\n", 400},
      {"a control character in the target", "GET /\x01 HTTP/1.1\r\nhost: h\r\n\r\n", 400},
      {"a byte above ASCII in the target", "GET /\xc3\xa9 HTTP/1.1\r\nhost: h\r\n\r\n", 400},
      {"a fragment in the target", "GET /#x HTTP/1.1\r\nhost: h\r\n\r\n", 400},
      {"a relative target", "GET x HTTP/1.1\r\nhost: h\r\n\r\n", 400},
      {"asterisk for GET", "GET * HTTP/1.1\r\nhost: h\r\n\r\n", 400},
      {"another scheme", "GET ftp://h/ HTTP/1.1\r\nhost: h\r\n\r\n", 400},
      {"user information", "GET https://me@h/ HTTP/1.1\r\nhost: h\r\n\r\n", 400},
      {"an authority that is not the host", "GET https://a/ HTTP/1.1\r\nhost: b\r\n\r\n", 400},
      {"no host", "GET / HTTP/1.1\r\naccept: x\r\n\r\n", 400},
      {"two hosts", with_field("host: other"), 400},
      {"a folded line", with_field("x: a\r\n b"), 400},
      {"a line folded by a tab", with_field("x: a\r\n\tb"), 400},
      {"white space before the first field", "GET / HTTP/1.1\r\n host: h\r\n\r\n", 400},
      {"white space before the colon", with_field("x : a"), 400},
      {"a field without a colon", with_field("x"), 400},
      {"a field without a name", with_field(": a"), 400},
      {"a name that is no token", with_field("x(y): a"), 400},
      {"NUL in a value", with_field("x: a\0b"s), 400},
      {"NUL in a name", with_field("x\0y: a"s), 400},
      {"a control character in a value", with_field("x: a\x01"), 400},
      {"a lone carriage return", with_field("x: a\rb"), 400},
      {"a length that is no number", post("content-length: abc", ""), 400},
      {"a negative length", post("content-length: -1", ""), 400},
      {"a length with a plus", post("content-length: +1", "a"), 400},
      {"a length in hexadecimal", post("content-length: 0x1", "a"), 400},
      {"a length above 64 bits", post("content-length: 99999999999999999999", ""), 400},
      {"two lengths", post("content-length: 1\r\ncontent-length: 2", "ab"), 400},
      {"a list of lengths", post("content-length: 1, 2", "ab"), 400},
      {"length and chunks", post("content-length: 3\r\ntransfer-encoding: chunked", "0\r\n\r\n"), 400},
      {"chunks and length", post("transfer-encoding: chunked\r\ncontent-length: 3", "0\r\n\r\n"), 400},
      {"an unknown coding", post("transfer-encoding: gzip", ""), 400},
      {"chunked not alone", post("transfer-encoding: gzip, chunked", "0\r\n\r\n"), 400},
      {"chunked twice", post("transfer-encoding: chunked\r\ntransfer-encoding: chunked", "0\r\n\r\n"), 400},
      {"chunked in disguise", post("transfer-encoding: xchunked", "0\r\n\r\n"), 400},
      {"chunks in HTTP/1.0", "POST / HTTP/1.0\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      {"a chunk size that is no number", post("transfer-encoding: chunked", "x\r\n\r\n"), 400},
      {"a chunk size above 64 bits", post("transfer-encoding: chunked", "fffffffffffffffff\r\n"), 400},
      {"a chunk longer than its size", post("transfer-encoding: chunked", "1\r\nab\r\n0\r\n\r\n"), 400},
      {"a long chunk extension",
       post("transfer-encoding: chunked", "1;x=" + std::string(300, 'y') + "\r\na\r\n"), 400},
      {"a chunk line without end", post("transfer-encoding: chunked", std::string(20'000, '1')), 400},
      {"trailers without end", post("transfer-encoding: chunked", "0\r\n" + std::string(20'000, 'x')), 400},
      {"an unknown expectation", post("expect: wonders\r\ncontent-length: 0", ""), 417},
      {"HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
      {"HTTP/1.2", "GET / HTTP/1.2\r\nhost: h\r\n\r\n", 505},
      {"HTTP/0.9", "GET /\r\n\r\n", 400},
      {"TRACE", "TRACE / HTTP/1.1\r\nhost: h\r\n\r\n", 405, "method_not_allowed"},
      {"CONNECT", "CONNECT h:443 HTTP/1.1\r\nhost: h\r\n\r\n", 405, "method_not_allowed"},
      {"an unknown method", "BREW / HTTP/1.1\r\nhost: h\r\n\r\n", 405, "method_not_allowed"},
      {"a long target", "GET /" + std::string(20'000, 'x'), 431, "headers_too_large"},
      {"a long field", with_field("x: " + std::string(17'000, 'y')), 431, "headers_too_large"},
      {"many fields", with_field([] {
         std::string fields;
         for (int i = 0; i < 150; ++i) fields += "a: b\r\n";
         return fields + "c: d";
       }()),
       431, "headers_too_large"},
      {"a long body", post("content-length: 1048577", ""), 413, "body_too_large"},
      {"a long chunk", post("transfer-encoding: chunked", "100001\r\n"), 413, "body_too_large"},
      {"many chunks",
       post("transfer-encoding: chunked",
            [] {
              std::string chunks;
              for (int i = 0; i < 129; ++i) chunks += "2000\r\n" + std::string(8192, 'z') + "\r\n";
              return chunks;
            }()),
       413, "body_too_large"},
      {"half an upgrade", with_field("connection: upgrade\r\nupgrade: websocket"), 426},
      {"an upgrade without a key",
       with_field("connection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13"), 400},
  };
}

using BadInput = NetTest;

TEST_F(BadInput, is_refused_with_a_problem_and_the_connection_ends) {
  start();
  auto bystander = connect();
  for (BadBytes const& bad : bad_bytes()) {
    SCOPED_TRACE(bad.name);
    auto client = connect();
    try {
      client.send(bad.bytes);
      auto const answer = client.read_response();
      EXPECT_EQ(answer.status, bad.status);
      EXPECT_EQ(answer.headers.find("content-type"), "application/problem+json");
      EXPECT_NE(answer.body.find("\"code\":\"" + bad.code + "\""), std::string::npos) << answer.body;
      if (bad.status != 426 && std::string{bad.name} != "an upgrade without a key") {
        EXPECT_EQ(answer.headers.find("connection"), "close");
        EXPECT_TRUE(client.is_closed_by_peer());
      }
    } catch (std::exception const& failure) {
      ADD_FAILURE() << failure.what();
    }
    EXPECT_EQ(bystander.request("GET", "/").status, 200);
  }
  EXPECT_EQ(static_cast<std::size_t>(application.handled.load()), bad_bytes().size());
}

TEST_F(BadInput, does_not_hide_a_request_in_a_refused_one) {
  start();
  auto client = connect();
  client.send(
      "POST / HTTP/1.1\r\nhost: h\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n"
      "GET /smuggled HTTP/1.1\r\nhost: h\r\n\r\n");
  EXPECT_EQ(client.read_response().status, 400);
  EXPECT_TRUE(client.is_closed_by_peer());
  EXPECT_EQ(application.handled, 0);
}

TEST_F(BadInput, lets_the_peer_read_the_refusal_of_a_body_it_still_sends) {
  settings.linger_timeout = 5s;
  start();
  auto client = connect();
  client.send("POST / HTTP/1.1\r\nhost: h\r\ncontent-length: 9000000\r\n\r\n");
  try {
    for (int i = 0; i < 90; ++i) client.send(std::string(100'000, 'x'));
  } catch (ClientFailure const&) {
    // The server may stop reading; what it said must still be there.
  }
  EXPECT_EQ(client.read_response().status, 413);
}

TEST_F(BadInput, of_random_bytes_never_stops_the_server) {
  start();
  unsigned state = 7;
  for (int round = 0; round < 200; ++round) {
    std::string bytes =
        round % 2 == 0 ? "" : "POST /x HTTP/1.1\r\nhost: h\r\ntransfer-encoding: chunked\r\n\r\n";
    for (int i = 0; i < 300; ++i) {
      state = state * 1664525u + 1013904223u;
      bytes += static_cast<char>(state >> 24);
    }
    auto client = connect();
    try {
      client.send(bytes);
      client.finish_sending();
    } catch (ClientFailure const&) {
      // Refused before all was sent.
    }
  }
  expect_still_serving();
}

}  // namespace
}  // namespace tests::net
