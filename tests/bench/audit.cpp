// What the audit log costs: a record, a page that is read with a record of it, and verifying it all. A record
// is measured in this process and without HTTP, where reads can be left unrecorded; what it is beside a whole
// read over HTTPS, in the same run.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <future>
#include <sys/resource.h>
#include <time.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include "auth/audit_verify.hpp"
#include "auth/sessions.hpp"
#include "forum/outline_cache.hpp"
#include "forum/posts.hpp"
#include "forum/untold_post.hpp"
#include "server/api/consultations.hpp"
#include "server/api/shown.hpp"
#include "server/app/commands.hpp"
#include "tests/bench/support/clients.hpp"
#include "tests/bench/support/machine.hpp"
#include "tests/bench/support/report.hpp"
#include "tests/bench/support/servers.hpp"
#include "tests/bench/support/world.hpp"

namespace {

constexpr int kPosts = 1000;
constexpr int kRounds = 25;
constexpr int kReads = 4000;
constexpr int kReaders = 16;
constexpr int kRecords = 20'000;
constexpr int kVerified = 1'000'000;
constexpr std::size_t kThreads = 50;  // that are read in turn
constexpr std::chrono::milliseconds kFlushEvery{100};

double cpu_now(clockid_t clock) {
  timespec time{};
  clock_gettime(clock, &time);
  return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

storage::DatabaseSettings settings_in(bench::Folder const& folder) {
  storage::DatabaseSettings settings;
  settings.path = folder.path() / "colloquium.db";
  return settings;
}

class Maker {
 public:
  explicit Maker(base::Random& random) : random_(random) {
    for (base::PublicId& id : organisations_) id = base::make_public_id(random);
    for (base::PublicId& id : threads_) id = base::make_public_id(random);
  }

  // A page of twenty posts of five bureaus, opened by one of a thousand officers.
  auth::AuditRecord make() {
    ++count_;
    auth::AuditRecord record{
        .at = base::from_milliseconds(1'800'000'000'000 + static_cast<std::int64_t>(count_)),
        .event = auth::AuditEvent::object_viewed,
        .actor = {threads_[count_ * 7 % threads_.size()], organisation(count_), auth::Role::contributor},
        .object = {auth::AuditObjectKind::thread, threads_[count_ * 31 % threads_.size()]},
        .topic = organisation(1),
        .level = auth::Level::official_use_only,
        .parts = parts_};
    for (std::size_t i = 0; i < 5; ++i) record.sources.push_back(organisation(count_ + 13 * i));
    std::ranges::sort(record.sources);
    record.sources.erase(std::ranges::unique(record.sources).begin(), record.sources.end());
    return record;
  }

 private:
  base::PublicId const& organisation(std::size_t i) const {
    return organisations_[i % organisations_.size()];
  }

  base::Random& random_;
  std::vector<base::PublicId> organisations_ = std::vector<base::PublicId>(196);
  std::vector<base::PublicId> threads_ = std::vector<base::PublicId>(1000);
  auth::PublicIds parts_ = [this] {
    auth::PublicIds parts(20);
    for (base::PublicId& id : parts) id = base::make_public_id(random_);
    std::ranges::sort(parts);
    return parts;
  }();
  std::size_t count_ = 0;
};

// CPU of the writer thread for each record, the transaction left out.
double cost_of_appending(storage::Database& database, Maker& maker, bool one_by_one, bool small) {
  std::vector<auth::AuditRecord> records(kRecords);
  for (auth::AuditRecord& record : records) {
    record = maker.make();
    if (small) {
      record.parts.clear();
      record.sources.resize(1);
    }
  }
  return database
      .write_now([&](storage::WriteTx& tx) -> base::Result<double> {
        auto const before = cpu_now(CLOCK_THREAD_CPUTIME_ID);
        if (one_by_one) {
          for (auth::AuditRecord const& record : records) auth::append_audit(tx, record);
        } else {
          auth::append_audit_all(tx, records);
        }
        return (cpu_now(CLOCK_THREAD_CPUTIME_ID) - before) / kRecords;
      })
      .value();
}

void measure_appending(bench::Folder const& folder) {
  base::SeededRandom random(5);
  storage::Database database(settings_in(folder), server::app::all_migrations());
  Maker maker(random);
  bench::print_title("audit: CPU of the writer for a record, " + std::to_string(kRecords) +
                     " in a transaction");
  bench::print_figure("one by one, an act on one object", cost_of_appending(database, maker, true, true),
                      "µs", "under 10");
  bench::print_figure("in a batch, an act on one object", cost_of_appending(database, maker, false, true),
                      "µs");
  bench::print_figure("in a batch, a page of 20 posts of 5 bureaus",
                      cost_of_appending(database, maker, false, false), "µs");
}

struct Reading {
  storage::Database& database;
  bench::World const& world;
  forum::OutlineCache& outlines;
  server::api::Consultations* consultations;  // or nothing: without the log
  int left = kReads;
};

// As the endpoint does it.
auth::AuditRecord opening(auth::Viewer const& viewer, base::PublicId const& thread,
                          forum::PostPage const& page) {
  server::api::Shown shown;
  shown.open({auth::AuditObjectKind::thread, thread});
  shown.in_topic(page.topic);
  for (forum::ToldPost const& told : page.items) shown.add(told.untold->post.origin);
  return std::move(shown).take_records(viewer).front();
}

boost::asio::awaitable<void> read_pages(Reading& reading, std::size_t reader) {
  forum::Limits const limits;
  while (reading.left-- > 0) {
    auto const& thread = reading.world.threads[static_cast<std::size_t>(reading.left) % kThreads];
    auto const& officer = reading.world.officers[(reader * 6) % reading.world.officers.size()];
    auth::AuditRecord record{.at = {}, .event = auth::AuditEvent::object_viewed};
    auto const token = auth::hash_token(officer.token);
    auto const page =
        co_await reading.database.read([&](storage::ReadTx& tx) -> base::Result<forum::PostPage> {
          auto const viewer = auth::load_viewer(tx, token, auth::SessionLimits{}, base::wall_clock_now());
          auto loaded =
              forum::load_posts(tx, viewer.value(), thread, {}, std::nullopt, reading.outlines, limits);
          if (loaded && reading.consultations) record = opening(*viewer, thread, *loaded);
          return loaded;
        });
    if (!page) throw std::runtime_error("a page was refused");
    if (reading.consultations) (co_await reading.consultations->record(std::move(record))).value();
  }
}

// CPU of the process for a page.
double cost_of_reading(storage::Database& database, bench::World const& world, forum::OutlineCache& outlines,
                       server::api::Consultations* consultations) {
  Reading reading{database, world, outlines, consultations};
  boost::asio::io_context context;
  std::vector<std::future<void>> done;
  auto const before = cpu_now(CLOCK_PROCESS_CPUTIME_ID);
  for (std::size_t reader = 0; reader < kReaders; ++reader)
    done.push_back(boost::asio::co_spawn(context, read_pages(reading, reader), boost::asio::use_future));
  context.run();
  while (consultations && consultations->waiting() > 0)
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  for (auto& each : done) each.get();
  return (cpu_now(CLOCK_PROCESS_CPUTIME_ID) - before) / kReads;
}

// The same pages from the program as it is shipped, with a record of each.
class WholeReads {
 public:
  double cost() {
    auto const before = server_.process().cpu_time();
    int left = kReads;
    clients_.ask(kReads, 200, [&](std::size_t client) {
      auto const& thread = world_.threads[static_cast<std::size_t>(--left) % kThreads];
      auto const& officer = world_.officers[client * 6 % world_.officers.size()];
      return bench::get_request("/api/v1/threads/" + base::to_string(thread) + "/posts", officer.token);
    });
    std::this_thread::sleep_for(2 * kFlushEvery);  // until all records are written
    return bench::microseconds(server_.process().cpu_time() - before) / kReads;
  }

 private:
  bench::Folder folder_;
  tests::support::TestCertificate certificate_;
  bench::World world_ = bench::build_world(folder_.path(), kPosts);
  bench::Colloquium server_{
      folder_.path(), certificate_, {{"COLLOQUIUM_AUDIT_FLUSH_MS", std::to_string(kFlushEvery.count())}}};
  bench::Clients clients_{server_.port(), kReaders};
};

void measure_reading(bench::Folder const& folder) {
  auto const world = bench::build_world(folder.path(), kPosts);
  storage::Database database(settings_in(folder), server::app::all_migrations());
  server::api::Consultations consultations(database, {.flush_every = kFlushEvery});
  forum::OutlineCache outlines(forum::Limits{}.outlines_bytes,
                               [](forum::Post const&) { return std::string(); });
  WholeReads whole_reads;
  // What is read again and again is in memory.
  cost_of_reading(database, world, outlines, nullptr);
  whole_reads.cost();
  std::vector<double> whole;
  std::vector<double> bare;
  std::vector<double> logged;
  for (int round = 0; round < kRounds; ++round) {
    bare.push_back(cost_of_reading(database, world, outlines, nullptr));
    logged.push_back(cost_of_reading(database, world, outlines, &consultations));
    whole.push_back(whole_reads.cost());
  }
  double const record = bench::median(logged) - bench::median(bare);
  bench::print_title("audit: pages of 20 posts read at OFFICIAL USE ONLY, with a record of each, " +
                     std::to_string(kReaders) + " at a time; no HTTP");
  bench::print_ratio("CPU of a page", bench::median(logged), "without", bench::median(bare), "µs");
  bench::print_figure("so a page's record costs", record, "µs");
  bench::print_ratio("CPU of a whole read over HTTPS", bench::median(whole), "without its record",
                     bench::median(whole) - record, "µs", "at most 1.10");
}

void measure_verifying(bench::Folder const& folder, int count) {
  base::SeededRandom random(6);
  Maker maker(random);
  auto settings = settings_in(folder);
  settings.path = folder.path() / "verified.db";
  storage::Database database(settings, server::app::all_migrations());
  for (int made = 0; made < count; made += 10'000) {
    std::vector<auth::AuditRecord> records(10'000);
    for (auth::AuditRecord& record : records) record = maker.make();
    database
        .write_now([&](storage::WriteTx& tx) -> base::Result<bool> {
          auth::append_audit_all(tx, records);
          return true;
        })
        .value();
  }
  rusage before{};
  getrusage(RUSAGE_SELF, &before);
  auto const start = std::chrono::steady_clock::now();
  auto const verified = database
                            .read_now([](storage::ReadTx& tx) -> base::Result<auth::AuditVerification> {
                              return auth::verify_audit_log(tx, {});
                            })
                            .value();
  rusage after{};
  getrusage(RUSAGE_SELF, &after);
  bench::print_title("audit: verifying " + std::to_string(count) + " records of pages");
  bench::print_figure(verified.is_sound() ? "sound, after" : "NOT SOUND, after", seconds_since(start), "s");
  bench::print_figure("memory it added at its highest",
                      static_cast<double>(after.ru_maxrss - before.ru_maxrss), "KiB");
  bench::print_figure("the database, for each record",
                      static_cast<double>(std::filesystem::file_size(settings.path)) / count, "bytes");
}

}  // namespace

// A number as argument: so many records to verify.
int main(int argc, char** argv) {
  try {
    bench::Folder const folder;
    measure_reading(folder);
    measure_appending(folder);
    measure_verifying(folder, argc > 1 ? std::atoi(argv[1]) : kVerified);
    return 0;
  } catch (std::exception const& failure) {
    std::fprintf(stderr, "bench audit: %s\n", failure.what());
    return 1;
  }
}
