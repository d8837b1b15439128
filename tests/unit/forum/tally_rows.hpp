// The rows of the tallies as text, as they are stored and as they are counted from the objects' own rows.
#pragma once

#include <string>
#include <vector>

#include "storage/transaction.hpp"

namespace forum {

std::vector<std::string> select_post_tallies(storage::ReadTx& tx);
std::vector<std::string> count_post_tallies(storage::ReadTx& tx);
std::vector<std::string> select_thread_tallies(storage::ReadTx& tx);
std::vector<std::string> count_thread_tallies(storage::ReadTx& tx);
std::vector<std::string> select_published_tallies(storage::ReadTx& tx);
std::vector<std::string> count_published_tallies(storage::ReadTx& tx);
// Sources that deny somebody and are yet counted together with those that do not.
std::vector<std::string> select_deniers_not_apart(storage::ReadTx& tx);

// The plan of every statement of the program whose name begins so, a line for each step: "name: step".
std::vector<std::string> explain(storage::ReadTx& tx, std::string_view name);
// The operations that SQLite makes of each such statement, in the same form.
std::vector<std::string> select_opcodes(storage::ReadTx& tx, std::string_view name);

}  // namespace forum
