// The real program on a small forum of its own: `colloquium serve` as a child process, with its data,
// certificate and client in a temporary folder. Can be killed, stopped and started again on the same data and
// port. Used by the test's thread; clients may work on others.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <sys/types.h>

#include "auth/credentials.hpp"
#include "auth/ids.hpp"
#include "storage/database.hpp"
#include "tests/support/api_client.hpp"
#include "tests/support/forum_world.hpp"
#include "tests/support/scratch_folder.hpp"
#include "tests/support/test_certificate.hpp"

namespace tests::support {

struct ForumServerOptions {
  // Environment variables, without COLLOQUIUM_: {"STORAGE_MAX_PAGES", "200"}.
  std::map<std::string, std::string> settings = {};
  // What there is in the forum before the server starts; the world's clock is the wall's, an hour ago.
  std::function<void(ForumWorld&)> fill = {};
  base::Timestamp now = base::wall_clock_now();
  // In demo mode, where every sign-in counts as strong, or as a server for everybody runs.
  bool demo = true;
};

class ForumServer {
 public:
  // Makes the forum of ForumWorld, with passwords and with accounts that read nothing: admin.ipsg,
  // auditor.ipsg, compliance.ipsg; then starts.
  explicit ForumServer(ForumServerOptions options = {});
  ~ForumServer();
  ForumServer(ForumServer const&) = delete;
  ForumServer& operator=(ForumServer const&) = delete;

  // Waits for the ready line. Throws with the end of the log where it does not come.
  void start();
  void kill();         // SIGKILL: nothing is tidied up
  int stop();          // SIGTERM; the exit status
  void reload();       // SIGHUP
  int wait_for_end();  // the exit status; throws where it was a signal
  bool is_running() const { return process_ > 0; }
  void set(std::string const& setting, std::string const& value) { options_.settings[setting] = value; }

  std::uint16_t port() const { return port_; }
  std::uint16_t operator_port() const;
  std::string log() const;                // all runs
  std::uintmax_t database_pages() const;  // of 4 KiB
  TestCertificate& certificate() { return certificate_; }

  ApiClient stranger() const { return ApiClient(port_); }
  ApiClient client(std::string_view username) const;  // signed in

  std::string organisation(std::string_view name) const;  // "fr", "fr.lyon", "unit": public ids
  std::string topic(std::string_view name) const;         // "open", "narrow", "quiet"
  auth::OrganisationId organisation_key(std::string_view name) const;

  // Behind the server's back, as the tools do it: function(storage::WriteTx&).
  template <class Function>
  void change(Function function) {
    auto database = open_database();
    database
        ->write_now([&](storage::WriteTx& tx) -> base::Result<bool> {
          function(tx);
          return true;
        })
        .value();
  }
  // The same, without writing: function(storage::ReadTx&).
  template <class Function>
  auto look(Function function) const {
    using Seen = decltype(function(std::declval<storage::ReadTx&>()));
    auto database = open_database();
    return database->read_now([&](storage::ReadTx& tx) -> base::Result<Seen> { return function(tx); })
        .value();
  }

 private:
  std::unique_ptr<storage::Database> open_database() const;
  void fill();
  std::string read_ready_line(int from);

  ForumServerOptions options_;
  ScratchFolder folder_;
  TestCertificate certificate_;
  std::map<std::string, base::PublicId, std::less<>> organisations_;
  std::map<std::string, auth::OrganisationId, std::less<>> organisation_keys_;
  std::map<std::string, base::PublicId, std::less<>> topics_;
  pid_t process_ = 0;
  std::uint16_t port_ = 0;
  std::uintmax_t log_began_ = 0;  // where what the running process wrote begins
};

// Argon2id at the least that the settings allow: sign-in is not what these tests measure.
inline constexpr auth::PasswordCost kCheapPassword{.operations = 1, .memory_bytes = 8U << 20};
// Adds the accounts of ForumServer that ForumWorld does not have, and gives everybody kPassword.
void add_accounts(ForumWorld& world);

// The bytes of the client that it serves.
inline constexpr std::string_view kIndexPage = "<!doctype html><title>Colloquium</title>";
inline constexpr std::string_view kAssetPath = "/assets/app-1a2b3c4d.js";
inline constexpr std::string_view kAsset = "export const plain = true;";
inline constexpr std::string_view kAssetGzip = "the same in gzip";
inline constexpr std::string_view kAssetBrotli = "the same in brotli";

}  // namespace tests::support
