#include "forum/quote.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace forum {
namespace {

constexpr std::string_view kOpenPlace = "<blockquote cite=\"";

// The renderer escapes with these and no others.
constexpr std::array<std::pair<std::string_view, char>, 5> kEntities{
    {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}}};

// No text is longer, and no post has more versions.
constexpr std::size_t kMostDigits = 9;

// A number without a sign or a leading zero, and the text after it.
std::optional<std::size_t> take_count(std::string_view& text) {
  std::size_t value = 0;
  auto const [end, error] =
      std::from_chars(text.data(), text.data() + std::min(text.size(), kMostDigits), value);
  auto const digits = static_cast<std::size_t>(end - text.data());
  if (error != std::errc() || (digits > 1 && text.front() == '0')) return std::nullopt;
  text.remove_prefix(digits);
  return value;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

bool begins_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
}

// Walks the characters that are to be read in a rendered text.
class Characters {
 public:
  explicit Characters(std::string_view html) : rest_(html) {}

  // Its bytes; empty at the end.
  std::string_view next() {
    while (rest_.starts_with('<')) rest_.remove_prefix(std::min(rest_.find('>'), rest_.size() - 1) + 1);
    for (auto const& [entity, character] : kEntities) {
      if (!rest_.starts_with(entity)) continue;
      rest_.remove_prefix(entity.size());
      return {&character, 1};
    }
    std::size_t bytes = std::min<std::size_t>(1, rest_.size());
    while (bytes < rest_.size() && !begins_character(rest_[bytes])) ++bytes;
    auto const character = rest_.substr(0, bytes);
    rest_.remove_prefix(bytes);
    return character;
  }

 private:
  std::string_view rest_;
};

}  // namespace

std::optional<QuoteReference> parse_quote_reference(std::string_view text) {
  auto const post = base::parse_public_id(text.substr(0, base::PublicId::kTextSize));
  if (!post) return std::nullopt;
  text.remove_prefix(base::PublicId::kTextSize);
  if (!take(text, '@')) return std::nullopt;
  auto const version = take_count(text);
  if (!version || *version == 0 || !take(text, ':')) return std::nullopt;
  auto const begin = take_count(text);
  if (!begin || !take(text, '-')) return std::nullopt;
  auto const end = take_count(text);
  if (!end || !text.empty() || *end <= *begin) return std::nullopt;
  return QuoteReference{*post, static_cast<int>(*version), *begin, *end};
}

std::string to_string(QuoteReference const& reference) {
  return base::to_string(reference.post) + '@' + std::to_string(reference.version) + ':' +
         std::to_string(reference.begin) + '-' + std::to_string(reference.end);
}

std::vector<QuoteReference> quotes_in(Html const& html) {
  std::vector<QuoteReference> quotes;
  std::string_view rest = html.text;
  for (auto place = rest.find(kOpenPlace); place != std::string_view::npos; place = rest.find(kOpenPlace)) {
    rest.remove_prefix(place + kOpenPlace.size());
    if (auto const reference = parse_quote_reference(rest.substr(0, rest.find('"'))))
      quotes.push_back(*reference);
  }
  return quotes;
}

std::optional<std::string> passage_of(Html const& html, std::size_t begin, std::size_t end) {
  Characters characters(html.text);
  std::string passage;
  for (std::size_t index = 0; index < end; ++index) {
    auto const character = characters.next();
    if (character.empty()) return std::nullopt;
    if (index >= begin) passage += character;
  }
  return passage;
}

}  // namespace forum
