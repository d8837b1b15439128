// The statement behind closings.hpp that nothing else needs.
#pragma once

#include "auth/viewer.hpp"
#include "forum/closings.hpp"

namespace forum {

void insert_closing(storage::WriteTx& tx, ThreadId thread, auth::Viewer const& officer,
                    std::string_view summary);

}  // namespace forum
