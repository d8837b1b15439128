#include "tests/support/forum_server.hpp"

#include <algorithm>
#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <poll.h>
#include <sstream>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "auth/credentials.hpp"
#include "auth/migrations.hpp"
#include "auth/users.hpp"
#include "forum/migrations.hpp"
#include "forum/read_marks.hpp"

namespace tests::support {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds kStartsWithin{60};
std::map<std::string, std::string> const kDefaults{
    {"SIGN_IN_PASSWORD_OPERATIONS", "1"},
    {"SIGN_IN_PASSWORD_MEMORY_BYTES", "8388608"},
    {"SIGN_IN_FAILURES_PER_ADDRESS", "100000"},
    {"LIMITS_IDLE_MS", "3600000"},
    {"LIVE_IDLE_MS", "3600000"},
    {"LIMITS_UNITS_PER_SECOND", "1000000"},
    {"LIMITS_BURST", "1000000"},
    {"LIMITS_SIGNED_OUT_UNITS_PER_SECOND", "1000000"},
    {"LIMITS_SIGNED_OUT_BURST", "1000000"},
};

std::vector<storage::Migration> all_migrations() {
  std::vector<storage::Migration> all(auth::migrations().begin(), auth::migrations().end());
  all.insert(all.end(), forum::migrations().begin(), forum::migrations().end());
  std::ranges::sort(all, {}, &storage::Migration::version);
  return all;
}

void write_file(std::filesystem::path const& path, std::string_view bytes) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << bytes;
}

std::string read_file(std::filesystem::path const& path) {
  std::ostringstream bytes;
  bytes << std::ifstream(path, std::ios::binary).rdbuf();
  return bytes.str();
}

void add_account(storage::WriteTx& tx, ForumWorld& world, std::string const& name, auth::Role role) {
  auth::NewUser user;
  user.username = name;
  user.name = "Person " + name;
  user.function = "Officer";
  user.organisation = world.organisation("unit");
  user.clearance = auth::Level::confidential;
  user.vetted_by = world.user("security.ipsg");
  user.vetted_until = world.now + 365 * 24h;
  user.state = auth::UserState::active;
  auto const id = auth::create_user(tx, user, world.now, world.random).value();
  auth::add_grant(tx, id,
                  {.role = role,
                   .scope = auth::Grant::Scope::platform,
                   .scope_id = std::nullopt,
                   .from = world.now - 1h,
                   .until = std::nullopt});
  forum::begin_reading(tx, id, forum::Backlog::read);
}

}  // namespace

void add_accounts(ForumWorld& world) {
  std::string const hash = auth::hash_password(kPassword, kCheapPassword);
  world.write([&](storage::WriteTx& tx) {
    add_account(tx, world, "admin.ipsg", auth::Role::administrator);
    add_account(tx, world, "admin2.ipsg", auth::Role::administrator);
    add_account(tx, world, "auditor.ipsg", auth::Role::auditor);
    add_account(tx, world, "compliance.ipsg", auth::Role::compliance);
    for (auto const office : {"officer1", "officer2", "coordinator", "security"}) {
      for (auto const country : {"br", "eg", "es", "fr", "ke"}) {
        auth::set_password_hash(tx, auth::find_user(tx, std::string(office) + "." + country).value(), hash);
      }
    }
    for (auto const name : {"officer1.lyon", "moderator.ke", "unit.ipsg", "security.ipsg", "admin.ipsg",
                            "admin2.ipsg", "auditor.ipsg", "compliance.ipsg"}) {
      auth::set_password_hash(tx, auth::find_user(tx, name).value(), hash);
    }
  });
}

ForumServer::ForumServer(ForumServerOptions options) : options_(std::move(options)) {
  for (auto const& [name, value] : kDefaults) options_.settings.emplace(name, value);
  write_file(folder_.path() / "client/index.html", kIndexPage);
  auto const asset = (folder_.path() / "client").string() + std::string(kAssetPath);
  write_file(asset, kAsset);
  write_file(asset + ".gz", kAssetGzip);
  write_file(asset + ".br", kAssetBrotli);
  fill();
  start();
}

ForumServer::~ForumServer() {
  if (is_running()) kill();
}

void ForumServer::fill() {
  std::filesystem::create_directories(folder_.path() / "data");
  ForumWorld world(7, folder_.path() / "data/colloquium.db", options_.now - 1h);
  for (auto const name : {"br", "eg", "es", "fr", "ke", "fr.lyon", "unit"}) {
    organisations_[name] = world.public_id(name);
    organisation_keys_[name] = world.organisation(name);
  }
  for (auto const name : {"open", "narrow", "quiet"}) topics_[name] = world.topic(name);
  add_accounts(world);
  if (options_.fill) options_.fill(world);
}

void ForumServer::start() {
  int ready[2];
  if (::pipe2(ready, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  int const log =
      ::open((folder_.path() / "server.log").c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);

  log_began_ = std::filesystem::file_size(folder_.path() / "server.log");

  std::string const data = (folder_.path() / "data").string();
  std::string const client = (folder_.path() / "client").string();
  std::string const port = std::to_string(port_);
  std::vector<std::string> environment{
      "COLLOQUIUM_SERVER_CERTIFICATE_FILE=" + certificate_.certificate_file(),
      "COLLOQUIUM_SERVER_PRIVATE_KEY_FILE=" + certificate_.private_key_file()};
  for (char** entry = environ; *entry != nullptr; ++entry) {
    if (!std::string_view{*entry}.starts_with("COLLOQUIUM_")) environment.emplace_back(*entry);
  }
  for (auto const& [name, value] : options_.settings)
    environment.push_back("COLLOQUIUM_" + name + "=" + value);
  std::vector<char*> variables;
  for (auto& entry : environment) variables.push_back(entry.data());
  variables.push_back(nullptr);
  std::vector<char const*> arguments{COLLOQUIUM_PROGRAM, "serve",      "--data",   data.c_str(),
                                     "--port",           port.c_str(), "--client", client.c_str()};
  if (options_.demo) arguments.push_back("--demo");
  arguments.push_back(nullptr);

  process_ = ::fork();
  if (process_ == 0) {
    // Nothing of it outlives the tests.
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::dup2(ready[1], STDOUT_FILENO);
    ::dup2(log, STDERR_FILENO);
    ::execve(COLLOQUIUM_PROGRAM, const_cast<char* const*>(arguments.data()), variables.data());
    ::_exit(127);
  }
  ::close(ready[1]);
  ::close(log);
  std::string const line = read_ready_line(ready[0]);
  ::close(ready[0]);
  port_ = static_cast<std::uint16_t>(std::stoi(line.substr(line.rfind(':') + 1)));
}

std::string ForumServer::read_ready_line(int from) {
  std::string said;
  auto const deadline = Clock::now() + kStartsWithin;
  while (said.find('\n') == std::string::npos) {
    auto const left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
    pollfd wait{from, POLLIN, 0};
    char bytes[256];
    if (left <= 0ms || ::poll(&wait, 1, static_cast<int>(left.count())) <= 0) break;
    auto const got = ::read(from, bytes, sizeof bytes);
    if (got <= 0) break;
    said.append(bytes, static_cast<std::size_t>(got));
  }
  if (!said.starts_with("ready https://")) {
    std::string const whole = log();
    kill();
    throw std::runtime_error("the server did not start: " + said + "\n" +
                             whole.substr(whole.size() - std::min<std::size_t>(whole.size(), 2000)));
  }
  return said;
}

void ForumServer::kill() {
  ::kill(process_, SIGKILL);
  ::waitpid(process_, nullptr, 0);
  process_ = 0;
}

int ForumServer::stop() {
  ::kill(process_, SIGTERM);
  return wait_for_end();
}

void ForumServer::reload() {
  ::kill(process_, SIGHUP);
}

int ForumServer::wait_for_end() {
  int status = 0;
  ::waitpid(process_, &status, 0);
  process_ = 0;
  if (!WIFEXITED(status))
    throw std::runtime_error("the server ended by signal " + std::to_string(WTERMSIG(status)));
  return WEXITSTATUS(status);
}

std::uint16_t ForumServer::operator_port() const {
  constexpr std::string_view kField = "\"operator_port\":";
  // The log is written behind the server's back, and begins with what ran before.
  for (auto const deadline = Clock::now() + 10s; Clock::now() < deadline; std::this_thread::sleep_for(10ms)) {
    std::string const all = log();
    auto const at = all.rfind(kField);
    if (at != std::string::npos && at >= log_began_)
      return static_cast<std::uint16_t>(std::stoi(all.substr(at + kField.size())));
  }
  throw std::runtime_error("the log does not tell the operator's port");
}

std::string ForumServer::log() const {
  return read_file(folder_.path() / "server.log");
}

std::uintmax_t ForumServer::database_pages() const {
  return std::filesystem::file_size(folder_.path() / "data/colloquium.db") / 4096;
}

ApiClient ForumServer::client(std::string_view username) const {
  ApiClient client(port_);
  auto const answer = client.sign_in(username);
  if (answer.status != 200)
    throw std::runtime_error(std::string(username) + " cannot sign in: " + answer.text);
  return client;
}

std::string ForumServer::organisation(std::string_view name) const {
  return base::to_string(organisations_.find(name)->second);
}
std::string ForumServer::topic(std::string_view name) const {
  return base::to_string(topics_.find(name)->second);
}
auth::OrganisationId ForumServer::organisation_key(std::string_view name) const {
  return organisation_keys_.find(name)->second;
}

std::unique_ptr<storage::Database> ForumServer::open_database() const {
  storage::DatabaseSettings settings;
  settings.path = folder_.path() / "data/colloquium.db";
  settings.readers = 1;
  settings.busy_timeout = 20s;
  return std::make_unique<storage::Database>(settings, all_migrations());
}

}  // namespace tests::support
