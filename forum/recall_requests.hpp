// What a bureau is asked to confirm: that a source has recalled a post which officers of the bureau had
// opened.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "forum/limits.hpp"
#include "forum/page.hpp"
#include "forum/posts.hpp"

namespace forum {

struct RecalledFrom {
  base::PublicId thread;
  std::string title;
  Origin origin;  // of the title
};

struct RecallRequest {
  std::int64_t key = 0;
  base::PublicId public_id;
  Origin origin;  // of the post
  base::PublicId topic;
  std::optional<auth::Organisation> source;  // as attribution has it
  std::optional<RecalledFrom> thread;        // where the viewer may read it
  base::Timestamp recalled_at;
  std::string reason;
  std::vector<Author> opened_by;  // officers of the bureau
  std::optional<base::Timestamp> acknowledged_at;
};

struct RecallRequests {
  Page<RecallRequest> page;
  int waiting = 0;  // as many as are open, up to limits.unread_shown
};

// Of the bureau that the viewer coordinates: the open ones, the oldest first; then those that were confirmed,
// the newest first. Errors: not_permitted for who coordinates none; invalid_query.
base::Result<RecallRequests> load_recall_requests(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                  PageRequest const& page, Limits const& limits);

// Once and for all: whoever repeats it gets the same answer. Errors: not_permitted, not_found.
base::Result<RecallRequest> acknowledge_recall(storage::WriteTx& tx, auth::Viewer const& viewer,
                                               base::PublicId const& request);

}  // namespace forum
