#include "files/scanner.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <cstring>
#include <netinet/in.h>
#include <optional>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

namespace files {
namespace {

constexpr std::string_view kUnix = "unix:";
constexpr std::size_t kChunkBytes = 64UL * 1024;
constexpr std::size_t kAnswerBytes = 4096;

struct Loopback {
  in_addr address;
  std::uint16_t port;
};

std::optional<Loopback> parse_loopback(std::string const& address) {
  auto const colon = address.rfind(':');
  if (colon == std::string::npos) return std::nullopt;
  Loopback loopback{};
  auto const port = std::string_view(address).substr(colon + 1);
  auto const parsed = std::from_chars(port.data(), port.data() + port.size(), loopback.port);
  bool const is_port = parsed.ec == std::errc() && parsed.ptr == port.data() + port.size();
  bool const is_v4 = inet_pton(AF_INET, address.substr(0, colon).c_str(), &loopback.address) == 1;
  bool const is_here = is_v4 && (ntohl(loopback.address.s_addr) >> 24U) == 127;
  return is_port && is_here ? std::optional(loopback) : std::nullopt;
}

class Connection {
 public:
  explicit Connection(int family) : socket_(::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0)) {}
  ~Connection() {
    if (socket_ >= 0) ::close(socket_);
  }
  Connection(Connection const&) = delete;
  Connection& operator=(Connection const&) = delete;

  bool connect(sockaddr const* address, socklen_t size, std::chrono::milliseconds patience) const {
    timeval time{};
    time.tv_sec = patience.count() / 1000;
    time.tv_usec = patience.count() % 1000 * 1000;
    return socket_ >= 0 && ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time) == 0 &&
           ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &time, sizeof time) == 0 &&
           ::connect(socket_, address, size) == 0;
  }
  bool send(std::string_view bytes) const {
    while (!bytes.empty()) {
      auto const sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  bool send_chunk(std::string_view bytes) const {
    std::uint32_t const length = htonl(static_cast<std::uint32_t>(bytes.size()));
    return send({reinterpret_cast<char const*>(&length), sizeof length}) && send(bytes);
  }
  // Up to the zero byte that ends an answer.
  std::string receive() const {
    std::string answer;
    std::array<char, 512> part{};
    while (answer.size() < kAnswerBytes) {
      auto const got = ::recv(socket_, part.data(), part.size(), 0);
      if (got <= 0) return {};
      answer.append(part.data(), static_cast<std::size_t>(got));
      if (auto const end = answer.find('\0'); end != std::string::npos) return answer.substr(0, end);
    }
    return {};
  }

 private:
  int socket_;
};

Verdict ask(Connection const& connection, std::string_view bytes) {
  if (!connection.send(std::string_view("zINSTREAM\0", 10))) return Verdict::unknown;
  for (; !bytes.empty(); bytes.remove_prefix(std::min(bytes.size(), kChunkBytes))) {
    if (!connection.send_chunk(bytes.substr(0, kChunkBytes))) return Verdict::unknown;
  }
  if (!connection.send_chunk({})) return Verdict::unknown;
  auto const answer = connection.receive();
  if (answer == "stream: OK") return Verdict::clean;
  return answer.starts_with("stream: ") && answer.ends_with(" FOUND") ? Verdict::malware : Verdict::unknown;
}

}  // namespace

bool is_scanner_address(std::string const& address) {
  if (address.starts_with(kUnix)) {
    auto const size = address.size() - kUnix.size();
    return size > 0 && size < sizeof(sockaddr_un::sun_path);
  }
  return parse_loopback(address).has_value();
}

Verdict Scanner::scan(std::string_view bytes) const {
  auto const& address = settings_.address;
  if (!is_scanner_address(address)) return Verdict::unknown;
  if (address.starts_with(kUnix)) {
    sockaddr_un path{};
    path.sun_family = AF_UNIX;
    std::memcpy(path.sun_path, address.data() + kUnix.size(), address.size() - kUnix.size());
    Connection const connection(AF_UNIX);
    bool const is_there =
        connection.connect(reinterpret_cast<sockaddr const*>(&path), sizeof path, settings_.patience);
    return is_there ? ask(connection, bytes) : Verdict::unknown;
  }
  auto const loopback = parse_loopback(address);
  sockaddr_in place{};
  place.sin_family = AF_INET;
  place.sin_addr = loopback->address;
  place.sin_port = htons(loopback->port);
  Connection const connection(AF_INET);
  bool const is_there =
      connection.connect(reinterpret_cast<sockaddr const*>(&place), sizeof place, settings_.patience);
  return is_there ? ask(connection, bytes) : Verdict::unknown;
}

}  // namespace files
