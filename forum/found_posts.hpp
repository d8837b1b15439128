// Who is told that one of his saved searches finds a new post. Publishing notes the post, and no more; then
// each search that tells is asked about that one post, on behalf of him who saved it. Whether he may still
// read it is asked again when the notice is shown, as of every other.
#pragma once

#include <optional>
#include <vector>

#include "forum/saved_searches.hpp"

namespace forum {

// Among the notices of submissions.hpp: it is read as posts are.
constexpr int kFoundNotice = 50;

// The next that was published and not looked for.
std::optional<PostId> next_new_post(storage::ReadTx& tx);

struct FoundPart {
  std::vector<auth::UserId> finders;
  SavedSearchId last;    // of the searches that were asked
  bool is_over = false;  // there are no more
};
// Asks at most `limit` of the searches after this one.
FoundPart find_new_post(storage::ReadTx& tx, PostId post, SavedSearchId after, int limit,
                        SearchLimits const& limits, base::Timestamp now);
// When all were asked. Whoever hears of the post by what he follows is not told twice.
void tell_finders(storage::WriteTx& tx, PostId post, std::vector<auth::UserId> const& finders);

}  // namespace forum
