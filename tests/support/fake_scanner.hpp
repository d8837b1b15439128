// A scanner that speaks clamd's protocol (INSTREAM) on loopback and knows one virus, the one that scanners
// are tried with. Its own thread; one talk at a time.
#pragma once

#include <arpa/inet.h>
#include <atomic>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

#include "tests/support/sample_files.hpp"

namespace tests::support {

class FakeScanner {
 public:
  // Port 0: any that is free.
  explicit FakeScanner(std::uint16_t port = 0) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    int const again = 1;
    ::setsockopt(socket_, SOL_SOCKET, SO_REUSEADDR, &again, sizeof again);
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    place.sin_port = htons(port);
    if (::bind(socket_, reinterpret_cast<sockaddr*>(&place), sizeof place) != 0 || ::listen(socket_, 16) != 0)
      throw std::runtime_error("the scanner has no port");
    socklen_t size = sizeof place;
    ::getsockname(socket_, reinterpret_cast<sockaddr*>(&place), &size);
    port_ = ntohs(place.sin_port);
    thread_ = std::thread([this] { run(); });
  }
  ~FakeScanner() {
    ::shutdown(socket_, SHUT_RDWR);
    thread_.join();
    ::close(socket_);
  }
  FakeScanner(FakeScanner const&) = delete;
  FakeScanner& operator=(FakeScanner const&) = delete;

  std::uint16_t port() const { return port_; }
  std::string address() const { return "127.0.0.1:" + std::to_string(port_); }
  int scanned() const { return scanned_; }

 private:
  void run() {
    for (;;) {
      int const talk = ::accept(socket_, nullptr, nullptr);
      if (talk < 0) return;
      answer(talk);
      ::close(talk);
    }
  }

  static std::string receive(int talk, std::size_t size) {
    std::string bytes(size, '\0');
    for (std::size_t done = 0; done < size;) {
      auto const got = ::recv(talk, bytes.data() + done, size - done, 0);
      if (got <= 0) return {};
      done += static_cast<std::size_t>(got);
    }
    return bytes;
  }

  void answer(int talk) {
    if (receive(talk, 10) != std::string("zINSTREAM\0", 10)) return;
    std::string all;
    for (;;) {
      auto const head = receive(talk, 4);
      if (head.empty()) return;
      std::uint32_t length = 0;
      head.copy(reinterpret_cast<char*>(&length), 4);
      length = ntohl(length);
      if (length == 0) break;
      all += receive(talk, length);
    }
    bool const is_known = all.find(sample_virus()) != std::string::npos;
    std::string const said = is_known ? "stream: Eicar-Signature FOUND" : "stream: OK";
    ++scanned_;
    ::send(talk, said.c_str(), said.size() + 1, MSG_NOSIGNAL);
  }

  int socket_;
  std::uint16_t port_ = 0;
  std::atomic<int> scanned_ = 0;
  std::thread thread_;
};

}  // namespace tests::support
