#include "forum/mention.hpp"

#include <algorithm>

namespace forum {
namespace {

constexpr std::string_view kOpenName = "<bdi>@";
constexpr std::string_view kOpenMention = "<bdi class=\"mention\">@";
constexpr std::string_view kCloseName = "</bdi>";
constexpr std::string_view kBureau = "bureau:";
constexpr std::size_t kCountryCode = 2;
// Those of user names (auth/users.hpp).
constexpr std::size_t kShortestName = 2;
constexpr std::size_t kLongestName = 64;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_in_word(char c) {
  return is_letter(c) || (c >= '0' && c <= '9') || (static_cast<unsigned char>(c) & 0x80) != 0;
}

bool is_in_name(char c) {
  return is_letter(c) || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return result;
}

// "bureau:" and two letters, where no third follows.
std::size_t bureau_length(std::string_view text) {
  if (text.size() < kBureau.size() + kCountryCode || lower(text.substr(0, kBureau.size())) != kBureau)
    return 0;
  auto const code = text.substr(kBureau.size());
  if (!std::ranges::all_of(code.substr(0, kCountryCode), is_letter)) return 0;
  return code.size() > kCountryCode && is_in_word(code[kCountryCode]) ? 0 : kBureau.size() + kCountryCode;
}

// Of the name that begins here, after its @; zero where none does. A full stop or a dash at its end is the
// sentence's.
std::size_t name_length(std::string_view text) {
  if (auto const bureau = bureau_length(text); bureau > 0) return bureau;
  auto const end = std::ranges::find_if_not(text, is_in_name);
  auto length = static_cast<std::size_t>(end - text.begin());
  if (end != text.end() && is_in_word(*end)) return 0;
  while (length > 0 && !is_in_word(text[length - 1])) --length;
  return length >= kShortestName && length <= kLongestName ? length : 0;
}

}  // namespace

MentionName parse_mention(std::string_view name) {
  if (!name.starts_with(kBureau)) return {MentionName::Kind::person, std::string(name)};
  std::string code(name.substr(kBureau.size()));
  std::ranges::transform(code, code.begin(), [](char c) { return static_cast<char>(c - 'a' + 'A'); });
  return {MentionName::Kind::bureau, std::move(code)};
}

std::vector<TextPiece> pieces_of(std::string_view text) {
  std::vector<TextPiece> pieces;
  std::size_t begin = 0;
  for (auto at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
    if (at > 0 && (is_in_word(text[at - 1]) || text[at - 1] == '@')) continue;
    auto const length = name_length(text.substr(at + 1));
    if (length == 0) continue;
    if (at > begin) pieces.push_back({text.substr(begin, at - begin), false});
    pieces.push_back({text.substr(at, length + 1), true});
    begin = at + length + 1;
  }
  if (begin < text.size()) pieces.push_back({text.substr(begin), false});
  return pieces;
}

bool may_mention(cmark_node* text) {
  for (auto* node = cmark_node_parent(text); node != nullptr; node = cmark_node_parent(node)) {
    auto const type = cmark_node_get_type(node);
    if (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE || type == CMARK_NODE_BLOCK_QUOTE) return false;
  }
  return true;
}

std::vector<std::string> names_in(Html const& html, std::size_t limit) {
  std::vector<std::string> names;
  std::string_view rest = html.text;
  for (auto at = rest.find(kOpenName); at != std::string_view::npos && names.size() < limit;
       at = rest.find(kOpenName)) {
    rest.remove_prefix(at + kOpenName.size());
    auto name = lower(rest.substr(0, rest.find(kCloseName)));
    if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
  }
  return names;
}

Html mark_mentions(Html const& html, std::vector<std::string> const& mentioned) {
  if (mentioned.empty()) return html;
  Html marked;
  std::string_view rest = html.text;
  for (auto at = rest.find(kOpenName); at != std::string_view::npos; at = rest.find(kOpenName)) {
    marked.text += rest.substr(0, at);
    rest.remove_prefix(at + kOpenName.size());
    auto const name = lower(rest.substr(0, rest.find(kCloseName)));
    marked.text += std::ranges::find(mentioned, name) != mentioned.end() ? kOpenMention : kOpenName;
  }
  marked.text += rest;
  return marked;
}

}  // namespace forum
