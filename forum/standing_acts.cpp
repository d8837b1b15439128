#include "forum/standing_acts.hpp"

#include <span>

#include "auth/moderation_log.hpp"
#include "auth/named.hpp"
#include "forum/closings.hpp"
#include "forum/mergers.hpp"
#include "forum/slow_mode_rows.hpp"

namespace forum {
namespace {

using auth::AuditEvent;
using auth::Named;

constexpr auto kActs = std::to_array<Named<AppealedAct>>({
    {AppealedAct::locked, "locked"},
    {AppealedAct::closed, "closed"},
    {AppealedAct::merged, "merged"},
    {AppealedAct::moved, "moved"},
    {AppealedAct::slowed, "slowed"},
    {AppealedAct::split, "split"},
});

// The act, and those that take its place or take it back.
constexpr std::array kOfLock{AuditEvent::thread_locked, AuditEvent::thread_unlocked,
                             AuditEvent::threads_merged, AuditEvent::thread_split};
constexpr std::array kOfMerger{AuditEvent::threads_merged, AuditEvent::thread_locked,
                               AuditEvent::thread_unlocked, AuditEvent::thread_split};
constexpr std::array kOfMove{AuditEvent::thread_moved};
constexpr std::array kOfPace{AuditEvent::thread_slowed, AuditEvent::thread_unslowed};
constexpr std::array kOfSplit{AuditEvent::thread_split, AuditEvent::threads_merged};

std::span<AuditEvent const> events_of(AppealedAct act) {
  switch (act) {
    case AppealedAct::locked:
    case AppealedAct::closed:
      return kOfLock;
    case AppealedAct::merged:
      return kOfMerger;
    case AppealedAct::moved:
      return kOfMove;
    case AppealedAct::slowed:
      return kOfPace;
    case AppealedAct::split:
      return kOfSplit;
  }
  return {};
}

bool is_as_left(storage::ReadTx& tx, ThreadPlace const& thread, AppealedAct act) {
  switch (act) {
    case AppealedAct::locked:
      return thread.locked && !find_closing(tx, thread.id) && !is_merged(tx, thread.id);
    case AppealedAct::closed:
      return find_closing(tx, thread.id) && !is_merged(tx, thread.id);
    case AppealedAct::merged:
      return is_merged(tx, thread.id);
    case AppealedAct::moved:
      return true;
    case AppealedAct::slowed:
      return select_pause(tx, thread.id).has_value();
    case AppealedAct::split:
      return find_split_top(tx, thread.id).has_value();
  }
  return false;
}

}  // namespace

std::string_view to_string(AppealedAct act) {
  return auth::name_of(kActs, act);
}
std::optional<AppealedAct> parse_appealed_act(std::string_view name) {
  return auth::value_of(kActs, name);
}

std::optional<auth::AuditEntry> find_standing_act(storage::ReadTx& tx, ThreadPlace const& thread,
                                                  AppealedAct act) {
  if (!is_as_left(tx, thread, act)) return std::nullopt;
  auto const top = act == AppealedAct::split ? find_split_top(tx, thread.id) : std::nullopt;
  auth::ModerationQuery query{.of = top ? auth::AuditObjectKind::post : auth::AuditObjectKind::thread,
                              .id = top.value_or(thread.public_id)};
  std::optional<auth::AuditEntry> last;
  auto const events = events_of(act);
  for (auto const event : events) {
    query.event = event;
    auto found = auth::find_moderation(tx, query, 1);
    if (!found.empty() && (!last || found.front().number > last->number)) last = std::move(found.front());
  }
  if (!last || last->record.event != events.front()) return std::nullopt;
  if (act == AppealedAct::moved &&
      (last->record.topic != thread.topic.public_id || last->record.parts.size() != 1)) {
    return std::nullopt;
  }
  return last;
}

}  // namespace forum
