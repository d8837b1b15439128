// Signals: a stop that loses nothing and says goodbye, and certificates that are changed while it runs.
#include "tests/integration/api/api_test.hpp"

namespace tests::api {
namespace {

using support::TlsClient;

TEST(Signals, a_stop_closes_streams_with_1012_and_ends_well) {
  ForumServer server;
  auto officer = server.client("officer1.fr");
  auto stream = officer.stream();
  stream.next("hello");
  auto const thread = open_thread(officer, server.topic("open"));
  std::thread stopper([&] { EXPECT_EQ(server.stop(), 0); });
  EXPECT_EQ(stream.close_code(), 1012);
  stopper.join();
  EXPECT_THROW(TlsClient(server.port()), support::ClientFailure);

  server.start();
  officer.connect_again(server.port());
  EXPECT_EQ(officer.get("/threads/" + thread.id).status, 200);
}

TEST(Signals, a_hangup_takes_the_new_certificate) {
  ForumServer server;
  auto officer = server.client("officer1.fr");
  auto const before = TlsClient(server.port()).certificate_fingerprint();
  server.certificate().renew();
  server.reload();
  std::string now = before;
  for (int i = 0; i < 200 && now == before; ++i) {
    std::this_thread::sleep_for(20ms);
    now = TlsClient(server.port()).certificate_fingerprint();
  }
  EXPECT_NE(now, before);
  EXPECT_EQ(officer.get("/me").status, 200) << "a connection from before goes on";

  server.certificate().spoil();
  server.reload();
  for (int i = 0; i < 200 && server.log().find("certificate_not_reloaded") == std::string::npos; ++i) {
    std::this_thread::sleep_for(20ms);
  }
  EXPECT_NE(server.log().find("certificate_not_reloaded"), std::string::npos);
  EXPECT_EQ(TlsClient(server.port()).certificate_fingerprint(), now);
}

}  // namespace
}  // namespace tests::api
