#include "server/http/json_writer.hpp"

#include <array>
#include <charconv>

namespace server::http {
namespace {

constexpr bool needs_escape(char c) {
  auto const octet = static_cast<unsigned char>(c);
  return octet < 0x20 || c == '"' || c == '\\';
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
  value(name);
  out_ += ':';
  after_key_ = true;
}

void JsonWriter::value(std::string_view text) {
  separate();
  out_ += '"';
  std::size_t copied = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!needs_escape(text[i])) continue;
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
