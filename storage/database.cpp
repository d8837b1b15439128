#include "storage/database.hpp"

#include <atomic>
#include <pthread.h>
#include <stdexcept>
#include <string>
#include <thread>

#include "base/log.hpp"
#include "storage/connection.hpp"
#include "storage/job_queue.hpp"
#include "storage/writer.hpp"

namespace storage {
namespace {

using Command = Connection::Command;

constexpr std::chrono::milliseconds kIdle{500};  // without a write for so long, the log is copied

// Where many write at once, those who have just been answered come back within the time of a COMMIT: to wait
// a moment for them shares the next one among more. Who writes alone never waits.
constexpr std::size_t kCrowd = 8;  // jobs of the last batch
constexpr std::chrono::microseconds kGathering{200};

void name_thread(std::string const& name) {
  pthread_setname_np(pthread_self(), name.c_str());
}

template <class Tx>
void refuse(Job<Tx>& job) {
  job.fail(overloaded());
  job.resume();
}

}  // namespace

struct Database::State {
  // A reader thread and its connection.
  struct Reader {
    explicit Reader(DatabaseSettings const& settings) : connection(settings, Connection::Access::read) {}

    Connection connection;
    Counter reads;
    std::thread thread;
  };

  explicit State(DatabaseSettings const& s)
      : settings(s),
        writes(s.write_queue_limit),
        reads(s.read_queue_limit),
        write_connection(s, s.read_only ? Connection::Access::read : Connection::Access::write),
        writer(write_connection, s.checkpoint_pages) {}

  void write_until_closed() {
    name_thread("db-writer");
    std::vector<Job<WriteTx>*> batch;
    for (;;) {
      auto const patience = writer.has_pages_to_copy() && !idle ? std::optional(kIdle) : std::nullopt;
      if (batch.size() >= kCrowd && writes.size() < batch.size() / 2) {
        std::this_thread::sleep_for(kGathering);
      }
      auto const taken = writes.take(batch, settings.batch_limit, patience);
      if (taken == JobQueue<WriteTx>::Taken::closed) break;
      idle = taken == JobQueue<WriteTx>::Taken::nothing;
      if (idle) {
        writer.checkpoint_when_idle();
      } else {
        writer.run(batch);
        writer.checkpoint_when_due();
      }
    }
    finish_writing();
  }

  // Leaves fresh statistics for the query planner and a short log for the next start.
  void finish_writing() {
    try {
      write_connection.run_script("PRAGMA analysis_limit=400; PRAGMA optimize;");
      writer.checkpoint_when_idle();
    } catch (EngineFailure const& failure) {
      base::log_warning("optimize_failed", {{"reason", failure.what()}});
    }
  }

  void read_until_closed(Reader& reader, int number) {
    name_thread("db-read-" + std::to_string(number));
    ReadTx tx(reader.connection);
    std::vector<Job<ReadTx>*> jobs;
    while (reads.take(jobs, 1, std::nullopt) == JobQueue<ReadTx>::Taken::jobs) {
      for (Job<ReadTx>* const job : jobs) {
        reader.reads.add(1);
        run_read(reader.connection, tx, *job);
        job->resume();
      }
    }
  }

  static void run_read(Connection& connection, ReadTx& tx, Job<ReadTx>& job) {
    try {
      connection.run(Command::begin_read);
      job.run(tx);
      connection.run(Command::commit);
    } catch (EngineFailure const&) {
      job.fail(std::current_exception());
      connection.abandon();
    }
  }

  DatabaseSettings const settings;
  JobQueue<WriteTx> writes;
  JobQueue<ReadTx> reads;
  Connection write_connection;
  Writer writer;
  bool idle = false;  // the writer thread's own: the log was copied, as far as readers allowed, and nothing
                      // came since
  std::vector<std::unique_ptr<Reader>> readers;
  std::thread write_thread;
  std::mutex stop_mutex;
};

Database::Database(DatabaseSettings const& settings, std::span<Migration const> migrations)
    : state_(std::make_unique<State>(settings)) {
  State& state = *state_;
  if (settings.read_only) {
    check_schema(state.write_connection, migrations);
  } else {
    migrate(state.write_connection, migrations);
  }
  for (int i = 0; i < settings.readers; ++i)
    state.readers.push_back(std::make_unique<State::Reader>(settings));
  try {
    if (!settings.read_only) state.write_thread = std::thread([&state] { state.write_until_closed(); });
    for (int number = 1; auto const& reader : state.readers) {
      reader->thread =
          std::thread([&state, &reader = *reader, number] { state.read_until_closed(reader, number); });
      ++number;
    }
  } catch (...) {
    stop();
    throw;
  }
}

Database::~Database() {
  stop();
}

void Database::stop() {
  State& state = *state_;
  std::lock_guard const lock(state.stop_mutex);
  state.writes.close();
  state.reads.close();
  if (state.write_thread.joinable()) state.write_thread.join();
  for (auto const& reader : state.readers) {
    if (reader->thread.joinable()) reader->thread.join();
  }
}

void Database::enqueue(Job<ReadTx>& job) {
  if (!state_->reads.push(job)) refuse(job);
}

void Database::enqueue(Job<WriteTx>& job) {
  if (state_->settings.read_only) {
    job.fail(std::make_exception_ptr(std::logic_error("the database was opened to be read only")));
    job.resume();
    return;
  }
  if (!state_->writes.push(job)) refuse(job);
}

void Database::set_commit_listener(std::function<void()> listener) {
  state_->writer.set_commit_listener(std::move(listener));
}

DatabaseCounters Database::counters() const {
  State const& state = *state_;
  DatabaseCounters counters;
  state.writer.add_counters_to(counters);
  counters.refused = state.writes.refused() + state.reads.refused();
  counters.write_queue = state.writes.size();
  counters.read_queue = state.reads.size();

  std::vector<StatementCounters> totals;
  for (Statement const* const statement : Statement::all()) totals.push_back({.name = statement->name()});
  state.write_connection.meter().add_to(totals);
  for (auto const& reader : state.readers) {
    counters.reads += reader->reads.get();
    reader->connection.meter().add_to(totals);
  }
  std::erase_if(totals, [](StatementCounters const& statement) { return statement.calls == 0; });
  counters.statements = std::move(totals);
  return counters;
}

}  // namespace storage
