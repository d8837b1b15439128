// What is in the full-text index, as it is stored.
#pragma once

#include <vector>

#include "forum/ids.hpp"
#include "storage/transaction.hpp"

namespace forum {

std::vector<PostId> select_indexed(storage::ReadTx& tx);
std::vector<PostId> select_due_posts(storage::ReadTx& tx);
// How many posts the index finds by one word as it stands, whoever may read them.
int count_holding(storage::ReadTx& tx, std::string_view word);

// Whether the word stands in the files of the index, found or not.
bool is_in_file(storage::ReadTx& tx, std::string_view word);

// As an older forum would have left it.
void empty_index(storage::WriteTx& tx);
// Behind the back of those who keep the index.
void overwrite_text(storage::WriteTx& tx, PostId post, std::string_view html);

}  // namespace forum
