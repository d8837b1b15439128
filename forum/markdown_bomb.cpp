#include "forum/markdown_bomb.hpp"

#include <algorithm>

namespace forum {
namespace {

// No honest text comes near these; one that does is shown as it was typed.
constexpr std::size_t kMostMarkersInLine = 100;
constexpr std::size_t kMostSpecialsInParagraph = 4000;

}  // namespace

bool is_bomb(std::string_view body) {
  std::size_t specials = 0;
  while (!body.empty()) {
    auto const end = std::min(body.find('\n'), body.size());
    auto const line = body.substr(0, end);
    body.remove_prefix(std::min(end + 1, body.size()));
    auto const text = std::ranges::find_if_not(line, [](char c) {
      return c == ' ' || c == '\t' || c == '>' || c == '-' || c == '+' || c == '*' || c == '.' || c == ')' ||
             (c >= '0' && c <= '9');
    });
    auto const markers = std::count_if(line.begin(), text, [](char c) { return c != ' ' && c != '\t'; });
    bool const is_rule = text == line.end() && line.find_first_of(">+.)0123456789") == std::string_view::npos;
    if (!is_rule && static_cast<std::size_t>(markers) > kMostMarkersInLine) return true;
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) specials = 0;
    specials += static_cast<std::size_t>(std::ranges::count_if(
        line, [](char c) { return std::string_view("[]`<!*_&\\").find(c) != std::string_view::npos; }));
    if (specials > kMostSpecialsInParagraph) return true;
  }
  return false;
}

}  // namespace forum
