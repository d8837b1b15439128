// "Why can this organisation read it, or why not?": asked by the source of a post or thread, who is told what
// he may know (auth/reader_trace.hpp).
#pragma once

#include <optional>
#include <vector>

#include "auth/organisations.hpp"
#include "auth/reader_trace.hpp"
#include "forum/ids.hpp"

namespace forum {

struct ReaderTrace {
  auth::Organisation organisation;
  auth::Level level;  // what its readers are cleared for
  std::vector<auth::TracedStep> steps;
};

// Errors: not_found where the viewer may not read the object; not_permitted where it is not his to ask;
// invalid_query for none, or one that nobody knows.
base::Result<ReaderTrace> trace_thread_reader(storage::ReadTx& tx, auth::Viewer const& viewer,
                                              base::PublicId const& thread,
                                              std::optional<base::PublicId> const& organisation);
base::Result<ReaderTrace> trace_post_reader(storage::ReadTx& tx, auth::Viewer const& viewer,
                                            base::PublicId const& post,
                                            std::optional<base::PublicId> const& organisation);

}  // namespace forum
