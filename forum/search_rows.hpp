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
};

// Adds posts that the viewer may read and that pass the filter, before `before`, the newest first, until
// there are `limit`. Those that the index finds by this expression:
void select_found(storage::ReadTx& tx, auth::Viewer const& viewer, std::string_view expression,
                  SearchFilter const& filter, PostId before, std::size_t limit, std::vector<PostId>& posts);
// All, but those that the index finds by this expression.
void select_all_but(storage::ReadTx& tx, auth::Viewer const& viewer, std::string_view excluded,
                    SearchFilter const& filter, PostId before, std::size_t limit, std::vector<PostId>& posts);

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
