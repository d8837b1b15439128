#include "forum/personal_data.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

namespace forum {
namespace {

using base::FieldCode;
using base::FieldSpan;
using Characters = std::u32string_view;

constexpr std::size_t kLongestNumber = 48;    // of an account or a phone, with its separators
constexpr std::size_t kBesideLabel = 24;      // characters between a label and what it names
constexpr std::size_t kShortestDocument = 6;  // letters and digits of a number
constexpr std::size_t kLongestDocument = 14;
constexpr std::size_t kShortestPlate = 4;
constexpr int kEarliestBirth = 1900;
constexpr int kLatestBirth = 2025;

bool is_digit(char32_t c) {
  return (c >= U'0' && c <= U'9') || (c >= U'٠' && c <= U'٩');
}
int digit_of(char32_t c) {
  return static_cast<int>(c >= U'٠' ? c - U'٠' : c - U'0');
}
bool is_upper(char32_t c) {
  return (c >= U'A' && c <= U'Z') || (c >= U'À' && c <= U'Þ' && c != U'×');
}
bool is_lower(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'ß' && c <= U'ÿ' && c != U'÷');
}
bool is_letter(char32_t c) {
  return is_upper(c) || is_lower(c) || (c >= U'ء' && c <= U'ي');
}
bool is_of_word(char32_t c) {
  return is_letter(c) || is_digit(c);
}
char32_t folded(char32_t c) {
  return is_upper(c) ? c + 32 : c;
}

std::u32string decode(std::string_view text) {
  std::u32string characters;
  characters.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    auto const lead = static_cast<unsigned char>(text[i]);
    std::size_t const size = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    char32_t character = size == 1 ? lead : lead & (0xffU >> (size + 1));
    for (std::size_t k = 1; k < size && i + k < text.size(); ++k)
      character = character << 6 | (static_cast<unsigned char>(text[i + k]) & 0x3fU);
    characters.push_back(character);
    i += size;
  }
  return characters;
}

bool begins_word(Characters text, std::size_t at) {
  return at == 0 || !is_of_word(text[at - 1]);
}
bool ends_word(Characters text, std::size_t at) {
  return at >= text.size() || !is_of_word(text[at]);
}

// Where the longest account number with right check digits (ISO 13616) that begins here ends.
std::optional<std::size_t> end_of_account(Characters text, std::size_t at) {
  constexpr std::size_t kShortest = 15;
  constexpr std::size_t kLongest = 34;
  if (text.size() - at < kShortest || !begins_word(text, at)) return std::nullopt;
  for (std::size_t i = 0; i < 4; ++i) {
    if (i < 2 ? !is_upper(text[at + i]) || text[at + i] > U'Z' : !is_digit(text[at + i])) return std::nullopt;
  }
  auto const add = [](int remainder, char32_t c) {
    return is_digit(c) ? (remainder * 10 + digit_of(c)) % 97
                       : (remainder * 100 + static_cast<int>(c - U'A') + 10) % 97;
  };
  std::optional<std::size_t> end;
  int remainder = 0;
  std::size_t count = 4;
  auto const limit = std::min(text.size(), at + kLongestNumber);
  for (std::size_t i = at + 4; i < limit && count < kLongest; ++i) {
    char32_t const c = text[i];
    if (c == U' ' && text[i - 1] != U' ') continue;
    if (!is_digit(c) && (c < U'A' || c > U'Z')) break;
    remainder = add(remainder, c);
    ++count;
    int whole = remainder;
    for (std::size_t k = 0; k < 4; ++k) whole = add(whole, text[at + k]);
    if (count >= kShortest && whole == 1 && ends_word(text, i + 1)) end = i + 1;
  }
  return end;
}

// Digits in groups, with single separators between them.
struct Digits {
  std::array<int, 24> values{};
  std::size_t count = 0;
  std::size_t end = 0;
  bool is_whole = false;  // it ends where the last group does
};

Digits read_digits(Characters text, std::size_t at, std::u32string_view separators) {
  Digits digits;
  auto const limit = std::min(text.size(), at + kLongestNumber);
  for (std::size_t i = at; i < limit; ++i) {
    if (is_digit(text[i])) {
      if (digits.count == digits.values.size()) return digits;
      digits.values.at(digits.count++) = digit_of(text[i]);
      digits.end = i + 1;
    } else if (separators.find(text[i]) == std::u32string_view::npos) {
      break;
    }
  }
  digits.is_whole = ends_word(text, digits.end);
  return digits;
}

// The check digit of cards (ISO/IEC 7812).
bool passes_luhn(Digits const& digits) {
  int sum = 0;
  for (std::size_t i = 0; i < digits.count; ++i) {
    int value = digits.values.at(digits.count - 1 - i);
    if (i % 2 == 1) value = value * 2 > 9 ? value * 2 - 9 : value * 2;
    sum += value;
  }
  return sum % 10 == 0;
}

std::optional<std::size_t> end_of_card(Characters text, std::size_t at) {
  if (!is_digit(text[at]) || !begins_word(text, at)) return std::nullopt;
  auto const digits = read_digits(text, at, U" -");
  bool const is_one_digit = std::all_of(digits.values.begin(), digits.values.begin() + digits.count,
                                        [&](int value) { return value == digits.values.front(); });
  if (!digits.is_whole || digits.count < 13 || digits.count > 19 || is_one_digit || !passes_luhn(digits))
    return std::nullopt;
  return digits.end;
}

// In the international form (ITU-T E.164), or with 00.
std::optional<std::size_t> end_of_phone(Characters text, std::size_t at) {
  bool const has_plus = text[at] == U'+';
  bool const has_zeros =
      text[at] == U'0' && at + 1 < text.size() && text[at + 1] == U'0' && begins_word(text, at);
  if (!has_plus && !has_zeros) return std::nullopt;
  std::size_t const first = at + (has_plus ? 1 : 2);
  if (first >= text.size() || !is_digit(text[first]) || text[first] == U'0') return std::nullopt;
  auto const digits = read_digits(text, first, U" -./()");
  if (!digits.is_whole || digits.count < 8 || digits.count > 15) return std::nullopt;
  return digits.end;
}

struct Label {
  Characters word;  // folded
  FieldCode kind;
};

constexpr auto kLabels = std::to_array<Label>({
    {U"passport", FieldCode::document_number},
    {U"passeport", FieldCode::document_number},
    {U"pasaporte", FieldCode::document_number},
    {U"identity card", FieldCode::document_number},
    {U"id card", FieldCode::document_number},
    {U"driving licence", FieldCode::document_number},
    {U"carte d’identité", FieldCode::document_number},
    {U"carte d'identité", FieldCode::document_number},
    {U"permis de conduire", FieldCode::document_number},
    {U"documento de identidad", FieldCode::document_number},
    {U"dni", FieldCode::document_number},
    {U"جواز سفر", FieldCode::document_number},
    {U"جواز السفر", FieldCode::document_number},
    {U"بطاقة الهوية", FieldCode::document_number},
    {U"licence plate", FieldCode::plate_number},
    {U"license plate", FieldCode::plate_number},
    {U"number plate", FieldCode::plate_number},
    {U"registration number", FieldCode::plate_number},
    {U"plaque d’immatriculation", FieldCode::plate_number},
    {U"plaque d'immatriculation", FieldCode::plate_number},
    {U"immatriculé", FieldCode::plate_number},
    {U"immatriculée", FieldCode::plate_number},
    {U"matrícula", FieldCode::plate_number},
    {U"لوحة", FieldCode::plate_number},
    {U"phone", FieldCode::phone_number},
    {U"telephone", FieldCode::phone_number},
    {U"mobile", FieldCode::phone_number},
    {U"téléphone", FieldCode::phone_number},
    {U"tél", FieldCode::phone_number},
    {U"teléfono", FieldCode::phone_number},
    {U"móvil", FieldCode::phone_number},
    {U"هاتف", FieldCode::phone_number},
    {U"born", FieldCode::name_with_birth_date},
    {U"date of birth", FieldCode::name_with_birth_date},
    {U"né", FieldCode::name_with_birth_date},
    {U"née", FieldCode::name_with_birth_date},
    {U"date de naissance", FieldCode::name_with_birth_date},
    {U"nacido", FieldCode::name_with_birth_date},
    {U"nacida", FieldCode::name_with_birth_date},
    {U"fecha de nacimiento", FieldCode::name_with_birth_date},
    {U"مواليد", FieldCode::name_with_birth_date},
    {U"تاريخ الميلاد", FieldCode::name_with_birth_date},
});

bool stands_at(Characters text, std::size_t at, Characters word) {
  if (text.size() - at < word.size() || !ends_word(text, at + word.size())) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (folded(text[at + i]) != word[i]) return false;
  }
  return true;
}

// A token of letters and digits with at least two digits, all letters great ones; groups with single hyphens
// or spaces where `grouped`.
std::optional<FieldSpan> number_after(Characters text, std::size_t from, std::size_t shortest, bool grouped) {
  auto const limit = std::min(text.size(), from + kBesideLabel);
  for (std::size_t i = from; i < limit && text[i] != U'\n'; ++i) {
    if (!begins_word(text, i) || !is_of_word(text[i])) continue;
    std::size_t letters = 0;
    std::size_t digits = 0;
    std::size_t end = i;
    for (std::size_t k = i; k < text.size() && letters + digits <= kLongestDocument; ++k) {
      if (is_digit(text[k])) {
        ++digits;
      } else if (is_upper(text[k])) {
        ++letters;
      } else if (!grouped || (text[k] != U'-' && text[k] != U' ') || !is_of_word(text[k - 1])) {
        break;
      } else {
        continue;
      }
      end = k + 1;
    }
    bool const fits = digits >= 2 && letters + digits >= shortest && letters + digits <= kLongestDocument;
    if (fits && ends_word(text, end)) return FieldSpan{i, end};
  }
  return std::nullopt;
}

// A year of somebody who may be alive, after a day and a month in digits, or before them.
std::optional<FieldSpan> date_at(Characters text, std::size_t at) {
  if (!is_digit(text[at]) || !begins_word(text, at)) return std::nullopt;
  std::array<int, 3> parts{};
  std::array<std::size_t, 3> widths{};
  std::size_t part = 0;
  std::size_t i = at;
  auto const limit = std::min(text.size(), at + 12);
  for (; i < limit; ++i) {
    if (is_digit(text[i])) {
      if (widths.at(part) == 4) return std::nullopt;
      parts.at(part) = parts.at(part) * 10 + digit_of(text[i]);
      ++widths.at(part);
    } else if (part < 2 && (text[i] == U'.' || text[i] == U'/' || text[i] == U'-') && widths.at(part) > 0) {
      ++part;
    } else {
      break;
    }
  }
  if (part != 2 || widths[1] == 0 || widths[1] > 2 || !ends_word(text, i)) return std::nullopt;
  bool const year_first = widths[0] == 4;
  int const year = year_first ? parts[0] : parts[2];
  auto const day_width = year_first ? widths[2] : widths[0];
  if ((!year_first && widths[2] != 4) || day_width == 0 || day_width > 2) return std::nullopt;
  bool const fits = year >= kEarliestBirth && year <= kLatestBirth && parts[1] >= 1 && parts[1] <= 31;
  return fits ? std::optional(FieldSpan{at, i}) : std::nullopt;
}

// Any year in the words after a label, as in "born on 3 March 1985".
std::optional<FieldSpan> birth_after(Characters text, std::size_t from) {
  auto const limit = std::min(text.size(), from + kBesideLabel);
  for (std::size_t i = from; i < limit && text[i] != U'\n'; ++i) {
    if (auto const date = date_at(text, i)) return date;
    if (!is_digit(text[i]) || !begins_word(text, i)) continue;
    auto const digits = read_digits(text, i, U"");
    int year = 0;
    for (std::size_t k = 0; k < digits.count && digits.count == 4; ++k)
      year = year * 10 + digits.values.at(k);
    if (year >= kEarliestBirth && year <= kLatestBirth) return FieldSpan{i, digits.end};
  }
  return std::nullopt;
}

// Two or more words with great initials just before `at`: a name, perhaps. Where it begins.
std::optional<std::size_t> name_before(Characters text, std::size_t at) {
  constexpr std::size_t kLongestName = 60;
  auto const stop = at > kLongestName ? at - kLongestName : 0;
  std::size_t i = at;
  for (std::size_t gap = 0; i > stop && !is_letter(text[i - 1]) && !is_digit(text[i - 1]); --i) {
    if (++gap > 3 || text[i - 1] == U'\n') return std::nullopt;
  }
  std::size_t words = 0;
  std::optional<std::size_t> begin;
  while (i > stop) {
    auto const end = i;
    while (i > stop && (is_letter(text[i - 1]) || text[i - 1] == U'-' || text[i - 1] == U'’')) --i;
    if (i == end || end - i < 2 || !is_upper(text[i])) break;
    ++words;
    begin = i;
    if (i == stop || text[i - 1] != U' ') break;
    --i;
  }
  return words >= 2 ? begin : std::nullopt;
}

std::optional<PersonalDatum> labelled(Characters text, std::size_t at) {
  if (!begins_word(text, at) || !is_letter(text[at])) return std::nullopt;
  for (Label const& label : kLabels) {
    if (folded(text[at]) != label.word.front() || !stands_at(text, at, label.word)) continue;
    auto const after = at + label.word.size();
    std::optional<FieldSpan> span;
    if (label.kind == FieldCode::name_with_birth_date) {
      span = birth_after(text, after);
    } else if (label.kind == FieldCode::phone_number) {
      span = number_after(text, after, 7, true);
    } else {
      bool const is_plate = label.kind == FieldCode::plate_number;
      span = number_after(text, after, is_plate ? kShortestPlate : kShortestDocument, is_plate);
    }
    if (span) return PersonalDatum{label.kind, {at, span->end}};
  }
  return std::nullopt;
}

std::optional<PersonalDatum> datum_at(Characters text, std::size_t at) {
  if (auto const end = end_of_account(text, at)) return PersonalDatum{FieldCode::account_number, {at, *end}};
  if (auto const end = end_of_phone(text, at)) return PersonalDatum{FieldCode::phone_number, {at, *end}};
  if (auto const end = end_of_card(text, at)) return PersonalDatum{FieldCode::account_number, {at, *end}};
  if (auto const date = date_at(text, at)) {
    if (auto const begin = name_before(text, at))
      return PersonalDatum{FieldCode::name_with_birth_date, {*begin, date->end}};
  }
  return labelled(text, at);
}

}  // namespace

std::vector<PersonalDatum> find_personal_data(std::string_view text) {
  auto const characters = decode(text);
  Characters const all = characters;
  std::vector<PersonalDatum> found;
  for (std::size_t at = 0; at < all.size() && found.size() < kMostPersonalData;) {
    auto const datum = datum_at(all, at);
    bool const overlaps = datum && !found.empty() && datum->span.begin < found.back().span.end;
    if (datum && !overlaps) found.push_back(*datum);
    at = datum ? datum->span.end : at + 1;
  }
  return found;
}

}  // namespace forum
