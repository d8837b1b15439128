// How many replies a second the server makes durable, with 1, 16 and 64 clients who each wait for their
// answer, beside bare SQLite that inserts the same rows (the posts, their events and the inbox entries) into
// a copy of the same database on the same disk, one transaction for each post.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <exception>
#include <map>
#include <memory>
#include <stdexcept>
#include <thread>

#include <sqlite3.h>

#include "tests/bench/support/clients.hpp"
#include "tests/bench/support/report.hpp"
#include "tests/bench/support/servers.hpp"
#include "tests/bench/support/world.hpp"

namespace {

using std::chrono::steady_clock;

constexpr int kPosts = 1000;
constexpr int kRounds = 3;
constexpr std::size_t kBodyBytes = 600;
// Clients, and how many replies they write together in a round.
constexpr std::pair<std::size_t, std::size_t> kLoads[] = {{1, 400}, {16, 3000}, {64, 6000}};
constexpr std::int64_t kBareInserts = 2000;
constexpr char kWriterThread[] = "db-writer";

double per_second(std::size_t count, steady_clock::duration time) {
  return static_cast<double>(count) / std::chrono::duration<double>(time).count();
}

// Replies a second for which all cores of this machine would do, without the share that the load takes of
// them: what a reply costs the server, spread over the cores, but never faster than the one thread that
// writes. In microseconds of CPU.
double rate_of_cpu(double reply, double writer) {
  double const cores = std::thread::hardware_concurrency();
  return 1e6 / std::max(reply / cores, writer);
}

// A connection as the server's own, set up by hand.
class Bare {
 public:
  explicit Bare(std::filesystem::path const& file) {
    if (sqlite3_open_v2(file.c_str(), &handle_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr) !=
        SQLITE_OK) {
      throw std::runtime_error("cannot open " + file.string());
    }
    run("PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32768; PRAGMA journal_mode=WAL;"
        "PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA wal_autocheckpoint=2000;");
  }
  ~Bare() { sqlite3_close_v2(handle_); }
  Bare(Bare const&) = delete;
  Bare& operator=(Bare const&) = delete;

  void run(std::string const& script) {
    if (sqlite3_exec(handle_, script.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail();
  }
  sqlite3_stmt* prepare(std::string const& text) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(handle_, text.c_str(), -1, &statement, nullptr) != SQLITE_OK) fail();
    return statement;
  }
  [[noreturn]] void fail() { throw std::runtime_error(sqlite3_errmsg(handle_)); }

 private:
  sqlite3* handle_ = nullptr;
};

// Takes the rows of one table from one database to the other, as they are.
class Copied {
 public:
  Copied(Bare& from, Bare& to, std::string const& table, std::string const& key)
      : to_(to), select_(from.prepare("SELECT * FROM " + table + " WHERE " + key + " = ?1")) {
    std::string places = "?";
    for (int i = 1; i < sqlite3_column_count(select_); ++i) places += ", ?";
    insert_ = to.prepare("INSERT INTO " + table + " VALUES (" + places + ")");
  }
  ~Copied() {
    sqlite3_finalize(select_);
    sqlite3_finalize(insert_);
  }
  Copied(Copied const&) = delete;
  Copied& operator=(Copied const&) = delete;

  void copy(std::int64_t key) {
    sqlite3_bind_int64(select_, 1, key);
    while (sqlite3_step(select_) == SQLITE_ROW) {
      for (int i = 0; i < sqlite3_column_count(select_); ++i) {
        sqlite3_bind_value(insert_, i + 1, sqlite3_column_value(select_, i));
      }
      if (sqlite3_step(insert_) != SQLITE_DONE) to_.fail();
      sqlite3_reset(insert_);
    }
    sqlite3_reset(select_);
  }

 private:
  Bare& to_;
  sqlite3_stmt* select_;
  sqlite3_stmt* insert_ = nullptr;
};

// Inserts of posts a second; `last` is the newest post that the copy has.
double measure_bare(std::filesystem::path const& filled, std::filesystem::path const& copy,
                    std::int64_t& last) {
  Bare from(filled);
  Bare to(copy);
  Copied posts(from, to, "post", "id");
  Copied events(from, to, "event", "post_id");
  Copied inboxes(from, to, "inbox", "post_id");
  // The server finds an inbox by its subscriber; here it is asked for by post, and that must cost nothing.
  from.run(
      "CREATE INDEX IF NOT EXISTS bench_inbox ON inbox (post_id); CREATE INDEX IF NOT EXISTS bench_event ON "
      "event (post_id)");
  auto const end = last + kBareInserts;
  auto const started = steady_clock::now();
  while (last < end) {
    ++last;
    to.run("BEGIN IMMEDIATE");
    posts.copy(last);
    events.copy(last);
    inboxes.copy(last);
    to.run("COMMIT");
  }
  return per_second(kBareInserts, steady_clock::now() - started);
}

void measure() {
  bench::Folder const folder;
  tests::support::TestCertificate const certificate;
  auto const world = bench::build_world(folder.path(), kPosts);
  auto const database = folder.path() / "colloquium.db";
  auto const copy = folder.path() / "bare.db";
  std::filesystem::copy_file(database, copy);

  auto const json = R"({"body":")" + std::string(kBodyBytes, 'x') + R"("})";
  auto const reply = [&](std::size_t client) {
    auto const& thread = world.threads[client % world.threads.size()];
    return bench::post_request("/api/v1/threads/" + base::to_string(thread) + "/posts",
                               world.officers[client * 6].token, json);
  };
  // As a browser does, each officer reads the thread before he answers.
  auto const page = [&](std::size_t client) {
    auto const& thread = world.threads[client % world.threads.size()];
    return bench::get_request("/api/v1/threads/" + base::to_string(thread) + "/posts",
                              world.officers[client * 6].token);
  };
  bench::print_title("write: durable replies of " + std::to_string(kBodyBytes) +
                     " bytes, each client waiting for its answer; "
                     "median of " +
                     std::to_string(kRounds) + " rounds");
  std::map<std::size_t, std::vector<double>> rates;
  std::map<std::size_t, std::vector<double>> costs;
  std::map<std::size_t, std::vector<double>> writer_costs;
  std::vector<double> bare_rates;
  std::int64_t last = kPosts;
  for (int round = 0; round < kRounds; ++round) {
    {
      bench::Colloquium const ours(folder.path(), certificate);
      for (auto const& [count, replies] : kLoads) {
        bench::Clients clients(ours.port(), count);
        clients.ask(count, 200, page);
        auto const cpu = ours.process().cpu_time();
        auto const writer_cpu = ours.process().cpu_time_of(kWriterThread);
        auto const started = steady_clock::now();
        clients.ask(replies, 201, reply);
        rates[count].push_back(per_second(replies, steady_clock::now() - started));
        costs[count].push_back(bench::microseconds(ours.process().cpu_time() - cpu) /
                               static_cast<double>(replies));
        writer_costs[count].push_back(
            bench::microseconds(ours.process().cpu_time_of(kWriterThread) - writer_cpu) /
            static_cast<double>(replies));
      }
    }
    bare_rates.push_back(measure_bare(database, copy, last));
  }
  for (auto const& [count, replies] : kLoads) {
    bench::print_ratio(std::to_string(count) + (count == 1 ? " client" : " clients"),
                       bench::median(rates[count]), "bare SQLite", bench::median(bare_rates), "/s");
  }
  auto const most = kLoads[std::size(kLoads) - 1].first;
  bench::print_ratio(std::to_string(most) + ", by the server's CPU",
                     rate_of_cpu(bench::median(costs[most]), bench::median(writer_costs[most])),
                     "bare SQLite", bench::median(bare_rates), "/s", "at least 2");
  for (auto const& [count, replies] : kLoads) {
    bench::print_figure("server CPU per reply, " + std::to_string(count), bench::median(costs[count]), "µs");
    bench::print_figure("  of it the writer's thread", bench::median(writer_costs[count]), "µs");
  }
}

}  // namespace

int main() {
  try {
    measure();
    return 0;
  } catch (std::exception const& failure) {
    std::fprintf(stderr, "bench write: %s\n", failure.what());
    return 1;
  }
}
