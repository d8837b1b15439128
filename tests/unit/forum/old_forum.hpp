// A forum as it stood before the fifth step of the schema: rows for that step to count.
#pragma once

#include <string>
#include <vector>

#include "storage/transaction.hpp"

namespace forum {

void fill_old_forum(storage::WriteTx& tx);

// "post: language", and "target subscriber level", as they are stored.
std::vector<std::string> select_languages(storage::ReadTx& tx);
std::vector<std::string> select_subscriptions(storage::ReadTx& tx);

}  // namespace forum
