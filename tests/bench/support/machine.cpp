#include "tests/bench/support/machine.hpp"

#include <arpa/inet.h>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <fstream>
#include <netinet/in.h>
#include <sstream>
#include <stdexcept>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace bench {
namespace {

std::runtime_error failure(std::string const& what) {
  return std::runtime_error(what + ": " + std::strerror(errno));
}

std::string content(std::filesystem::path const& file) {
  std::ifstream in(file);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

}  // namespace

std::filesystem::path program_folder() {
  return std::filesystem::read_symlink("/proc/self/exe").parent_path();
}

Folder::Folder() {
  std::string pattern = (program_folder() / "bench-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw failure("no folder for the measurement");
  path_ = pattern;
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

Process::Process(std::vector<std::string> const& command, Environment const& environment,
                 std::filesystem::path log)
    : log_(std::move(log)) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw failure("no pipe");
  int const errors = ::open(log_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (errors < 0) throw failure("cannot write " + log_.string());
  std::vector<char*> arguments;
  for (auto const& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  pid_ = ::fork();
  if (pid_ < 0) throw failure("cannot fork");
  if (pid_ == 0) {
    ::dup2(ends[1], STDOUT_FILENO);
    ::dup2(errors, STDERR_FILENO);
    for (auto const& [name, value] : environment) ::setenv(name.c_str(), value.c_str(), 1);
    ::execv(arguments[0], arguments.data());
    ::_exit(127);
  }
  ::close(ends[1]);
  ::close(errors);
  output_ = ends[0];
}

Process::~Process() {
  ::kill(pid_, SIGTERM);
  ::waitpid(pid_, nullptr, 0);
  ::close(output_);
}

std::string Process::read_line() {
  std::string line;
  for (char c = 0;;) {
    if (::read(output_, &c, 1) != 1) throw std::runtime_error("a program ended early:\n" + content(log_));
    if (c == '\n') return line;
    line += c;
  }
}

std::chrono::nanoseconds Process::cpu_time() const {
  clockid_t clock{};
  timespec time{};
  errno = ::clock_getcpuclockid(pid_, &clock);
  if (errno != 0 || ::clock_gettime(clock, &time) != 0) throw failure("no CPU time of a process");
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

std::chrono::nanoseconds Process::cpu_time_of(std::string_view thread) const {
  for (auto const& task : std::filesystem::directory_iterator("/proc/" + std::to_string(pid_) + "/task")) {
    if (content(task.path() / "comm") != std::string(thread) + "\n") continue;
    return std::chrono::nanoseconds(std::stoll(content(task.path() / "schedstat")));
  }
  throw std::runtime_error("no thread " + std::string(thread));
}

std::int64_t Process::memory() const {
  std::ifstream statm("/proc/" + std::to_string(pid_) + "/statm");
  std::int64_t size = 0;
  std::int64_t resident = 0;
  if (!(statm >> size >> resident)) throw std::runtime_error("no memory of a process:\n" + content(log_));
  return resident * ::sysconf(_SC_PAGESIZE);
}

std::uint16_t free_port() {
  int const socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  bool const found = ::bind(socket, generic, size) == 0 && ::getsockname(socket, generic, &size) == 0;
  ::close(socket);
  if (!found) throw failure("no free port");
  return ntohs(address.sin_port);
}

}  // namespace bench
