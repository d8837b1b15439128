// Closing a discussion with a summary, which all who read the thread read above it: whoever keeps order in
// the topic does it, with a reason, and opens it again. A closed thread is locked; unlocking it opens it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "forum/moment.hpp"
#include "forum/places.hpp"

namespace forum {

constexpr std::size_t kSummaryCharacters = 2000;

struct Closing {
  std::string summary;
  base::Timestamp at;

  bool operator==(Closing const&) const = default;
};

// Why something is done to a thread, and to which version of it.
struct OrderAct {
  std::string_view reason;
  int version = 0;
  // The second person, where one was needed (order_proposals.hpp).
  std::optional<base::PublicId> approved_by = {};
};

// Errors of both: second_person_required where nobody of another country has approved what he may not do
// alone (second_moderators.hpp); not_found, not_permitted, version_conflict; state_conflict where the thread
// is not published, or is closed, or not, already, or has been merged into another. A summary is published:
// who could not post it here without a release may not close. The author of the thread is told.
base::Result<void> close_thread(storage::WriteTx& tx, auth::Viewer const& viewer,
                                base::PublicId const& thread, OrderAct const& act, std::string_view summary);
base::Result<void> reopen_thread(storage::WriteTx& tx, auth::Viewer const& viewer,
                                 base::PublicId const& thread, OrderAct const& act);

bool may_close(auth::Viewer const& viewer, ThreadPlace const& thread);

// Nothing where the thread is open.
std::optional<Closing> find_closing(storage::ReadTx& tx, ThreadId thread);
void delete_closing(storage::WriteTx& tx, ThreadId thread);

}  // namespace forum
