// The server is killed again and again in the middle of a storm of writes: what was answered with 201 is
// there, once, and a stream that comes back hears of it; a request that is sent again makes no second object.
#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <random>

#include "auth/organisations.hpp"
#include "tests/integration/api/api_test.hpp"

namespace tests::api {
namespace {

using support::ClientFailure;

constexpr int kRounds = 10;

// One officer who answers without pause; what he does not know the fate of he sends again, with the same key.
class Writer {
 public:
  Writer(ForumServer& server, std::string const& name, std::string thread)
      : name_(name), thread_(std::move(thread)), client_(server.client(name)) {}

  void write_until_the_server_dies(std::uint16_t port) {
    client_.connect_again(port);
    try {
      for (;;) {
        write();
        if (count_ % 8 == 0) expect_status(200, client_.get("/threads/" + thread_ + "/posts?limit=5"));
      }
    } catch (ClientFailure const&) {
    }
  }

  // The request that was under way, if there was one.
  void settle(std::uint16_t port) {
    client_.connect_again(port);
    if (is_pending_) write();
  }

  // Text of the post to its id.
  std::map<std::string, std::string> const& written() const { return written_; }

 private:
  void write() {
    if (!is_pending_) ++count_;
    is_pending_ = true;
    std::string const text = name_ + " " + std::to_string(count_);
    auto const answer = client_.post("/threads/" + thread_ + "/posts", {{"body", text}},
                                     {{"idempotency-key", name_ + "-" + std::to_string(count_)}});
    is_pending_ = false;
    if (answer.status == 201) {
      written_[text] = answer.text_at("/id");
    } else {
      ADD_FAILURE() << text << ": " << answer;
    }
  }

  std::string name_;
  std::string thread_;
  ApiClient client_;
  int count_ = 0;
  bool is_pending_ = false;
  std::map<std::string, std::string> written_;
};

// One officer who listens, and comes back where he was.
class Listener {
 public:
  Listener(ForumServer& server, std::string const& name, std::string thread)
      : client_(server.client(name)), thread_(std::move(thread)) {}

  void open(std::uint16_t port) {
    client_.connect_again(port);
    stream_.emplace(client_.stream(cursor_));
    stream_->watch({}, {thread_});
    if (cursor_.empty()) {
      note(stream_->next("hello"));
      return;
    }
    for (;;) {
      auto const frame = stream_->next();
      note(frame);
      if (frame.at("type").as_string() == "resumed") return;
      if (frame.at("type").as_string() == "reset") ADD_FAILURE() << "the past was lost";
    }
  }

  void listen_until_the_server_dies() {
    try {
      for (;;) note(stream_->next());
    } catch (ClientFailure const&) {
    }
  }

  std::map<std::string, int> const& heard() const { return heard_; }

 private:
  void note(object const& frame) {
    if (auto const* const cursor = frame.if_contains("cursor")) cursor_ = cursor->as_string();
    if (frame.at("type").as_string() == "post.created")
      ++heard_[std::string(frame.at("post_id").as_string())];
  }

  ApiClient client_;
  std::string thread_;
  std::optional<LiveStream> stream_;
  std::string cursor_;
  std::map<std::string, int> heard_;
};

// Text of each post of the thread but the first, to how often it is there.
std::map<std::string, int> read_all(ApiClient& reader, std::string const& thread,
                                    std::map<std::string, std::string>& ids) {
  std::map<std::string, int> times;
  std::string const list = "/threads/" + thread + "/posts?limit=100";
  for (std::string after;;) {
    auto const page = expect_status(200, reader.get(list + after));
    for (auto const& item : page.body.at("items").as_array()) {
      if (item.at("parent_id").is_null()) continue;
      std::string const text(item.at("body").as_string());
      ++times[text];
      ids[text] = item.at("id").as_string();
    }
    if (page.body.at("next").is_null()) return times;
    after = "&after=" + support::encode_query(page.text_at("/next"));
  }
}

TEST(Crash, loses_nothing_that_was_answered_and_makes_nothing_twice) {
  ForumServer server;
  auto reader = server.client("officer1.es");
  auto opener = server.client("officer1.fr");
  auto const thread = open_thread(opener, server.topic("open")).id;
  std::vector<std::unique_ptr<Writer>> writers;
  for (auto const name : {"officer1.fr", "officer2.fr", "officer1.ke", "officer1.br"}) {
    writers.push_back(std::make_unique<Writer>(server, name, thread));
  }
  Listener listener(server, "officer2.es", thread);
  std::minstd_rand random(20);

  for (int round = 0; round < kRounds; ++round) {
    listener.open(server.port());
    std::vector<std::thread> threads;
    for (auto& writer : writers) {
      threads.emplace_back([&] { writer->write_until_the_server_dies(server.port()); });
    }
    threads.emplace_back([&] { listener.listen_until_the_server_dies(); });
    std::this_thread::sleep_for(std::chrono::milliseconds(500 + random() % 500));
    server.kill();
    for (auto& each : threads) each.join();
    server.start();
    for (auto& writer : writers) writer->settle(server.port());
  }
  listener.open(server.port());

  reader.connect_again(server.port());
  std::map<std::string, std::string> ids;
  auto const times = read_all(reader, thread, ids);
  std::size_t written = 0;
  for (auto const& writer : writers) {
    written += writer->written().size();
    for (auto const& [text, id] : writer->written()) {
      auto const found = times.find(text);
      ASSERT_NE(found, times.end()) << "lost: " << text;
      EXPECT_EQ(found->second, 1) << text;
      EXPECT_EQ(ids[text], id) << text;
      auto const heard = listener.heard().find(id);
      ASSERT_NE(heard, listener.heard().end()) << "never told: " << text;
      EXPECT_EQ(heard->second, 1) << text;
    }
  }
  EXPECT_EQ(times.size(), written);
  EXPECT_EQ(listener.heard().size(), written);
  EXPECT_EQ(reader.get("/threads/" + thread).number_at("/posts"), static_cast<int>(written) + 1);
  EXPECT_GT(written, 100U);
  std::printf("%zu posts through %d crashes\n", written, kRounds);
}

// A tool that comes and goes must not take the write-ahead log away from under the server.
TEST(Crash, after_a_tool_has_looked_in_loses_nothing_either) {
  ForumServer server;
  auto officer = server.client("officer1.fr");
  server.change([&](storage::WriteTx& tx) {
    auth::set_organisation_status(tx, server.organisation_key("eg"), auth::OrganisationStatus::supervised);
  });
  auto const thread = open_thread(officer, server.topic("open"));
  server.kill();
  server.start();
  officer.connect_again(server.port());
  EXPECT_EQ(officer.get("/threads/" + thread.id).status, 200);
  auto supervised = server.client("officer1.eg");
  auto const waiting =
      supervised.post("/threads/" + thread.id + "/posts", {{"body", "Waits for compliance."}});
  EXPECT_EQ(waiting.text_at("/state"), "awaiting_release");
}

}  // namespace
}  // namespace tests::api
