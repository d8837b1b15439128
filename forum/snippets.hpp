// What of a text is shown beside a hit: some words about the first match, with the matches marked.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "forum/search_query.hpp"

namespace forum {

struct Segment {
  std::string text;
  bool is_match = false;

  bool operator==(Segment const&) const = default;
};

// How much of a long text is looked through for a match; its beginning is shown where there is none.
constexpr std::size_t kSnippetSearchedBytes = 64UL * 1024;

// For the hits of one search in one language.
class Marker {
 public:
  Marker(SearchQuery const& query, auth::Language language);

  // The whole text, marked.
  std::vector<Segment> mark(std::string_view text) const;
  // A part of it.
  std::vector<Segment> snippet(std::string_view text) const;

 private:
  struct Span;
  enum class Until { end, first_match };
  // Until a snippet's length behind the first match, or to the end.
  std::vector<Span> spans_of(std::string_view text, Until until) const;
  bool is_match(std::string_view word) const;

  auth::Language language_;
  std::vector<std::string> stems_;
  std::vector<std::vector<std::string>> phrases_;
};

}  // namespace forum
