#include "forum/mail_address.hpp"

#include <algorithm>

namespace forum {
namespace {

constexpr std::size_t kNameCharacters = 64;
constexpr std::size_t kLabelCharacters = 63;

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_atom_character(char c) {
  return is_letter_or_digit(c) || std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
}

bool is_atom(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_atom_character);
}

bool is_label(std::string_view text) {
  return !text.empty() && text.size() <= kLabelCharacters && text.front() != '-' && text.back() != '-' &&
         std::ranges::all_of(text, [](char c) { return is_letter_or_digit(c) || c == '-'; });
}

// Whether each piece between dots fits; how many there are, or none where one does not.
template <class Fits>
int count_pieces(std::string_view text, Fits fits) {
  for (int pieces = 1;; ++pieces) {
    auto const dot = text.find('.');
    if (!fits(text.substr(0, dot))) return 0;
    if (dot == std::string_view::npos) return pieces;
    text.remove_prefix(dot + 1);
  }
}

}  // namespace

bool is_mail_address(std::string_view text) {
  auto const at = text.find('@');
  if (at == std::string_view::npos || at > kNameCharacters || text.size() > kMailAddressCharacters)
    return false;
  return count_pieces(text.substr(0, at), is_atom) > 0 && count_pieces(text.substr(at + 1), is_label) > 1;
}

}  // namespace forum
