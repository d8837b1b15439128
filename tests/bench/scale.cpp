// The same reads in a forum of a thousand posts and in one of a million: server CPU for each request. "A
// recent thread" is one of those that both forums have; "any thread" is drawn from the whole of each, so that
// in the large one nearly every page comes from outside SQLite's cache.
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <functional>
#include <optional>
#include <random>

#include "tests/bench/support/clients.hpp"
#include "tests/bench/support/report.hpp"
#include "tests/bench/support/servers.hpp"
#include "tests/bench/support/world.hpp"

namespace {

constexpr int kSmall = 1000;
constexpr int kLarge = 1'000'000;
constexpr int kRounds = 5;
constexpr std::size_t kRequests = 1500;
constexpr std::size_t kConnections = 16;
constexpr std::size_t kReadRecent = 25;  // the newest threads

class Forum {
 public:
  Forum(int posts, tests::support::TestCertificate const& certificate)
      : world_(bench::build_world(folder_.path(), posts)), server_(folder_.path(), certificate) {}

  // Not before both forums are made: a connection that waits so long is closed.
  void connect() { clients_.emplace(server_.port(), kConnections); }

  using Target = std::function<std::string(bench::World const&, std::mt19937_64&)>;
  double cpu_per_request(Target const& target) {
    auto const before = server_.process().cpu_time();
    clients_->ask(kRequests, 200, [&](std::size_t) {
      return bench::get_request(target(world_, dice_), world_.officers.front().token);
    });
    return bench::microseconds(server_.process().cpu_time() - before) / static_cast<double>(kRequests);
  }

 private:
  bench::Folder folder_;
  bench::World world_;
  bench::Colloquium server_;
  std::optional<bench::Clients> clients_;
  std::mt19937_64 dice_{1};
};

std::string posts_of(base::PublicId const& thread) {
  return "/api/v1/threads/" + base::to_string(thread) + "/posts";
}

struct Read {
  char const* name;
  Forum::Target target;
  char const* aim;
};

Read const kReads[] = {
    {"a recent thread, 20 posts",
     [](bench::World const& world, std::mt19937_64& dice) {
       return posts_of(world.threads[world.threads.size() - 1 - dice() % kReadRecent]);
     },
     "under 1.3"},
    {"any thread, 20 posts",
     [](bench::World const& world, std::mt19937_64& dice) {
       return posts_of(world.threads[dice() % world.threads.size()]);
     },
     ""},
    {"a topic's threads",
     [](bench::World const& world, std::mt19937_64&) {
       return "/api/v1/topics/" + base::to_string(world.topics.front().public_id) + "/threads";
     },
     "under 1.3"},
    {"all topics", [](bench::World const&, std::mt19937_64&) { return std::string("/api/v1/topics"); },
     "under 1.3"},
    {"notifications",
     [](bench::World const&, std::mt19937_64&) { return std::string("/api/v1/notifications"); }, "under 1.3"},
};

void measure(int large_posts) {
  tests::support::TestCertificate const certificate;
  Forum small(kSmall, certificate);
  bench::print_note("making a forum of " + std::to_string(large_posts) + " posts");
  Forum large(large_posts, certificate);
  small.connect();
  large.connect();
  bench::print_title("scale: " + std::to_string(large_posts) + " posts beside " + std::to_string(kSmall) +
                     "; server CPU per request, median of " + std::to_string(kRounds) + " rounds of " +
                     std::to_string(kRequests));
  for (Read const& read : kReads) {
    std::vector<double> small_costs;
    std::vector<double> large_costs;
    large.cpu_per_request(read.target);  // both with what they need in their caches
    small.cpu_per_request(read.target);
    for (int round = 0; round < kRounds; ++round) {
      large_costs.push_back(large.cpu_per_request(read.target));
      small_costs.push_back(small.cpu_per_request(read.target));
    }
    bench::print_ratio(read.name, bench::median(large_costs), "small forum", bench::median(small_costs), "µs",
                       read.aim);
  }
}

}  // namespace

// A number as argument: another size of the large forum.
int main(int argc, char** argv) {
  try {
    measure(argc > 1 ? std::atoi(argv[1]) : kLarge);
    return 0;
  } catch (std::exception const& failure) {
    std::fprintf(stderr, "bench scale: %s\n", failure.what());
    return 1;
  }
}
