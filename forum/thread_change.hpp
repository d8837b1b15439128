// What becomes of a thread by an edit, once it is settled.
#pragma once

#include "forum/places.hpp"
#include "forum/publishing.hpp"

namespace forum {

struct ThreadChange {
  ThreadPlace thread;  // as it will be
  PriorEnvelope prior;
  // Folded; nothing where they stay as they are.
  std::optional<std::vector<std::string>> tags = {};
  // In the words of who edits it, for the log; empty where he gives none.
  std::string reason = {};
  std::optional<base::PublicId> approved_by = {};

  bool moves_envelope() const { return prior.topic || prior.audience || prior.level; }
};

// Whether it leaves everything as it is: then nobody is told of it.
bool changes_nothing(ThreadPlace const& before, ThreadChange const& change);

// Writes it, counts anew, tells whoever could or can read the thread, and logs it. Of what moderation does to
// it its author has a notice, and of a move the coordinators of its source as well. Errors: version_conflict.
base::Result<void> apply_change(storage::WriteTx& tx, auth::Viewer const& viewer, ThreadPlace const& before,
                                ThreadChange change);

}  // namespace forum
