// What the tests of disclosure records ask the tables for, and try to do to them.
#pragma once

#include <cstdint>

#include "storage/transaction.hpp"

namespace tests {

std::int64_t count_recipient_lists(storage::ReadTx& tx);
void forget_disclosures(storage::WriteTx& tx);

}  // namespace tests
