#include "tests/support/smtp_sink.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <functional>
#include <netinet/in.h>
#include <optional>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

#include <openssl/ssl.h>

#include "base/hash.hpp"

namespace tests::support {
namespace {

using namespace std::chrono_literals;

std::string decode_base64(std::string text) {
  std::erase_if(text, [](char c) { return c == '\r' || c == '\n' || c == '='; });
  std::ranges::replace(text, '+', '-');
  std::ranges::replace(text, '/', '_');
  return base::decode_base64url(text).value_or("not base64");
}

// RFC 2047: white space between encoded words is no part of the text.
std::string decode_words(std::string text) {
  constexpr std::string_view kBegin = "=?UTF-8?B?";
  std::string decoded;
  for (std::size_t at = 0; at < text.size();) {
    auto const begin = text.find(kBegin, at);
    auto const between = text.substr(at, begin - at);
    bool const is_joint = !decoded.empty() && between == " " && begin != std::string::npos;
    if (!is_joint) decoded += between;
    if (begin == std::string::npos) break;
    auto const end = text.find("?=", begin + kBegin.size());
    decoded += decode_base64(text.substr(begin + kBegin.size(), end - begin - kBegin.size()));
    at = end + 2;
  }
  return decoded;
}

void read_parts(SunkMail& mail) {
  auto const blank = mail.raw.find("\r\n\r\n");
  std::string head = mail.raw.substr(0, blank);
  for (auto fold = head.find("\r\n "); fold != std::string::npos; fold = head.find("\r\n "))
    head.erase(fold, 2);
  for (std::size_t at = 0; at < head.size();) {
    auto const end = std::min(head.find("\r\n", at), head.size());
    auto const line = head.substr(at, end - at);
    auto const colon = line.find(": ");
    std::string name = line.substr(0, colon);
    std::ranges::transform(name, name.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    mail.headers[name] = decode_words(line.substr(colon + 2));
    at = end + 2;
  }
  mail.text = decode_base64(mail.raw.substr(blank + 4));
}

std::string between_angles(std::string const& line) {
  auto const begin = line.find('<');
  return line.substr(begin + 1, line.find('>') - begin - 1);
}

void wait(std::function<bool()> const& happened, char const* otherwise) {
  for (auto const deadline = std::chrono::steady_clock::now() + 30s;
       std::chrono::steady_clock::now() < deadline; std::this_thread::sleep_for(20ms)) {
    if (happened()) return;
  }
  throw std::runtime_error(otherwise);
}

}  // namespace

// One connection, until it ends or the sink does.
class SmtpSink::Talk {
 public:
  Talk(SmtpSink& sink, int socket) : sink_(sink), socket_(socket) {}
  ~Talk() {
    if (ssl_ != nullptr) SSL_free(ssl_);
    if (context_ != nullptr) SSL_CTX_free(context_);
    ::close(socket_);
  }
  Talk(Talk const&) = delete;
  Talk& operator=(Talk const&) = delete;

  void hold() {
    if (sink_.tls_ == SinkTls::from_the_start && !encrypt()) return;
    say("220 sink");
    while (auto const line = listen()) {
      if (sink_.mood_ == SinkMood::is_silent) {
        ++sink_.ignored_;
        continue;
      }
      if (!answer(*line)) return;
    }
  }

 private:
  bool answer(std::string const& line) {
    auto const is = [&](std::string_view verb) { return line.starts_with(verb); };
    auto const mood = sink_.mood_.load();
    if (is("EHLO")) {
      bool const offers = sink_.tls_ == SinkTls::starttls && ssl_ == nullptr;
      say(offers ? "250-sink\r\n250 STARTTLS" : "250 sink");
    } else if (is("STARTTLS")) {
      say("220 go on");
      return encrypt();
    } else if (is("MAIL FROM")) {
      mail_ = SunkMail{};
      mail_.from = between_angles(line);
      mail_.was_encrypted = ssl_ != nullptr;
      say(mood == SinkMood::asks_for_user ? "530 sign in" : "250 so");
    } else if (is("RCPT TO")) {
      mail_.to = between_angles(line);
      say(mood == SinkMood::refuses ? "550 nobody here" : mood == SinkMood::is_busy ? "451 later" : "250 so");
    } else if (is("DATA")) {
      say("354 go on");
      if (!read_text()) return false;
      if (mood == SinkMood::vanishes) return false;
      read_parts(mail_);
      sink_.keep(mail_);
      say("250 taken");
    } else if (is("QUIT")) {
      say("221 bye");
      return false;
    } else {
      say("250 so");
    }
    return true;
  }

  bool read_text() {
    while (auto line = listen()) {
      if (*line == ".") return true;
      mail_.raw += (line->starts_with('.') ? line->substr(1) : *line) + "\r\n";
    }
    return false;
  }

  bool encrypt() {
    context_ = SSL_CTX_new(TLS_server_method());
    SSL_CTX_use_certificate_file(context_, sink_.certificate_.certificate_file().c_str(), SSL_FILETYPE_PEM);
    SSL_CTX_use_PrivateKey_file(context_, sink_.certificate_.private_key_file().c_str(), SSL_FILETYPE_PEM);
    ssl_ = SSL_new(context_);
    SSL_set_fd(ssl_, socket_);
    return SSL_accept(ssl_) == 1;
  }

  void say(std::string const& words) {
    std::string const line = words + "\r\n";
    if (ssl_ != nullptr) {
      SSL_write(ssl_, line.data(), static_cast<int>(line.size()));
    } else {
      ::send(socket_, line.data(), line.size(), MSG_NOSIGNAL);
    }
  }

  std::optional<std::string> listen() {
    for (;;) {
      if (auto const end = heard_.find("\r\n"); end != std::string::npos) {
        std::string line = heard_.substr(0, end);
        heard_.erase(0, end + 2);
        return line;
      }
      if (!hear()) return std::nullopt;
    }
  }

  bool hear() {
    while (ssl_ == nullptr || SSL_pending(ssl_) == 0) {
      if (sink_.stopping_) return false;
      pollfd wait{socket_, POLLIN, 0};
      if (::poll(&wait, 1, 50) > 0) break;
    }
    char bytes[4096];
    auto const got =
        ssl_ != nullptr ? SSL_read(ssl_, bytes, sizeof bytes) : ::recv(socket_, bytes, sizeof bytes, 0);
    if (got <= 0) return false;
    heard_.append(bytes, static_cast<std::size_t>(got));
    return true;
  }

  SmtpSink& sink_;
  int socket_;
  SSL_CTX* context_ = nullptr;
  SSL* ssl_ = nullptr;
  std::string heard_;
  SunkMail mail_;
};

SmtpSink::SmtpSink(SinkTls tls) : tls_(tls), socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in place{};
  place.sin_family = AF_INET;
  place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::bind(socket_, reinterpret_cast<sockaddr*>(&place), sizeof place) != 0 || ::listen(socket_, 16) != 0)
    throw std::runtime_error("the sink has no port");
  socklen_t size = sizeof place;
  ::getsockname(socket_, reinterpret_cast<sockaddr*>(&place), &size);
  port_ = ntohs(place.sin_port);
  thread_ = std::thread([this] { run(); });
}

SmtpSink::~SmtpSink() {
  stopping_ = true;
  ::shutdown(socket_, SHUT_RDWR);
  thread_.join();
  ::close(socket_);
}

void SmtpSink::run() {
  for (;;) {
    int const socket = ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) return;
    ++talks_;
    Talk(*this, socket).hold();
  }
}

void SmtpSink::keep(SunkMail mail) {
  std::lock_guard const lock(mutex_);
  mails_.push_back(std::move(mail));
}

std::vector<SunkMail> SmtpSink::mails() const {
  std::lock_guard const lock(mutex_);
  return mails_;
}

void SmtpSink::wait_until_ignored() const {
  wait([&] { return ignored_ > 0; }, "nobody has said anything");
}

std::vector<SunkMail> SmtpSink::wait_for(std::size_t count) const {
  wait([&] { return mails().size() >= count; }, "mail did not come");
  return mails();
}

}  // namespace tests::support
