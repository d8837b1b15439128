#include "base/time.hpp"

#include <charconv>

namespace base {
namespace {

void put_digits(char* out, unsigned value, int width) {
  for (int i = width - 1; i >= 0; --i) {
    out[i] = static_cast<char>('0' + value % 10);
    value /= 10;
  }
}

// Takes exactly `width` digits off the front of `text`.
std::optional<int> take_digits(std::string_view& text, std::size_t width) {
  if (text.size() < width) return std::nullopt;
  int value = 0;
  auto const [end, failure] = std::from_chars(text.data(), text.data() + width, value);
  if (failure != std::errc{} || end != text.data() + width || text[0] == '-') return std::nullopt;
  text.remove_prefix(width);
  return value;
}

bool take(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text[0]) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

}  // namespace

Timestamp wall_clock_now() {
  return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

std::int64_t to_milliseconds(Timestamp time) {
  return time.time_since_epoch().count();
}

Timestamp from_milliseconds(std::int64_t milliseconds) {
  return Timestamp{std::chrono::milliseconds{milliseconds}};
}

void format_rfc3339_to(Timestamp time, char* out) {
  auto const day = std::chrono::floor<std::chrono::days>(time);
  std::chrono::year_month_day const date{day};
  std::chrono::hh_mm_ss const clock{time - day};
  put_digits(out, static_cast<unsigned>(static_cast<int>(date.year())), 4);
  out[4] = '-';
  put_digits(out + 5, static_cast<unsigned>(date.month()), 2);
  out[7] = '-';
  put_digits(out + 8, static_cast<unsigned>(date.day()), 2);
  out[10] = 'T';
  put_digits(out + 11, static_cast<unsigned>(clock.hours().count()), 2);
  out[13] = ':';
  put_digits(out + 14, static_cast<unsigned>(clock.minutes().count()), 2);
  out[16] = ':';
  put_digits(out + 17, static_cast<unsigned>(clock.seconds().count()), 2);
  out[19] = '.';
  put_digits(out + 20, static_cast<unsigned>(clock.subseconds().count()), 3);
  out[23] = 'Z';
}

std::string format_rfc3339(Timestamp time) {
  std::string text(24, ' ');
  format_rfc3339_to(time, text.data());
  return text;
}

std::optional<Timestamp> parse_rfc3339(std::string_view text) {
  using namespace std::chrono;
  auto const year_part = take_digits(text, 4);
  if (!year_part || !take(text, "-")) return std::nullopt;
  auto const month_part = take_digits(text, 2);
  if (!month_part || !take(text, "-")) return std::nullopt;
  auto const day_part = take_digits(text, 2);
  if (!day_part || !take(text, "Tt ")) return std::nullopt;
  auto const hour_part = take_digits(text, 2);
  if (!hour_part || !take(text, ":")) return std::nullopt;
  auto const minute_part = take_digits(text, 2);
  if (!minute_part || !take(text, ":")) return std::nullopt;
  auto const second_part = take_digits(text, 2);
  if (!second_part) return std::nullopt;

  year_month_day const date{year{*year_part}, month{static_cast<unsigned>(*month_part)},
                            day{static_cast<unsigned>(*day_part)}};
  if (!date.ok() || *hour_part > 23 || *minute_part > 59 || *second_part > 60) return std::nullopt;

  int subsecond = 0;
  if (take(text, ".")) {
    std::size_t digits = 0;
    while (!text.empty() && text[0] >= '0' && text[0] <= '9') {
      if (digits < 3) subsecond = subsecond * 10 + (text[0] - '0');
      ++digits;
      text.remove_prefix(1);
    }
    if (digits == 0) return std::nullopt;
    for (; digits < 3; ++digits) subsecond *= 10;
  }

  minutes offset{0};
  if (!take(text, "Zz")) {
    bool const west = text.starts_with('-');
    if (!take(text, "+-")) return std::nullopt;
    auto const offset_hours = take_digits(text, 2);
    if (!offset_hours || !take(text, ":")) return std::nullopt;
    auto const offset_minutes = take_digits(text, 2);
    if (!offset_minutes || *offset_hours > 23 || *offset_minutes > 59) return std::nullopt;
    offset = hours{*offset_hours} + minutes{*offset_minutes};
    if (west) offset = -offset;
  }
  if (!text.empty()) return std::nullopt;
  return sys_days{date} + hours{*hour_part} + minutes{*minute_part} + seconds{*second_part} +
         milliseconds{subsecond} - offset;
}

}  // namespace base
