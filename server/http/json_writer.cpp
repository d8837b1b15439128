#include "server/http/json_writer.hpp"

#include <array>
#include <charconv>
#include <cstdint>
#include <cstring>

namespace server::http {
namespace {

constexpr bool needs_escape(char c) {
  auto const octet = static_cast<unsigned char>(c);
  return octet < 0x20 || c == '"' || c == '\\';
}

// The first character from `from` that needs an escape, or the end. Hardly one in a hundred does: eight are
// looked at at a time.
std::size_t find_escape(std::string_view text, std::size_t from) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  constexpr std::uint64_t kHighBits = 0x8080808080808080;
  // Exact about whether there is a zero byte, which is all that is asked.
  auto const has_zero = [](std::uint64_t word) { return (word - kOnes) & ~word & kHighBits; };
  for (; from + sizeof(std::uint64_t) <= text.size(); from += sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + from, sizeof word);
    std::uint64_t const below_space = (word - kOnes * 0x20) & ~word & kHighBits;
    if ((below_space | has_zero(word ^ kOnes * '"') | has_zero(word ^ kOnes * '\\')) != 0) break;
  }
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

void JsonWriter::separate() {
  if (after_key_) {
    after_key_ = false;
  } else if (!first_) {
    out_ += ',';
  }
  first_ = false;
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
  separate();
  out_ += '"';
  out_ += name;
  out_ += "\":";
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
  value(std::string_view{text.data(), text.size()});
}

void JsonWriter::value(base::Timestamp time) {
  std::array<char, 24> text;
  base::format_rfc3339_to(time, text.data());
  value(std::string_view{text.data(), text.size()});
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
