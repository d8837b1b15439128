// One post to a thousand live streams, each of another officer with the thread on screen: how long until the
// last of them has heard, and what an idle stream costs in memory.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <exception>
#include <stdexcept>

#include "tests/bench/support/clients.hpp"
#include "tests/bench/support/report.hpp"
#include "tests/bench/support/servers.hpp"
#include "tests/bench/support/world.hpp"

namespace {

using std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr std::size_t kStreams = 1000;
constexpr int kRounds = 11;
constexpr auto kQuiet = 1500ms;  // nothing has come for so long: all is settled
constexpr auto kPatience = 30s;

std::string upgrade_request(std::string_view token) {
  return std::string(
             "GET /api/v1/live HTTP/1.1\r\nhost: localhost\r\nconnection: Upgrade\r\nupgrade: websocket\r\n"
             "sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
             "cookie: __Host-session=")
      .append(token)
      .append("\r\n\r\n");
}

// A text frame as a client sends it, masked with zeros.
std::string text_frame(std::string_view text) {
  if (text.size() > 125) throw std::logic_error("a frame longer than this measurement needs");
  std::string frame = "\x81";
  frame += static_cast<char>(0x80 | text.size());
  return frame.append(4, '\0').append(text);
}

// Takes the first whole frame off the front of `bytes`; empty where there is none.
std::string take_frame(std::string& bytes) {
  auto const octet = [&](std::size_t i) {
    return static_cast<std::size_t>(static_cast<unsigned char>(bytes[i]));
  };
  if (bytes.size() < 2) return {};
  std::size_t head = 2;
  std::size_t size = octet(1);
  if (size == 126) {
    if (bytes.size() < 4) return {};
    head = 4;
    size = octet(2) << 8 | octet(3);
  }
  if (size == 127) throw std::runtime_error("a frame that is too long");
  if (bytes.size() < head + size) return {};
  std::string text = bytes.substr(head, size);
  bytes.erase(0, head + size);
  return text;
}

// The streams and, last, somebody who writes.
class Audience {
 public:
  Audience(std::uint16_t port, bench::World const& world)
      : world_(world), thread_(base::to_string(world.threads.back())), clients_(port, kStreams + 1) {}

  void open() {
    for (std::size_t i = 0; i < kStreams; ++i) clients_.send(i, upgrade_request(world_.officers[i].token));
    std::size_t open = 0;
    wait_until([&] { return open == kStreams; },
               [&](std::size_t, std::string& bytes) {
                 auto const end = bytes.find("\r\n\r\n");
                 if (end == std::string::npos) return;
                 if (!bytes.starts_with("HTTP/1.1 101")) throw std::runtime_error("no stream: " + bytes);
                 bytes.erase(0, end + 4);
                 ++open;
               });
    for (std::size_t i = 0; i < kStreams; ++i) {
      clients_.send(i, text_frame(R"({"type":"watch","topics":[],"threads":[")" + thread_ + R"("]})"));
    }
    settle();
  }

  struct Times {
    double from_sending;  // milliseconds until the last stream has heard
    double from_answer;
  };
  Times post() {
    clients_.send(kStreams,
                  bench::post_request("/api/v1/threads/" + thread_ + "/posts",
                                      world_.officers[kStreams].token, R"({"body":"To all of you."})"));
    auto const sent = steady_clock::now();
    steady_clock::time_point answered{};
    steady_clock::time_point last{};
    std::size_t heard = 0;
    wait_until([&] { return heard == kStreams && answered != steady_clock::time_point{}; },
               [&](std::size_t client, std::string& bytes) {
                 if (client == kStreams) {
                   auto const answer = bench::parse_answer(bytes);
                   if (!answer) return;
                   if (answer->first.status != 201) throw std::runtime_error("no post: " + bytes);
                   bytes.clear();
                   answered = steady_clock::now();
                   return;
                 }
                 for (auto text = take_frame(bytes); !text.empty(); text = take_frame(bytes)) {
                   if (text.find(R"("post.created")") == std::string::npos) continue;
                   ++heard;
                   last = steady_clock::now();
                 }
               });
    auto const milliseconds = [&](steady_clock::time_point from) {
      return std::chrono::duration<double, std::milli>(last - from).count();
    };
    return {milliseconds(sent), milliseconds(answered)};
  }

  void settle() {
    while (clients_.receive(kQuiet, [](std::size_t client, std::string& bytes) {
      if (client != kStreams) bytes.clear();
    })) {
    }
  }

 private:
  template <class Done>
  void wait_until(Done done, std::function<void(std::size_t, std::string&)> const& on_input) {
    auto const deadline = steady_clock::now() + kPatience;
    while (!done()) {
      if (steady_clock::now() > deadline) throw std::runtime_error("not all streams have heard");
      clients_.receive(1s, on_input);
    }
  }

  bench::World const& world_;
  std::string thread_;
  bench::Clients clients_;
};

void measure() {
  bench::Folder const folder;
  tests::support::TestCertificate const certificate;
  auto const world = bench::build_world(folder.path(), 1000);
  bench::Colloquium const ours(folder.path(), certificate);
  auto const warm = bench::get_request("/api/v1/topics", world.officers.front().token);
  bench::Clients(ours.port(), 1).ask_once(0, 200, warm);

  bench::print_title("live: one post to " + std::to_string(kStreams) + " streams; median and longest of " +
                     std::to_string(kRounds));
  auto const empty = ours.process().memory();
  Audience audience(ours.port(), world);
  audience.open();
  auto const full = ours.process().memory();

  std::vector<double> from_sending;
  std::vector<double> from_answer;
  auto const cpu = ours.process().cpu_time();
  for (int round = 0; round < kRounds; ++round) {
    auto const times = audience.post();
    from_sending.push_back(times.from_sending);
    from_answer.push_back(times.from_answer);
  }
  auto const cost = bench::microseconds(ours.process().cpu_time() - cpu) / kRounds / 1000;
  audience.settle();
  bench::print_figure("from the post's answer to the last stream", bench::median(from_answer), "ms",
                      "under 100");
  bench::print_figure("  the longest", *std::ranges::max_element(from_answer), "ms");
  bench::print_figure("from the post's sending to the last stream", bench::median(from_sending), "ms");
  bench::print_figure("  the longest", *std::ranges::max_element(from_sending), "ms");
  bench::print_figure("server CPU for a post and its fan-out", cost, "ms");
  bench::print_figure("memory of an idle stream", static_cast<double>(full - empty) / 1024 / kStreams, "kB",
                      "under 64");
}

}  // namespace

int main() {
  try {
    measure();
    return 0;
  } catch (std::exception const& failure) {
    std::fprintf(stderr, "bench live: %s\n", failure.what());
    return 1;
  }
}
