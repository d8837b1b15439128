// What it costs the server to read a thread of twenty posts, signed in and with every access checked, beside
// nginx that serves the same bytes as a file. CPU time of the server for each request, since the load shares
// its cores.
#include <cstdio>
#include <exception>
#include <fstream>

#include "tests/bench/support/clients.hpp"
#include "tests/bench/support/report.hpp"
#include "tests/bench/support/servers.hpp"
#include "tests/bench/support/world.hpp"

namespace {

constexpr int kPosts = 1000;
constexpr int kRounds = 7;
constexpr std::size_t kRequests = 4000;

double cpu_per_request(bench::Process const& server, bench::Clients& clients, std::string const& request) {
  auto const before = server.cpu_time();
  clients.ask(kRequests, 200, [&](std::size_t) { return request; });
  return bench::microseconds(server.cpu_time() - before) / static_cast<double>(kRequests);
}

void measure() {
  bench::Folder const folder;
  tests::support::TestCertificate const certificate;
  auto const world = bench::build_world(folder.path(), kPosts);
  bench::Colloquium const ours(folder.path(), certificate);

  auto const target = "/api/v1/threads/" + base::to_string(world.threads.back()) + "/posts";
  auto const request = bench::get_request(target, world.officers.front().token);
  auto const body = bench::Clients(ours.port(), 1).ask_once(0, 200, request);
  auto const files = folder.path() / "files";
  std::filesystem::create_directory(files);
  std::ofstream(files / "posts.json") << body;
  bench::Nginx const nginx(folder.path(), files, certificate);
  auto const file_request = bench::get_request("/posts.json", world.officers.front().token);

  bench::print_title("read: a thread of " + std::to_string(bench::kPostsPerThread) + " posts, " +
                     std::to_string(body.size()) +
                     " bytes, TLS 1.3 keep-alive; server CPU per request, median of " +
                     std::to_string(kRounds) + " rounds of " + std::to_string(kRequests));
  for (auto const connections : {1UL, 16UL, 64UL}) {
    bench::Clients to_ours(ours.port(), connections);
    bench::Clients to_nginx(nginx.port(), connections);
    std::vector<double> our_costs;
    std::vector<double> nginx_costs;
    for (int round = 0; round < kRounds; ++round) {
      our_costs.push_back(cpu_per_request(ours.process(), to_ours, request));
      nginx_costs.push_back(cpu_per_request(nginx.process(), to_nginx, file_request));
    }
    bench::print_ratio(std::to_string(connections) + (connections == 1 ? " connection" : " connections"),
                       bench::median(our_costs), "nginx", bench::median(nginx_costs), "µs", "at most 2");
  }
}

}  // namespace

int main() {
  try {
    measure();
    return 0;
  } catch (std::exception const& failure) {
    std::fprintf(stderr, "bench read: %s\n", failure.what());
    return 1;
  }
}
