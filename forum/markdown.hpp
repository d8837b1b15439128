// Markdown to HTML: cmark in safe mode, then every element and attribute checked against an allow-list; links
// get rel="noopener noreferrer nofollow"; an image becomes a link to it, so that nothing remote is ever
// loaded; a quote of another post (quote.hpp) becomes an empty place for it. Pure; bounded in time and in the
// size of its output whatever the text; names that may call somebody stand in an element of their own
// (mention.hpp). Long texts belong on the CPU pool.
#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"

namespace forum {

// HTML that render_markdown made: the only text that may reach a page as markup.
struct Html {
  std::string text;
  bool operator==(Html const&) const = default;
};

// Moves when the output for the same text changes; kept beside each post's html.
// Elements may change with it, what is to be read between them may not: quotes count its characters.
constexpr int kRendererVersion = 3;

// Above this many bytes, rendering belongs on the CPU pool.
constexpr std::size_t kLongTextBytes = 4096;

Html render_markdown(std::string_view body);

}  // namespace forum
