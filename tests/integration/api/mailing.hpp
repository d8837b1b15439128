// What the tests of mail share: a server that sends to a sink, and the way to have mail from it.
#pragma once

#include "tests/integration/api/api_test.hpp"
#include "tests/support/smtp_sink.hpp"

namespace tests::api {

inline constexpr std::string_view kForumLink = "https://forum.example";

// Quick in everything; `more` wins.
inline support::ForumServerOptions mailing_to(support::SmtpSink const& sink,
                                              std::map<std::string, std::string> const& more = {}) {
  support::ForumServerOptions options{.settings = more};
  for (auto const& [name, value] :
       std::map<std::string, std::string>{{"MAIL_SERVER", sink.address()},
                                          {"MAIL_SECURITY", "none"},
                                          {"MAIL_FROM", "forum@colloquium.example"},
                                          {"MAIL_LINK", std::string(kForumLink)},
                                          {"MAIL_LOOK_MS", "20"},
                                          {"MAIL_GATHER_MS", "0"},
                                          {"MAIL_WINDOW_MS", "0"},
                                          {"MAIL_RETRY_MS", "50"}})
    options.settings.emplace(name, value);
  return options;
}

inline std::string code_in(support::SunkMail const& mail) {
  std::smatch found;
  if (!std::regex_search(mail.text, found, std::regex(R"(\r\n(\d{8})\r\n)")))
    throw std::runtime_error("no code in " + mail.text);
  return found[1];
}

// Sets and confirms an address; gives the number of mails that the sink then has.
inline std::size_t have_mail(ApiClient& who, support::SmtpSink const& sink, std::string const& address,
                             std::string_view frequency = "at_once") {
  auto const before = sink.mails().size();
  expect_status(200, who.put("/me/mail/address", {{"address", address}}));
  auto const mails = sink.wait_for(before + 1);
  expect_status(200, who.post("/me/mail/confirmation", {{"code", code_in(mails.back())}}));
  expect_status(200, who.patch("/me/mail", {{"frequency", frequency}}));
  return mails.size();
}

// A sample of /metrics, as the operator reads it.
inline int figure(ForumServer const& server, std::string const& name) {
  support::ClientOptions plain;
  plain.transport = support::Transport::plain;
  auto const text = support::TlsClient(server.operator_port(), plain).request("GET", "/metrics").body;
  auto const at = text.find("\ncolloquium_" + name + " ");
  if (at == std::string::npos) throw std::runtime_error("no such figure: " + name);
  return std::stoi(text.substr(at + name.size() + 13));
}

inline void wait_for_figure(ForumServer const& server, std::string const& name, int least) {
  for (auto const deadline = std::chrono::steady_clock::now() + 30s;
       std::chrono::steady_clock::now() < deadline; std::this_thread::sleep_for(20ms)) {
    if (figure(server, name) >= least) return;
  }
  throw std::runtime_error(name + " stays below " + std::to_string(least));
}

}  // namespace tests::api
