// The statements behind order_wishes.hpp. Whoever may know of the proposal has to be asked before.
#pragma once

#include <variant>

#include "forum/ids.hpp"
#include "forum/order_wishes.hpp"
#include "storage/transaction.hpp"

namespace forum {

void insert_wish(storage::WriteTx& tx, base::PublicId const& proposal, WantedLabels const& labels);
void insert_wish(storage::WriteTx& tx, base::PublicId const& proposal, WantedVerdict const& verdict);
// By the key of the proposal; nothing where it has none, or has lost it.
std::optional<std::variant<WantedLabels, WantedVerdict>> find_wish(storage::ReadTx& tx,
                                                                   std::int64_t proposal);
// The labels proposed for the thread, and the answers to flags of the post.
void delete_wishes_of(storage::WriteTx& tx, ThreadId thread);
void delete_wishes_of(storage::WriteTx& tx, PostId post);

}  // namespace forum
