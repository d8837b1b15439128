#include "server/api/byte_range.hpp"

#include <algorithm>
#include <charconv>

namespace server::api {
namespace {

std::optional<std::int64_t> parse_number(std::string_view text) {
  std::int64_t number = 0;
  auto const parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

}  // namespace

RangeAsked parse_range(std::optional<std::string_view> header, std::int64_t size) {
  constexpr std::string_view kUnit = "bytes=";
  RangeAsked const whole{RangeAsked::Kind::whole, {0, size}};
  if (!header || !header->starts_with(kUnit)) return whole;
  auto const asked = header->substr(kUnit.size());
  auto const dash = asked.find('-');
  if (dash == std::string_view::npos || asked.find(',') != std::string_view::npos) return whole;
  auto const first = parse_number(asked.substr(0, dash));
  auto const last = parse_number(asked.substr(dash + 1));
  if (!first && asked.substr(0, dash).empty() && last) {  // so many at the end
    if (*last == 0) return {RangeAsked::Kind::beyond, {}};
    return {RangeAsked::Kind::part, {std::max<std::int64_t>(0, size - *last), size}};
  }
  if (!first || (!last && !asked.substr(dash + 1).empty()) || (last && *last < *first)) return whole;
  if (*first >= size) return {RangeAsked::Kind::beyond, {}};
  return {RangeAsked::Kind::part, {*first, last ? std::min(*last + 1, size) : size}};
}

}  // namespace server::api
