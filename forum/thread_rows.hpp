// A thread as a viewer reads it: the statements behind a line of the list.
#pragma once

#include "forum/threads.hpp"

namespace forum {

class Audiences;
Thread load_thread_row(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadId thread, Limits const& limits,
                       Audiences& audiences);

}  // namespace forum
