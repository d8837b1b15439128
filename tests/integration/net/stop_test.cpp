// Stopping in the middle of everything: requests, handshakes, streams, reloads. Worth most under the thread
// sanitizer.
#include "tests/integration/net/net_fixture.hpp"

namespace tests::net {
namespace {

using Stop = NetTest;

// What one careless client does, again and again, until the server has gone.
void be_busy(std::uint16_t port, int kind) {
  try {
    for (;;) {
      TlsClient client{port, {.patience = 2s}};
      if (kind == 0) {
        client.request("POST", "/busy", {}, std::string(20'000, 'x'));
        client.request("GET", "/big");
      } else if (kind == 1) {
        client.open_stream("/live");
        client.send_text("flood 20");
        for (int i = 0; i < 10; ++i) client.receive_text();
      } else {
        client.send("GET /slow HTTP/1.1\r\nhost: h\r\n\r\nGET /x HTT");
        client.read_response();
      }
    }
  } catch (ClientFailure const&) {
    // Refused or cut: the server stops.
  } catch (support::ClientTimeout const&) {
    ADD_FAILURE() << "the server left a client waiting";
  }
}

TEST_F(Stop, is_orderly_in_the_middle_of_everything) {
  for (int const drain_ms : {0, 50, 2000}) {
    start();
    std::vector<std::jthread> clients;
    for (int i = 0; i < 6; ++i) clients.emplace_back(be_busy, server->port(), i % 3);
    std::this_thread::sleep_for(200ms);
    ASSERT_TRUE(server->reload_certificates().has_value());
    std::this_thread::sleep_for(100ms);
    EXPECT_GT(value_of(server->counters().connections_accepted), 0u);
    server->stop(std::chrono::milliseconds{drain_ms});
    server.reset();
    clients.clear();
  }
}

TEST_F(Stop, may_come_twice_or_without_a_start) {
  server.emplace(settings);
  server->stop(0ms);
  start();
  server->stop(0ms);
  server->stop(0ms);
}

}  // namespace
}  // namespace tests::net
