// The statements behind kinds and tags: which a thread has, and what a viewer finds under a tag.
#pragma once

#include <functional>

#include "auth/viewer.hpp"
#include "forum/ids.hpp"
#include "forum/labels.hpp"
#include "storage/transaction.hpp"

namespace forum {

// Ascending.
std::vector<std::string> select_tags(storage::ReadTx& tx, ThreadId thread);
// The same as told in this language.
std::vector<ToldTag> select_told_tags(storage::ReadTx& tx, ThreadId thread, auth::Language language);
void replace_tags(storage::WriteTx& tx, ThreadId thread, std::vector<std::string> const& tags);

// Whether the thread is of this kind and has this tag, where one is asked for.
bool is_labelled(storage::ReadTx& tx, ThreadId thread, std::optional<ThreadKind> kind, std::string_view tag);

// Tags from `from` to before `end` that a thread has which the viewer may read, ascending, each with how
// many, until `take` answers false.
void each_counted_tag(storage::ReadTx& tx, auth::Viewer const& viewer, std::string_view from,
                      std::string_view end, std::function<bool(std::string const&, int)> const& take);
int count_tagged_threads(storage::ReadTx& tx, auth::Viewer const& viewer, std::string_view tag);
// Threads before this one, the latest first, until `take` answers false.
void each_tagged_thread(storage::ReadTx& tx, auth::Viewer const& viewer, std::string_view tag,
                        std::optional<ThreadKind> kind, ThreadId before,
                        std::function<bool(ThreadId)> const& take);

}  // namespace forum
