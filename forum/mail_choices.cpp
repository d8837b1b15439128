#include "forum/mail_choices.hpp"

#include <array>

#include "auth/audit_log.hpp"
#include "auth/named.hpp"
#include "forum/events.hpp"
#include "forum/mail_address.hpp"
#include "forum/mail_rows.hpp"

namespace forum {
namespace {

using base::FieldCode;

constexpr std::chrono::hours kDay{24};

constexpr auto kFrequencies = std::to_array<auth::Named<MailFrequency>>({
    {MailFrequency::never, "never"},
    {MailFrequency::at_once, "at_once"},
    {MailFrequency::daily, "daily"},
    {MailFrequency::weekly, "weekly"},
});

constexpr auto kStates = std::to_array<auth::Named<MailState>>({
    {MailState::queued, "queued"},
    {MailState::sending, "sending"},
    {MailState::sent, "sent"},
    {MailState::failed, "failed"},
});

// Whose, never which.
void log_change(storage::WriteTx& tx, auth::Viewer const& viewer) {
  auth::AuditRecord record{.at = viewer.now, .event = auth::AuditEvent::mail_address_changed};
  record.actor = auth::actor_of(viewer);
  record.object = {auth::AuditObjectKind::account, viewer.public_id};
  record.sources = {viewer.organisation_public_id};
  auth::append_audit(tx, record);
}

MailChoiceRow row_of(storage::ReadTx& tx, auth::Viewer const& viewer) {
  return find_mail_choice(tx, viewer.user).value_or(MailChoiceRow{.user = viewer.user});
}

bool is_on(MailChoiceRow const& row) {
  return row.address && row.frequency != MailFrequency::never;
}

// Where mail begins, it begins with what happens from now on.
void keep(storage::WriteTx& tx, auth::Viewer const& viewer, MailChoiceRow const& before, MailChoiceRow next) {
  if (!is_on(before) && is_on(next)) next.told_to = next.looked_to = last_event(tx);
  if (next.frequency != before.frequency || !is_on(before))
    next.due_at = next_digest(next.frequency, viewer.now, MailLimits{.window = {}});
  put_mail_choice(tx, next);
}

// How long until somebody may ask for another code, or nothing where he may now, which is counted.
std::optional<std::chrono::milliseconds> count_asked(MailChoiceRow& row, base::Timestamp now,
                                                     MailLimits const& limits) {
  if (row.asked_since + kDay <= now) {
    row.asked_since = now;
    row.asked = 0;
  }
  if (row.asked >= limits.confirmations_per_day) return row.asked_since + kDay - now;
  ++row.asked;
  return std::nullopt;
}

}  // namespace

std::string_view to_string(MailFrequency frequency) {
  return auth::name_of(kFrequencies, frequency);
}
std::optional<MailFrequency> parse_mail_frequency(std::string_view name) {
  return auth::value_of(kFrequencies, name);
}
std::string_view to_string(MailState state) {
  return auth::name_of(kStates, state);
}

base::Timestamp next_digest(MailFrequency frequency, base::Timestamp after, MailLimits const& limits) {
  switch (frequency) {
    case MailFrequency::never:
      return after;
    case MailFrequency::at_once:
      return after + limits.window;
    case MailFrequency::daily:
      return after + kDay;
    case MailFrequency::weekly:
      return after + 7 * kDay;
  }
  return after;
}

void forget_unconfirmed_addresses(storage::WriteTx& tx, base::Timestamp now) {
  delete_confirmations_before(tx, now);
}

MailChoice load_mail_choice(storage::ReadTx& tx, auth::Viewer const& viewer) {
  auto const row = row_of(tx, viewer);
  MailChoice choice{.address = row.address, .pending = {}, .frequency = row.frequency};
  auto const confirmation = find_confirmation(tx, viewer.user);
  if (confirmation && confirmation->expires_at > viewer.now) {
    choice.pending = {confirmation->address, confirmation->expires_at,
                      find_mail_state(tx, viewer.user, MailKind::confirmation).value_or(MailState::failed)};
  }
  choice.last_failed = find_mail_state(tx, viewer.user, MailKind::digest) == MailState::failed;
  return choice;
}

base::Result<MailChoice> ask_for_mail_at(storage::WriteTx& tx, auth::Viewer const& viewer,
                                         std::string_view address, MailLimits const& limits,
                                         base::Random& random) {
  if (!is_mail_address(address)) return base::invalid_field("/address", FieldCode::malformed);
  auto row = row_of(tx, viewer);
  if (auto const wait = count_asked(row, viewer.now, limits)) {
    base::Error error{base::ErrorCode::too_many_requests};
    error.retry_after_seconds = static_cast<int>(std::chrono::ceil<std::chrono::seconds>(*wait).count());
    return error;
  }
  put_mail_choice(tx, row);
  put_confirmation(tx, viewer.user, address, viewer.now + limits.confirmation);
  queue_confirmation(tx, viewer.user, base::make_public_id(random), viewer.now);
  return load_mail_choice(tx, viewer);
}

std::optional<MailChoice> confirm_mail_address(storage::WriteTx& tx, auth::Viewer const& viewer,
                                               std::string_view code, MailLimits const& limits) {
  auto const confirmation = find_confirmation(tx, viewer.user);
  if (!confirmation || confirmation->expires_at <= viewer.now || !confirmation->code_hash)
    return std::nullopt;
  if (*confirmation->code_hash != base::sha256(code)) {
    if (confirmation->wrong_codes + 1 >= limits.wrong_codes) {
      delete_confirmation(tx, viewer.user);
    } else {
      count_wrong_code(tx, viewer.user);
    }
    return std::nullopt;
  }
  auto const before = row_of(tx, viewer);
  auto next = before;
  next.address = confirmation->address;
  next.looked_to = next.told_to;  // what waited for the former address goes to this one
  keep(tx, viewer, before, next);
  delete_confirmation(tx, viewer.user);
  delete_mail(tx, viewer.user);
  log_change(tx, viewer);
  return load_mail_choice(tx, viewer);
}

MailChoice choose_mail_frequency(storage::WriteTx& tx, auth::Viewer const& viewer, MailFrequency frequency) {
  auto const before = row_of(tx, viewer);
  auto next = before;
  next.frequency = frequency;
  keep(tx, viewer, before, next);
  return load_mail_choice(tx, viewer);
}

MailChoice forget_mail_address(storage::WriteTx& tx, auth::Viewer const& viewer) {
  auto row = row_of(tx, viewer);
  bool const had_one = row.address.has_value();
  row.address.reset();
  row.frequency = MailFrequency::never;
  put_mail_choice(tx, row);
  delete_confirmation(tx, viewer.user);
  delete_mail(tx, viewer.user);
  if (had_one) log_change(tx, viewer);
  return load_mail_choice(tx, viewer);
}

}  // namespace forum
