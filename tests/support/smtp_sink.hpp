// A mail server on loopback that keeps what it is sent, and behaves as a test wants: RFC 5321 as far as
// libcurl speaks it, with STARTTLS (RFC 3207) or TLS from the first byte. Its own thread; one talk at a time.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/test_certificate.hpp"

namespace tests::support {

struct SunkMail {
  std::string from;  // of the envelope
  std::string to;
  std::string raw;                             // as it came, dots taken out
  std::map<std::string, std::string> headers;  // unfolded, encoded words decoded; names in lower case
  std::string text;                            // of the body, decoded
  bool was_encrypted = false;
};

enum class SinkTls { none, starttls, from_the_start };

enum class SinkMood {
  takes,
  refuses,        // 550 at the address
  is_busy,        // 451 at the address
  asks_for_user,  // 530 at the sender
  is_silent,      // says nothing, once it has greeted
  vanishes        // takes the text and hangs up without an answer
};

class SmtpSink {
 public:
  explicit SmtpSink(SinkTls tls = SinkTls::none);
  ~SmtpSink();
  SmtpSink(SmtpSink const&) = delete;
  SmtpSink& operator=(SmtpSink const&) = delete;

  std::string address() const { return "127.0.0.1:" + std::to_string(port_); }
  std::string ca_file() const { return certificate_.certificate_file(); }
  void set(SinkMood mood) { mood_ = mood; }
  int talks() const { return talks_; }  // that have begun

  // Somebody has said something to a silent server; throws where nobody does.
  void wait_until_ignored() const;

  std::vector<SunkMail> mails() const;
  // Once there are so many; throws where they do not come.
  std::vector<SunkMail> wait_for(std::size_t count) const;

 private:
  class Talk;
  void run();
  void keep(SunkMail mail);

  SinkTls tls_;
  TestCertificate certificate_;
  int socket_;
  std::uint16_t port_ = 0;
  std::atomic<SinkMood> mood_{SinkMood::takes};
  std::atomic<bool> stopping_{false};
  std::atomic<int> talks_{0};
  std::atomic<int> ignored_{0};
  mutable std::mutex mutex_;
  std::vector<SunkMail> mails_;
  std::thread thread_;
};

}  // namespace tests::support
