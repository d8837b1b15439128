// Tags as a viewer finds them: a free one is there for him only where he may read a thread that has it, and
// every count is his own (access-model, examples 6 and 15).
#pragma once

#include "forum/threads.hpp"

namespace forum {

struct CountedTag {
  ToldTag tag;
  bool is_listed = false;
  int threads = 0;  // that have it and that the viewer may read, in all topics
};

// By tag. With `beginning`, which is folded, those alone that begin so, and listed ones in whose name in the
// viewer's language that stands. Listed ones are there with no thread too.
base::Result<Page<CountedTag>> load_tags(storage::ReadTx& tx, auth::Viewer const& viewer,
                                         std::string_view beginning, PageRequest const& page);

// A tag that he finds nowhere has no threads, whether it exists or not.
CountedTag load_tag(storage::ReadTx& tx, auth::Viewer const& viewer, std::string_view tag);

// Threads that have the tag, of all topics or of one kind, those that began last first.
base::Result<Page<Thread>> load_tagged_threads(storage::ReadTx& tx, auth::Viewer const& viewer,
                                               std::string_view tag, std::optional<ThreadKind> kind,
                                               PageRequest const& page, Limits const& limits);

}  // namespace forum
