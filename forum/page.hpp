// Pages of lists: keyset pagination, never an offset.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace forum {

// `after` and `next` are the key of a row in the list's own order, as bytes; server/api seals them, so that
// they tell nothing and cannot be made up.
struct PageRequest {
  int limit = 20;
  std::optional<std::string> after;
};

// A page ends early where its texts come to this: a hundred of the longest would be hundreds of megabytes.
// More than the longest text with its HTML, so that there is always one to show.
constexpr std::size_t kPageBytes = 4UL * 1024 * 1024;

template <class Item>
struct Page {
  std::vector<Item> items;
  std::optional<std::string> next;
};

}  // namespace forum
