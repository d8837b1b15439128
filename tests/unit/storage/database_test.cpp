// Group commit, savepoints, snapshots, overload and the end.
#include "storage/database.hpp"

#include <atomic>
#include <thread>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include "storage/failure.hpp"
#include "tests/unit/storage/pile.hpp"
#include "tests/unit/storage/scratch_database.hpp"

namespace asio = boost::asio;
using base::ErrorCode;
using base::Result;
using storage::ReadTx;
using storage::Statement;
using storage::WriteTx;

namespace {

Statement const kInsertOrphan("test.insert_orphan",
                              "INSERT INTO note (author, body) VALUES ('stranger', 'x')");

Result<void> add(WriteTx& tx) {
  insert_note(tx, "text");
  return {};
}

TEST(GroupCommit, writes_that_wait_share_one_commit) {
  ScratchDatabase database;
  Pile pile(*database);
  auto const before = database->counters().batches;
  std::vector<std::shared_ptr<Pile::Outcome>> outcomes;
  for (int i = 0; i < 100; ++i) outcomes.push_back(pile.start(add));
  EXPECT_EQ(database->counters().write_queue, 100U);
  pile.run();
  for (auto const& outcome : outcomes) EXPECT_TRUE(outcome->result->has_value());
  EXPECT_EQ(database.count_notes(), 100);
  EXPECT_EQ(database->counters().batches - before, 2U) << "the gate's and the pile's";
}

TEST(GroupCommit, takes_no_more_than_the_limit_at_once) {
  ScratchDatabase database({.batch_limit = 30});
  Pile pile(*database);
  for (int i = 0; i < 100; ++i) pile.start(add);
  pile.run();
  EXPECT_EQ(database.count_notes(), 100);
  EXPECT_EQ(database->counters().batches, 5U);
}

TEST(GroupCommit, a_job_that_fails_takes_only_its_own_work_back) {
  ScratchDatabase database;
  Pile pile(*database);
  auto const first = pile.start(add);
  auto const refused = pile.start([](WriteTx& tx) -> Result<void> {
    insert_note(tx, "never");
    return base::Error(ErrorCode::thread_locked);
  });
  auto const thrown = pile.start([](WriteTx& tx) -> Result<void> {
    insert_note(tx, "never");
    throw std::runtime_error("a bug");
  });
  auto const dangling = pile.start([](WriteTx& tx) -> Result<void> {
    tx.execute(kInsertOrphan);
    return {};
  });
  auto const last = pile.start(add);
  pile.run();

  EXPECT_TRUE(first->result->has_value());
  EXPECT_EQ(refused->result->error().code, ErrorCode::thread_locked);
  EXPECT_THROW(std::rethrow_exception(thrown->exception), std::runtime_error);
  EXPECT_THROW(std::rethrow_exception(dangling->exception), storage::EngineFailure);
  EXPECT_TRUE(last->result->has_value());
  EXPECT_EQ(database.count_notes(), 2);
  EXPECT_EQ(database->counters().rollbacks, 3U);
}

TEST(GroupCommit, the_listener_hears_of_commits_before_the_callers_do) {
  ScratchDatabase database;
  std::atomic<int> heard = 0;
  database->set_commit_listener([&] { ++heard; });
  for (int i = 1; i <= 10; ++i) {
    ASSERT_TRUE(database.add_note("text"));
    EXPECT_EQ(heard, i);
  }
  database->write_now([](WriteTx&) -> Result<void> { return {}; }).value();
  (void)database->write_now([](WriteTx& tx) -> Result<void> {
    insert_note(tx, "never");
    return base::Error(ErrorCode::not_found);
  });
  EXPECT_EQ(heard, 10) << "nothing changed, nothing to hear";
}

TEST(Read, sees_one_snapshot_from_its_first_row_to_its_last) {
  ScratchDatabase database;
  ASSERT_TRUE(database.add_note("one"));
  auto const counts = database
                          ->read_now([&](ReadTx& tx) -> Result<std::pair<std::int64_t, std::int64_t>> {
                            auto const before = select_note_count(tx);
                            std::thread([&] { database.add_note("two").value(); }).join();
                            return std::pair(before, select_note_count(tx));
                          })
                          .value();
  EXPECT_EQ(counts.first, 1);
  EXPECT_EQ(counts.second, 1);
  EXPECT_EQ(database.count_notes(), 2);
}

TEST(Read, an_exception_reaches_the_caller_and_the_reader_goes_on) {
  ScratchDatabase database({.readers = 1});
  EXPECT_THROW((void)database->read_now([](ReadTx&) -> Result<void> { throw std::runtime_error("a bug"); }),
               std::runtime_error);
  EXPECT_EQ(database.count_notes(), 0);
}

TEST(Read, resumes_on_the_callers_own_thread) {
  ScratchDatabase database;
  asio::io_context context;
  std::thread::id before, inside, after;
  asio::co_spawn(
      context,
      [](ScratchDatabase& db, std::thread::id& b, std::thread::id& i,
         std::thread::id& a) -> asio::awaitable<void> {
        b = std::this_thread::get_id();
        (void)co_await db->read([&](ReadTx&) -> Result<void> {
          i = std::this_thread::get_id();
          return {};
        });
        a = std::this_thread::get_id();
      }(database, before, inside, after),
      asio::detached);
  context.run();
  EXPECT_EQ(before, after);
  EXPECT_NE(before, inside);
}

TEST(Overload, one_write_too_many_is_refused_at_once) {
  ScratchDatabase database({.write_queue_limit = 5});
  Pile pile(*database);
  for (int i = 0; i < 5; ++i) pile.start(add);
  auto const refused = database.add_note("one too many");
  ASSERT_TRUE(refused.has_error());
  EXPECT_EQ(refused.error().code, ErrorCode::overloaded);
  EXPECT_EQ(refused.error().retry_after_seconds, 1);
  auto const refused_later = pile.start(add);
  pile.run();
  EXPECT_EQ(refused_later->result->error().code, ErrorCode::overloaded);
  EXPECT_EQ(database.count_notes(), 5);
  EXPECT_EQ(database->counters().refused, 2U);
}

TEST(Overload, another_process_that_does_not_let_go_refuses_writes_for_a_while) {
  ScratchDatabase database({.busy_timeout = std::chrono::milliseconds(50)});
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open(database.file().c_str(), &other), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
  EXPECT_EQ(database.add_note("text").error().code, ErrorCode::overloaded);
  EXPECT_EQ(database.count_notes(), 0) << "readers go on";
  ASSERT_EQ(sqlite3_exec(other, "COMMIT", nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(other);
  EXPECT_TRUE(database.add_note("text"));
}

TEST(Stop, runs_what_waits_and_refuses_what_comes) {
  ScratchDatabase database;
  std::shared_ptr<Pile::Outcome> last;
  {
    Pile pile(*database);
    for (int i = 0; i < 50; ++i) last = pile.start(add);
    std::thread stopping([&] { database->stop(); });
    pile.run();
    stopping.join();
  }
  EXPECT_TRUE(last->result->has_value());
  EXPECT_EQ(database.add_note("too late").error().code, ErrorCode::overloaded);
  EXPECT_EQ(database->read_now([](ReadTx&) -> Result<void> { return {}; }).error().code,
            ErrorCode::overloaded);
  database->stop();
  database.reopen();
  EXPECT_EQ(database.count_notes(), 50);
}

TEST(Database, belongs_to_its_owner_alone) {
  ScratchDatabase database;
  ASSERT_TRUE(database.add_note("text"));
  for (auto const& entry : std::filesystem::directory_iterator(database.file().parent_path())) {
    EXPECT_EQ(entry.status().permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write)
        << entry.path();
  }
}

TEST(Database, the_write_ahead_log_stays_short_under_load) {
  ScratchDatabase database({.checkpoint_pages = 100});
  std::atomic<bool> done = false;
  std::vector<std::thread> readers;
  for (int i = 0; i < 2; ++i) {
    readers.emplace_back([&] {
      while (!done) database.count_notes();
    });
  }
  for (int i = 0; i < 3000; ++i) ASSERT_TRUE(database.add_note(std::string(2000, 'x')));
  done = true;
  for (auto& reader : readers) reader.join();
  auto log = database.file();
  log += "-wal";
  EXPECT_LT(std::filesystem::file_size(log), 100U * 8 * 4200 * 2);
  EXPECT_GT(database->counters().checkpoints, 5U);
}

}  // namespace
