// What is left of words in the database, wherever a person's text may stand.
#pragma once

#include <string_view>

#include "storage/transaction.hpp"

namespace forum {

int count_texts_with(storage::ReadTx& tx, std::string_view words);

}  // namespace forum
