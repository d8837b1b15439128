// A forum with a hub and clients on one thread, for the tests of the live stream: act, run, look. The test
// owns the io_context; nothing of the hub moves but inside run_until() and settle().
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "auth/users.hpp"
#include "base/random.hpp"
#include "forum/threads.hpp"
#include "server/live/connection.hpp"
#include "server/live/hub.hpp"
#include "tests/support/scratch_folder.hpp"

namespace server::live {

struct Officer {
  auth::UserId user;
  std::string token;
  base::Digest token_hash;
};

// What a client got, and the end of its stream.
class TestClient final : public net::Stream, public std::enable_shared_from_this<TestClient> {
 public:
  TestClient(boost::asio::any_io_executor executor, std::size_t io_thread)
      : executor_(std::move(executor)), io_thread_(io_thread) {}

  void open(std::shared_ptr<net::StreamHandler> handler);
  void say(std::string_view text);
  void watch_topics(std::vector<base::PublicId> const& ids) { watch(ids, {}); }
  void watch_threads(std::vector<base::PublicId> const& ids) { watch({}, ids); }
  void watch(std::vector<base::PublicId> const& topics, std::vector<base::PublicId> const& threads);
  // The end of the connection, from either side.
  void leave();

  // "hello", "post.created", … in the order of their coming.
  std::vector<std::string> types() const;
  std::size_t count(std::string_view type) const;
  // A field of the last frame, or of the last of that type; empty where there is none.
  std::string field(std::string_view name) const;
  std::string field_of(std::string_view type, std::string_view name) const;
  // The cursor of the last frame that has one.
  std::string cursor() const;

  std::vector<std::string> frames;
  std::optional<std::uint16_t> close_code;
  std::size_t waiting = 0;      // what queued_frames() answers
  bool counts_waiting = false;  // frames wait until the test sets `waiting` back

  void send(std::shared_ptr<std::string const> text) override;
  std::size_t queued_frames() const override { return waiting; }
  void close(std::uint16_t code, std::string_view reason) override;
  boost::asio::any_io_executor executor() const override { return executor_; }
  std::size_t io_thread_index() const override { return io_thread_; }

 private:
  boost::asio::any_io_executor executor_;
  std::size_t io_thread_;
  std::shared_ptr<net::StreamHandler> handler_;
};

class LiveWorld {
 public:
  // settle() counts on there being one reader.
  explicit LiveWorld(LiveSettings settings = quick(), forum::Limits limits = {}, int readers = 1);
  ~LiveWorld();

  // Settings whose clocks are quick enough for a test.
  static LiveSettings quick();

  auth::OrganisationId add_bureau(std::string_view country);
  Officer add_officer(std::string_view name, auth::OrganisationId organisation,
                      auth::Role role = auth::Role::contributor);
  base::PublicId add_topic(std::vector<auth::OrganisationId> const& organisations);
  // Addressed to these organisations, or to all who read the topic.
  base::PublicId open_thread(Officer const& author, base::PublicId const& topic,
                             std::vector<auth::OrganisationId> const& addressed = {});
  base::PublicId reply(Officer const& author, base::PublicId const& thread);
  // In one transaction.
  std::vector<std::string> reply_times(int count, Officer const& author, base::PublicId const& thread);
  void withdraw(Officer const& author, base::PublicId const& post);
  void narrow(Officer const& author, base::PublicId const& thread,
              std::vector<auth::OrganisationId> const& organisations);
  void moderate(Officer const& officer, base::PublicId const& topic);
  void move(Officer const& moderator, base::PublicId const& thread, base::PublicId const& topic);
  void follow_thread(Officer const& officer, base::PublicId const& thread,
                     forum::Subscriber as = forum::Subscriber::me);
  void follow_topic(Officer const& officer, base::PublicId const& topic);
  auth::Viewer viewer(storage::ReadTx& tx, Officer const& officer);
  base::PublicId public_id(auth::OrganisationId organisation);

  std::shared_ptr<TestClient> connect(Officer const& officer,
                                      std::optional<std::string> after = std::nullopt);
  // As connect(), and ready: the rights are read.
  std::shared_ptr<TestClient> connect_ready(Officer const& officer);
  // With a cursor from before and what is on the screen, once the past has been told or given up.
  std::shared_ptr<TestClient> come_back(Officer const& officer, std::string const& cursor,
                                        std::vector<base::PublicId> const& topics,
                                        std::vector<base::PublicId> const& threads);
  // Longer than LiveSettings::revalidate_every, several times.
  void look_again();
  std::string cursor_now();

  // Runs until it holds; false after ten seconds.
  bool run_until(std::function<bool()> const& holds);
  // Runs until everything committed was told to everybody.
  void settle();

  template <class Function>
  void write(Function function) {
    auto const done = database->write_now([&](storage::WriteTx& tx) -> base::Result<int> {
      function(tx);
      return 0;
    });
    if (!done) throw std::runtime_error("the write was refused");
  }

  // The time of the world, read on any thread.
  base::Timestamp now() const { return base::from_milliseconds(milliseconds_.load()); }
  void pass_time(std::chrono::milliseconds time) { milliseconds_ += time.count(); }
  // The server stops and starts again: the streams end, the database stays.
  void restart();

  boost::asio::io_context io{1};
  base::SeededRandom random{11};
  forum::Limits limits;
  LiveSettings settings;
  auth::SessionLimits sessions;
  std::unique_ptr<storage::Database> database;
  std::unique_ptr<CursorSealer> cursors;
  std::unique_ptr<Hub> hub;
  auth::OrganisationId unit;

 private:
  void start_hub();

  ScratchFolder folder_;
  std::atomic<std::int64_t> milliseconds_{1'800'000'000'000};
  auth::UserId vetter_;
  std::vector<std::shared_ptr<TestClient>> clients_;
};

}  // namespace server::live
