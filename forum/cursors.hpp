// The keys of pages (page.hpp) as bytes: numbers of eight bytes each, so that a sealed key's length tells
// nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace forum {

void append_number(std::string& key, std::int64_t number);
// Takes the number off the front; nothing where `key` is too short.
std::optional<std::int64_t> take_number(std::string_view& key);

// invalid_query at "after": the key belongs to another list.
base::Error unfit_cursor();

}  // namespace forum
