// The commands of the one program, each with its own file. A command returns the exit status and writes what
// a person reads to standard output; errors that it cannot help are exceptions, told by main().
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "server/app/settings.hpp"

namespace server::app {

// Of the data folder: where the store of attachments is.
inline constexpr char kAttachmentFolder[] = "attachments";

int serve(Settings const& settings);

int migrate(Settings const& settings);
// `content` is the config folder: member countries, bureaus and config/demo.
int fill_demo(Settings const& settings, std::filesystem::path const& content);
// True where the demo's accounts are in the database, whose passwords anybody can read in this program.
bool has_demo_accounts(storage::Database& database, Settings const& settings);
int backup(Settings const& settings, std::filesystem::path const& destination);
int restore(Settings const& settings, std::filesystem::path const& source);

// The bureaus of all member countries that are not there yet.
int add_member_bureaus(Settings const& settings, std::filesystem::path const& content);
int list_organisations(Settings const& settings);
int set_organisation_status(Settings const& settings, std::string const& country, std::string const& status);

struct UserRequest {
  std::string username;
  std::string name;
  std::string function;
  std::string country;
  std::string role = "contributor";
  std::string clearance = "official_use_only";
  std::string language = "en";
  int vetted_days = 365;
};
// Reads the password from standard input, one line.
int create_user(Settings const& settings, UserRequest const& request);
int set_user_state(Settings const& settings, std::string const& username, std::string const& state);
int set_password(Settings const& settings, std::string const& username);
// Prints a bearer token for scripts; it lives as long as a session.
int create_token(Settings const& settings, std::string const& username);

struct AuditVerifyRequest {
  std::vector<std::filesystem::path> checkpoints;  // that somebody kept
  std::vector<std::string> keys;                   // public ones, learnt elsewhere than from the database
};
// 0 where the log is sound, 2 where it is not.
int verify_audit(Settings const& settings, AuditVerifyRequest const& request);
// Makes a checkpoint over all that is there and prints the newest.
int print_audit_checkpoint(Settings const& settings);
// For bureaus: a key of one's own, and its signature below a checkpoint. Neither asks the database.
int make_witness_key(std::string const& name, std::filesystem::path const& file);
int cosign_checkpoint(std::filesystem::path const& key_file, std::filesystem::path const& checkpoint);

// Puts the posts of an older forum into the index of the search, some at a time.
void fill_search_index(storage::Database& database);

// The schema of the whole database, oldest first.
std::vector<storage::Migration> all_migrations();

}  // namespace server::app
