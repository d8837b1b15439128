// What a thread was called, and under what it stood, before moderation changed that: kept so that it can be
// taken back from the log (moderation_log.hpp), and for who keeps order alone. Nothing of it is there any
// more once its author has changed it himself, once the thread is shown to more, and when its title is
// erased.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "forum/ids.hpp"
#include "forum/labels.hpp"
#include "storage/transaction.hpp"

namespace forum {

// What is changed, and taken back, by itself. The numbers are those of the database.
enum class LabelMatter { title = 1, filing = 2 };

struct FormerLabels {
  std::optional<std::string> title;              // of a title
  std::optional<ThreadKind> kind;                // of the filing, as the next
  std::optional<std::vector<std::string>> tags;  // folded
};

// Takes the place of what was kept before.
void keep_former_title(storage::WriteTx& tx, ThreadId thread, std::string_view title);
void keep_former_filing(storage::WriteTx& tx, ThreadId thread, ThreadKind kind,
                        std::vector<std::string> const& tags);
void forget_former(storage::WriteTx& tx, ThreadId thread, LabelMatter matter);
void forget_former(storage::WriteTx& tx, ThreadId thread);
std::optional<FormerLabels> find_former(storage::ReadTx& tx, ThreadId thread, LabelMatter matter);

}  // namespace forum
