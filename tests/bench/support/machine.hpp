// What the measurements need of the system: a folder on the disk that is measured, programs started beside
// this one, their CPU time and memory. Used by the measurement's one thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <sys/types.h>
#include <utility>
#include <vector>

namespace bench {

// A folder beside the measuring program, so on a disk and not in memory, as the folder for temporary files
// may be. Goes, with everything in it, at the end.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(Folder const&) = delete;
  Folder& operator=(Folder const&) = delete;

  std::filesystem::path const& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// A program that runs beside this one until the object goes (SIGTERM, then waited for). What it says on
// standard error is in `log`.
class Process {
 public:
  using Environment = std::vector<std::pair<std::string, std::string>>;

  Process(std::vector<std::string> const& command, Environment const& environment, std::filesystem::path log);
  ~Process();
  Process(Process const&) = delete;
  Process& operator=(Process const&) = delete;

  // The next line of its standard output; throws with its log where it ends before that.
  std::string read_line();
  // User and system time of all its threads so far.
  std::chrono::nanoseconds cpu_time() const;
  // Of the thread of this name alone.
  std::chrono::nanoseconds cpu_time_of(std::string_view thread) const;
  // Resident memory, in bytes.
  std::int64_t memory() const;

 private:
  pid_t pid_ = -1;
  int output_ = -1;
  std::filesystem::path log_;
};

// A port of 127.0.0.1 that nobody listens on now.
std::uint16_t free_port();

// Where this program stands; the server is built beside it.
std::filesystem::path program_folder();

}  // namespace bench
