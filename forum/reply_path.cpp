#include "forum/reply_path.hpp"

#include <stdexcept>

namespace forum {
namespace {

// A first byte below this is the place itself; above it, it says how many bytes follow. No encoding is the
// beginning of another, and greater places sort after smaller ones.
constexpr std::uint64_t kOneByte = 0xF0;

std::size_t length_of(std::string_view encoded) {
  auto const first = static_cast<unsigned char>(encoded.front());
  return first < kOneByte ? 1 : 2 + (first - kOneByte);
}

}  // namespace

ReplyPath append_place(std::string_view parent, std::uint64_t place) {
  ReplyPath path(parent);
  if (place < kOneByte) {
    path.push_back(static_cast<char>(place));
    return path;
  }
  std::uint64_t const rest = place - kOneByte;
  std::size_t bytes = 1;
  while (bytes < sizeof(rest) && (rest >> (8 * bytes)) != 0) ++bytes;
  path.push_back(static_cast<char>(kOneByte + bytes - 1));
  while (bytes-- > 0) path.push_back(static_cast<char>((rest >> (8 * bytes)) & 0xFF));
  return path;
}

int depth_of(std::string_view path) {
  int depth = 0;
  while (!path.empty()) {
    auto const length = length_of(path);
    if (length > path.size()) throw std::logic_error("a reply path ends in the middle of a place");
    path.remove_prefix(length);
    ++depth;
  }
  return depth;
}

}  // namespace forum
