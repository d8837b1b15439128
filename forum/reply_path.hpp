// The order of reading as bytes: a post's path is its parent's path and its own place among the parent's
// answers. Compared byte by byte, paths sort depth first, oldest first, and a post's path begins with the
// paths of everything above it. The first post's path is empty.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace forum {

using ReplyPath = std::string;

// `place` counts from 0. One byte for the first 240 answers to a post; more as they grow, up to nine.
ReplyPath append_place(std::string_view parent, std::uint64_t place);

// The place of the answer to `parent` that is `path` or stands above it.
std::uint64_t place_below(std::string_view parent, std::string_view path);
// Greater than all paths below `parent`, and smaller than what comes after them.
ReplyPath end_of(std::string_view parent);

// How many posts stand above.
int depth_of(std::string_view path);

inline bool is_above(std::string_view ancestor, std::string_view path) {
  return ancestor.size() < path.size() && path.starts_with(ancestor);
}

}  // namespace forum
