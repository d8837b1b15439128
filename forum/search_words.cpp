#include "forum/search_words.hpp"

#include <algorithm>
#include <array>
#include <libstemmer.h>
#include <memory>
#include <stdexcept>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

namespace forum {
namespace {

// Of one thread, 64 bytes or so each.
constexpr std::size_t kKnownStems = 8192;
constexpr UChar32 kTatweel = 0x0640;
constexpr UChar32 kHamza = 0x0621;

bool is_mark(UChar32 c) {
  return (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0;
}

bool is_ascii_alnum(UChar32 c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// ICU is asked of what it alone knows: most letters of most texts are plain.
bool begins_word(UChar32 c) {
  return c < 0x80 ? is_ascii_alnum(c) : u_isalnum(c);
}

// Marks belong to the letter before them; joiners and signs of direction are invisible.
bool continues_word(UChar32 c) {
  if (c < 0x80) return is_ascii_alnum(c);
  return u_isalnum(c) || is_mark(c) || u_charType(c) == U_FORMAT_CHAR;
}

icu::Normalizer2 const& normalizer(icu::Normalizer2 const* (*find)(UErrorCode&)) {
  UErrorCode failure = U_ZERO_ERROR;
  auto const* const found = find(failure);
  if (U_FAILURE(failure) || found == nullptr) throw std::runtime_error("ICU has no normalizer");
  return *found;
}

// What Unicode does not take apart, and readers do.
void append_folded(std::string& out, UChar32 c) {
  switch (c) {
    case kTatweel:
    case kHamza:
      return;
    case 0x0629:  // ta marbuta
      c = 0x0647;
      break;
    case 0x0649:  // alef maqsura
    case 0x06CC:  // Persian yeh
      c = 0x064A;
      break;
    case 0x0671:  // alef wasla
      c = 0x0627;
      break;
    case 0x06A9:  // keheh
      c = 0x0643;
      break;
    case 0x00E6:
      out += "ae";
      return;
    case 0x0153:
      out += "oe";
      return;
    case 0x00F8:
      c = 'o';
      break;
    case 0x0142:
      c = 'l';
      break;
    case 0x0111:
      c = 'd';
      break;
    case 0x0131:
      c = 'i';
      break;
    default:
      break;
  }
  if (!u_isalnum(c)) return;
  if (auto const digit = u_charDigitValue(c); digit >= 0) c = '0' + digit;
  std::array<char, U8_MAX_LENGTH> bytes{};
  std::int32_t length = 0;
  U8_APPEND_UNSAFE(bytes.data(), length, c);
  out.append(bytes.data(), static_cast<std::size_t>(length));
}

std::string fold_unicode(std::string_view word) {
  static auto const& casefold = normalizer(icu::Normalizer2::getNFKCCasefoldInstance);
  static auto const& decompose = normalizer(icu::Normalizer2::getNFKDInstance);
  UErrorCode failure = U_ZERO_ERROR;
  auto const piece = icu::StringPiece(word.data(), static_cast<std::int32_t>(word.size()));
  auto const folded =
      decompose.normalize(casefold.normalize(icu::UnicodeString::fromUTF8(piece), failure), failure);
  if (U_FAILURE(failure)) throw std::runtime_error("ICU cannot fold a word");
  std::string out;
  for (std::int32_t i = 0; i < folded.length(); i = folded.moveIndex32(i, 1))
    append_folded(out, folded.char32At(i));
  return out;
}

bool is_ascii(std::string_view text) {
  for (char const c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  }
  return true;
}

std::string fold(std::string_view word) {
  std::string folded;
  if (is_ascii(word)) {
    folded = word;
    for (char& c : folded) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
  } else {
    folded = fold_unicode(word);
  }
  if (folded.size() > kWordBytes) {
    std::size_t end = kWordBytes;
    while ((static_cast<unsigned char>(folded[end]) & 0xC0) == 0x80) --end;
    folded.resize(end);
  }
  return folded;
}

struct Algorithm {
  char letter;
  char const* name;
};

Algorithm algorithm_of(auth::Language language) {
  switch (language) {
    case auth::Language::ar:
      return {'a', "arabic"};
    case auth::Language::en:
      return {'e', "english"};
    case auth::Language::es:
      return {'s', "spanish"};
    case auth::Language::fr:
      return {'f', "french"};
  }
  throw std::logic_error("a language has no stemmer");
}

struct DeleteStemmer {
  void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
};

// A stemmer has a state of its own: each thread keeps one of each language.
sb_stemmer* stemmer_of(auth::Language language) {
  thread_local std::array<std::unique_ptr<sb_stemmer, DeleteStemmer>, 4> kept;
  auto& stemmer = kept.at(static_cast<std::size_t>(language));
  if (!stemmer) stemmer.reset(sb_stemmer_new(algorithm_of(language).name, "UTF_8"));
  if (!stemmer) throw std::runtime_error("Snowball does not know a language");
  return stemmer.get();
}

// The stems that a thread has looked up last. Few words make up most of every text, and Snowball takes ten
// times as long as a look here.
class KnownStems {
 public:
  template <class Find>
  std::string const& get(std::string_view word, auth::Language language, Find find) {
    auto const place = std::hash<std::string_view>{}(word) + static_cast<std::size_t>(language);
    auto& known = known_[place % known_.size()];
    if (known.word != word || known.language != language || known.stem.empty())
      known = {std::string(word), language, find()};
    return known.stem;
  }

 private:
  struct Known {
    std::string word;
    auth::Language language = auth::Language::en;
    std::string stem;  // never empty, once it is one
  };
  std::vector<Known> known_{kKnownStems};
};

// Snowball takes other endings off an Arabic noun with its article than off the same without: the article
// goes first, with what is written together with it, where at least three letters stay.
std::string_view without_article(std::string_view word) {
  constexpr std::size_t kLetterBytes = 2;
  for (std::string_view const article : {"وال", "فال", "بال", "كال", "ال", "لل"}) {
    if (word.starts_with(article) && word.size() >= article.size() + 3 * kLetterBytes)
      return word.substr(article.size());
  }
  return word;
}

std::string find_stem(std::string_view word, auth::Language language) {
  if (language == auth::Language::ar) word = without_article(word);
  auto* const stemmer = stemmer_of(language);
  auto const* const stem = sb_stemmer_stem(stemmer, reinterpret_cast<sb_symbol const*>(word.data()),
                                           static_cast<int>(word.size()));
  if (stem == nullptr) throw std::bad_alloc();
  std::string tagged(1, algorithm_of(language).letter);
  return tagged.append(reinterpret_cast<char const*>(stem),
                       static_cast<std::size_t>(sb_stemmer_length(stemmer)));
}

// The character that an entity of the renderer's stands for.
char character_of(std::string_view entity) {
  if (entity == "amp") return '&';
  if (entity == "lt") return '<';
  if (entity == "gt") return '>';
  if (entity == "quot") return '"';
  if (entity == "#39") return '\'';
  return ' ';
}

bool is_inline(std::string_view element) {
  for (std::string_view const name : {"a", "em", "strong", "code", "del", "sub"}) {
    if (element == name) return true;
  }
  return false;
}

// The name of the element whose tag begins behind the '<'.
std::string_view element_name(std::string_view tag) {
  if (tag.starts_with('/')) tag.remove_prefix(1);
  return tag.substr(0, tag.find_first_of(" />"));
}

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

// Where plain characters end: at white space, or where a tag or an entity may begin.
std::size_t end_of_run(std::string_view text, std::size_t from) {
  auto end = from;
  while (end < text.size() && text[end] != '<' && text[end] != '&' && !is_space(text[end])) ++end;
  return end;
}

class Line {
 public:
  explicit Line(std::size_t most) { text_.reserve(most); }
  void add_space() { spaced_ = !text_.empty(); }
  void add(std::string_view run) {
    if (spaced_) text_ += ' ';
    spaced_ = false;
    text_ += run;
  }
  void add(char c) {
    if (is_space(c)) return add_space();
    add(std::string_view(&c, 1));
  }
  std::string take() && { return std::move(text_); }

 private:
  std::string text_;
  bool spaced_ = false;
};

}  // namespace

void each_word(std::string_view text, std::function<bool(Word&&)> const& take) {
  auto const size = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < size;) {
    auto const begin = i;
    UChar32 c;
    U8_NEXT(text.data(), i, size, c);
    if (!begins_word(c)) continue;
    auto end = i;
    while (i < size) {
      U8_NEXT(text.data(), i, size, c);
      if (!continues_word(c)) break;
      end = i;
    }
    auto const from = static_cast<std::size_t>(begin);
    auto const to = static_cast<std::size_t>(end);
    Word word{fold(text.substr(from, to - from)), from, to};
    if (!word.text.empty() && !take(std::move(word))) return;
  }
}

std::vector<Word> words_of(std::string_view text) {
  std::vector<Word> words;
  each_word(text, [&](Word&& word) {
    words.push_back(std::move(word));
    return true;
  });
  return words;
}

bool holds_words(std::string_view text, std::vector<Word> const& wanted) {
  auto const words = words_of(text);
  return !wanted.empty() && std::ranges::all_of(wanted, [&](Word const& wish) {
    return std::ranges::any_of(words, [&](Word const& word) { return word.text.starts_with(wish.text); });
  });
}

std::string const& stem_of(std::string_view word, auth::Language language) {
  thread_local KnownStems known;
  return known.get(word, language, [&] { return find_stem(word, language); });
}

std::string plain_text(std::string_view html) {
  Line line(html.size());
  for (std::size_t i = 0; i < html.size();) {
    char const c = html[i];
    if (c == '<') {
      auto const end = html.find('>', i);
      if (end == std::string_view::npos) break;
      if (!is_inline(element_name(html.substr(i + 1, end - i - 1)))) line.add_space();
      i = end + 1;
      continue;
    }
    auto const end = c == '&' ? html.find(';', i) : std::string_view::npos;
    if (end != std::string_view::npos) {
      line.add(character_of(html.substr(i + 1, end - i - 1)));
      i = end + 1;
    } else if (is_space(c)) {
      line.add_space();
      ++i;
    } else {
      auto const begin = i;
      i = end_of_run(html, begin + 1);
      line.add(html.substr(begin, i - begin));
    }
  }
  return std::move(line).take();
}

}  // namespace forum
