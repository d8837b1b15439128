// A real Server over TLS on a port of its own, with an Application that echoes, for the tests of the network
// floor. Tests change `settings` before start().
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gtest/gtest.h>

#include "server/net/server.hpp"
#include "tests/support/test_certificate.hpp"
#include "tests/support/tls_client.hpp"

namespace tests::net {

using namespace std::chrono_literals;
using server::http::Headers;
using server::http::Method;
using server::http::Request;
using server::http::Response;
using server::net::value_of;
using support::ClientFailure;
using support::ClientOptions;
using support::Frame;
using support::HttpAnswer;
using support::Opcode;
using support::TlsClient;

// Says back what it hears. "flood N" sends N frames of 1000 bytes; "throw" throws; "bye" closes with 4401.
class EchoStream final : public server::net::StreamHandler {
 public:
  explicit EchoStream(std::atomic<int>& ended) : ended_(ended) {}

  void on_open(std::shared_ptr<server::net::Stream> stream) override { stream_ = std::move(stream); }
  void on_text(std::string_view text) override {
    if (text == "throw") throw std::runtime_error("asked to");
    if (text == "bye") return stream_->close(4401, "signed out");
    if (text.starts_with("flood ")) {
      auto const frame = std::make_shared<std::string const>(1000, 'f');
      for (int left = std::stoi(std::string{text.substr(6)}); left > 0; --left) stream_->send(frame);
      return;
    }
    stream_->send(std::make_shared<std::string const>(text));
  }
  void on_close() override { ++ended_; }

 private:
  std::atomic<int>& ended_;
  std::shared_ptr<server::net::Stream> stream_;
};

class EchoApplication final : public server::net::Application {
 public:
  boost::asio::awaitable<Response> handle(Request&& request) override {
    ++handled;
    if (request.path == "/throw") throw std::runtime_error("asked to");
    if (request.path == "/slow") {
      boost::asio::steady_timer timer{co_await boost::asio::this_coro::executor, 300ms};
      co_await timer.async_wait(boost::asio::use_awaitable);
    }
    if (request.path == "/big")
      co_return Response{.body = std::make_shared<std::string const>(3'000'000, 'b')};
    if (request.path == "/nothing") co_return Response{.status = 204};
    if (request.path == "/bye") co_return Response{.headers = {{"connection", "close"}}, .body = "bye"};
    std::string said{to_string(request.method)};
    said += " " + request.target + " " + request.path + " " + request.query + " " +
            std::string{request.headers.find("host").value_or("-")} + " " + request.body;
    co_return Response{.headers = {{"content-type", "text/plain"}, {"x-peer", request.peer_address}},
                       .body = std::move(said)};
  }

  boost::asio::awaitable<server::net::StreamDecision> open_stream(Request const& request) override {
    if (request.path == "/throw") throw std::runtime_error("asked to");
    if (request.path != "/live") co_return Response{.status = 403, .body = "no"};
    co_return std::make_shared<EchoStream>(streams_ended);
  }

  std::atomic<int> handled{0};
  std::atomic<int> streams_ended{0};
};

class NetTest : public ::testing::Test {
 protected:
  NetTest() {
    settings.port = 0;
    settings.io_threads = 2;
    settings.timer_step = 10ms;
    settings.linger_timeout = 300ms;
    settings.certificate_file = certificate.certificate_file();
    settings.private_key_file = certificate.private_key_file();
  }

  ~NetTest() override {
    if (server) server->stop(100ms);
  }

  void start() {
    server.emplace(settings);
    server->start(application, &operators);
  }

  TlsClient connect(ClientOptions options = {}) { return TlsClient{server->port(), std::move(options)}; }

  // Waits for what another thread does, at most for two seconds.
  static bool becomes_true(auto const& condition) {
    for (int left = 2000; left > 0 && !condition(); --left) std::this_thread::sleep_for(10ms);
    return condition();
  }

  // The connection ends, and the server serves on.
  void expect_still_serving() { EXPECT_EQ(connect().request("GET", "/on").status, 200); }

  support::TestCertificate certificate;
  server::net::NetworkSettings settings;
  EchoApplication application;
  EchoApplication operators;
  std::optional<server::net::Server> server;
};

}  // namespace tests::net
