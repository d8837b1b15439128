#include "tests/bench/support/servers.hpp"

#include <charconv>
#include <chrono>
#include <fstream>
#include <stdexcept>
#include <thread>

#include "tests/bench/support/clients.hpp"

namespace bench {
namespace {

constexpr char kNginx[] = "/usr/sbin/nginx";

Process::Environment settings(tests::support::TestCertificate const& certificate,
                              Process::Environment const& more) {
  Process::Environment all = {{"COLLOQUIUM_SERVER_CERTIFICATE_FILE", certificate.certificate_file()},
                              {"COLLOQUIUM_SERVER_PRIVATE_KEY_FILE", certificate.private_key_file()},
                              {"COLLOQUIUM_LIMITS_MAX_CONNECTIONS_PER_ADDRESS", "8192"},
                              {"COLLOQUIUM_LIMITS_UNITS_PER_SECOND", "1000000000"},
                              {"COLLOQUIUM_LIMITS_BURST", "1000000000"},
                              {"COLLOQUIUM_LIMITS_SIGNED_OUT_UNITS_PER_SECOND", "1000000000"},
                              {"COLLOQUIUM_LIMITS_SIGNED_OUT_BURST", "1000000000"}};
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

std::uint16_t port_in(std::string const& ready) {
  auto const colon = ready.rfind(':');
  std::uint16_t port = 0;
  if (!ready.starts_with("ready ") || colon == std::string::npos)
    throw std::runtime_error("not ready: " + ready);
  std::from_chars(ready.data() + colon + 1, ready.data() + ready.size(), port);
  return port;
}

// As Debian ships it, but for what would disturb the comparison: one process, no log, connections that live
// on.
std::vector<std::string> nginx_command(std::filesystem::path const& folder,
                                       std::filesystem::path const& files,
                                       tests::support::TestCertificate const& certificate,
                                       std::uint16_t port) {
  if (!std::filesystem::exists(kNginx))
    throw std::runtime_error("nginx is missing: scripts/install installs it");
  auto const file = folder / "nginx.conf";
  std::ofstream(file)
      << "daemon off;\nmaster_process off;\nworker_processes 1;\npid nginx.pid;\n"
         "events { worker_connections 1024; }\n"
         "http {\n  access_log off;\n  sendfile on;\n  tcp_nopush on;\n"
         "  default_type application/json;\n  keepalive_requests 1000000000;\n"
         "  client_body_temp_path body;\n  proxy_temp_path proxy;\n  fastcgi_temp_path fastcgi;\n"
         "  uwsgi_temp_path uwsgi;\n  scgi_temp_path scgi;\n"
      << "  server {\n    listen 127.0.0.1:" << port << " ssl;\n    ssl_protocols TLSv1.3;\n"
      << "    ssl_certificate " << certificate.certificate_file() << ";\n    ssl_certificate_key "
      << certificate.private_key_file() << ";\n    root " << files.string() << ";\n  }\n}\n";
  return {kNginx, "-p", folder.string(), "-e", "nginx.log", "-c", file.string()};
}

}  // namespace

Colloquium::Colloquium(std::filesystem::path const& data, tests::support::TestCertificate const& certificate,
                       Process::Environment const& more)
    : process_({(program_folder() / "colloquium").string(), "serve", "--data", data.string(), "--port", "0"},
               settings(certificate, more), data / "server.log"),
      port_(port_in(process_.read_line())) {}

Nginx::Nginx(std::filesystem::path const& folder, std::filesystem::path const& files,
             tests::support::TestCertificate const& certificate)
    : port_(free_port()),
      process_(nginx_command(folder, files, certificate, port_), {}, folder / "nginx.errors") {
  auto const deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  for (;;) {
    try {
      Clients const probe(port_, 1);
      return;
    } catch (std::runtime_error const&) {
      if (std::chrono::steady_clock::now() > deadline) throw std::runtime_error("nginx does not start");
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

}  // namespace bench
