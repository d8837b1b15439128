#include "forum/search_places.hpp"

#include <algorithm>
#include <chrono>
#include <vector>

namespace forum {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr std::string_view kAll = "pall";
constexpr std::string_view kNothing = "pnothing";
constexpr std::string_view kThread = "pthread";
constexpr std::string_view kSource = "psource";
constexpr std::string_view kAuthor = "pauthor";
constexpr std::string_view kLanguage = "planguage";
constexpr std::string_view kFile = "pfile";
constexpr std::string_view kYear = "pyear";
constexpr std::string_view kMonth = "pmonth";
constexpr std::string_view kDay = "pday";
// No post is older.
constexpr sys_days kFirstDay{std::chrono::year{1970} / 1 / 1};

std::string word(std::string_view kind, std::int64_t number) {
  return std::string(kind).append(std::to_string(number));
}

sys_days day_of(base::Timestamp time) {
  return std::chrono::floor<std::chrono::days>(time);
}

std::string word_of_day(sys_days day) {
  return word(kDay, day.time_since_epoch().count());
}

std::string word_of_month(std::chrono::year_month month) {
  return word(kMonth,
              std::int64_t{static_cast<int>(month.year())} * 100 + static_cast<unsigned>(month.month()));
}

std::string word_of_year(std::chrono::year year) {
  return word(kYear, static_cast<int>(year));
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
  auto const day = day_of(places.created_at);
  year_month_day const date(day);
  std::string words(kAll);
  for (auto const& each :
       {word(kThread, places.thread.value), word(kSource, places.source.value),
        word(kAuthor, places.author.value), expression_of_language(places.language),
        word_of_year(date.year()), word_of_month(date.year() / date.month()), word_of_day(day)}) {
    words.append(" ").append(each);
  }
  for (auto const level : places.files) words.append(" ").append(word(kFile, static_cast<int>(level)));
  return words;
}

std::string file_sign(auth::Level level) {
  if (level == auth::Level::open) return std::string(1, kTextSign);
  return std::string(1, static_cast<char>(kTitleSign + static_cast<int>(level)));
}

std::string file_stem_sign(auth::Level level) {
  return level == auth::Level::open ? "" : std::string(1, static_cast<char>('w' + static_cast<int>(level)));
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

std::string expression_of_files(auth::Level highest) {
  std::vector<std::string> words;
  for (int level = 0; level <= static_cast<int>(highest); ++level) words.push_back(word(kFile, level));
  return any_of(words);
}

std::optional<std::string> expression_of_time(std::optional<base::Timestamp> after,
                                              std::optional<base::Timestamp> before, base::Timestamp now) {
  auto const end = day_of(now) + std::chrono::days{1};
  auto day = after ? std::max(day_of(*after), kFirstDay) : kFirstDay;
  auto const last = before ? std::min(day_of(*before), end) : end;
  if (day == kFirstDay && last == end) return std::nullopt;
  std::vector<std::string> words;
  while (day < last) {
    year_month_day const date(day);
    sys_days const next_year{(date.year() + std::chrono::years{1}) / 1 / 1};
    sys_days const next_month{(date.year() / date.month() + std::chrono::months{1}) / 1};
    bool const begins_month = date.day() == std::chrono::day{1};
    if (begins_month && date.month() == std::chrono::January && next_year <= last) {
      words.push_back(word_of_year(date.year()));
      day = next_year;
    } else if (begins_month && next_month <= last) {
      words.push_back(word_of_month(date.year() / date.month()));
      day = next_month;
    } else {
      words.push_back(word_of_day(day));
      day += std::chrono::days{1};
    }
  }
  return any_of(words);
}

}  // namespace forum
