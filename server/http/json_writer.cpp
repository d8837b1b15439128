#include "server/http/json_writer.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstdint>
#include <stdexcept>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace server::http {
namespace {

constexpr bool needs_escape(char c) {
  auto const octet = static_cast<unsigned char>(c);
  return octet < 0x20 || c == '"' || c == '\\';
}

// The first character from `from` that needs an escape, or the end. Hardly one in a hundred does: sixteen are
// looked at at a time, with the instructions that every x86-64 has; elsewhere one by one.
std::size_t find_escape(std::string_view text, std::size_t from) {
#if defined(__SSE2__)
  constexpr std::size_t kStep = sizeof(__m128i);
  __m128i const quote = _mm_set1_epi8('"');
  __m128i const backslash = _mm_set1_epi8('\\');
  __m128i const last_control = _mm_set1_epi8(0x1F);
  for (; from + kStep <= text.size(); from += kStep) {
    __m128i const chunk = _mm_loadu_si128(reinterpret_cast<__m128i const*>(text.data() + from));
    __m128i const is_control = _mm_cmpeq_epi8(_mm_min_epu8(chunk, last_control), chunk);
    __m128i const is_special = _mm_or_si128(_mm_cmpeq_epi8(chunk, quote), _mm_cmpeq_epi8(chunk, backslash));
    auto const found = static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(is_control, is_special)));
    if (found != 0) return from + static_cast<std::size_t>(std::countr_zero(found));
  }
#endif
  while (from < text.size() && !needs_escape(text[from])) ++from;
  return from;
}

void append_escaped(std::string& out, char c) {
  static constexpr char kHex[] = "0123456789abcdef";
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      break;
  }
  auto const octet = static_cast<unsigned char>(c);
  out += "\\u00";
  out += kHex[octet >> 4];
  out += kHex[octet & 15];
}

}  // namespace

bool JsonWriter::wants_comma() {
  bool const comma = !after_key_ && !first_;
  after_key_ = false;
  first_ = false;
  return comma;
}

void JsonWriter::separate() {
  if (wants_comma()) out_ += ',';
}

// One append instead of three: a page of posts has a thousand of these.
void JsonWriter::short_string(std::string_view text, std::string_view end) {
  std::array<char, kShort + 4> token;
  char* to = token.data();
  if (wants_comma()) *to++ = ',';
  *to++ = '"';
  to = std::copy(text.begin(), text.end(), to);
  to = std::copy(end.begin(), end.end(), to);
  out_.append(token.data(), static_cast<std::size_t>(to - token.data()));
}

void JsonWriter::open(char bracket) {
  separate();
  out_ += bracket;
  first_ = true;
}

void JsonWriter::close(char bracket) {
  out_ += bracket;
  first_ = false;
}

void JsonWriter::key(std::string_view name) {
  if (name.size() > kShort) throw std::length_error("a name is longer than any of ours");
  short_string(name, "\":");
  after_key_ = true;
}

void JsonWriter::value(std::string_view text) {
  separate();
  out_ += '"';
  std::size_t copied = 0;
  for (auto i = find_escape(text, 0); i < text.size(); i = find_escape(text, i + 1)) {
    out_.append(text, copied, i - copied);
    append_escaped(out_, text[i]);
    copied = i + 1;
  }
  out_.append(text, copied);
  out_ += '"';
}

void JsonWriter::value(base::PublicId const& id) {
  std::array<char, base::PublicId::kTextSize> text;
  base::to_chars(id, text.data());
  short_string({text.data(), text.size()}, "\"");
}

void JsonWriter::value(base::Timestamp time) {
  std::array<char, 24> text;
  base::format_rfc3339_to(time, text.data());
  short_string({text.data(), text.size()}, "\"");
}

void JsonWriter::plain(std::string_view token) {
  separate();
  out_ += token;
}

void JsonWriter::integer(std::int64_t number) {
  std::array<char, 24> digits;
  auto const [end, failure] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  plain(std::string_view{digits.data(), static_cast<std::size_t>(end - digits.data())});
}

}  // namespace server::http
