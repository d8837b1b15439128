// Quotes: a quote is a reference to a passage of another post, never a copy of it.
//
// In Markdown it is a paragraph of its own, `[quote:POST@VERSION:BEGIN-END]`: the post's public id, the
// version of its text, and which characters (Unicode code points) of that text as it reads when rendered,
// markup left out. The stored html holds an empty place for it. What is shown there is asked for each viewer
// (quotes.hpp).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/marking.hpp"
#include "auth/organisations.hpp"
#include "base/id.hpp"
#include "base/time.hpp"
#include "forum/author.hpp"
#include "forum/markdown.hpp"
#include "forum/origin.hpp"

namespace forum {

struct QuoteReference {
  base::PublicId post;
  int version = 1;
  std::size_t begin = 0;
  std::size_t end = 0;  // one past the last; after `begin`

  bool operator==(QuoteReference const&) const = default;
};

// What is quoted, as the viewer may read it.
struct QuotedPassage {
  Origin origin;  // of the quoted post
  base::PublicId thread;
  std::optional<auth::Organisation> source;
  std::optional<Author> author;
  auth::Marking marking;
  auth::Language language = auth::Language::en;
  base::Timestamp created_at;
  bool source_changed = false;  // the post says something else by now
  std::string text;             // plain; a line for each paragraph

  bool operator==(QuotedPassage const&) const = default;
};

struct Quote {
  QuoteReference reference;
  // Nothing where the viewer may not read it, it was taken back, or there never was such a passage: it is not
  // told which.
  std::optional<QuotedPassage> passage;

  bool operator==(Quote const&) const = default;
};

// "POST@VERSION:BEGIN-END".
std::optional<QuoteReference> parse_quote_reference(std::string_view text);
std::string to_string(QuoteReference const& reference);

// The places for quotes in a rendered text, in its order.
std::vector<QuoteReference> quotes_in(Html const& html);

// The characters from `begin` to before `end` of what is to be read in a rendered text; nothing where it is
// shorter.
std::optional<std::string> passage_of(Html const& html, std::size_t begin, std::size_t end);

}  // namespace forum
