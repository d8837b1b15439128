// Whom somebody may mention in what he is writing, while he types a name: only who is going to read it
// (mentions.hpp), so that nobody else's existence is told. First those who have written in the thread, as far
// as the writer reads it and is told who wrote; nothing else enters the order.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "auth/audience.hpp"
#include "auth/organisations.hpp"
#include "forum/author.hpp"
#include "forum/mentions.hpp"

namespace forum {

// What is being written: a thread in a topic, an answer in a thread (to the first post, where none is named),
// or another text for a post that stands already.
struct Writing {
  std::optional<base::PublicId> topic = {};
  std::optional<base::PublicId> thread = {};
  std::optional<base::PublicId> parent = {};
  std::optional<base::PublicId> post = {};
  std::optional<auth::NewAudience> audience = {};
  std::optional<auth::Level> level = {};
};

struct WritingReaders {
  Readership readers;
  std::optional<ThreadId> thread;
  std::optional<PostId> post;
};
// Errors: not_found, not_permitted (he may not write there), and those of the audience.
base::Result<WritingReaders> find_writing_readers(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                  Writing const& writing);

struct OfferedPerson {
  std::string username;
  Author person;
  auth::Organisation organisation;
};
struct OfferedMentions {
  std::vector<OfferedPerson> people;
  std::vector<auth::Organisation> bureaus;
};
// Those whose user name, or a word of whose name, begins with what was typed; a bureau by its country's code
// or its name. Nothing typed: those who have written in the thread.
base::Result<OfferedMentions> offer_mentions(storage::ReadTx& tx, auth::Viewer const& viewer,
                                             Writing const& writing, std::string_view typed,
                                             Limits const& limits);

}  // namespace forum
