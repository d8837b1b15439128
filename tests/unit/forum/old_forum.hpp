// A forum as it stood before the fifth step of the schema: rows for that step to count.
#pragma once

#include "storage/transaction.hpp"

namespace forum {

void fill_old_forum(storage::WriteTx& tx);

}  // namespace forum
