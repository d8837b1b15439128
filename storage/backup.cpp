#include "storage/backup.hpp"

#include <cstring>
#include <fcntl.h>
#include <memory>
#include <stdio.h>
#include <string>
#include <unistd.h>

#include <sqlite3.h>

#include "storage/failure.hpp"

namespace storage {
namespace {

struct Close {
  void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
};
using Handle = std::unique_ptr<sqlite3, Close>;

[[noreturn]] void throw_failure(std::string const& doing, std::string const& why) {
  throw EngineFailure(EngineFailure::Reason::other, "backup: " + doing + ": " + why);
}

Handle open(std::filesystem::path const& path, int flags) {
  sqlite3* raw = nullptr;
  int const code = sqlite3_open_v2(path.c_str(), &raw, flags | SQLITE_OPEN_EXRESCODE, nullptr);
  Handle handle(raw);
  if (code != SQLITE_OK) throw_failure("open " + path.string(), sqlite3_errstr(code));
  sqlite3_busy_timeout(handle.get(), 5000);
  return handle;
}

void create_exclusively(std::filesystem::path const& path) {
  int const file = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) throw_failure("create " + path.string(), std::strerror(errno));
  ::close(file);
}

void sync(std::filesystem::path const& path, int flags) {
  int const file = ::open(path.c_str(), flags | O_CLOEXEC);
  bool const synced = file >= 0 && ::fsync(file) == 0;
  int const why = errno;
  if (file >= 0) ::close(file);
  if (!synced) throw_failure("sync " + path.string(), std::strerror(why));
}

void copy_pages(std::filesystem::path const& source, std::filesystem::path const& destination) {
  // Read and write: a reader of a write-ahead log shares its index.
  Handle const from = open(source, SQLITE_OPEN_READWRITE);
  Handle const to = open(destination, SQLITE_OPEN_READWRITE);
  sqlite3_backup* const backup = sqlite3_backup_init(to.get(), "main", from.get(), "main");
  if (backup == nullptr) throw_failure("start", sqlite3_errmsg(to.get()));
  // All pages in one step, hence of one snapshot; writers go on meanwhile in the write-ahead log.
  int const stepped = sqlite3_backup_step(backup, -1);
  int const finished = sqlite3_backup_finish(backup);
  if (stepped != SQLITE_DONE) throw_failure("copy", sqlite3_errstr(stepped));
  if (finished != SQLITE_OK) throw_failure("finish", sqlite3_errstr(finished));
  char* message = nullptr;
  if (sqlite3_exec(to.get(), "PRAGMA journal_mode=DELETE", nullptr, nullptr, &message) != SQLITE_OK) {
    std::string const why = message != nullptr ? message : "unknown";
    sqlite3_free(message);
    throw_failure("close the log", why);
  }
}

}  // namespace

void backup_to(std::filesystem::path const& source, std::filesystem::path const& destination) {
  auto partial = destination;
  partial += ".partial";
  create_exclusively(partial);
  try {
    copy_pages(source, partial);
    sync(partial, O_RDWR);
    // Appears under its name only when it is whole, and never over another file.
    if (::renameat2(AT_FDCWD, partial.c_str(), AT_FDCWD, destination.c_str(), RENAME_NOREPLACE) != 0) {
      throw_failure("rename to " + destination.string(), std::strerror(errno));
    }
  } catch (...) {
    ::unlink(partial.c_str());
    throw;
  }
  sync(destination.parent_path().empty() ? "." : destination.parent_path(), O_RDONLY | O_DIRECTORY);
}

}  // namespace storage
