// The statements behind recalls.hpp.
#pragma once

#include "forum/recalls.hpp"

namespace forum {

// Before this time nobody outside the source can have opened the post.
base::Timestamp select_first_publication(storage::ReadTx& tx, PostId post);

void insert_recall(storage::WriteTx& tx, auth::Viewer const& officer, PostId post, std::string_view reason,
                   std::int64_t searched_to);

struct RecalledPost {
  PostId id;
  base::PublicId public_id;
  auth::OrganisationId bureau;  // of its source
};
struct UnfinishedRecall {
  RecalledPost post;
  std::int64_t searched_to = 0;
};
// Made before this time, the oldest first.
std::vector<UnfinishedRecall> select_unfinished(storage::ReadTx& tx, base::Timestamp before, int limit);
void update_finished(storage::WriteTx& tx, PostId post, std::int64_t searched_to, base::Timestamp now);

// Without the bureaus.
std::optional<RecallState> find_recall(storage::ReadTx& tx, PostId post);

// The bureau whose desk an organisation is.
std::optional<auth::OrganisationId> find_bureau_of(storage::ReadTx& tx, base::PublicId const& organisation);
bool is_asked(storage::ReadTx& tx, PostId post, auth::OrganisationId bureau);
void insert_request(storage::WriteTx& tx, PostId post, auth::OrganisationId bureau, base::PublicId const& id,
                    base::Timestamp now);
void insert_opener(storage::WriteTx& tx, PostId post, auth::OrganisationId bureau,
                   auth::Opener const& opener);
// By country and name.
std::vector<AskedBureau> select_asked(storage::ReadTx& tx, PostId post, auth::Language language);

}  // namespace forum
