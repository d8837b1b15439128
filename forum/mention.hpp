// Names that call somebody in a text: "@officer1.fr", a person by his user name, and "@bureau:fr", the bureau
// of a country by its code. A user name has no colon, so the two cannot be taken for each other. Pure.
//
// The renderer puts each name that stands in running text into an element of its own, <bdi>@name</bdi>,
// whether there is such a person or not; not in code, links and what is cited from elsewhere, nor where the @
// follows a letter or is escaped ("\@"). mark_mentions() then says of those who were found that they are
// mentioned: <bdi class="mention">. What is to be read stays the same.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <cmark.h>

#include "forum/markdown.hpp"

namespace forum {

struct MentionName {
  enum class Kind { person, bureau } kind = Kind::person;
  std::string name;  // a user name, or a country code in upper case

  bool operator==(MentionName const&) const = default;
};

// Of a name in lower case, without its @.
MentionName parse_mention(std::string_view name);

struct TextPiece {
  std::string_view text;
  bool is_name = false;  // with its @
};
// All of the text, in its order.
std::vector<TextPiece> pieces_of(std::string_view text);

// Whether names in this text node count: not in a link, an image or a citation.
bool may_mention(cmark_node* text);

// The names in a rendered text, in lower case and without their @, each once, in its order; at most `limit`.
std::vector<std::string> names_in(Html const& html, std::size_t limit);
// With every name in `mentioned` (as names_in() has them) shown as a mention, and no other.
Html mark_mentions(Html const& html, std::vector<std::string> const& mentioned);

}  // namespace forum
