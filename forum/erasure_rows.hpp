// The statements behind erasures.hpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "auth/proposals.hpp"
#include "forum/places.hpp"

namespace forum {

// What stays of an erased post, beside its row without text.
struct Tombstone {
  std::string reason;
  std::string reference;  // of an order
  bool is_by_order = false;
};

// The post that the proposal is about; whether there is one is another matter.
base::PublicId post_of(auth::Proposal const& proposal);

// Whatever the viewer may read: for what is done by an order, to a post that nobody shows him.
std::optional<PostPlace> find_any_place(storage::ReadTx& tx, auth::Viewer const& viewer,
                                        base::PublicId const& post);

bool is_erased(storage::ReadTx& tx, PostId post);
struct ErasureAsked {
  base::Timestamp at;
  auth::UserId by;
  base::PublicId proposal;
};
// Nothing where it is not asked for, or is decided.
std::optional<ErasureAsked> find_erasure_asked(storage::ReadTx& tx, base::PublicId const& post,
                                               base::Timestamp now);
// Text, former texts and the draft of another; of a first post the title, too. What SQLite gives up it
// overwrites (storage/connection.cpp).
void forget_text(storage::WriteTx& tx, PostPlace const& place, std::string_view draft_context);
void insert_tombstone(storage::WriteTx& tx, auth::Viewer const& officer, PostId post, Tombstone const& stone);

// When the post `p` was erased, the reference of the order, and the reason; null where it was not.
std::string erasure_columns();

}  // namespace forum
