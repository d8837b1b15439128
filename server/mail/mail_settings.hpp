// How mail leaves. With forum::MailLimits, section [mail].
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

namespace server::mail {

// `none` is for a server on this machine alone.
enum class MailSecurity { starttls, tls, none };

struct MailSettings {
  std::string server;  // host:port; empty: this forum sends no mail
  MailSecurity security = MailSecurity::starttls;
  std::filesystem::path ca_file;  // whom to trust for the server's certificate; empty: whom the system trusts
  std::string user;               // empty: without signing in
  std::string password;
  std::filesystem::path password_file;
  std::string from;
  std::string from_name = "Colloquium";
  std::string link;                             // where people sign in: https://forum.example.org
  std::chrono::milliseconds timeout{30'000};    // for handing over one mail
  std::chrono::milliseconds look_every{5'000};  // for what is due

  bool is_on() const { return !server.empty(); }
};

}  // namespace server::mail
