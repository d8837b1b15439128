// Many coroutines on several I/O threads read and write at once, fail and throw, while the database is
// stopped under them. Run under ThreadSanitizer, this is the proof that storage needs no locks above it.
#include <atomic>
#include <thread>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include "tests/unit/storage/scratch_database.hpp"

namespace asio = boost::asio;
using base::ErrorCode;
using base::Result;

namespace {

struct Tally {
  std::atomic<std::int64_t> written = 0;
  std::atomic<std::int64_t> refused = 0;
  std::atomic<std::int64_t> thrown = 0;
  std::atomic<std::int64_t> turned_away = 0;
  std::atomic<std::int64_t> read = 0;
};

asio::awaitable<void> write_often(storage::Database& database, Tally& tally, int times) {
  for (int i = 0; i < times; ++i) {
    try {
      auto const outcome = co_await database.write([i](storage::WriteTx& tx) -> Result<int> {
        insert_note(tx, "text " + std::to_string(i));
        if (i % 5 == 3) return base::Error(ErrorCode::not_permitted);
        if (i % 7 == 5) throw std::runtime_error("a bug");
        return i;
      });
      if (outcome) {
        EXPECT_EQ(*outcome, i);
        ++tally.written;
      } else {
        ++(outcome.error().code == ErrorCode::overloaded ? tally.turned_away : tally.refused);
      }
    } catch (std::runtime_error const&) {
      ++tally.thrown;
    }
  }
}

asio::awaitable<void> read_often(storage::Database& database, Tally& tally, int times) {
  std::int64_t last = 0;
  for (int i = 0; i < times; ++i) {
    auto const count = co_await database.read(
        [](storage::ReadTx& tx) -> Result<std::int64_t> { return select_note_count(tx); });
    if (!count) continue;
    EXPECT_GE(*count, last) << "time never runs backwards for a reader";
    last = *count;
    ++tally.read;
  }
}

void run_storm(storage::Database& database, Tally& tally, int times) {
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      asio::io_context context(1);
      for (int i = 0; i < 16; ++i)
        asio::co_spawn(context, write_often(database, tally, times), asio::detached);
      for (int i = 0; i < 8; ++i) asio::co_spawn(context, read_often(database, tally, times), asio::detached);
      context.run();
    });
  }
  for (auto& thread : threads) thread.join();
}

TEST(Storm, every_outcome_is_true) {
  ScratchDatabase database;
  std::atomic<int> heard = 0;
  database->set_commit_listener([&] { ++heard; });
  Tally tally;
  run_storm(*database, tally, 70);
  EXPECT_EQ(tally.written + tally.refused + tally.thrown, 4 * 16 * 70);
  EXPECT_EQ(tally.refused, 4 * 16 * 14);
  EXPECT_EQ(tally.turned_away, 0);
  EXPECT_EQ(tally.read, 4 * 8 * 70);
  EXPECT_EQ(database.count_notes(), tally.written);
  EXPECT_GT(heard, 0);
  auto const counters = database->counters();
  EXPECT_EQ(counters.writes, static_cast<std::uint64_t>(tally.written));
  EXPECT_LT(counters.batches, counters.writes) << "writers share commits";
}

TEST(Storm, may_be_stopped_in_the_middle) {
  ScratchDatabase database;
  Tally tally;
  std::thread stopping([&] {
    while (database->counters().writes < 200) std::this_thread::yield();
    database->stop();
  });
  run_storm(*database, tally, 70);
  stopping.join();
  EXPECT_GT(tally.turned_away, 0);
  database.reopen();
  EXPECT_EQ(database.count_notes(), tally.written);
}

}  // namespace
