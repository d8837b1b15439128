// Many TLS 1.3 connections to one server, driven by one thread: the load of the measurements. Frugal on
// purpose, since it shares the cores with the server. Loopback only; trusts any certificate. One cipher for
// all servers that are compared: AES-128-GCM.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

struct Answer {
  int status = 0;
  std::string_view head;
  std::string_view body;
};

class Clients {
 public:
  // Connects them all, one after the other.
  Clients(std::uint16_t port, std::size_t count);
  ~Clients();
  Clients(Clients const&) = delete;
  Clients& operator=(Clients const&) = delete;

  std::size_t count() const;
  void send(std::size_t client, std::string_view bytes);
  // Waits until something has come, but not longer than this, and calls on_input(client, bytes) for each
  // client that has got something; what on_input leaves in `bytes` is there the next time. False where
  // nothing came.
  bool receive(std::chrono::milliseconds longest,
               std::function<void(std::size_t client, std::string& bytes)> const& on_input);

  // Each client sends its next request as soon as it has its answer, `requests` in all. Throws where an
  // answer has another status than `status`.
  using NextRequest = std::function<std::string(std::size_t client)>;
  void ask(std::size_t requests, int status, NextRequest const& next);
  // One request, one answer; the whole body.
  std::string ask_once(std::size_t client, int status, std::string_view request);

 private:
  struct Connection;

  int epoll_ = -1;
  std::vector<std::unique_ptr<Connection>> connections_;
};

// The first whole HTTP answer in `bytes`, which it views, and how long it is; nothing where it is not whole
// yet.
std::optional<std::pair<Answer, std::size_t>> parse_answer(std::string_view bytes);

// Requests as a signed-in browser sends them.
std::string get_request(std::string_view target, std::string_view token);
std::string post_request(std::string_view target, std::string_view token, std::string_view json);

}  // namespace bench
