// One connection to SQLite, with its prepared statements. Used by one thread at a time: the database's
// writer, one of its readers, or the thread that migrates.
#pragma once

#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "storage/counters.hpp"
#include "storage/failure.hpp"
#include "storage/statement.hpp"
#include "storage/value.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace storage {

struct DatabaseSettings;

// A statement as one connection knows it.
struct Prepared {
  Statement const& statement;
  sqlite3_stmt* handle;
  std::vector<int> positions;  // of $1, $2 ... among the engine's parameters; 0 where the text leaves it out
  std::chrono::steady_clock::time_point started{};
  bool running = false;
};

class Connection {
 public:
  enum class Access { read, write };
  enum class Command { begin_read, begin_write, commit, rollback, savepoint, release, rollback_to_savepoint };

  // Throws EngineFailure where the file is no database or cannot be used.
  Connection(DatabaseSettings const& settings, Access access);
  ~Connection();
  Connection(Connection const&) = delete;
  Connection& operator=(Connection const&) = delete;

  Prepared& start(Statement const& statement, std::span<Value const> arguments, Binding binding);
  // True when there is a row. Throws EngineFailure.
  bool step(Prepared& prepared);
  void reset(Prepared& prepared) noexcept;
  // Rows that the last step to the end inserted, changed or deleted; 0 after a statement that only reads.
  std::int64_t changed_rows(Prepared const& prepared) const;
  // The key of the row that was inserted last, by whatever statement; what triggers insert does not count.
  std::int64_t last_inserted() const;

  void run(Command command);
  // Any number of statements without parameters, as in a migration.
  void run_script(std::string_view sql);
  // Ends an open transaction without keeping anything, and never throws.
  void abandon() noexcept;

  // False too after the engine gave up a transaction by itself, as it does when the disk is full.
  bool in_transaction() const;
  // Foreign keys that a COMMIT would find broken.
  bool has_dangling_references() const;
  // Rows changed since the connection was opened, those rolled back included.
  std::int64_t total_changes() const;
  std::optional<EngineFailure> const& last_failure() const { return last_failure_; }

  // Pages in the write-ahead log after the last COMMIT or checkpoint on this connection.
  int log_pages() const { return log_pages_; }
  enum class Checkpoint { passive, restart };
  // Copies the write-ahead log into the database file, as far as readers allow. A restart waits for the
  // readers, at most the busy timeout. True when nothing is left to copy.
  bool checkpoint(Checkpoint mode);

  StatementMeter const& meter() const { return meter_; }

 private:
  struct Close {
    void operator()(sqlite3* handle) const;
  };
  struct Finalize {
    void operator()(sqlite3_stmt* handle) const;
  };
  using StatementHandle = std::unique_ptr<sqlite3_stmt, Finalize>;

  struct CachedStatement {
    StatementHandle handle;
    Prepared prepared;
  };

  void configure(DatabaseSettings const& settings, Access access);
  StatementHandle prepare(std::string_view text, std::string_view name);
  Prepared& find_prepared(Statement const& statement);
  void bind(Prepared& prepared, std::span<Value const> arguments, Binding binding);
  [[noreturn]] void fail(int code, std::string_view doing);

  std::unique_ptr<sqlite3, Close> handle_;
  std::array<StatementHandle, 7> commands_;
  std::vector<std::unique_ptr<CachedStatement>> cache_;  // by Statement::index()
  StatementMeter meter_;
  std::optional<EngineFailure> last_failure_;
  std::chrono::milliseconds slow_statement_;
  int log_pages_ = 0;
};

}  // namespace storage
