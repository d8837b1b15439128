// WebSocket over real TLS, with honest and other peers.
#include "tests/integration/net/net_fixture.hpp"

namespace tests::net {
namespace {

class Streams : public NetTest {
 protected:
  TlsClient open(ClientOptions options = {}) {
    auto client = connect(std::move(options));
    EXPECT_EQ(client.open_stream("/live?after=x").status, 101);
    return client;
  }
};

TEST_F(Streams, carry_text_both_ways) {
  start();
  auto client = open();
  for (std::string const& text :
       {std::string{"hello"}, std::string{}, std::string(65'536, 'x'), std::string{"\xd8\xb3\xd9\x84"}}) {
    client.send_text(text);
    EXPECT_EQ(client.receive_text(), text);
  }
  EXPECT_EQ(value_of(server->counters().streams_open), 1u);
}

TEST_F(Streams, put_fragments_together) {
  start();
  auto client = open();
  client.send_frame(Opcode::text, "one ", false);
  client.send_frame(Opcode::ping, "still there?");
  client.send_frame(Opcode::continuation, "two", true);
  auto const pong = client.receive_frame();
  ASSERT_TRUE(pong);
  EXPECT_EQ(pong->opcode, Opcode::pong);
  EXPECT_EQ(pong->payload, "still there?");
  EXPECT_EQ(client.receive_text(), "one two");
}

TEST_F(Streams, open_only_where_the_application_says_so) {
  start();
  auto client = connect();
  auto const refused = client.open_stream("/elsewhere");
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(refused.body, "no");
  EXPECT_EQ(client.open_stream("/throw").status, 500);
  // The connection serves on, and may still become a stream.
  EXPECT_EQ(client.request("GET", "/").status, 200);
  auto const opened = client.open_stream("/live");
  EXPECT_EQ(opened.status, 101);
  EXPECT_EQ(opened.headers.find("server"), "colloquium");  // not which software, and which version
  EXPECT_FALSE(opened.headers.contains("sec-websocket-extensions"));
}

TEST_F(Streams, never_compress) {
  start();
  auto client = connect();
  auto const opened = client.open_stream("/live", {{"sec-websocket-extensions", "permessage-deflate"}});
  EXPECT_EQ(opened.status, 101);
  EXPECT_FALSE(opened.headers.contains("sec-websocket-extensions"));
}

TEST_F(Streams, refuse_frames_before_the_answer) {
  start();
  auto client = connect();
  client.send(
      "GET /live HTTP/1.1\r\nhost: h\r\nconnection: upgrade\r\nupgrade: websocket\r\n"
      "sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n\x81\x80");
  EXPECT_EQ(client.read_response().status, 400);
}

struct BadFrame {
  char const* name;
  std::string bytes;
  int code;
};

TEST_F(Streams, are_closed_with_the_right_code_after_bad_frames) {
  using std::string_literals::operator""s;
  start();
  BadFrame const bad_frames[] = {
      {"not masked", "\x81\x01x"s, 1002},
      {"a reserved bit", "\xc1\x80\0\0\0\0"s, 1002},
      {"an unknown opcode", "\x83\x80\0\0\0\0"s, 1002},
      {"a continuation of nothing", "\x80\x80\0\0\0\0"s, 1002},
      {"a long ping", "\x89\xfe\0\x7e\0\0\0\0"s + std::string(126, 'x'), 1002},
      {"a fragmented ping", "\x09\x80\0\0\0\0"s, 1002},
      {"a length not in its shortest form", "\x81\xfe\0\x01\0\0\0\0x"s, 1002},
      {"a close code that may not be sent", "\x88\x82\0\0\0\0\x03\xed"s, 1002},
      {"half a close code", "\x88\x81\0\0\0\0\x03"s, 1002},
      {"bad UTF-8", "\x81\x82\0\0\0\0\xc3\x28"s, 1007},
      {"UTF-8 cut short", "\x81\x81\0\0\0\0\xc3"s, 1007},
      {"a surrogate in UTF-8", "\x81\x83\0\0\0\0\xed\xa0\x80"s, 1007},
      {"binary", "\x82\x81\0\0\0\0x"s, 1003},
      {"64 KiB and one byte", "\x81\xff\0\0\0\0\0\x01\0\x01\0\0\0\0"s, 1009},
      {"2^63 bytes", "\x81\xff\x7f\xff\xff\xff\xff\xff\xff\xff\0\0\0\0"s, 1009},
  };
  auto bystander = open();
  int ended = 0;
  for (BadFrame const& bad : bad_frames) {
    SCOPED_TRACE(bad.name);
    try {
      auto client = open();
      client.send(bad.bytes);
      EXPECT_EQ(client.receive_close().close_code(), bad.code);
      client.finish_sending();
      EXPECT_TRUE(client.is_closed_by_peer());
    } catch (std::exception const& failure) {
      ADD_FAILURE() << failure.what();
    }
    bystander.send_text("on");
    EXPECT_EQ(bystander.receive_text(), "on");
    ++ended;
    EXPECT_TRUE(becomes_true([&] { return application.streams_ended == ended; }));
  }
}

TEST_F(Streams, answer_a_close_and_end) {
  start();
  auto client = open();
  client.send_frame(Opcode::close,
                    "\x03\xe8"
                    "bye");
  EXPECT_EQ(client.receive_close().close_code(), 1000);
  EXPECT_TRUE(client.is_closed_by_peer());
  EXPECT_TRUE(becomes_true([this] { return application.streams_ended == 1; }));
  EXPECT_TRUE(becomes_true([this] { return value_of(server->counters().streams_open) == 0; }));
}

TEST_F(Streams, close_with_what_the_handler_says) {
  start();
  auto client = open();
  client.send_text("bye");
  auto const close = client.receive_close();
  EXPECT_EQ(close.close_code(), 4401);
  EXPECT_EQ(close.close_reason(), "signed out");
  client.send_frame(Opcode::close, close.payload);
  EXPECT_TRUE(client.is_closed_by_peer());
}

TEST_F(Streams, close_with_1011_when_a_handler_throws) {
  start();
  auto client = open();
  client.send_text("throw");
  EXPECT_EQ(client.receive_close().close_code(), 1011);
  expect_still_serving();
}

TEST_F(Streams, do_not_wait_for_the_answer_to_a_close_for_ever) {
  settings.stream_close_timeout = 150ms;
  start();
  auto client = open();
  client.send_text("bye");
  EXPECT_EQ(client.receive_close().close_code(), 4401);
  EXPECT_TRUE(client.is_closed_by_peer());
  EXPECT_TRUE(becomes_true([this] { return application.streams_ended == 1; }));
}

TEST_F(Streams, close_with_1013_when_too_many_frames_wait) {
  settings.stream_queue_frames = 50;
  start();
  auto client = open();
  client.send_text("flood 52");
  EXPECT_EQ(client.receive_close().close_code(), 1013);
  EXPECT_EQ(value_of(server->counters().stream_overflow_closes), 1u);
}

TEST_F(Streams, close_with_1013_when_too_many_bytes_wait) {
  settings.stream_queue_bytes = 20'000;
  start();
  auto client = open();
  client.send_text("flood 19");
  for (int i = 0; i < 19; ++i) EXPECT_EQ(client.receive_text().size(), 1000u);
  client.send_text("flood 30");
  EXPECT_EQ(client.receive_close().close_code(), 1013);
}

TEST_F(Streams, cut_a_peer_that_never_drains) {
  settings.stream_close_timeout = 200ms;
  settings.stream_queue_frames = 100'000;
  start();
  auto client = open({.receive_buffer_bytes = 4096});
  for (int i = 0; i < 20; ++i) client.send_text("flood 1000");
  EXPECT_TRUE(becomes_true([this] { return value_of(server->counters().streams_open) == 0; }));
  EXPECT_EQ(value_of(server->counters().stream_overflow_closes), 1u);
  EXPECT_EQ(application.streams_ended, 1);
}

TEST_F(Streams, are_pinged_and_live_while_they_answer) {
  settings.ping_interval = 50ms;
  settings.stream_idle_timeout = 250ms;
  start();
  auto client = open();
  for (int i = 0; i < 10; ++i) {
    auto const ping = client.receive_frame();
    ASSERT_TRUE(ping);
    ASSERT_EQ(ping->opcode, Opcode::ping);
    client.send_frame(Opcode::pong, ping->payload);
  }
  client.send_text("alive");
  EXPECT_EQ(client.receive_text(), "alive");
}

TEST_F(Streams, end_without_a_sign_of_life) {
  settings.ping_interval = 50ms;
  settings.stream_idle_timeout = 200ms;
  start();
  auto client = open();
  EXPECT_TRUE(client.is_closed_by_peer());
  EXPECT_EQ(value_of(server->counters().stream_idle_closes), 1u);
  EXPECT_TRUE(becomes_true([this] { return application.streams_ended == 1; }));
}

TEST_F(Streams, are_closed_with_1012_when_the_server_stops) {
  start();
  auto first = open();
  auto second = open();
  std::jthread const stopping{[this] { server->stop(5s); }};
  EXPECT_EQ(first.receive_close().close_code(), 1012);
  EXPECT_EQ(second.receive_close().close_code(), 1012);
  first.send_frame(Opcode::close, "\x03\xf4");
  first.finish_sending();
  second.finish_sending();
}

TEST_F(Streams, survive_peers_that_vanish) {
  start();
  for (int i = 0; i < 20; ++i) {
    auto client = open();
    client.send_text("flood 500");
  }
  EXPECT_TRUE(becomes_true([this] { return value_of(server->counters().streams_open) == 0; }));
  EXPECT_EQ(application.streams_ended, 20);
  expect_still_serving();
}

}  // namespace
}  // namespace tests::net
