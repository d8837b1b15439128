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

std::uint64_t place_below(std::string_view parent, std::string_view path) {
  auto encoded = path.substr(parent.size());
  if (encoded.empty() || length_of(encoded) > encoded.size()) {
    throw std::logic_error("a reply path does not stand below its parent's");
  }
  encoded = encoded.substr(0, length_of(encoded));
  if (encoded.size() == 1) return static_cast<unsigned char>(encoded.front());
  std::uint64_t rest = 0;
  for (char const byte : encoded.substr(1)) rest = rest << 8 | static_cast<unsigned char>(byte);
  return kOneByte + rest;
}

ReplyPath end_of(std::string_view parent) {
  // No place begins with this byte.
  return ReplyPath(parent) + '\xFF';
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
