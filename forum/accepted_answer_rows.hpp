// The statements behind accepted_answers.hpp.
#pragma once

#include <optional>
#include <string>

#include "auth/viewer.hpp"
#include "forum/ids.hpp"
#include "storage/transaction.hpp"

namespace forum {

// Readable or not.
std::optional<PostId> find_accepted(storage::ReadTx& tx, ThreadId thread);
void replace_accepted(storage::WriteTx& tx, ThreadId thread, PostId post, auth::Viewer const& officer);
void delete_accepted(storage::WriteTx& tx, ThreadId thread);

// The column with the public id of the post that answers the thread `t`, for a statement that begins with the
// viewer's parameters and has asked whether he may read the thread; null where there is none that he may
// read.
std::string accepted_answer_column();

}  // namespace forum
