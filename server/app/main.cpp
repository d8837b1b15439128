// The command line of the one program.
#include <cstdio>
#include <exception>
#include <functional>

#include <CLI/CLI.hpp>

#include "server/app/commands.hpp"

namespace {

namespace app = server::app;

// What every command needs to know where it works.
struct Common {
  std::string file;
  app::Flags flags;

  app::Settings load() const {
    return app::load_settings(file.empty() ? std::nullopt : std::optional<std::filesystem::path>(file),
                              flags);
  }
};

void add_flag(CLI::App& command, Common& common, std::string const& name, std::string const& key,
              std::string const& text) {
  command.add_option_function<std::string>(
      name, [&common, key](std::string const& value) { common.flags.emplace_back(key, value); }, text);
}

CLI::App* add_command(CLI::App& parent, Common& common, std::string const& name, std::string const& text) {
  CLI::App* const command = parent.add_subcommand(name, text);
  command->add_option("--config", common.file, "settings file (TOML); see config/colloquium.toml");
  add_flag(*command, common, "--data", "server.data", "the folder that holds the database");
  return command;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App program{"Colloquium: the expert forum of criminal justice officers"};
  program.require_subcommand(1);
  Common common;
  std::function<int()> action;
  std::string content = "config";
  std::string text;
  std::string other;
  app::UserRequest user;
  app::AuditVerifyRequest verification;

  CLI::App* command = add_command(program, common, "serve", "serve the forum until SIGINT or SIGTERM");
  add_flag(*command, common, "--port", "server.port", "the TLS port");
  add_flag(*command, common, "--address", "server.address", "the address to listen on");
  add_flag(*command, common, "--operator-port", "server.operator_port", "the loopback port of /metrics");
  add_flag(*command, common, "--client", "server.client", "the built browser client");
  add_flag(*command, common, "--log", "server.log", "least level that is logged");
  command->add_flag_callback(
      "--demo", [&] { common.flags.emplace_back("server.demo", "true"); },
      "demo mode: loopback only, no second factor");
  command->callback([&] { action = [&] { return app::serve(common.load()); }; });

  command = add_command(program, common, "migrate", "bring the database to this program's schema");
  command->callback([&] { action = [&] { return app::migrate(common.load()); }; });

  command = add_command(program, common, "demo", "fill an empty database with the demo forum");
  command->add_option("--content", content, "the folder with countries.json, bureaus.json and demo/");
  command->callback([&] { action = [&] { return app::fill_demo(common.load(), content); }; });

  command = add_command(program, common, "backup", "copy the database while it runs");
  command->add_option("destination", text, "a file that does not exist yet")->required();
  command->callback([&] { action = [&] { return app::backup(common.load(), text); }; });

  command =
      add_command(program, common, "restore", "put a backup in the place of a database that is not there");
  command->add_option("source", text, "a file made by backup")->required();
  command->callback([&] { action = [&] { return app::restore(common.load(), text); }; });

  command = program.add_subcommand("settings", "print all settings with their defaults");
  command->callback([&] {
    action = [] {
      std::fputs(app::describe_settings().c_str(), stdout);
      return 0;
    };
  });

  CLI::App* const organisation = program.add_subcommand("organisation", "bureaus and other organisations");
  organisation->require_subcommand(1);
  command = add_command(*organisation, common, "list", "all organisations");
  command->callback([&] { action = [&] { return app::list_organisations(common.load()); }; });
  command = add_command(*organisation, common, "add-members", "the bureaus of all member countries");
  command->add_option("--content", content, "the folder with countries.json and bureaus.json");
  command->callback([&] { action = [&] { return app::add_member_bureaus(common.load(), content); }; });
  command = add_command(*organisation, common, "status", "set a bureau's status");
  command->add_option("country", text, "ISO 3166-1 alpha-2 code")->required();
  command->add_option("status", other, "active, supervised or suspended")->required();
  command->callback(
      [&] { action = [&] { return app::set_organisation_status(common.load(), text, other); }; });

  CLI::App* const accounts = program.add_subcommand("user", "accounts of people");
  accounts->require_subcommand(1);
  command = add_command(*accounts, common, "create", "make an account; the password comes on standard input");
  command->add_option("username", user.username)->required();
  command->add_option("--name", user.name)->required();
  command->add_option("--function", user.function)->required();
  command->add_option("--country", user.country, "the bureau, by ISO 3166-1 alpha-2 code")->required();
  command->add_option("--role", user.role, "contributor, coordinator, security_officer, reader, …");
  command->add_option("--clearance", user.clearance, "public, official_use_only, restricted or confidential");
  command->add_option("--language", user.language, "ar, en, es or fr");
  command->add_option("--vetted-days", user.vetted_days, "how long the vetting holds");
  command->callback([&] { action = [&] { return app::create_user(common.load(), user); }; });
  command = add_command(*accounts, common, "state", "set an account's state");
  command->add_option("username", text)->required();
  command->add_option("state", other, "active, locked or left")->required();
  command->callback([&] { action = [&] { return app::set_user_state(common.load(), text, other); }; });
  command = add_command(*accounts, common, "password", "set a password, read from standard input");
  command->add_option("username", text)->required();
  command->callback([&] { action = [&] { return app::set_password(common.load(), text); }; });
  command = add_command(*accounts, common, "token", "print a bearer token for scripts");
  command->add_option("username", text)->required();
  command->callback([&] { action = [&] { return app::create_token(common.load(), text); }; });

  CLI::App* const audit = program.add_subcommand("audit", "the record that nobody can alter unseen");
  audit->require_subcommand(1);
  command = add_command(*audit, common, "verify", "find every record that is not as it was written");
  command->add_option("--checkpoint", verification.checkpoints, "a checkpoint that was kept elsewhere");
  command->add_option("--key", verification.keys, "the log's public key, learnt elsewhere");
  command->callback([&] { action = [&] { return app::verify_audit(common.load(), verification); }; });
  command = add_command(*audit, common, "checkpoint", "sign what the log holds now, and print it");
  command->callback([&] { action = [&] { return app::print_audit_checkpoint(common.load()); }; });
  command = audit->add_subcommand("witness-key", "make a key to co-sign with; prints its public half");
  command->add_option("name", text, "such as bureau.example/witness")->required();
  command->add_option("file", other, "where the secret half goes")->required();
  command->callback([&] { action = [&] { return app::make_witness_key(text, other); }; });
  command = audit->add_subcommand("cosign", "print a checkpoint with one's own signature below it");
  command->add_option("--key", text, "a file made by witness-key")->required();
  command->add_option("checkpoint", other)->required();
  command->callback([&] { action = [&] { return app::cosign_checkpoint(text, other); }; });

  CLI11_PARSE(program, argc, argv);
  try {
    return action();
  } catch (std::exception const& failure) {
    std::fprintf(stderr, "colloquium: %s\n", failure.what());
    return 1;
  }
}
