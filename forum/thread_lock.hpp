// What closing and merging do to a thread besides: it takes no posts any more, or does again; its readers
// hear that it has changed, its author is told, and the act is logged with its reason.
#pragma once

#include "auth/audit_record.hpp"
#include "forum/places.hpp"
#include "forum/submissions.hpp"

namespace forum {

enum class Lock { open, locked };

struct LockedBy {
  auth::Action right;  // that it takes
  Notice notice;
  auth::AuditEvent event;
  std::string_view reason;
  std::optional<base::PublicId> approved_by = {};
};

// `first` is the first post of the thread, with the thread as it stands in this transaction. Answers the
// event that its readers hear.
EventId lock_for(storage::WriteTx& tx, auth::Viewer const& viewer, PostPlace const& first, Lock lock,
                 LockedBy const& why);

}  // namespace forum
