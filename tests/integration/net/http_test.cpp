// HTTP/1.1 over real TLS: what honest clients do.
#include "tests/integration/net/net_fixture.hpp"

namespace tests::net {
namespace {

using HttpOverTls = NetTest;

TEST_F(HttpOverTls, answers_many_requests_on_one_connection) {
  start();
  auto client = connect();
  for (int i = 0; i < 20; ++i) {
    auto const answer = client.request("GET", "/a%20b?c=" + std::to_string(i));
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body,
              "GET /a%20b?c=" + std::to_string(i) + " /a%20b c=" + std::to_string(i) + " localhost ");
    EXPECT_EQ(answer.headers.find("connection"), "keep-alive");
    EXPECT_EQ(answer.headers.find("x-peer"), "127.0.0.1");
    EXPECT_EQ(answer.headers.find("date")->size(), 29u);
  }
  EXPECT_EQ(value_of(server->counters().connections_accepted), 1u);
  EXPECT_EQ(value_of(server->counters().requests), 20u);
}

TEST_F(HttpOverTls, closes_when_the_client_wants_it) {
  start();
  auto client = connect();
  auto const answer = client.request("GET", "/", {{"connection", "close"}});
  EXPECT_EQ(answer.headers.find("connection"), "close");
  EXPECT_TRUE(client.is_closed_by_peer());
}

TEST_F(HttpOverTls, closes_when_the_handler_wants_it) {
  start();
  auto client = connect();
  EXPECT_EQ(client.request("GET", "/bye").body, "bye");
  EXPECT_TRUE(client.is_closed_by_peer());
}

TEST_F(HttpOverTls, answers_pipelined_requests_in_order) {
  settings.max_pipelined = 4;
  start();
  auto client = connect();
  std::string bytes;
  for (int i = 0; i < 50; ++i) {
    std::string const path = i % 10 == 3 ? "/slow" : "/quick";
    bytes += "GET " + path + "?" + std::to_string(i) + " HTTP/1.1\r\nhost: h\r\n\r\n";
  }
  client.send(bytes);
  for (int i = 0; i < 50; ++i) {
    EXPECT_NE(client.read_response().body.find("?" + std::to_string(i) + " "), std::string::npos);
  }
}

TEST_F(HttpOverTls, reads_bodies_by_length_and_by_chunks) {
  start();
  auto client = connect();
  EXPECT_EQ(client.request("POST", "/p", {}, "hello").body, "POST /p /p  localhost hello");
  client.send(
      "POST /p HTTP/1.1\r\nhost: h\r\ntransfer-encoding: "
      "chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nhost: evil\r\n\r\n");
  EXPECT_EQ(client.read_response().body, "POST /p /p  h abcde");
  std::string const large(1024 * 1024, 'x');
  EXPECT_EQ(client.request("PUT", "/p", {}, large).body, "PUT /p /p  localhost " + large);
  EXPECT_EQ(client.request("GET", "/p").status, 200);
}

TEST_F(HttpOverTls, reads_what_comes_one_byte_at_a_time) {
  start();
  auto client = connect();
  for (char const c : std::string{
           "\r\nPOST /d HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n"}) {
    client.send({&c, 1});
  }
  EXPECT_EQ(client.read_response().body, "POST /d /d  h a");
}

TEST_F(HttpOverTls, answers_head_without_a_body) {
  start();
  auto client = connect();
  auto const answer = client.request("HEAD", "/h");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.headers.find("content-length"), "22");
  EXPECT_EQ(client.request("GET", "/h").status, 200);
}

TEST_F(HttpOverTls, sends_no_length_where_no_body_may_be) {
  start();
  auto client = connect();
  auto const answer = client.request("GET", "/nothing");
  EXPECT_EQ(answer.status, 204);
  EXPECT_FALSE(answer.headers.contains("content-length"));
  EXPECT_EQ(client.request("GET", "/h").status, 200);
}

TEST_F(HttpOverTls, sends_large_bodies_whole) {
  start();
  auto client = connect();
  EXPECT_EQ(client.request("GET", "/big").body, std::string(3'000'000, 'b'));
  EXPECT_EQ(client.request("GET", "/").status, 200);
}

TEST_F(HttpOverTls, says_continue_to_who_waits_for_it) {
  start();
  auto client = connect();
  client.send("POST /p HTTP/1.1\r\nhost: h\r\ncontent-length: 3\r\nexpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.read_response().status, 100);
  client.send("abc");
  EXPECT_EQ(client.read_response().body, "POST /p /p  h abc");
}

TEST_F(HttpOverTls, speaks_http_1_0) {
  start();
  auto client = connect();
  client.send("GET /old HTTP/1.0\r\nconnection: keep-alive\r\n\r\n");
  auto const first = client.read_response();
  EXPECT_EQ(first.body, "GET /old /old  - ");
  EXPECT_EQ(first.headers.find("connection"), "keep-alive");
  client.send("GET /old HTTP/1.0\r\n\r\n");
  EXPECT_EQ(client.read_response().headers.find("connection"), "close");
  EXPECT_TRUE(client.is_closed_by_peer());
}

TEST_F(HttpOverTls, takes_absolute_and_asterisk_targets) {
  start();
  auto client = connect();
  client.send("GET https://forum.example/a?b HTTP/1.1\r\nhost: forum.example\r\n\r\n");
  EXPECT_EQ(client.read_response().body, "GET /a?b /a b forum.example ");
  client.send("OPTIONS * HTTP/1.1\r\nhost: h\r\n\r\n");
  EXPECT_EQ(client.read_response().body, "OPTIONS * *  h ");
}

TEST_F(HttpOverTls, hides_what_a_handler_throws) {
  start();
  auto client = connect();
  auto const answer = client.request("GET", "/throw");
  EXPECT_EQ(answer.status, 500);
  EXPECT_EQ(answer.body.find("asked to"), std::string::npos);
  EXPECT_NE(answer.body.find("\"code\":\"internal_error\""), std::string::npos);
  EXPECT_EQ(client.request("GET", "/").status, 200);
  EXPECT_EQ(value_of(server->counters().handler_failures), 1u);
}

TEST_F(HttpOverTls, serves_operators_in_plain_text_and_without_streams) {
  start();
  TlsClient client{server->operator_port(), {.transport = support::Transport::plain}};
  EXPECT_EQ(client.request("GET", "/metrics").status, 200);
  EXPECT_EQ(client.open_stream("/live").status, 200);
  EXPECT_EQ(operators.handled, 2);
  EXPECT_EQ(application.handled, 0);
}

}  // namespace
}  // namespace tests::net
