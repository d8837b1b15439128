// The one seam over the SQL engine: hops to a database thread, runs a synchronous function over an open
// transaction there, and comes back.
//
//   auto posts = co_await database.read([&](storage::ReadTx& tx) { return forum::load_posts(tx, viewer,
//   thread); });
//
// Owns the one writer thread ("db-writer") and the reader threads ("db-read-1" and on), each with a
// connection of its own. Every member is safe to call from any thread, except from inside a job.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "storage/job.hpp"
#include "storage/migration.hpp"
#include "storage/transaction.hpp"

namespace storage {

struct DatabaseSettings {
  std::filesystem::path path = {};
  bool read_only = false;                // nothing is written, to the file or its log: for evidence
  int readers = 2;                       // reader threads; more than there are cores gains nothing
  std::size_t write_queue_limit = 4096;  // jobs; one more is refused as overloaded
  std::size_t read_queue_limit = 4096;   // jobs; one more is refused as overloaded
  std::size_t batch_limit = 256;         // write jobs that share one COMMIT
  std::int64_t cache_kib = 32 * 1024;    // page cache of each connection
  std::int64_t mmap_bytes = 0;           // 0: a failing disk shows as an error; mapped, it would be a SIGBUS
  std::int64_t max_pages = 0;            // quota of the database file, in pages of 4 KiB; 0: the disk's own
  int checkpoint_pages = 2000;           // pages in the write-ahead log that start a checkpoint
  std::chrono::milliseconds busy_timeout{5000};   // wait for another process (backup, a tool) to let go
  std::chrono::milliseconds slow_statement{100};  // what takes longer is logged, by name
};

struct StatementCounters {
  std::string_view name;
  std::uint64_t calls = 0;
  std::chrono::nanoseconds total{0};  // from first step to reset: the reading of the rows is in it
  std::chrono::nanoseconds slowest{0};
};

struct DatabaseCounters {
  std::uint64_t reads = 0;           // read jobs run
  std::uint64_t writes = 0;          // write jobs whose work was committed
  std::uint64_t rollbacks = 0;       // write jobs that left nothing behind
  std::uint64_t batches = 0;         // COMMITs
  std::uint64_t failed_batches = 0;  // COMMITs that failed, and transactions that the engine gave up
  std::uint64_t refused = 0;         // jobs refused because a queue was full
  std::uint64_t checkpoints = 0;
  std::size_t write_queue = 0;  // jobs waiting now
  std::size_t read_queue = 0;
  std::size_t log_pages = 0;                  // pages in the write-ahead log after the last COMMIT
  std::vector<StatementCounters> statements;  // those that ran, by index
};

class Database {
 public:
  // Opens or creates the file and migrates it. Throws MigrationError, or EngineFailure where the file cannot
  // be used. Read only, it does neither, refuses a schema that is not the program's own, and every write is
  // a std::logic_error.
  Database(DatabaseSettings const& settings, std::span<Migration const> migrations);
  ~Database();  // stop()
  Database(Database const&) = delete;
  Database& operator=(Database const&) = delete;

  // Runs `function` (ReadTx& -> base::Result<T>) over one snapshot. Resumes on the caller's executor, with
  // the function's result or exception, or with Error overloaded.
  template <class Function>
  boost::asio::awaitable<std::invoke_result_t<Function&, ReadTx&>> read(Function function) {
    return submit<ReadTx>(std::move(function));
  }

  // Runs `function` (WriteTx& -> base::Result<T>) in a savepoint of its own. An error result or an exception
  // rolls that savepoint back. A success is told only when it is on disk. Errors of our own: overloaded,
  // storage_full; after both, nothing was written.
  template <class Function>
  boost::asio::awaitable<std::invoke_result_t<Function&, WriteTx&>> write(Function function) {
    return submit<WriteTx>(std::move(function));
  }

  // The blocking twins, for tools and tests; never on an I/O thread.
  template <class Function>
  std::invoke_result_t<Function&, ReadTx&> read_now(Function function) {
    return submit_now<ReadTx>(function);
  }
  template <class Function>
  std::invoke_result_t<Function&, WriteTx&> write_now(Function function) {
    return submit_now<WriteTx>(function);
  }

  // Called on the writer thread after each COMMIT that changed something, before the callers are resumed.
  // Must be quick, must not throw, and must not call the database.
  void set_commit_listener(std::function<void()> listener);

  // Refuses new jobs, runs those that wait (writes, then reads), and joins the threads. Harmless when
  // repeated.
  void stop();

  DatabaseCounters counters() const;

 private:
  struct State;

  template <class Tx, class Function>
  boost::asio::awaitable<std::invoke_result_t<Function&, Tx&>> submit(Function function) {
    CoroutineWaiter waiter;
    FunctionJob<Tx, Function> job(function, waiter);
    auto const initiate = [&](CoroutineWaiter::Handler handler) {
      waiter.attach(std::move(handler));
      enqueue(job);
    };
    co_await boost::asio::async_initiate<boost::asio::use_awaitable_t<> const&, void()>(
        initiate, boost::asio::use_awaitable);
    co_return job.take();
  }

  template <class Tx, class Function>
  std::invoke_result_t<Function&, Tx&> submit_now(Function& function) {
    BlockingWaiter waiter;
    FunctionJob<Tx, Function> job(function, waiter);
    enqueue(job);
    waiter.wait();
    return job.take();
  }

  // Takes the job, or fails it as overloaded and resumes its caller. The job may be gone on return.
  void enqueue(Job<ReadTx>& job);
  void enqueue(Job<WriteTx>& job);

  std::unique_ptr<State> state_;
};

}  // namespace storage
