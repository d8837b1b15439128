// Every setting of the program, with its default in the struct of the module that it belongs to. Read once at
// the start, checked, then immutable.
#pragma once

#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "auth/break_glass_limits.hpp"
#include "auth/credentials.hpp"
#include "auth/groups.hpp"
#include "auth/proposals.hpp"
#include "auth/sessions.hpp"
#include "auth/setting_marks.hpp"
#include "auth/throttle.hpp"
#include "base/log.hpp"
#include "forum/keeping_limits.hpp"
#include "forum/limits.hpp"
#include "forum/mail_limits.hpp"
#include "forum/moderation_limits.hpp"
#include "forum/search_query.hpp"
#include "server/api/consultations.hpp"
#include "server/app/checker_settings.hpp"
#include "server/http/rate_limit.hpp"
#include "server/live/live_settings.hpp"
#include "server/mail/mail_settings.hpp"
#include "server/net/network_settings.hpp"
#include "storage/database.hpp"

namespace server::app {

struct Settings {
  std::filesystem::path data = "data";  // the folder that holds the database and the development certificate
  std::filesystem::path client = "static/dist";  // the built browser client
  bool demo = false;                             // loopback only, invented people, no second factor
  base::LogLevel log = base::LogLevel::info;
  std::size_t cpu_threads = 2;
  std::size_t cpu_queue = 256;
  std::chrono::milliseconds drain{10'000};  // at a graceful stop
  std::chrono::milliseconds upkeep_every{600'000};
  std::filesystem::path audit_key_file;  // signs checkpoints of the audit log

  net::NetworkSettings network;
  storage::DatabaseSettings storage;
  auth::SessionLimits sessions;
  auth::ThrottleLimits sign_in;
  auth::PasswordCost password;
  http::RateLimits rates;
  api::ConsultationSettings consultations;
  forum::Limits forum;
  forum::SearchLimits search;
  forum::KeepingLimits keeping;
  forum::ModerationLimits moderation;
  auth::ProposalLimits proposals;
  auth::GroupLimits groups;
  auth::BreakGlassLimits break_glass;
  CheckerSettings attachments;
  std::int64_t exported_records = 10'000;  // of the audit log, in one export
  live::LiveSettings live;
  mail::MailSettings mail;
  forum::MailLimits mail_limits;
  std::size_t audit_searches = 4;  // at the same time; one reader is left to others, where there are several
};

// Whether nobody but this machine reaches the address.
bool is_loopback(std::string const& address);

// Everything that is wrong with the settings, each with where it was set.
class SettingsError : public std::runtime_error {
 public:
  explicit SettingsError(std::vector<std::string> problems);
};

// One setting given on the command line: {"server.port", "8443"}.
using Flags = std::vector<std::pair<std::string, std::string>>;

// Defaults, then the TOML file, then environment variables COLLOQUIUM_SECTION_KEY, then flags: the later
// wins. Throws SettingsError for unknown keys, values of a wrong type or out of bounds, and settings that
// contradict each other.
Settings load_settings(std::optional<std::filesystem::path> const& file, Flags const& flags);

// What is in force, by name, as digests: "mail.password" as whether it is set, since a digest of a short
// secret could be guessed.
auth::SettingMarks mark_settings(Settings const& settings);

// All keys with their defaults, as a commented TOML file: what `colloquium settings` prints and
// config/colloquium.toml holds.
std::string describe_settings();

}  // namespace server::app
