// How text and addresses are written between the elements of a post.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace forum {

// What stands for a pipe, a bracket and an at sign that the author has escaped, while cmark, which knows
// neither tables nor footnotes nor mentions, has the text. No text that is taken in holds control characters.
constexpr char kEscapedPipe = '\x1D';
constexpr char kEscapedBracket = '\x1E';
constexpr char kEscapedAt = '\x1F';

void append_escaped(std::string& html, std::string_view text);
// Percent-encodes what a URL may not hold (RFC 3986) and escapes the rest for an attribute.
void append_url(std::string& html, std::string_view url);
// An address that a post may link to, of the web, of mail or of a thread here; its scheme in lower case: what
// the checker asks for, and what it means (RFC 3986 section 3.1).
std::optional<std::string> safe_url(std::string_view url);

}  // namespace forum
