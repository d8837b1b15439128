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
  // As attribution has it. Neither source nor reason nor marking where the viewer was never addressed: a post
  // for an organisation below his bureau alone, or of a level that he is not cleared for.
  std::optional<auth::Organisation> source;
  std::optional<std::string> reason;
  std::optional<auth::Marking> marking;
  std::optional<RecalledFrom> thread;  // where the viewer may read it
  base::Timestamp recalled_at;
  std::vector<Author> opened_by;  // officers of the bureau; without function where they have left it
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
// How many are open, up to limits.unread_shown; nothing for who coordinates no bureau.
std::optional<int> count_recall_requests(storage::ReadTx& tx, auth::Viewer const& viewer,
                                         Limits const& limits);

// Once and for all: whoever repeats it gets the same answer. Errors: not_permitted, not_found.
base::Result<RecallRequest> acknowledge_recall(storage::WriteTx& tx, auth::Viewer const& viewer,
                                               base::PublicId const& request);

}  // namespace forum
