#include "server/app/audit_signer.hpp"

#include "auth/audit_key.hpp"
#include "base/log.hpp"

namespace server::app {
namespace {

auth::NoteSigner read_or_make(Settings const& settings, std::optional<std::string> const& origin,
                              base::Random& random) {
  if (auto const found = auth::read_note_key_file(settings.audit_key_file)) {
    if (origin && found->key().name != *origin) {
      throw std::runtime_error("the key in " + settings.audit_key_file.string() + " is that of the log " +
                               found->key().name + ", and this is the log " + *origin);
    }
    return *found;
  }
  // A log keeps its name when its key is lost: the new key shows as a record, and in every later checkpoint.
  if (origin) base::log_warning("audit_key_made_anew", {{"log", *origin}});
  auto const made = auth::NoteSigner::make(origin ? *origin : auth::make_audit_origin(random),
                                           auth::NoteAlgorithm::ed25519, random);
  auth::write_note_key_file(settings.audit_key_file, made);
  return made;
}

}  // namespace

auth::NoteSigner load_or_create_audit_signer(storage::Database& database, Settings const& settings,
                                             base::Random& random) {
  auto const origin = database
                          .read_now([](storage::ReadTx& tx) -> base::Result<std::optional<std::string>> {
                            return auth::find_audit_origin(tx);
                          })
                          .value();
  auth::NoteSigner signer = read_or_make(settings, origin, random);
  database
      .write_now([&](storage::WriteTx& tx) -> base::Result<bool> {
        auth::register_audit_key(tx, signer.key(), base::wall_clock_now());
        return true;
      })
      .value();
  return signer;
}

}  // namespace server::app
