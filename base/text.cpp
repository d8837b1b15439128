#include "base/text.hpp"

#include <cstdint>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace base {
namespace {

bool is_bidirectional_control(UChar32 c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool is_override(UChar32 c) {
  return c == 0x202D || c == 0x202E;
}

bool is_control(UChar32 c) {
  return u_charType(c) == U_CONTROL_CHAR;
}

bool is_line_end(UChar32 c) {
  return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

bool is_blank(UChar32 c) {
  return u_isUWhiteSpace(c) || c == 0x200B || c == 0x200C || c == 0x200D || c == 0x2060 || c == 0xFEFF;
}

// A letter, digit or sign of ASCII: fit wherever text is.
bool is_plain(char c) {
  return c >= ' ' && c <= '~';
}

// Calls `unfit` with each code point but the plain ones until it returns a code; invalid_utf8 where the text
// is none.
template <class Unfit>
std::optional<FieldCode> first_unfit(std::string_view text, Unfit unfit) {
  auto const size = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < size;) {
    // Most of most texts: nothing to look up.
    if (is_plain(text[static_cast<std::size_t>(i)])) {
      ++i;
      continue;
    }
    UChar32 c;
    U8_NEXT(text.data(), i, size, c);
    if (c < 0) return FieldCode::invalid_utf8;
    if (auto const code = unfit(c)) return code;
  }
  return std::nullopt;
}

}  // namespace

bool is_utf8(std::string_view text) {
  return !first_unfit(text, [](UChar32) { return std::optional<FieldCode>{}; });
}

std::size_t count_characters(std::string_view text) {
  std::size_t count = 0;
  for (char const c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

std::optional<FieldCode> unfit_for_line(std::string_view text) {
  return first_unfit(text, [](UChar32 c) -> std::optional<FieldCode> {
    if (is_control(c) || is_line_end(c)) return FieldCode::control_character;
    if (is_bidirectional_control(c)) return FieldCode::bidirectional_override;
    return std::nullopt;
  });
}

std::optional<FieldCode> unfit_for_body(std::string_view text) {
  return first_unfit(text, [](UChar32 c) -> std::optional<FieldCode> {
    if (c == '\n' || c == '\r' || c == '\t') return std::nullopt;
    if (is_control(c)) return FieldCode::control_character;
    if (is_override(c)) return FieldCode::bidirectional_override;
    return std::nullopt;
  });
}

std::string_view trimmed(std::string_view text) {
  auto const size = static_cast<std::int32_t>(text.size());
  std::int32_t first = 0;
  for (std::int32_t i = 0; i < size;) {
    UChar32 c;
    U8_NEXT(text.data(), i, size, c);
    if (c < 0 || !is_blank(c)) break;
    first = i;
  }
  std::int32_t last = size;
  for (std::int32_t i = size; i > first;) {
    UChar32 c;
    U8_PREV(text.data(), first, i, c);
    if (c < 0 || !is_blank(c)) break;
    last = i;
  }
  return text.substr(static_cast<std::size_t>(first), static_cast<std::size_t>(last - first));
}

}  // namespace base
