#include "forum/cursors.hpp"

#include <limits>

namespace forum {

void append_number(std::string& key, std::int64_t number) {
  for (int shift = 56; shift >= 0; shift -= 8) {
    key.push_back(static_cast<char>((static_cast<std::uint64_t>(number) >> shift) & 0xFF));
  }
}

std::optional<std::int64_t> take_number(std::string_view& key) {
  if (key.size() < 8) return std::nullopt;
  std::uint64_t number = 0;
  for (char const byte : key.substr(0, 8)) number = (number << 8) | static_cast<unsigned char>(byte);
  key.remove_prefix(8);
  return static_cast<std::int64_t>(number);
}

base::Result<std::int64_t> parse_newest_key(PageRequest const& page) {
  if (!page.after || page.after->empty()) return std::numeric_limits<std::int64_t>::max();
  std::string_view rest = *page.after;
  auto const key = take_number(rest);
  if (!key || !rest.empty()) return unfit_cursor();
  return *key;
}

base::Error unfit_cursor() {
  base::Error error(base::ErrorCode::invalid_query, "this is no cursor of this list");
  error.fields.push_back({"after", base::FieldCode::malformed});
  return error;
}

}  // namespace forum
