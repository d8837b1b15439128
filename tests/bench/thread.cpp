// What it costs the server to open the first and the last page of a thread of two thousand posts: the page,
// the thread, and the links to all of its pages by number, as the client asks for them. CPU time of the
// server, since the load shares its cores.
#include <cstdio>
#include <exception>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "tests/bench/support/clients.hpp"
#include "tests/bench/support/report.hpp"
#include "tests/bench/support/servers.hpp"
#include "tests/bench/support/world.hpp"

namespace {

constexpr int kPosts = 2000;
constexpr int kPages = kPosts / bench::kPostsPerThread;
constexpr int kRounds = 7;
constexpr std::size_t kRequests = 600;

// From one of many officers after the other, until the thread is long.
void write_answers(std::uint16_t port, bench::World const& world, std::string const& thread) {
  bench::Clients writers(port, 16);
  auto const json = boost::json::serialize(boost::json::object{{"body", bench::text_of_length(600)}});
  std::size_t writer = 0;
  writers.ask(kPosts - bench::kPostsPerThread, 201, [&](std::size_t) {
    auto const& officer = world.officers[writer++ % world.officers.size()];
    return bench::post_request(thread + "/posts", officer.token, json);
  });
}

// Turned as a reader does, to the last.
std::vector<std::string> pages_of(bench::Clients& clients, std::string const& posts,
                                  std::string const& token) {
  std::vector<std::string> pages{posts};
  for (;;) {
    auto const body = clients.ask_once(0, 200, bench::get_request(pages.back(), token));
    auto const page = boost::json::parse(body);
    auto const& next = page.at("next");
    if (next.is_null()) return pages;
    pages.push_back(posts + "?after=" + std::string(next.as_string()));
  }
}

double cost_of(bench::Process const& server, bench::Clients& clients,
               std::vector<std::string> const& requests) {
  auto const before = server.cpu_time();
  std::size_t sent = 0;
  clients.ask(kRequests * requests.size(), 200,
              [&](std::size_t) { return requests[sent++ % requests.size()]; });
  return bench::microseconds(server.cpu_time() - before) / static_cast<double>(kRequests);
}

void measure() {
  bench::Folder const folder;
  tests::support::TestCertificate const certificate;
  auto const world = bench::build_world(folder.path(), 1000);
  bench::Colloquium const server(folder.path(), certificate);
  auto const& token = world.officers.front().token;
  auto const thread = "/api/v1/threads/" + base::to_string(world.threads.back());
  bench::Clients clients(server.port(), 1);
  write_answers(server.port(), world, thread);
  auto const pages = pages_of(clients, thread + "/posts", token);
  if (pages.size() != kPages) throw std::runtime_error(std::to_string(pages.size()) + " pages");

  auto const opening = [&](std::string const& page) {
    return std::vector{bench::get_request(thread, token), bench::get_request(page, token),
                       bench::get_request(thread + "/pages", token)};
  };
  bench::print_title("thread: opening a page of " + std::to_string(bench::kPostsPerThread) +
                     " posts of a thread of " + std::to_string(kPosts) + "; server CPU, median of " +
                     std::to_string(kRounds) + " rounds of " + std::to_string(kRequests));
  auto const compare = [&](std::string const& name, std::vector<std::string> const& first,
                           std::vector<std::string> const& last, std::string const& aim) {
    std::vector<double> of_first;
    std::vector<double> of_last;
    for (int round = 0; round < kRounds; ++round) {
      of_first.push_back(cost_of(server.process(), clients, first));
      of_last.push_back(cost_of(server.process(), clients, last));
    }
    bench::print_ratio(name, bench::median(of_last), "page 1", bench::median(of_first), "µs", aim);
  };
  compare("page " + std::to_string(kPages), opening(pages.front()), opening(pages.back()), "at most 1.3");
  compare("its posts alone", {bench::get_request(pages.front(), token)},
          {bench::get_request(pages.back(), token)}, {});
  auto const alone = [&](std::string const& name, std::string const& path) {
    bench::print_figure(name, cost_of(server.process(), clients, {bench::get_request(path, token)}), "µs");
  };
  alone("the thread alone", thread);
  alone("the links to its pages alone", thread + "/pages");
}

}  // namespace

int main() {
  try {
    measure();
    return 0;
  } catch (std::exception const& failure) {
    std::fprintf(stderr, "bench thread: %s\n", failure.what());
    return 1;
  }
}
