// Slow mode of a thread: time between two posts of one person, set by who keeps order in the topic, for whom
// it does not hold. It is asked of what somebody has posted himself, so that a refusal tells of nobody else.
#pragma once

#include <chrono>
#include <optional>

#include "forum/closings.hpp"

namespace forum {

struct SlowMode {
  std::chrono::seconds pause;
  std::optional<base::Timestamp> next_at;  // of the viewer; nothing where he need not wait
  bool exempt = false;
};

// `pause` of nothing ends it. Errors: not_found, not_permitted, version_conflict; state_conflict where the
// thread is not published, was merged, or is not in slow mode; invalid_body where the pause is too long. The
// author of the thread is told.
base::Result<void> set_slow_mode(storage::WriteTx& tx, auth::Viewer const& viewer,
                                 base::PublicId const& thread, OrderAct const& act,
                                 std::chrono::seconds pause, Limits const& limits);

// As it is for the viewer now; nothing where the thread is not in slow mode.
std::optional<SlowMode> find_slow_mode(storage::ReadTx& tx, auth::Viewer const& viewer,
                                       ThreadPlace const& thread);
// slow_mode where the viewer has to wait.
base::Result<void> check_slow_mode(storage::ReadTx& tx, auth::Viewer const& viewer,
                                   ThreadPlace const& thread);

}  // namespace forum
