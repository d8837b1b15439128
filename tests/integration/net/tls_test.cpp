// What the TLS listener agrees to.
#include "tests/integration/net/net_fixture.hpp"

namespace tests::net {
namespace {

using Tls = NetTest;

TEST_F(Tls, is_1_3_with_http_1_1) {
  start();
  auto client = connect();
  EXPECT_EQ(client.tls_version(), "TLSv1.3");
  EXPECT_EQ(client.alpn(), "http/1.1");
}

TEST_F(Tls, is_1_2_with_forward_secrecy_for_who_has_no_better) {
  start();
  auto client = connect({.version = support::TlsVersion::only_1_2});
  EXPECT_EQ(client.tls_version(), "TLSv1.2");
  EXPECT_TRUE(client.cipher().starts_with("ECDHE-ECDSA-")) << client.cipher();
  EXPECT_EQ(client.request("GET", "/").status, 200);
}

TEST_F(Tls, is_nothing_older) {
  start();
  EXPECT_THROW(connect({.version = support::TlsVersion::only_1_1}), ClientFailure);
  expect_still_serving();
}

TEST_F(Tls, resumes_sessions) {
  start();
  for (auto const version : {support::TlsVersion::newest, support::TlsVersion::only_1_2}) {
    auto first = connect({.version = version});
    EXPECT_FALSE(first.is_resumed());
    EXPECT_EQ(first.request("GET", "/").status, 200);
    auto second = connect({.version = version, .resume = first.tls_session()});
    EXPECT_TRUE(second.is_resumed());
    EXPECT_EQ(second.request("GET", "/").status, 200);
  }
}

TEST_F(Tls, refuses_plain_http_quietly) {
  start();
  TlsClient client{server->port(), {.transport = support::Transport::plain}};
  client.send("GET / HTTP/1.1\r\nhost: h\r\n\r\n");
  EXPECT_TRUE(client.is_closed_by_peer());
  EXPECT_EQ(value_of(server->counters().plain_http_refused), 1u);
  EXPECT_EQ(application.handled, 0);
  expect_still_serving();
}

TEST_F(Tls, refuses_noise) {
  start();
  TlsClient client{server->port(), {.transport = support::Transport::plain}};
  client.send(std::string(1000, '\x17'));
  EXPECT_TRUE(client.is_closed_by_peer());
  EXPECT_EQ(value_of(server->counters().tls_failures), 1u);
  expect_still_serving();
}

TEST_F(Tls, takes_new_certificates_for_new_connections) {
  start();
  auto old = connect();
  certificate.renew();
  ASSERT_TRUE(server->reload_certificates().has_value());
  ASSERT_TRUE(
      becomes_true([&] { return connect().certificate_fingerprint() != old.certificate_fingerprint(); }));
  EXPECT_EQ(old.request("GET", "/").status, 200);
}

TEST_F(Tls, keeps_the_certificate_where_the_new_one_is_unusable) {
  start();
  auto old = connect();
  certificate.spoil();
  auto const reloaded = server->reload_certificates();
  ASSERT_TRUE(reloaded.has_error());
  EXPECT_NE(reloaded.error().detail.find("certificate"), std::string::npos);
  EXPECT_EQ(connect().certificate_fingerprint(), old.certificate_fingerprint());
}

TEST_F(Tls, does_not_start_without_a_certificate_or_a_free_port) {
  start();
  server::net::NetworkSettings taken = settings;
  taken.port = server->port();
  server::net::Server second{taken};
  EXPECT_THROW(second.start(application, nullptr), std::runtime_error);
  certificate.spoil();
  server::net::Server third{settings};
  EXPECT_THROW(third.start(application, nullptr), std::runtime_error);
}

}  // namespace
}  // namespace tests::net
