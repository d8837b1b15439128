// What somebody searches for, as he typed it: words, "phrases", -excluded ones, and operators. Each word is
// looked for by its stem in every language of the forum, a phrase word by word as it stands. A sign that is
// neither is passed over, and a quotation mark that is not closed ends with the text. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/viewer.hpp"
#include "base/error.hpp"
#include "base/time.hpp"
#include "forum/labels.hpp"

namespace forum {

struct SearchLimits {
  std::size_t characters = 500;  // of what is searched for
  std::size_t words = 30;        // in it, those of phrases included
  std::size_t counted = 100;     // posts; of more it is said that they are more
};

// One word, or the words of a phrase; folded.
struct SearchTerm {
  std::vector<std::string> words;
  bool is_phrase = false;
  bool is_excluded = false;

  bool operator==(SearchTerm const&) const = default;
};

struct SearchQuery {
  std::vector<SearchTerm> terms;
  bool in_title = false;
  bool is_unread = false;
  bool is_answered = false;  // in a question with an accepted answer
  bool has_attachment = false;
  // Folded: its text, or the name that a listed one has in the viewer's language.
  std::optional<std::string> tag;
  std::optional<ThreadKind> kind;
  std::optional<std::string> topic;    // its id, or words of its title
  std::optional<std::string> by;       // "me", or words of the author's name
  std::optional<std::string> country;  // ISO 3166-1 alpha-2
  std::optional<auth::Language> language;
  std::optional<base::Timestamp> after;   // that day or later
  std::optional<base::Timestamp> before;  // earlier than that day

  bool has_operator() const;
  // Whether some word has to be there.
  bool has_wanted() const;
  // Neither words nor operators: signs alone. Nothing is found then.
  bool is_void() const { return terms.empty() && !has_operator(); }
};

// Error: invalid_query, at "q" (empty, too_long, too_many) or at "q/<operator>" (unknown_field,
// unknown_value, empty, duplicate).
base::Result<SearchQuery> parse_search(std::string_view text, SearchLimits const& limits);

// The query of the full-text index for those terms that `text` has to hold (search_index in
// migrations_search.cpp). Names of files up to level `highest` count as text.
enum class SearchPlace { anywhere, title };
std::string wanted_expression(SearchQuery const& query, SearchPlace place, auth::Level highest);
// For those that it must not hold; empty where there are none.
std::string excluded_expression(SearchQuery const& query, auth::Level highest);

}  // namespace forum
