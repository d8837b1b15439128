// The hub on two I/O threads, under writers that do not wait for it and clients that come and go: every event
// reaches every client once and in order. Run it under the thread sanitizer.
#include <algorithm>
#include <future>
#include <thread>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <gtest/gtest.h>

#include "tests/unit/live/live_world.hpp"

namespace server::live {
namespace {

using namespace std::chrono_literals;

constexpr int kWriters = 3;
constexpr int kPostsOfEach = 120;
constexpr int kClients = 8;

struct IoThread {
  boost::asio::io_context context{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work{context.get_executor()};
  std::thread thread{[this] { context.run(); }};

  // On the thread, and waited for.
  template <class Function>
  void run(Function function) {
    std::promise<void> done;
    boost::asio::post(context, [&] {
      function();
      done.set_value();
    });
    done.get_future().wait();
  }
};

// Takes some frames, leaves, and comes back with its cursor, until the hub has nothing more to tell.
class Wanderer {
 public:
  Wanderer(LiveWorld& world, Hub& hub, IoThread& thread, std::size_t index, Officer officer)
      : hub_(hub), thread_(thread), index_(index), officer_(std::move(officer)) {
    cursor_ = world.cursor_now();
  }

  void come() {
    thread_.run([this] {
      client_ = std::make_shared<TestClient>(thread_.context.get_executor(), index_);
      client_->open(hub_.open(officer_.token_hash, cursor_));
    });
  }

  // What was heard since come(); the connection ends, as if its last frames had been lost on the way.
  void go(std::size_t lost_frames) {
    thread_.run([&] {
      client_->leave();
      if (lost_frames < client_->frames.size()) {
        client_->frames.resize(client_->frames.size() - lost_frames);
        take_frames();
      }
      client_.reset();
    });
  }

  bool has_heard(std::size_t posts) {
    std::size_t waiting = 0;
    thread_.run([&] { waiting = client_->count("post.created"); });
    return posts_.size() + waiting >= posts;
  }

  std::vector<std::string> const& posts() const { return posts_; }
  int resets() const { return resets_; }

 private:
  void take_frames() {
    for (auto const& frame : client_->frames) {
      if (frame.find(R"("type":"reset")") != std::string::npos) ++resets_;
      if (frame.find(R"("type":"post.created")") == std::string::npos) continue;
      posts_.push_back(frame.substr(frame.find(R"("post_id":")") + 11, base::PublicId::kTextSize));
    }
    cursor_ = client_->cursor();
  }

  Hub& hub_;
  IoThread& thread_;
  std::size_t index_;
  Officer officer_;
  std::string cursor_;
  std::shared_ptr<TestClient> client_;
  std::vector<std::string> posts_;
  int resets_ = 0;
};

TEST(LiveStorm, loses_nothing_and_tells_nothing_twice) {
  LiveWorld world(LiveWorld::quick(), {}, 2);
  auto const fr = world.add_bureau("FR");
  auto const ke = world.add_bureau("KE");
  auto const author = world.add_officer("officer1.fr", fr);
  auto const reader = world.add_officer("officer1.ke", ke);
  auto const topic = world.add_topic({fr, ke});
  auto const thread = world.open_thread(author, topic);
  world.follow_thread(reader, thread);
  world.settle();
  world.hub->stop();

  LiveSettings settings = LiveWorld::quick();
  settings.ring_events = 64;  // some come back from further away than memory reaches
  IoThread io_threads[2];
  Hub hub(*world.database, *world.cursors, world.sessions, world.limits, settings,
          {io_threads[0].context.get_executor(), io_threads[1].context.get_executor()},
          [&] { return world.now(); });
  hub.start();

  std::vector<Wanderer> wanderers;
  for (std::size_t i = 0; i < kClients; ++i) {
    wanderers.emplace_back(world, hub, io_threads[i % 2], i % 2, reader);
  }
  std::vector<std::thread> writers;
  for (int i = 0; i < kWriters; ++i) {
    writers.emplace_back([&] {
      for (int post = 0; post < kPostsOfEach; ++post) world.reply(author, thread);
    });
  }
  // Moves the policy under everybody's feet; nobody's rights change.
  std::thread officer([&] {
    for (int i = 0; i < 20; ++i) {
      world.write([&](storage::WriteTx& tx) { auth::bump_policy_epoch(tx); });
      std::this_thread::sleep_for(5ms);
    }
  });

  for (auto& wanderer : wanderers) wanderer.come();
  for (std::size_t round = 0; round < 12; ++round) {
    std::this_thread::sleep_for(10ms);
    for (std::size_t i = 0; i < wanderers.size(); ++i) {
      wanderers[i].go((round + i) % 3);
      wanderers[i].come();
    }
  }
  for (auto& writer : writers) writer.join();
  officer.join();
  constexpr std::size_t kPosts = kWriters * kPostsOfEach;
  for (auto& wanderer : wanderers) {
    for (int wait = 0; wait < 1000 && !wanderer.has_heard(kPosts); ++wait) std::this_thread::sleep_for(10ms);
    wanderer.go(0);
  }

  for (auto const& wanderer : wanderers) {
    EXPECT_EQ(wanderer.resets(), 0);
    auto sorted = wanderer.posts();
    std::sort(sorted.begin(), sorted.end());
    EXPECT_EQ(sorted.size(), kPosts);
    EXPECT_EQ(std::unique(sorted.begin(), sorted.end()), sorted.end());
    // One order for all.
    EXPECT_EQ(wanderer.posts(), wanderers.front().posts());
  }

  hub.stop();
  for (auto& io_thread : io_threads) {
    io_thread.work.reset();
    io_thread.thread.join();
  }
}

}  // namespace
}  // namespace server::live
