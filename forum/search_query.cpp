#include "forum/search_query.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "base/text.hpp"
#include "forum/search_places.hpp"
#include "forum/search_words.hpp"

namespace forum {
namespace {

using base::FieldCode;

constexpr std::size_t kOperatorLetters = 20;
constexpr std::array kLanguages{auth::Language::ar, auth::Language::en, auth::Language::es,
                                auth::Language::fr};

// "2026-11-22", as its first moment in UTC.
std::optional<base::Timestamp> parse_day(std::string_view text) {
  auto const number = [&](std::size_t from, std::size_t length) -> std::optional<int> {
    int value = 0;
    auto const* const end = text.data() + from + length;
    auto const [read, failure] = std::from_chars(text.data() + from, end, value);
    return failure == std::errc{} && read == end && value >= 0 ? std::optional(value) : std::nullopt;
  };
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  auto const year = number(0, 4);
  auto const month = number(5, 2);
  auto const day = number(8, 2);
  if (!year || !month || !day) return std::nullopt;
  std::chrono::year_month_day const date{std::chrono::year{*year},
                                         std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return base::Timestamp{std::chrono::sys_days{date}};
}

std::optional<std::string> parse_country(std::string_view text) {
  if (text.size() != 2) return std::nullopt;
  std::string code(text);
  for (char& c : code) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c < 'A' || c > 'Z') return std::nullopt;
  }
  return code;
}

// One piece of what was typed: up to white space, but a quotation mark keeps what it encloses together.
struct Piece {
  bool is_excluded = false;
  std::string_view name;  // of an operator; empty where it is none
  std::string_view text;  // without quotation marks
  bool is_quoted = false;
};

class Pieces {
 public:
  explicit Pieces(std::string_view text) : rest_(text) {}

  std::optional<Piece> next() {
    skip_space();
    if (rest_.empty()) return std::nullopt;
    Piece piece;
    if (rest_.size() > 1 && rest_.front() == '-') {
      piece.is_excluded = true;
      rest_.remove_prefix(1);
    }
    if (!piece.is_excluded) piece.name = take_name();
    piece.is_quoted = rest_.starts_with('"');
    piece.text = piece.is_quoted ? take_quoted() : take_plain();
    return piece;
  }

 private:
  // Moves past the character at the front, where `fits` says so of it.
  template <class Fits>
  std::size_t run_of(Fits fits) const {
    auto const size = static_cast<std::int32_t>(rest_.size());
    std::int32_t end = 0;
    for (std::int32_t i = 0; i < size; end = i) {
      UChar32 c;
      U8_NEXT(rest_.data(), i, size, c);
      if (!fits(c)) break;
    }
    return static_cast<std::size_t>(end);
  }
  std::string_view take(std::size_t length) {
    auto const taken = rest_.substr(0, length);
    rest_.remove_prefix(taken.size());
    return taken;
  }
  void skip_space() {
    take(run_of([](UChar32 c) { return u_isUWhiteSpace(c); }));
  }
  std::string_view take_plain() {
    return take(run_of([](UChar32 c) { return c != '"' && !u_isUWhiteSpace(c); }));
  }
  std::string_view take_quoted() {
    rest_.remove_prefix(1);
    auto const quoted = take(rest_.find('"'));
    if (!rest_.empty()) rest_.remove_prefix(1);
    return quoted;
  }
  // "name:" with something behind it that is no address.
  std::string_view take_name() {
    auto const length = run_of([](UChar32 c) { return c >= 'a' && c <= 'z'; });
    auto const behind = rest_.substr(std::min(length, rest_.size()));
    if (length == 0 || length > kOperatorLetters || !behind.starts_with(':') || behind.starts_with("://"))
      return {};
    auto const name = take(length);
    rest_.remove_prefix(1);
    return name;
  }

  std::string_view rest_;
};

class Parser {
 public:
  explicit Parser(SearchLimits const& limits) : limits_(limits) {}

  base::Result<SearchQuery> parse(std::string_view text) {
    if (base::trimmed(text).empty())
      return base::Error{base::ErrorCode::invalid_query, {{"q", FieldCode::empty}}};
    if (base::count_characters(text) > limits_.characters) {
      return base::Error{base::ErrorCode::invalid_query, {{"q", FieldCode::too_long}}};
    }
    Pieces pieces(text);
    while (auto const piece = pieces.next()) {
      if (piece->name.empty()) {
        add_terms(*piece);
      } else {
        read_operator(*piece);
      }
    }
    if (words_ > limits_.words) errors_.push_back({"q", FieldCode::too_many});
    if (!errors_.empty()) return base::Error{base::ErrorCode::invalid_query, std::move(errors_)};
    return std::move(query_);
  }

 private:
  // "free-trade" is two words to look for, but one thing that is not to be there.
  void add_terms(Piece const& piece) {
    std::vector<std::string> words;
    each_word(piece.text, [&](Word&& word) {
      words.push_back(std::move(word.text));
      return ++words_ <= limits_.words;
    });
    if (words.empty()) return;
    if (piece.is_quoted || (piece.is_excluded && words.size() > 1)) {
      query_.terms.push_back({std::move(words), true, piece.is_excluded});
      return;
    }
    for (auto& word : words) query_.terms.push_back({{std::move(word)}, false, piece.is_excluded});
  }

  void note(std::string_view name, FieldCode code) { errors_.push_back({"q/" + std::string(name), code}); }

  template <class Value>
  void settle(std::string_view name, std::optional<Value>& place, std::optional<Value> value) {
    if (!value) return note(name, FieldCode::unknown_value);
    if (place) return note(name, FieldCode::duplicate);
    place = std::move(value);
  }

  void read_operator(Piece const& piece) {
    auto const [excluded, name, value, quoted] = piece;
    bool const known = std::ranges::find(kNames, name) != kNames.end();
    if (!known) return note(name, FieldCode::unknown_field);
    if (base::trimmed(value).empty()) return note(name, FieldCode::empty);
    if (name == "topic") return settle(name, query_.topic, std::optional(std::string(value)));
    if (name == "by") return settle(name, query_.by, std::optional(std::string(value)));
    if (name == "country") return settle(name, query_.country, parse_country(value));
    if (name == "language") return settle(name, query_.language, auth::parse_language(value));
    if (name == "tag") return settle_tag(fold_tag(value));
    if (name == "kind") return settle(name, query_.kind, parse_thread_kind(value));
    if (name == "after") return settle(name, query_.after, parse_day(value));
    if (name == "before") return settle(name, query_.before, parse_day(value));
    if (name == "is" && value == "unread") {
      query_.is_unread = true;
    } else if (name == "is" && value == "answered") {
      query_.is_answered = true;
    } else if (name == "in" && value == "title") {
      query_.in_title = true;
    } else if (name == "has" && value == "attachment") {
      query_.has_attachment = true;
    } else {
      note(name, FieldCode::unknown_value);
    }
  }

  void settle_tag(std::string tag) {
    if (tag.empty()) return note("tag", FieldCode::empty);
    settle("tag", query_.tag, std::optional(std::move(tag)));
  }

  static constexpr std::array<std::string_view, 11> kNames{
      "topic", "by", "country", "language", "tag", "kind", "after", "before", "is", "in", "has"};

  SearchLimits const& limits_;
  SearchQuery query_;
  std::size_t words_ = 0;
  std::vector<base::FieldError> errors_;
};

// Folded words and stems are letters and digits alone: nothing in them ends a string of the index's language.
std::string quoted(std::string_view text) {
  return "\"" + std::string(text) + "\"";
}

// The signs under which a word, or a stem, is looked for.
struct Signs {
  std::vector<std::string> of_words;
  std::vector<std::string> of_stems;
};

Signs signs_of(SearchPlace place, auth::Level highest) {
  if (place == SearchPlace::title) return {{std::string(1, kTitleSign)}, {std::string(1, kTitleStemSign)}};
  Signs signs{{file_sign(auth::Level::open)}, {file_stem_sign(auth::Level::open)}};
  if (highest == auth::Level::open) return signs;
  signs.of_words.push_back(file_sign(highest));
  signs.of_stems.push_back(file_stem_sign(highest));
  return signs;
}

std::string expression_of(SearchTerm const& term, Signs const& signs) {
  std::string any;
  auto const add = [&](std::string_view words) {
    any.append(any.empty() ? "" : " OR ").append(quoted(words));
  };
  if (term.is_phrase) {
    for (auto const& sign : signs.of_words) {
      std::string words;
      for (auto const& word : term.words) words.append(words.empty() ? 0 : 1, ' ').append(sign).append(word);
      add(words);
    }
    return any;
  }
  for (auto const language : kLanguages) {
    auto const& stem = stem_of(term.words.front(), language);
    for (auto const& sign : signs.of_stems) add(sign + stem);
  }
  return any;
}

std::string joined(SearchQuery const& query, bool is_excluded, Signs const& signs, std::string_view by) {
  std::string expression;
  for (auto const& term : query.terms) {
    if (term.is_excluded != is_excluded) continue;
    if (!expression.empty()) expression += by;
    expression += "(" + expression_of(term, signs) + ")";
  }
  return expression;
}

}  // namespace

bool SearchQuery::has_operator() const {
  return in_title || is_unread || is_answered || has_attachment || tag || kind || topic || by || country ||
         language || after || before;
}

bool SearchQuery::has_wanted() const {
  return std::ranges::any_of(terms, [](SearchTerm const& term) { return !term.is_excluded; });
}

base::Result<SearchQuery> parse_search(std::string_view text, SearchLimits const& limits) {
  return Parser(limits).parse(text);
}

std::string wanted_expression(SearchQuery const& query, SearchPlace place, auth::Level highest) {
  return joined(query, false, signs_of(place, highest), " AND ");
}

std::string excluded_expression(SearchQuery const& query, auth::Level highest) {
  auto const place = query.in_title ? SearchPlace::title : SearchPlace::anywhere;
  return joined(query, true, signs_of(place, highest), " OR ");
}

}  // namespace forum
