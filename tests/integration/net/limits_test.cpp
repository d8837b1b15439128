// Timeouts, connection limits and shutdown, over real TLS with short settings.
#include <latch>
#include <sys/resource.h>

#include "tests/integration/net/net_fixture.hpp"

namespace tests::net {
namespace {

using Limits = NetTest;

TEST_F(Limits, end_a_head_that_drips) {
  settings.head_timeout = 200ms;
  start();
  auto client = connect();
  auto const begin = std::chrono::steady_clock::now();
  client.send("GET / HTTP/1.1\r\n");
  std::jthread const dripping{[&client](std::stop_token const& stop) {
    // Bytes keep coming, well within any per-byte patience.
    for (int i = 0; i < 1500 && !stop.stop_requested(); ++i) {
      std::this_thread::sleep_for(20ms);
      try {
        client.send("x: y\r\n");
      } catch (std::exception const&) {
        return;
      }
    }
  }};
  ASSERT_TRUE(becomes_true([this] { return value_of(server->counters().requests_timed_out) == 1; }));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 15s);
}

TEST_F(Limits, answer_a_slow_head_with_408) {
  settings.head_timeout = 150ms;
  start();
  auto client = connect();
  client.send("GET / HTTP/1.1\r\n");
  auto const answer = client.read_response();
  EXPECT_EQ(answer.status, 408);
  EXPECT_NE(answer.body.find("request_timeout"), std::string::npos);
  EXPECT_TRUE(client.is_closed_by_peer());
}

TEST_F(Limits, answer_a_slow_body_with_408) {
  settings.body_timeout = 150ms;
  start();
  auto client = connect();
  client.send("POST / HTTP/1.1\r\nhost: h\r\ncontent-length: 10\r\n\r\nabc");
  EXPECT_EQ(client.read_response().status, 408);
  EXPECT_TRUE(client.is_closed_by_peer());
}

TEST_F(Limits, end_an_idle_connection_without_a_word) {
  settings.idle_timeout = 150ms;
  start();
  auto client = connect();
  EXPECT_EQ(client.request("GET", "/").status, 200);
  EXPECT_EQ(client.receive_some(), "");
}

TEST_F(Limits, leave_a_working_handler_alone) {
  settings.head_timeout = settings.body_timeout = settings.idle_timeout = settings.write_timeout = 100ms;
  start();
  EXPECT_EQ(connect().request("GET", "/slow").status, 200);
}

TEST_F(Limits, end_an_answer_that_nobody_reads) {
  settings.write_timeout = 200ms;
  settings.slowest_write_rate = 100'000'000;
  start();
  auto client = connect({.receive_buffer_bytes = 4096});
  for (int i = 0; i < 4; ++i) client.send_request("GET", "/big");
  EXPECT_TRUE(becomes_true([this] { return value_of(server->counters().connections_open) == 0; }));
}

TEST_F(Limits, end_a_handshake_that_does_not_come) {
  settings.handshake_timeout = 150ms;
  start();
  TlsClient silent{server->port(), {.transport = support::Transport::plain}};
  EXPECT_TRUE(silent.is_closed_by_peer());
  EXPECT_EQ(value_of(server->counters().tls_failures), 1u);
}

TEST_F(Limits, refuse_bodies_above_what_one_thread_may_hold) {
  settings.io_threads = 1;
  settings.bodies_bytes_per_thread = 1'000'000;
  start();
  auto holder = connect();
  holder.send("POST / HTTP/1.1\r\nhost: h\r\ncontent-length: 900000\r\n\r\n" + std::string(800'000, 'x'));
  ASSERT_TRUE(becomes_true([this] { return value_of(server->counters().bytes_received) >= 800'000; }));
  auto other = connect();
  auto const refused = other.request("POST", "/", {}, std::string(500'000, 'y'));
  EXPECT_EQ(refused.status, 503);
  EXPECT_TRUE(refused.headers.contains("retry-after"));
  holder.send(std::string(100'000, 'x'));
  EXPECT_EQ(holder.read_response().status, 200);
  // The same connection, and another: all of the budget is there again.
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(holder.request("POST", "/", {}, std::string(900'000, 'z')).status, 200);
  EXPECT_EQ(holder.request("GET", "/").status, 200);
  EXPECT_EQ(connect().request("POST", "/", {}, std::string(900'000, 'z')).status, 200);
}

TEST_F(Limits, hold_back_one_address_and_serve_the_others) {
  settings.max_connections_per_address = 10;
  start();
  std::vector<TlsClient> flood;
  int refused = 0;
  for (int i = 0; i < 60; ++i) {
    try {
      flood.push_back(connect({.local_address = "127.0.0.2"}));
    } catch (ClientFailure const&) {
      ++refused;
    }
  }
  EXPECT_EQ(flood.size(), 10u);
  EXPECT_EQ(refused, 50);
  EXPECT_EQ(connect({.local_address = "127.0.0.3"}).request("GET", "/").status, 200);
  EXPECT_EQ(value_of(server->counters().connections_refused_address_limit), 50u);
  flood.clear();
  EXPECT_TRUE(becomes_true([this] { return value_of(server->counters().connections_open) == 0; }));
  EXPECT_EQ(connect({.local_address = "127.0.0.2"}).request("GET", "/").status, 200);
}

TEST_F(Limits, hold_back_all_above_the_total) {
  settings.max_connections = 3;
  start();
  std::vector<TlsClient> clients;
  for (int i = 0; i < 3; ++i) clients.push_back(connect());
  EXPECT_THROW(connect(), ClientFailure);
  EXPECT_EQ(clients[0].request("GET", "/").status, 200);
  EXPECT_EQ(value_of(server->counters().connections_refused_total_limit), 1u);
}

TEST_F(Limits, of_the_machine_pause_accepting_and_spare_who_is_connected) {
#if __has_feature(undefined_behavior_sanitizer)
  // Its check of dynamic types probes memory through a pipe of its own, and ends the program where it gets
  // none.
  GTEST_SKIP() << "UBSan needs descriptors for its own checks; the release build runs this test";
#endif
  settings.accept_pause = 50ms;
  start();
  auto early = connect();
  EXPECT_EQ(early.request("GET", "/").status, 200);
  TlsClient waiting{server->port(), {.transport = support::Transport::plain}};
  ASSERT_TRUE(becomes_true([this] { return value_of(server->counters().connections_open) == 2; }));

  std::latch has_started{1};
  std::latch is_tight{1};
  std::optional<TlsClient> late;
  std::jthread const connecting{[&] {
    has_started.count_down();
    is_tight.wait();
    late.emplace(server->port(), ClientOptions{});
  }};
  has_started.wait();
  // Take all descriptors but one, for the client's side of the next connection.
  rlimit before{};
  ::getrlimit(RLIMIT_NOFILE, &before);
  int const lowest = ::dup(0);
  ::close(lowest);
  rlimit const tight{static_cast<rlim_t>(lowest) + 1, before.rlim_max};
  ::setrlimit(RLIMIT_NOFILE, &tight);
  is_tight.count_down();
  EXPECT_TRUE(becomes_true([this] { return value_of(server->counters().accept_failures) >= 1; }));
  EXPECT_EQ(early.request("GET", "/").status, 200);
  ::setrlimit(RLIMIT_NOFILE, &before);
  EXPECT_TRUE(becomes_true([&] { return value_of(server->counters().connections_open) == 3; }));
}

TEST_F(Limits, let_running_requests_end_when_the_server_stops) {
  start();
  auto busy = connect();
  auto idle = connect();
  EXPECT_EQ(idle.request("GET", "/").status, 200);
  busy.send_request("GET", "/slow");
  ASSERT_TRUE(becomes_true([this] { return application.handled == 2; }));
  auto const begin = std::chrono::steady_clock::now();
  std::jthread const stopping{[this] { server->stop(30s); }};
  auto const answer = busy.read_response();
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.headers.find("connection"), "close");
  EXPECT_TRUE(idle.is_closed_by_peer());
  EXPECT_THROW(connect(), ClientFailure);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 15s);
}

TEST_F(Limits, take_a_part_of_a_tls_record_for_no_request) {
  settings.head_timeout = 100ms;
  start();
  auto client = connect();
  EXPECT_EQ(client.request("GET", "/").status, 200);
  client.send_raw("\x17\x03\x03");
  std::this_thread::sleep_for(300ms);
  EXPECT_EQ(value_of(server->counters().requests_timed_out), 0u);
  EXPECT_EQ(value_of(server->counters().connections_open), 1u);
  auto const begin = std::chrono::steady_clock::now();
  server->stop(30s);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 15s);
}

TEST_F(Limits, cut_what_does_not_end_in_time) {
  start();
  auto client = connect();
  client.send("POST / HTTP/1.1\r\nhost: h\r\ncontent-length: 10\r\n\r\nabc");
  ASSERT_TRUE(becomes_true([this] { return value_of(server->counters().bytes_received) > 0; }));
  auto const begin = std::chrono::steady_clock::now();
  server->stop(100ms);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 15s);
  EXPECT_TRUE(client.is_closed_by_peer());
}

TEST_F(Limits, do_not_wait_for_a_handler_for_ever) {
  start();
  auto client = connect();
  client.send_request("GET", "/slow");
  ASSERT_TRUE(becomes_true([this] { return application.handled == 1; }));
  server->stop(0ms);
  EXPECT_TRUE(client.is_closed_by_peer());
}

}  // namespace
}  // namespace tests::net
