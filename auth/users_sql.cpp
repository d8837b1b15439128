#include "auth/users_sql.hpp"

#include "auth/readable.hpp"

namespace auth {
namespace {

storage::Statement const kInsert("user.insert",
                                 "INSERT INTO users (public_id, username, name, function, organisation_id, "
                                 "clearance, vetted_by, vetted_until,"
                                 " state, password_hash, language, created_at)"
                                 " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
                                 " ON CONFLICT (username) DO NOTHING RETURNING id");
storage::Statement const kFind("user.find", "SELECT id FROM users WHERE username = $1");
storage::Statement const kInsertGrant(
    "grant.insert",
    "INSERT INTO role_grant (user_id, role, scope, scope_id, valid_from, valid_until)"
    " VALUES ($1, $2, $3, $4, $5, $6)");
storage::Statement const kSetState("user.set_state", "UPDATE users SET state = $2 WHERE id = $1");
storage::Statement const kSetVettedUntil("user.set_vetted_until",
                                         "UPDATE users SET vetted_until = $2 WHERE id = $1");
storage::Statement const kSetVettedBy("user.set_vetted_by", "UPDATE users SET vetted_by = $2 WHERE id = $1");
storage::Statement const kSetClearance("user.set_clearance", "UPDATE users SET clearance = $2 WHERE id = $1");
storage::Statement const kSetPasswordHash("user.set_password_hash",
                                          "UPDATE users SET password_hash = $2 WHERE id = $1");
storage::Statement const kNoteSeen("user.note_seen",
                                   "UPDATE users SET last_seen_on = $2 WHERE id = $1"
                                   " AND (last_seen_on IS NULL OR last_seen_on < $2)");
storage::Statement const kSelectPublicId("user.select_public_id",
                                         "SELECT public_id FROM users WHERE id = $1");
storage::Statement const kFindName("user.find_name", "SELECT name FROM users WHERE public_id = $1");
storage::Statement const kSelectShownAs("user.select_shown_as",
                                        "SELECT theme, single_keys FROM users WHERE id = $1");
storage::Statement const kEditSettings("user.edit_settings",
                                       "UPDATE users SET language = COALESCE($2, language),"
                                       " theme = COALESCE($3, theme), single_keys = COALESCE($4, single_keys)"
                                       " WHERE id = $1");
storage::Statement const kSelectOrganisationOf(
    "user.select_organisation",
    "SELECT o.public_id FROM users u JOIN organisation o ON o.id = u.organisation_id WHERE u.id = $1");

UserId read_id(storage::Row const& row) {
  return row.id<UserTag>(0);
}

template <class Value>
std::optional<std::string_view> name_where(std::optional<Value> const& value) {
  return value ? std::optional(to_string(*value)) : std::nullopt;
}

}  // namespace

std::optional<UserId> insert_user(storage::WriteTx& tx, NewUser const& user, base::PublicId const& public_id,
                                  base::Timestamp now) {
  return tx.one(kInsert, read_id, public_id, user.username, user.name, user.function, user.organisation,
                static_cast<std::int64_t>(user.clearance), user.vetted_by, user.vetted_until,
                to_string(user.state), user.password_hash, to_string(user.language), now);
}

std::optional<UserId> find_user(storage::ReadTx& tx, std::string_view username) {
  return tx.one(kFind, read_id, username);
}

void insert_grant(storage::WriteTx& tx, UserId user, Grant const& grant) {
  tx.execute(kInsertGrant, user, to_string(grant.role), to_string(grant.scope), grant.scope_id, grant.from,
             grant.until);
}

void update_state(storage::WriteTx& tx, UserId user, UserState state) {
  tx.execute(kSetState, user, to_string(state));
}

void set_vetted_until(storage::WriteTx& tx, UserId user, std::optional<base::Timestamp> until) {
  tx.execute(kSetVettedUntil, user, until);
  bump_policy_epoch(tx);
}

void set_vetted_by(storage::WriteTx& tx, UserId user, UserId vetted_by) {
  tx.execute(kSetVettedBy, user, vetted_by);
  bump_policy_epoch(tx);
}

void set_clearance(storage::WriteTx& tx, UserId user, Level clearance) {
  tx.execute(kSetClearance, user, static_cast<std::int64_t>(clearance));
  bump_policy_epoch(tx);
}

void set_password_hash(storage::WriteTx& tx, UserId user, std::string_view hash) {
  tx.execute(kSetPasswordHash, user, hash);
}

void note_seen(storage::WriteTx& tx, UserId user, base::Timestamp now) {
  tx.execute(kNoteSeen, user, base::Timestamp(std::chrono::floor<std::chrono::days>(now)));
}

base::PublicId select_organisation_of(storage::ReadTx& tx, UserId user) {
  return tx.one(
               kSelectOrganisationOf, [](storage::Row const& row) { return row.public_id(0); }, user)
      .value();
}

base::PublicId select_user_public_id(storage::ReadTx& tx, UserId user) {
  return tx.one(kSelectPublicId, [](storage::Row const& row) { return row.public_id(0); }, user).value();
}

std::optional<std::string> find_user_name(storage::ReadTx& tx, base::PublicId const& user) {
  return tx.one(kFindName, [](storage::Row const& row) { return std::string(row.text(0)); }, user);
}

ShownAs select_shown_as(storage::ReadTx& tx, UserId user) {
  return tx
      .one(
          kSelectShownAs,
          [](storage::Row const& row) { return ShownAs{parse_theme(row.text(0)).value(), row.boolean(1)}; },
          user)
      .value();
}

void edit_settings(storage::WriteTx& tx, Viewer const& viewer, Settings const& settings) {
  tx.execute(kEditSettings, viewer.user, name_where(settings.language), name_where(settings.theme),
             settings.single_keys);
}

}  // namespace auth
