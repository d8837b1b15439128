#include "tests/bench/support/clients.hpp"

#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <csignal>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdexcept>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <openssl/ssl.h>

namespace bench {
namespace {

constexpr std::chrono::seconds kPatience{30};

SSL_CTX* shared_context() {
  static SSL_CTX* const context = [] {
    std::signal(SIGPIPE, SIG_IGN);
    SSL_CTX* const made = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_verify(made, SSL_VERIFY_NONE, nullptr);
    SSL_CTX_set_min_proto_version(made, TLS1_3_VERSION);
    SSL_CTX_set_ciphersuites(made, "TLS_AES_128_GCM_SHA256");
    SSL_CTX_set_mode(made, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_read_ahead(made, 1);
    return made;
  }();
  return context;
}

}  // namespace

struct Clients::Connection {
  int socket = -1;
  SSL* ssl = nullptr;
  std::string input;

  explicit Connection(std::uint16_t port) : socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    int const on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ssl = SSL_new(shared_context());
    SSL_set_fd(ssl, socket);
    if (::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
        SSL_connect(ssl) != 1) {
      throw std::runtime_error("a client cannot connect");
    }
    ::fcntl(socket, F_SETFL, ::fcntl(socket, F_GETFL) | O_NONBLOCK);
  }
  ~Connection() {
    SSL_free(ssl);
    ::close(socket);
  }
  Connection(Connection const&) = delete;
  Connection& operator=(Connection const&) = delete;

  // Whether anything came.
  bool fill() {
    static std::array<char, 64 * 1024> chunk;
    auto const before = input.size();
    for (;;) {
      int const got = SSL_read(ssl, chunk.data(), static_cast<int>(chunk.size()));
      if (got <= 0) {
        if (SSL_get_error(ssl, got) != SSL_ERROR_WANT_READ)
          throw std::runtime_error("the server closed a connection");
        return input.size() > before;
      }
      input.append(chunk.data(), static_cast<std::size_t>(got));
    }
  }
};

Clients::Clients(std::uint16_t port, std::size_t count) : epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
  for (std::size_t i = 0; i < count; ++i) {
    connections_.push_back(std::make_unique<Connection>(port));
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = i;
    ::epoll_ctl(epoll_, EPOLL_CTL_ADD, connections_.back()->socket, &event);
  }
}

Clients::~Clients() {
  ::close(epoll_);
}

std::size_t Clients::count() const {
  return connections_.size();
}

void Clients::send(std::size_t client, std::string_view bytes) {
  // Requests are small and answered before the next: the socket's buffer always takes them.
  if (SSL_write(connections_[client]->ssl, bytes.data(), static_cast<int>(bytes.size())) <= 0) {
    throw std::runtime_error("a request cannot be sent");
  }
}

bool Clients::receive(std::chrono::milliseconds longest,
                      std::function<void(std::size_t, std::string&)> const& on_input) {
  std::array<epoll_event, 256> events;
  int const ready =
      ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), static_cast<int>(longest.count()));
  for (int i = 0; i < ready; ++i) {
    auto const client = static_cast<std::size_t>(events[static_cast<std::size_t>(i)].data.u64);
    Connection& connection = *connections_[client];
    if (connection.fill()) on_input(client, connection.input);
  }
  return ready > 0;
}

void Clients::ask(std::size_t requests, int status, NextRequest const& next) {
  std::size_t sent = 0;
  std::size_t answered = 0;
  for (; sent < count() && sent < requests; ++sent) send(sent, next(sent));
  while (answered < sent) {
    bool const came = receive(kPatience, [&](std::size_t client, std::string& bytes) {
      auto const whole = parse_answer(bytes);
      if (!whole) return;
      if (whole->first.status != status)
        throw std::runtime_error("unexpected answer: " + bytes.substr(0, 2000));
      bytes.erase(0, whole->second);
      ++answered;
      if (sent == requests) return;
      ++sent;
      send(client, next(client));
    });
    if (!came) throw std::runtime_error("the server does not answer");
  }
}

std::string Clients::ask_once(std::size_t client, int status, std::string_view request) {
  send(client, request);
  std::optional<std::string> body;
  while (!body) {
    bool const came = receive(kPatience, [&](std::size_t from, std::string& bytes) {
      auto const whole = parse_answer(bytes);
      if (from != client || !whole) return;
      if (whole->first.status != status)
        throw std::runtime_error("unexpected answer: " + bytes.substr(0, 2000));
      body = std::string(whole->first.body);
      bytes.erase(0, whole->second);
    });
    if (!came) throw std::runtime_error("the server does not answer");
  }
  return *body;
}

std::optional<std::pair<Answer, std::size_t>> parse_answer(std::string_view bytes) {
  constexpr std::string_view kLength = "content-length: ";
  auto const end = bytes.find("\r\n\r\n");
  if (end == std::string_view::npos) return std::nullopt;
  Answer answer{0, bytes.substr(0, end), {}};
  if (answer.head.size() < 12) throw std::runtime_error("no HTTP answer");
  std::from_chars(answer.head.data() + 9, answer.head.data() + 12, answer.status);
  std::size_t length = 0;
  for (std::size_t line = answer.head.find('\n'); line != std::string_view::npos;
       line = answer.head.find('\n', line + 1)) {
    auto const field = answer.head.substr(line + 1, kLength.size());
    // Names of fields in whatever case the server likes.
    if (field.size() < kLength.size() || (field[0] | 0x20) != 'c' || (field[8] | 0x20) != 'l' ||
        field[14] != ':') {
      continue;
    }
    auto const digits = answer.head.substr(line + 1 + kLength.size());
    std::from_chars(digits.data(), digits.data() + digits.size(), length);
  }
  auto const size = end + 4 + length;
  if (bytes.size() < size) return std::nullopt;
  answer.body = bytes.substr(end + 4, length);
  return std::pair(answer, size);
}

std::string get_request(std::string_view target, std::string_view token) {
  return std::string("GET ")
      .append(target)
      .append(" HTTP/1.1\r\nhost: localhost\r\naccept: application/json\r\ncookie: __Host-session=")
      .append(token)
      .append("\r\n\r\n");
}

std::string post_request(std::string_view target, std::string_view token, std::string_view json) {
  return std::string("POST ")
      .append(target)
      .append(
          " HTTP/1.1\r\nhost: localhost\r\naccept: application/json\r\nsec-fetch-site: same-origin\r\n"
          "content-type: application/json\r\ncookie: __Host-session=")
      .append(token)
      .append("\r\ncontent-length: ")
      .append(std::to_string(json.size()))
      .append("\r\n\r\n")
      .append(json);
}

}  // namespace bench
