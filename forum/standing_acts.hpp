// What moderation did to a thread and still stands, so that it can be appealed against (act_appeals.hpp):
// each act with its record in the audit log, which alone knows who did it.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "auth/audit_log.hpp"
#include "forum/places.hpp"

namespace forum {

// The numbers are those of the database. Of a branch that was split off, the thread is the one that it made.
enum class AppealedAct { locked = 1, closed, merged, moved, slowed, split };
inline constexpr std::array kAppealedActs{AppealedAct::locked, AppealedAct::closed, AppealedAct::merged,
                                          AppealedAct::moved,  AppealedAct::slowed, AppealedAct::split};
std::string_view to_string(AppealedAct act);
std::optional<AppealedAct> parse_appealed_act(std::string_view name);

// The record of the last such act, where the thread still is as it left it.
std::optional<auth::AuditEntry> find_standing_act(storage::ReadTx& tx, ThreadPlace const& thread,
                                                  AppealedAct act);
// The post at the top of a branch that was split off into the thread.
std::optional<base::PublicId> find_split_top(storage::ReadTx& tx, ThreadId thread);

}  // namespace forum
