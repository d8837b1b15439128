// Organisations from the command line.
#include <cstdio>

#include "auth/operator_acts.hpp"
#include "auth/organisations.hpp"
#include "server/app/commands.hpp"
#include "server/app/content.hpp"

namespace server::app {

int add_member_bureaus(Settings const& settings, std::filesystem::path const& content) {
  base::SystemRandom random;
  storage::Database database(settings.storage, all_migrations());
  auto const added = database.write_now([&](storage::WriteTx& tx) -> base::Result<std::size_t> {
    auto const bureaus = add_bureaus(tx, content, random);
    for (auto const bureau : bureaus)
      auth::log_of_operator(tx, auth::AuditEvent::organisation_created, bureau, base::wall_clock_now());
    return bureaus.size();
  });
  std::printf("%zu bureaus added\n", added.value());
  return 0;
}

int list_organisations(Settings const& settings) {
  storage::Database database(settings.storage, all_migrations());
  auto const all =
      database.read_now([](storage::ReadTx& tx) -> base::Result<std::vector<auth::Organisation>> {
        return auth::load_all_organisations(tx, auth::Language::en);
      });
  for (auth::Organisation const& organisation : all.value()) {
    std::printf("%s  %-16.*s %-3s %s\n", base::to_string(organisation.public_id).c_str(),
                static_cast<int>(auth::to_string(organisation.kind).size()),
                auth::to_string(organisation.kind).data(), organisation.country.value_or("–").c_str(),
                organisation.name.c_str());
  }
  return 0;
}

int set_organisation_status(Settings const& settings, std::string const& country, std::string const& status) {
  auto const wanted = auth::parse_organisation_status(status);
  if (!wanted) {
    std::fprintf(stderr, "unknown status %s: active, supervised or suspended\n", status.c_str());
    return 1;
  }
  storage::Database database(settings.storage, all_migrations());
  auto const found = database.write_now([&](storage::WriteTx& tx) -> base::Result<bool> {
    auto const bureau = auth::find_bureau(tx, country);
    if (!bureau) return false;
    auth::set_organisation_status(tx, *bureau, *wanted);
    auth::log_of_operator(tx, auth::AuditEvent::status_changed, *bureau, base::wall_clock_now());
    return true;
  });
  if (!found.value()) {
    std::fprintf(stderr, "no bureau for %s\n", country.c_str());
    return 1;
  }
  std::printf("%s is %s\n", country.c_str(), status.c_str());
  return 0;
}

}  // namespace server::app
