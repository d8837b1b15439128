// Pages of lists: keyset pagination, never an offset.
#pragma once

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

template <class Item>
struct Page {
  std::vector<Item> items;
  std::optional<std::string> next;
};

}  // namespace forum
