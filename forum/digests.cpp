#include "forum/digests.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <span>

#include "forum/digest_rows.hpp"
#include "forum/events.hpp"
#include "forum/mail_rows.hpp"
#include "forum/notifications.hpp"

namespace forum {
namespace {

constexpr std::uint64_t kCodes = 100'000'000;

// The person as he will be when he has signed in, or nothing where he cannot.
std::optional<auth::Viewer> find_reader(storage::ReadTx& tx, auth::UserId user, DigestMoment const& moment) {
  auto viewer = auth::load_viewer(tx, user, moment.now);
  if (!viewer) return std::nullopt;
  int const most = static_cast<int>(moment.sign_in_allows);
  viewer->sign_in_allows = std::min(viewer->sign_in_allows, moment.sign_in_allows);
  viewer->highest_level = std::min(viewer->highest_level, moment.sign_in_allows);
  viewer->ceiling = std::min(viewer->ceiling, most);
  viewer->guest_ceiling = std::min(viewer->guest_ceiling, most);
  return *std::move(viewer);
}

// The newest event of which he has something to read that he was not told of.
std::optional<EventId> find_news(storage::ReadTx& tx, auth::Viewer const& reader, EventId told_to) {
  auto const newest = find_newest_unread(tx, reader);
  return newest && *newest > told_to ? newest : std::nullopt;
}

// Digits, which every keyboard has.
std::string draw_code(base::Random& random) {
  std::uint64_t number = 0;
  random.fill(std::as_writable_bytes(std::span(&number, 1)));
  std::array<char, 16> digits{};
  std::snprintf(digits.data(), digits.size(), "%08llu", static_cast<unsigned long long>(number % kCodes));
  return digits.data();
}

// Nothing where there is nothing to say any more.
std::optional<MailToSend> prepare_digest(storage::WriteTx& tx, QueuedMail const& queued,
                                         auth::Viewer const& reader) {
  auto const choice = find_mail_choice(tx, queued.user);
  if (!choice || !choice->address || choice->frequency == MailFrequency::never) return std::nullopt;
  auto const news = find_news(tx, reader, choice->told_to);
  if (!news) return std::nullopt;
  begin_digest(tx, queued.key, queued.user, choice->told_to, *news);
  return MailToSend{queued.key, queued.id, *choice->address, reader.language, std::nullopt};
}

std::optional<MailToSend> prepare_confirmation(storage::WriteTx& tx, QueuedMail const& queued,
                                               auth::Viewer const& reader, base::Random& random) {
  auto const confirmation = find_confirmation(tx, queued.user);
  if (!confirmation || confirmation->expires_at <= reader.now) return std::nullopt;
  auto code = draw_code(random);
  set_code(tx, queued.user, base::sha256(code));
  begin_confirmation(tx, queued.key);
  return MailToSend{queued.key, queued.id, confirmation->address, reader.language, std::move(code)};
}

// Twice as long after each attempt.
std::chrono::milliseconds pause_after(int attempts, MailLimits const& limits) {
  auto pause = limits.retry;
  for (int i = 1; i < attempts && pause < limits.retry_most; ++i) pause *= 2;
  return std::min(pause, limits.retry_most);
}

}  // namespace

std::vector<DueDigest> find_due_digests(storage::ReadTx& tx, DigestMoment const& moment,
                                        MailLimits const& limits) {
  std::vector<DueDigest> due;
  auto const last = last_event(tx);
  for (auto const& choice : select_due_choices(tx, moment.now, limits.batch)) {
    auto const reader = find_reader(tx, choice.user, moment);
    bool const has_news = reader && find_news(tx, *reader, choice.told_to);
    due.push_back({choice.user, choice.frequency, choice.due_at, last, has_news});
  }
  return due;
}

int queue_digests(storage::WriteTx& tx, std::vector<DueDigest> const& due, base::Timestamp now,
                  MailLimits const& limits, base::Random& random) {
  int queued = 0;
  for (auto const& one : due) {
    bool const at_once = one.frequency == MailFrequency::at_once;
    auto due_at = one.due_at;
    // At the same time of the day as ever, which tells nothing of when something happened.
    while (!at_once && due_at <= now) due_at = next_digest(one.frequency, due_at, limits);
    if (!note_look(tx, one.user, one.frequency, one.looked_to, due_at) || !one.has_news) continue;
    if (queue_digest(tx, one.user, base::make_public_id(random), at_once ? now + limits.gather : now))
      ++queued;
  }
  return queued;
}

bool is_mail_waiting(storage::ReadTx& tx, base::Timestamp now) {
  return find_mail_to_send(tx, now).has_value();
}

TakenMail take_mail(storage::WriteTx& tx, DigestMoment const& moment, MailLimits const& limits,
                    base::Random& random) {
  TakenMail taken;
  while (taken.dropped < limits.batch) {
    auto const queued = find_mail_to_send(tx, moment.now);
    if (!queued) break;
    if (auto const reader = find_reader(tx, queued->user, moment)) {
      taken.mail = queued->kind == MailKind::digest ? prepare_digest(tx, *queued, *reader)
                                                    : prepare_confirmation(tx, *queued, *reader, random);
      if (taken.mail) break;
    }
    drop_mail(tx, queued->key);
    ++taken.dropped;
  }
  return taken;
}

MailState settle_mail(storage::WriteTx& tx, MailToSend const& mail, MailOutcome outcome, base::Timestamp now,
                      MailLimits const& limits) {
  auto const sending = find_mail_being_sent(tx, mail.key, mail.id);
  if (!sending) return MailState::sent;  // another took its place, or its reader is gone
  if (outcome == MailOutcome::sent || outcome == MailOutcome::unsure) {
    auto const state = outcome == MailOutcome::sent ? MailState::sent : MailState::failed;
    set_mail_state(tx, mail.key, state, now);
    if (sending->kind == MailKind::digest) note_sent(tx, sending->user, now + limits.window);
    return state;
  }
  bool const again = outcome == MailOutcome::failed && sending->attempts < limits.attempts;
  auto const state = again ? MailState::queued : MailState::failed;
  set_mail_state(tx, mail.key, state, now + pause_after(sending->attempts, limits));
  // He was not told after all.
  if (sending->kind == MailKind::digest) take_back_digest(tx, mail.key);
  return state;
}

}  // namespace forum
