// The statements behind recalls.hpp.
#pragma once

#include "forum/recalls.hpp"

namespace forum {

// Before this time nobody outside the source can have opened the post.
base::Timestamp select_first_publication(storage::ReadTx& tx, PostId post);

void insert_recall(storage::WriteTx& tx, auth::Viewer const& officer, PostId post, std::string_view reason);
std::optional<auth::UserId> find_recaller(storage::ReadTx& tx, PostId post);
// Without the bureaus.
std::optional<RecallState> find_recall(storage::ReadTx& tx, PostId post);

// The bureau whose desk an organisation is.
std::optional<auth::OrganisationId> find_bureau_of(storage::ReadTx& tx, base::PublicId const& organisation);
bool is_asked(storage::ReadTx& tx, PostId post, auth::OrganisationId bureau);
void insert_request(storage::WriteTx& tx, PostId post, auth::OrganisationId bureau, base::PublicId const& id,
                    base::Timestamp now);
void insert_opener(storage::WriteTx& tx, PostId post, auth::OrganisationId bureau,
                   base::PublicId const& officer);
// By country and name.
std::vector<AskedBureau> select_asked(storage::ReadTx& tx, PostId post, auth::Language language);

}  // namespace forum
