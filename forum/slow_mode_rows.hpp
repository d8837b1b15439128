// The statements behind slow_mode.hpp.
#pragma once

#include "forum/slow_mode.hpp"

namespace forum {

// Takes the place of one that was set before.
void put_slow_mode(storage::WriteTx& tx, ThreadId thread, auth::Viewer const& officer,
                   std::chrono::seconds pause);
void delete_slow_mode(storage::WriteTx& tx, ThreadId thread);
std::optional<std::chrono::seconds> select_pause(storage::ReadTx& tx, ThreadId thread);
// When the viewer last answered in the thread, whatever became of the answer.
std::optional<base::Timestamp> select_last_own(storage::ReadTx& tx, auth::Viewer const& viewer,
                                               ThreadId thread);

}  // namespace forum
