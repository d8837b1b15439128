// The keys of pages (page.hpp) as bytes: numbers of eight bytes each, so that a sealed key's length tells
// nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "forum/page.hpp"

namespace forum {

void append_number(std::string& key, std::int64_t number);
// Takes the number off the front; nothing where `key` is too short.
std::optional<std::int64_t> take_number(std::string_view& key);

// What the page comes before in a list that has the newest first, where the key is one number.
base::Result<std::int64_t> parse_newest_key(PageRequest const& page);

// invalid_query at "after": the key belongs to another list.
base::Error unfit_cursor();

}  // namespace forum
