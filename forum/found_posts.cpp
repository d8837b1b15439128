#include "forum/found_posts.hpp"

#include "forum/publishing.hpp"
#include "forum/saved_search_rows.hpp"
#include "forum/search.hpp"

namespace forum {

std::optional<PostId> next_new_post(storage::ReadTx& tx) {
  return select_new_post(tx);
}

FoundPart find_new_post(storage::ReadTx& tx, PostId post, SavedSearchId after, int limit,
                        SearchLimits const& limits, base::Timestamp now) {
  FoundPart part{{}, after, true};
  for (auto const& search : select_telling_searches(tx, after, limit)) {
    part.last = search.id;
    part.is_over = false;
    auto const viewer = auth::load_viewer(tx, search.user, now);
    // A query that an older program took may have become unfit.
    auto const query = parse_search(search.query, limits);
    if (viewer && query && finds_post(tx, *viewer, *query, post)) part.finders.push_back(search.user);
  }
  return part;
}

void tell_finders(storage::WriteTx& tx, PostId post, std::vector<auth::UserId> const& finders) {
  if (!finders.empty()) {
    if (auto const found = find_published(tx, post)) {
      auth::Viewer author;
      author.user = found->author;
      author.now = found->at;
      auto const event = insert_notice_event(tx, found->place, author);
      for (auto const user : finders) insert_found_notice(tx, event, post, user);
    }
  }
  forget_new_post(tx, post);
}

}  // namespace forum
