// The live stream over real TLS: the hub on the network floor's own threads, on a forum in a file.
#include <thread>

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "auth/secrets.hpp"
#include "auth/sessions.hpp"
#include "forum/events.hpp"
#include "server/http/message.hpp"
#include "server/live/hub.hpp"
#include "server/net/server.hpp"
#include "tests/support/forum_world.hpp"
#include "tests/support/test_certificate.hpp"
#include "tests/support/tls_client.hpp"

namespace tests::live {
namespace {

using namespace std::chrono_literals;
using server::live::CursorSealer;
using server::live::Hub;
using server::live::LiveSettings;
using support::TlsClient;

// Opens streams for whoever brings the token of a session, and nothing else.
class StreamsOnly final : public server::net::Application {
 public:
  explicit StreamsOnly(Hub& hub) : hub_(hub) {}

  boost::asio::awaitable<server::http::Response> handle(server::http::Request&&) override {
    co_return server::http::Response{.status = 404};
  }
  boost::asio::awaitable<server::net::StreamDecision> open_stream(
      server::http::Request const& request) override {
    auto const token = auth::hash_token(request.headers.find("x-token").value_or(""));
    constexpr std::string_view kAfter = "after=";
    std::optional<std::string> after;
    if (request.query.starts_with(kAfter)) after = request.query.substr(kAfter.size());
    co_return hub_.open(token, std::move(after));
  }

 private:
  Hub& hub_;
};

class LiveOverTls : public testing::Test {
 protected:
  LiveOverTls() {
    base::Sealer::Key key{};
    world.write([&](storage::WriteTx& tx) {
      key = auth::load_or_create_key(tx, server::live::kCursorKey, world.random);
    });
    cursors.emplace(key, world.random);
    settings.port = 0;
    settings.io_threads = 2;
    settings.timer_step = 10ms;
    settings.linger_timeout = 300ms;
    settings.certificate_file = certificate.certificate_file();
    settings.private_key_file = certificate.private_key_file();
    thread = world.open("officer1.fr", "open", "A question").thread.public_id;
    start();
  }
  ~LiveOverTls() override { stop(); }

  void start() {
    server.emplace(settings);
    hub.emplace(world.database, *cursors, sessions, world.limits, LiveSettings{},
                std::vector{server->executor(0), server->executor(1)}, [now = world.now] { return now; });
    application.emplace(*hub);
    hub->start();
    server->start(*application, nullptr);
  }
  void stop() {
    if (!server) return;
    server->stop(100ms);
    hub->stop();
    // The database stays: what it still runs for these threads must be done before they go.
    world.read([](storage::ReadTx&) {});
    world.write([](storage::WriteTx&) {});
    hub.reset();
    application.reset();
    server.reset();
  }

  std::string sign_in(std::string_view who) {
    return world
        .write([&](storage::WriteTx& tx) {
          return auth::create_session(tx, world.user(who), auth::Assurance::strong, world.now, world.random);
        })
        .token;
  }

  TlsClient open(std::string_view token, std::string const& after = {}, support::ClientOptions options = {}) {
    TlsClient client(server->port(), std::move(options));
    auto const answer =
        client.open_stream(after.empty() ? "/live" : "/live?after=" + after, {{"x-token", token}});
    EXPECT_EQ(answer.status, 101);
    return client;
  }

  static std::string field(std::string const& frame, std::string_view name) {
    auto const parsed = boost::json::parse(frame);
    return std::string(parsed.at({name.data(), name.size()}).as_string());
  }
  static std::string watch(base::PublicId const& thread) {
    return R"({"type":"watch","topics":[],"threads":[")" + base::to_string(thread) + R"("]})";
  }

  support::TestCertificate certificate;
  ForumWorld world;
  auth::SessionLimits sessions;
  server::net::NetworkSettings settings;
  std::optional<CursorSealer> cursors;
  std::optional<server::net::Server> server;
  std::optional<Hub> hub;
  std::optional<StreamsOnly> application;
  base::PublicId thread;
};

TEST_F(LiveOverTls, an_answer_reaches_whoever_follows_the_thread) {
  auto client = open(sign_in("officer1.fr"));
  EXPECT_EQ(field(client.receive_text(), "type"), "hello");
  auto const post = world.reply("officer1.ke", thread);
  EXPECT_EQ(field(client.receive_text(), "type"), "notification");
  auto const created = client.receive_text();
  EXPECT_EQ(field(created, "type"), "post.created");
  EXPECT_EQ(field(created, "post_id"), base::to_string(post.public_id));
}

TEST_F(LiveOverTls, a_client_comes_back_to_another_server_on_the_same_database) {
  auto const token = sign_in("officer1.ke");
  auto first = open(token);
  auto const cursor = field(first.receive_text(), "cursor");
  stop();
  std::vector<std::string> posts;
  for (int i = 0; i < 300; ++i) {
    posts.push_back(base::to_string(world.reply("officer1.fr", thread).public_id));
  }
  start();
  auto client = open(token, cursor);
  client.send_text(watch(thread));
  EXPECT_EQ(field(client.receive_text(), "type"), "hello");
  for (auto const& post : posts) EXPECT_EQ(field(client.receive_text(), "post_id"), post);
  EXPECT_EQ(field(client.receive_text(), "type"), "resumed");
}

TEST_F(LiveOverTls, sign_out_closes_with_4401) {
  auto const token = sign_in("officer1.ke");
  auto client = open(token);
  client.receive_text();
  hub->session_ended(auth::hash_token(token));
  EXPECT_EQ(client.receive_close().close_code(), 4401);
}

TEST_F(LiveOverTls, a_token_of_no_session_is_closed_with_4401) {
  auto client = open("made-up");
  EXPECT_EQ(client.receive_close().close_code(), 4401);
}

TEST_F(LiveOverTls, a_frame_that_does_not_fit_closes_with_4400) {
  auto client = open(sign_in("officer1.ke"));
  client.send_text("tell me everything");
  auto const close = client.receive_close();
  EXPECT_EQ(close.close_code(), 4400);
  EXPECT_EQ(close.close_reason(), "frame does not fit");
}

TEST_F(LiveOverTls, a_server_that_stops_closes_with_1012) {
  auto client = open(sign_in("officer1.ke"));
  client.receive_text();
  std::thread stopping([this] { server->stop(1s); });
  EXPECT_EQ(client.receive_close().close_code(), 1012);
  stopping.join();
}

TEST_F(LiveOverTls, a_long_past_does_not_overflow_the_queue_of_the_stream) {
  auto const cursor = cursors->seal(world.read([](storage::ReadTx& tx) { return forum::last_event(tx); }));
  auto const writer = world.viewer("officer1.fr");
  constexpr int kPosts = 3000;  // the queue holds 1024
  world.write([&](storage::WriteTx& tx) {
    forum::NewReply reply;
    reply.thread = thread;
    reply.post = new_post(text("I do."));
    for (int i = 0; i < kPosts; ++i) {
      if (!forum::create_reply(tx, writer, reply, {world.random, world.limits}))
        throw std::runtime_error("no");
    }
  });
  support::ClientOptions options;
  options.patience = 20s;
  auto client = open(sign_in("officer1.ke"), cursor, options);
  client.receive_text();
  for (int i = 0; i < kPosts; ++i) ASSERT_EQ(field(client.receive_text(), "type"), "post.created") << i;
  EXPECT_EQ(field(client.receive_text(), "type"), "resumed");
}

}  // namespace
}  // namespace tests::live
