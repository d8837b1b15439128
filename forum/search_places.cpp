#include "forum/search_places.hpp"

#include <algorithm>
#include <chrono>
#include <vector>

namespace forum {
namespace {

using std::chrono::year_month_day;

constexpr std::string_view kAll = "pall";
constexpr std::string_view kNothing = "pnothing";
constexpr std::string_view kThread = "pthread";
constexpr std::string_view kSource = "psource";
constexpr std::string_view kAuthor = "pauthor";
constexpr std::string_view kLanguage = "planguage";
constexpr std::string_view kYear = "pyear";
constexpr std::string_view kMonth = "pmonth";
// No post is older.
constexpr int kFirstYear = 1970;
constexpr int kMonths = 12;

std::string word(std::string_view kind, std::int64_t number) {
  return std::string(kind).append(std::to_string(number));
}

// Months since the beginning of the year 0.
int month_of(base::Timestamp time) {
  year_month_day const date(std::chrono::floor<std::chrono::days>(time));
  return static_cast<int>(date.year()) * kMonths + static_cast<int>(static_cast<unsigned>(date.month())) - 1;
}

std::string any_of(std::vector<std::string> const& words) {
  if (words.empty()) return std::string(kNothing);
  std::string expression = "(";
  for (auto const& each : words) expression.append(expression.size() > 1 ? " OR " : "").append(each);
  return expression + ")";
}

template <class Id>
std::string any_of(std::string_view kind, std::span<Id const> ids) {
  std::vector<std::string> words;
  for (auto const id : ids) words.push_back(word(kind, id.value));
  return any_of(words);
}

}  // namespace

std::string words_of_places(SearchPlaces const& places) {
  auto const month = month_of(places.created_at);
  std::string words(kAll);
  for (auto const& each : {word(kThread, places.thread.value), word(kSource, places.source.value),
                           word(kAuthor, places.author.value), std::string(kLanguage) + places.language,
                           word(kYear, month / kMonths), word(kMonth, month)}) {
    words.append(" ").append(each);
  }
  return words;
}

std::string expression_of_all() {
  return std::string(kAll);
}

std::string expression_of(std::span<ThreadId const> threads) {
  return any_of(kThread, threads);
}

std::string expression_of(std::span<auth::OrganisationId const> sources) {
  return any_of(kSource, sources);
}

std::string expression_of(std::span<auth::UserId const> authors) {
  return any_of(kAuthor, authors);
}

std::string expression_of_language(std::string_view language) {
  return std::string(kLanguage).append(language);
}

std::optional<std::string> expression_of_time(std::optional<base::Timestamp> after,
                                              std::optional<base::Timestamp> before, base::Timestamp now) {
  int const earliest = kFirstYear * kMonths;
  int const latest = month_of(now);
  int month = after ? std::max(month_of(*after), earliest) : earliest;
  int const last = before ? std::min(month_of(*before), latest) : latest;
  if (month == earliest && last == latest) return std::nullopt;
  std::vector<std::string> words;
  while (month <= last) {
    bool const is_whole_year = month % kMonths == 0 && month + kMonths - 1 <= last;
    words.push_back(is_whole_year ? word(kYear, month / kMonths) : word(kMonth, month));
    month += is_whole_year ? kMonths : 1;
  }
  return any_of(words);
}

}  // namespace forum
