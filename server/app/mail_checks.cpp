#include "server/app/mail_checks.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>

#include "base/text.hpp"
#include "forum/mail_address.hpp"

namespace server::app {
namespace {

constexpr int kLastPort = 65535;

bool is_host_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
         c == ':' || c == '[' || c == ']';
}

// "host", of "host:port" or "[address]:port"; empty for anything else.
std::string host_of(std::string const& server) {
  auto const colon = server.rfind(':');
  if (colon == std::string::npos || colon == 0) return {};
  int port = 0;
  char const* const end = server.data() + server.size();
  auto const [stop, failure] = std::from_chars(server.data() + colon + 1, end, port);
  if (failure != std::errc{} || stop != end || port < 1 || port > kLastPort) return {};
  std::string host = server.substr(0, colon);
  if (!std::ranges::all_of(host, is_host_character)) return {};
  if (host.starts_with('[') && host.ends_with(']')) return host.substr(1, host.size() - 2);
  return host.find(':') == std::string::npos ? host : std::string{};
}

bool is_this_machine(std::string const& host) {
  return host == "localhost" || is_loopback(host);
}

// An origin, to which paths are added.
bool is_link(std::string const& link, bool demo) {
  bool const is_web = link.starts_with("https://") || (demo && link.starts_with("http://"));
  auto const host = is_web ? link.substr(link.find("//") + 2) : std::string{};
  return !host.empty() && std::ranges::all_of(host, is_host_character);
}

void read_password(mail::MailSettings& mail, SettingSources& from) {
  if (mail.password_file.empty()) return;
  if (!mail.password.empty()) {
    from.problem("mail.password_file: there is a mail.password too");
    return;
  }
  std::ifstream file(mail.password_file);
  if (!std::getline(file, mail.password) || mail.password.empty())
    from.problem("mail.password_file: no password can be read from " + mail.password_file.string());
}

}  // namespace

void complete_mail(Settings& settings, SettingSources& from) {
  auto& mail = settings.mail;
  if (!mail.is_on()) return;
  auto const host = host_of(mail.server);
  if (host.empty()) from.problem("mail.server: not host:port: " + mail.server);
  if (mail.security == mail::MailSecurity::none && !is_this_machine(host))
    from.problem("mail.security: none is for a server on this machine alone");
  if (settings.demo && !is_this_machine(host))
    from.problem("mail.server: the demo mails through a server on this machine only");
  if (!forum::is_mail_address(mail.from)) from.problem("mail.from: not a mail address: " + mail.from);
  if (!base::is_utf8(mail.from_name) || base::unfit_for_line(mail.from_name))
    from.problem("mail.from_name: not fit for a line");
  if (!is_link(mail.link, settings.demo))
    from.problem("mail.link: not https://HOST or https://HOST:PORT: " + mail.link);
  if (settings.mail_limits.retry > settings.mail_limits.retry_most)
    from.problem("mail.retry_ms is longer than mail.retry_most_ms");
  read_password(mail, from);
  if (mail.user.empty() != mail.password.empty())
    from.problem("mail: a user needs a password, and a password a user");
}

}  // namespace server::app
