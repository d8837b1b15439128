// What the read rule costs: the topic list and a topic's threads in a forum where every thread may be for
// somebody else, beside one of the same size where everybody reads everything. Both have the same
// organisations; the first has thousands of audiences of every kind, answers narrower than their threads, and
// deny lists.
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <optional>
#include <random>

#include "tests/bench/support/clients.hpp"
#include "tests/bench/support/report.hpp"
#include "tests/bench/support/servers.hpp"
#include "tests/bench/support/world.hpp"

namespace {

constexpr int kPosts = 2'000'000;
constexpr int kPostsPerThread = 10;
constexpr int kOrganisations = 5000;
constexpr int kAudiences = 20'000;
constexpr int kNarrowPercent = 60;
constexpr int kRounds = 5;
constexpr std::size_t kRequests = 1000;
constexpr std::size_t kConnections = 16;
constexpr std::size_t kViewers = 200;

class Forum {
 public:
  Forum(bench::WorldPlan const& plan, tests::support::TestCertificate const& certificate)
      : world_(bench::build_world(folder_.path(), plan)), server_(folder_.path(), certificate) {}

  // Not before both forums are made: a connection that waits so long is closed.
  void connect() { clients_.emplace(server_.port(), kConnections); }

  // In the same order in both forums: officers of bureaus and of what stands below them.
  double cpu_per_request(std::string const& path) {
    auto const before = server_.process().cpu_time();
    clients_->ask(kRequests, 200, [&](std::size_t) {
      auto const viewer = dice_() % kViewers * (world_.officers.size() / kViewers);
      return bench::get_request(path, world_.officers[viewer].token);
    });
    return bench::microseconds(server_.process().cpu_time() - before) / static_cast<double>(kRequests);
  }

  std::string threads_of(std::size_t topic) const {
    return "/api/v1/topics/" + base::to_string(world_.topics[topic].public_id) + "/threads";
  }

 private:
  bench::Folder folder_;
  bench::World world_;
  bench::Colloquium server_;
  std::optional<bench::Clients> clients_;
  std::mt19937_64 dice_{1};
};

void compare(char const* name, Forum& narrow, std::string const& in_narrow, Forum& open,
             std::string const& in_open) {
  std::vector<double> narrow_costs;
  std::vector<double> open_costs;
  narrow.cpu_per_request(in_narrow);  // both with what they need in their caches
  open.cpu_per_request(in_open);
  for (int round = 0; round < kRounds; ++round) {
    narrow_costs.push_back(narrow.cpu_per_request(in_narrow));
    open_costs.push_back(open.cpu_per_request(in_open));
  }
  bench::print_ratio(name, bench::median(narrow_costs), "all readable by all", bench::median(open_costs),
                     "µs", "at most 1.5");
}

void measure(int posts) {
  tests::support::TestCertificate const certificate;
  bench::WorldPlan const open_plan{.posts = posts,
                                   .posts_per_thread = kPostsPerThread,
                                   .organisations = kOrganisations,
                                   .narrow_percent = 0,
                                   .narrow_audiences = 0};
  auto narrow_plan = open_plan;
  narrow_plan.narrow_percent = kNarrowPercent;
  narrow_plan.narrow_audiences = kAudiences;
  narrow_plan.everywhere = true;
  bench::print_note("making two forums of " + std::to_string(posts) + " posts");
  Forum open(open_plan, certificate);
  Forum narrow(narrow_plan, certificate);
  open.connect();
  narrow.connect();
  bench::print_title(
      "access: " + std::to_string(kOrganisations) + " organisations, " +
      std::to_string(posts / kPostsPerThread) + " threads, " + std::to_string(posts) + " posts, up to " +
      std::to_string(kAudiences) + " audiences; server CPU per request of " + std::to_string(kViewers) +
      " viewers, median of " + std::to_string(kRounds) + " rounds of " + std::to_string(kRequests));
  compare("all topics", narrow, "/api/v1/topics", open, "/api/v1/topics");
  compare("the threads of a busy topic", narrow, narrow.threads_of(0), open, open.threads_of(0));
  compare("the threads of another topic", narrow, narrow.threads_of(7), open, open.threads_of(7));
}

}  // namespace

// A number as argument: another size of both forums.
int main(int argc, char** argv) {
  try {
    measure(argc > 1 ? std::atoi(argv[1]) : kPosts);
    return 0;
  } catch (std::exception const& failure) {
    std::fprintf(stderr, "bench access: %s\n", failure.what());
    return 1;
  }
}
