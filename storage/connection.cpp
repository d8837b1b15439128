#include "storage/connection.hpp"

#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <stdexcept>
#include <string>
#include <unistd.h>

#include <sqlite3.h>

#include "base/log.hpp"
#include "storage/database.hpp"

namespace storage {
namespace {

using std::chrono::steady_clock;

constexpr std::array<std::string_view, 7> kCommands = {
    "BEGIN", "BEGIN IMMEDIATE", "COMMIT", "ROLLBACK", "SAVEPOINT job", "RELEASE job", "ROLLBACK TO job"};

// Nothing that is stored comes near this; a bug that builds an endless text is stopped here.
constexpr int kLongestValue = 64 * 1024 * 1024;

constexpr int kMostParameters = 1000;

EngineFailure::Reason reason_of(int code) {
  switch (code & 0xff) {
    case SQLITE_CONSTRAINT:
      return EngineFailure::Reason::constraint;
    case SQLITE_FULL:
    case SQLITE_IOERR:
      return EngineFailure::Reason::full;
    case SQLITE_BUSY:
      return EngineFailure::Reason::busy;
    default:
      return EngineFailure::Reason::other;
  }
}

// The database and what SQLite puts beside it, with the same rights, belong to the server's user alone. A
// file that is there is not opened: closing it again would drop the locks of every connection of this process
// (POSIX), and the next tool to look in would take itself for the last one and delete the write-ahead log
// under us.
void create_private_file(std::filesystem::path const& path) {
  int const file = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0 && errno == EEXIST) return;
  if (file < 0) {
    throw EngineFailure(EngineFailure::Reason::other,
                        "cannot open the database " + path.string() + ": " + std::strerror(errno));
  }
  ::close(file);
}

// SQLite counts the memory that it uses under one lock for all threads, unless told otherwise before it
// starts.
void count_no_memory() {
  static int const once = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(once);
}

// The n of a parameter "$n".
int parameter_number(char const* name, std::string_view statement) {
  std::string_view const digits = name != nullptr && name[0] == '$' ? name + 1 : "";
  int number = 0;
  auto const [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (failure != std::errc{} || end != digits.data() + digits.size() || number < 1 ||
      number > kMostParameters) {
    throw std::logic_error("statement " + std::string(statement) + ": parameters are $1 to $n");
  }
  return number;
}

}  // namespace

void Connection::Close::operator()(sqlite3* handle) const {
  sqlite3_close_v2(handle);
}
void Connection::Finalize::operator()(sqlite3_stmt* handle) const {
  sqlite3_finalize(handle);
}

Connection::Connection(DatabaseSettings const& settings, Access access)
    : slow_statement_(settings.slow_statement) {
  count_no_memory();
  if (!settings.read_only) create_private_file(settings.path);
  sqlite3* handle = nullptr;
  int const code = sqlite3_open_v2(settings.path.c_str(), &handle,
                                   (settings.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) |
                                       SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                                   nullptr);
  handle_.reset(handle);
  if (code != SQLITE_OK) fail(code, "open");
  configure(settings, access);
  for (std::size_t i = 0; i < kCommands.size(); ++i) commands_[i] = prepare(kCommands[i], kCommands[i]);
}

Connection::~Connection() = default;

void Connection::configure(DatabaseSettings const& settings, Access access) {
  sqlite3* const db = handle_.get();
  sqlite3_busy_timeout(db, static_cast<int>(settings.busy_timeout.count()));
  // What a manipulated database file or a mistaken statement could otherwise do.
  sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  // The last one to close would copy the write-ahead log into the file, and delete it.
  if (settings.read_only) sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit(db, SQLITE_LIMIT_LENGTH, kLongestValue);

  std::string pragmas =
      "PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA cell_size_check=ON; PRAGMA cache_size=-" +
      std::to_string(settings.cache_kib) + "; PRAGMA mmap_size=" + std::to_string(settings.mmap_bytes) + ";";
  if (access == Access::write) {
    pragmas +=
        "PRAGMA encoding='UTF-8'; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        "PRAGMA secure_delete=ON; PRAGMA wal_autocheckpoint=0; PRAGMA journal_size_limit=67108864;"
        // Without it REPLACE deletes rows behind the back of the triggers that forbid it
        // (auth/migrations.cpp). A trigger that changes its own table now fires for that as well: it needs a
        // WHEN that ends it.
        "PRAGMA recursive_triggers=ON;";
    if (settings.max_pages > 0)
      pragmas += "PRAGMA max_page_count=" + std::to_string(settings.max_pages) + ";";
  } else {
    pragmas += "PRAGMA query_only=ON;";
  }
  run_script(pragmas);
  if (settings.read_only) return;  // a backup has no write-ahead log

  auto const journal = prepare("PRAGMA journal_mode", "journal_mode");
  if (sqlite3_step(journal.get()) != SQLITE_ROW ||
      std::strcmp(reinterpret_cast<char const*>(sqlite3_column_text(journal.get(), 0)), "wal") != 0) {
    throw EngineFailure(EngineFailure::Reason::other, "the database does not work with a write-ahead log");
  }
  sqlite3_wal_hook(
      db,
      [](void* connection, sqlite3*, char const*, int pages) {
        static_cast<Connection*>(connection)->log_pages_ = pages;
        return SQLITE_OK;
      },
      this);
}

Connection::StatementHandle Connection::prepare(std::string_view text, std::string_view name) {
  sqlite3_stmt* statement = nullptr;
  char const* rest = nullptr;
  int const code = sqlite3_prepare_v3(handle_.get(), text.data(), static_cast<int>(text.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, &rest);
  StatementHandle prepared(statement);
  if (code != SQLITE_OK) fail(code, name);
  auto const remainder = text.substr(static_cast<std::size_t>(rest - text.data()));
  if (statement == nullptr || remainder.find_first_not_of(" \t\r\n;") != std::string_view::npos) {
    throw std::logic_error("statement " + std::string(name) + " is not exactly one statement");
  }
  return prepared;
}

Prepared& Connection::find_prepared(Statement const& statement) {
  if (statement.index() >= cache_.size()) cache_.resize(Statement::all().size());
  auto& cached = cache_[statement.index()];
  if (cached) return cached->prepared;

  auto handle = prepare(statement.text(), statement.name());
  std::vector<int> positions;
  for (int i = 1; i <= sqlite3_bind_parameter_count(handle.get()); ++i) {
    int const number = parameter_number(sqlite3_bind_parameter_name(handle.get(), i), statement.name());
    if (positions.size() < static_cast<std::size_t>(number))
      positions.resize(static_cast<std::size_t>(number));
    positions[static_cast<std::size_t>(number - 1)] = i;
  }
  auto* const raw = handle.get();
  cached = std::make_unique<CachedStatement>(
      CachedStatement{std::move(handle), Prepared{statement, raw, std::move(positions)}});
  return cached->prepared;
}

Prepared& Connection::start(Statement const& statement, std::span<Value const> arguments, Binding binding) {
  // After the engine gave up the transaction, a further statement would run, and stay, on its own.
  if (!in_transaction()) [[unlikely]] {
    throw last_failure_.value_or(EngineFailure(EngineFailure::Reason::other, "there is no transaction"));
  }
  Prepared& prepared = find_prepared(statement);
  if (prepared.running) [[unlikely]] {
    throw std::logic_error("statement " + std::string(statement.name()) +
                           " runs already in this transaction");
  }
  bind(prepared, arguments, binding);
  prepared.running = true;
  prepared.started = steady_clock::now();
  return prepared;
}

void Connection::bind(Prepared& prepared, std::span<Value const> arguments, Binding binding) {
  if (arguments.size() < prepared.positions.size()) [[unlikely]] {
    throw std::logic_error("statement " + std::string(prepared.statement.name()) + " takes " +
                           std::to_string(prepared.positions.size()) + " arguments, not " +
                           std::to_string(arguments.size()));
  }
  auto* const handle = prepared.handle;
  auto* const lifetime = binding == Binding::copied ? SQLITE_TRANSIENT : SQLITE_STATIC;
  for (std::size_t i = 0; i < prepared.positions.size(); ++i) {
    int const position = prepared.positions[i];
    if (position == 0) continue;
    auto const& content = arguments[i].content();
    int code = SQLITE_OK;
    if (auto const* const integer = std::get_if<std::int64_t>(&content)) {
      code = sqlite3_bind_int64(handle, position, *integer);
    } else if (auto const* const text = std::get_if<std::string_view>(&content)) {
      // A null pointer would be NULL, not the empty text.
      code = sqlite3_bind_text64(handle, position, text->empty() ? "" : text->data(), text->size(), lifetime,
                                 SQLITE_UTF8);
    } else if (auto const* const blob = std::get_if<std::span<std::byte const>>(&content)) {
      code = blob->empty() ? sqlite3_bind_zeroblob(handle, position, 0)
                           : sqlite3_bind_blob64(handle, position, blob->data(), blob->size(), lifetime);
    } else if (auto const* const real = std::get_if<double>(&content)) {
      code = sqlite3_bind_double(handle, position, *real);
    } else {
      code = sqlite3_bind_null(handle, position);
    }
    if (code != SQLITE_OK) [[unlikely]]
      fail(code, prepared.statement.name());
  }
}

bool Connection::step(Prepared& prepared) {
  int const code = sqlite3_step(prepared.handle);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  fail(code, prepared.statement.name());
}

void Connection::reset(Prepared& prepared) noexcept {
  sqlite3_reset(prepared.handle);
  // What was bound by reference is about to go out of scope.
  sqlite3_clear_bindings(prepared.handle);
  prepared.running = false;
  auto const took = steady_clock::now() - prepared.started;
  meter_.count(prepared.statement, took);
  if (took >= slow_statement_) [[unlikely]] {
    base::log_warning(
        "slow_statement",
        {{"statement", prepared.statement.name()},
         {"milliseconds", std::chrono::duration_cast<std::chrono::milliseconds>(took).count()}});
  }
}

std::int64_t Connection::changed_rows(Prepared const& prepared) const {
  return sqlite3_stmt_readonly(prepared.handle) ? 0 : sqlite3_changes64(handle_.get());
}

std::int64_t Connection::last_inserted() const {
  return sqlite3_last_insert_rowid(handle_.get());
}

void Connection::run(Command command) {
  auto* const handle = commands_[static_cast<std::size_t>(command)].get();
  int const code = sqlite3_step(handle);
  sqlite3_reset(handle);
  if (code != SQLITE_DONE) fail(code, kCommands[static_cast<std::size_t>(command)]);
}

void Connection::run_script(std::string_view sql) {
  int const code = sqlite3_exec(handle_.get(), std::string(sql).c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(code, "script");
}

void Connection::abandon() noexcept {
  if (!in_transaction()) return;
  auto* const handle = commands_[static_cast<std::size_t>(Command::rollback)].get();
  sqlite3_step(handle);
  sqlite3_reset(handle);
}

bool Connection::in_transaction() const {
  return sqlite3_get_autocommit(handle_.get()) == 0;
}

bool Connection::has_dangling_references() const {
  int current = 0;
  int highest = 0;
  sqlite3_db_status(handle_.get(), SQLITE_DBSTATUS_DEFERRED_FKS, &current, &highest, 0);
  return current != 0;
}

std::int64_t Connection::total_changes() const {
  return sqlite3_total_changes64(handle_.get());
}

bool Connection::checkpoint(Checkpoint mode) {
  int in_log = 0;
  int copied = 0;
  int const code = sqlite3_wal_checkpoint_v2(
      handle_.get(), nullptr,
      mode == Checkpoint::passive ? SQLITE_CHECKPOINT_PASSIVE : SQLITE_CHECKPOINT_RESTART, &in_log, &copied);
  if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY) fail(code, "checkpoint");
  return code == SQLITE_OK && in_log == copied;
}

void Connection::fail(int code, std::string_view doing) {
  // SQLite's texts name tables and columns, never values.
  last_failure_.emplace(reason_of(code), std::string(doing) + ": " + sqlite3_errstr(code) + " (" +
                                             (handle_ ? sqlite3_errmsg(handle_.get()) : "no memory") + ")");
  throw *last_failure_;
}

}  // namespace storage
