// The statements behind search.hpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "forum/search.hpp"

namespace forum {

// What a post has to be beside holding the words. A list is JSON, as the statement takes it.
struct SearchFilter {
  std::optional<std::string> topics;
  std::optional<std::string> authors;
  std::optional<std::string> country;
  std::optional<std::string> language;
  std::optional<base::Timestamp> after;
  std::optional<base::Timestamp> before;
  bool is_unread = false;
  bool is_answered = false;                // its thread is a question with an answer that the viewer may read
  bool is_named = false;                   // it names its author to all its readers
  std::optional<auth::Level> files_up_to;  // it has a file of this level or below
  std::optional<ThreadKind> kind;          // its thread's
  std::string tag;                         // its thread's: one or the other, where they are not empty
  std::string listed_tag;
  std::optional<PostId> only;  // no other is asked
};

// Goes down over the posts that the index finds by this expression, all where it is empty, the newest first,
// and adds those that the viewer may read and that pass the filter and are not there yet, until there are
// `limit`. Gives up where it had to pass over more than `patience` of others: then the one that it came to.
std::optional<PostId> walk_down(storage::ReadTx& tx, auth::Viewer const& viewer, std::string_view expression,
                                SearchFilter const& filter, PostId before, std::size_t limit, int patience,
                                std::vector<PostId>& posts);

// The threads in which alone something can be that passes the filter and that the viewer may read; nothing
// where they are more than `most`, or not found without much looking.
std::optional<std::vector<ThreadId>> select_few_threads(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                        SearchFilter const& filter, std::size_t most);

// The threads that have the tag; nothing where they are more than `most`.
std::optional<std::vector<ThreadId>> select_tagged_threads(storage::ReadTx& tx, SearchFilter const& filter,
                                                           std::size_t most);
// The threads that have an accepted answer, readable or not; nothing where they are more than `most`.
std::optional<std::vector<ThreadId>> select_answered_threads(storage::ReadTx& tx, std::size_t most);
std::vector<auth::OrganisationId> select_sources(storage::ReadTx& tx, std::string_view country);

// Topics that he may read, with their titles in every language.
struct TopicTitle {
  TopicId id;
  base::PublicId public_id;
  std::string title;
};
std::vector<TopicTitle> select_topic_titles(storage::ReadTx& tx, auth::Viewer const& viewer);

struct PersonName {
  auth::UserId id;
  std::string name;
};
std::vector<PersonName> select_names(storage::ReadTx& tx);

// Without its marked texts.
std::optional<Hit> select_hit(storage::ReadTx& tx, auth::Viewer const& viewer, PostId post);

}  // namespace forum
