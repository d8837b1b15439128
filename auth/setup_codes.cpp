#include "auth/setup_codes.hpp"

#include <algorithm>

#include "auth/audit_log.hpp"
#include "auth/readable.hpp"
#include "auth/sessions.hpp"
#include "auth/setup_codes_sql.hpp"
#include "auth/users_sql.hpp"

namespace auth {
namespace {

using base::ErrorCode;

std::optional<UserId> find_holder(storage::ReadTx& tx, std::string_view username, std::string_view code,
                                  base::Timestamp now) {
  auto const user = find_user(tx, username);
  auto const typed = base::parse_public_id(code);
  if (!user || !typed) return std::nullopt;
  if (!is_active(tx, *user)) return std::nullopt;
  auto const kept = find_setup_code(tx, *user);
  if (!kept || kept->expires_at <= now || kept->hash != base::sha256(base::to_string(*typed)))
    return std::nullopt;
  return user;
}

}  // namespace

base::Result<SetupCode> give_setup_code(storage::WriteTx& tx, Viewer const& viewer,
                                        base::PublicId const& account, base::Random& random) {
  auto const found = load_account(tx, viewer, account);
  if (!found) return found.error();
  if (found->user == viewer.user) return base::Error(ErrorCode::second_person_required);
  if (found->state != UserState::active) return base::Error(ErrorCode::state_conflict);
  if (std::ranges::find(found->may, AccountAct::give_code) == found->may.end())
    return base::Error(ErrorCode::not_permitted);
  SetupCode code{base::to_string(base::make_public_id(random)), viewer.now + kSetupCodeLasts};
  put_setup_code(tx, found->user, base::sha256(code.code), code.expires_at);
  AuditRecord record{.at = viewer.now, .event = AuditEvent::setup_code_given};
  record.actor = actor_of(viewer, role_acting_on(tx, viewer, *found, AccountAct::give_code));
  record.object = {AuditObjectKind::account, account};
  record.sources = {found->organisation.public_id};
  append_audit(tx, record);
  return code;
}

bool is_setup_code(storage::ReadTx& tx, std::string_view username, std::string_view code,
                   base::Timestamp now) {
  return find_holder(tx, username, code, now).has_value();
}

base::Result<void> use_setup_code(storage::WriteTx& tx, std::string_view username, std::string_view code,
                                  std::string_view password_hash, base::Timestamp now) {
  auto const user = find_holder(tx, username, code, now);
  if (!user) return base::Error(ErrorCode::bad_credentials);
  delete_setup_code(tx, *user);
  set_password_hash(tx, *user, password_hash);
  end_sessions_of(tx, *user);
  bump_policy_epoch(tx);  // streams ask again at once who they are
  AuditRecord record{.at = now, .event = AuditEvent::password_changed};
  record.actor.user = select_user_public_id(tx, *user);
  record.actor.organisation = select_organisation_of(tx, *user);
  record.sources = {*record.actor.organisation};
  record.object = {AuditObjectKind::account, record.actor.user};
  append_audit(tx, record);
  return {};
}

}  // namespace auth
