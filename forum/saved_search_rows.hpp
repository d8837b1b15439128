// The statements behind saved_searches.hpp and found_posts.hpp. Internal to this floor.
#pragma once

#include "forum/publishing.hpp"
#include "forum/saved_searches.hpp"

namespace forum {

std::vector<SavedSearch> select_saved_searches(storage::ReadTx& tx, auth::UserId user);
void insert_saved_search(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& id,
                         NewSavedSearch const& search);
void update_saved_search(storage::WriteTx& tx, SavedSearch const& search);
void delete_saved_search(storage::WriteTx& tx, SavedSearchId search);

// Those that tell, after this one, by key.
struct TellingSearch {
  SavedSearchId id;
  auth::UserId user;
  std::string query;
};
std::vector<TellingSearch> select_telling_searches(storage::ReadTx& tx, SavedSearchId after, int limit);

// What has been published and was not looked for yet; noted where some search tells at all.
void note_new_post(storage::WriteTx& tx, PostId post);
std::optional<PostId> select_new_post(storage::ReadTx& tx);
void forget_new_post(storage::WriteTx& tx, PostId post);
// His notice of the post; not of his own one, and none where he has heard of it already.
// A post that still stands before its readers.
struct PublishedPost {
  EventPlace place;
  auth::UserId author;
  base::Timestamp at;
};
std::optional<PublishedPost> find_published(storage::ReadTx& tx, PostId post);
void insert_found_notice(storage::WriteTx& tx, EventId event, PostId post, auth::UserId user);

}  // namespace forum
