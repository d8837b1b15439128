// Lists that are never long: read as a whole, and cut into pages.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "auth/organisations.hpp"
#include "forum/page.hpp"

namespace forum {

// The page of `items` in the ascending order of `key_of` (Item const& -> std::string), which is another for
// each item: what stands behind page.after, whether or not the item of that key is still there.
template <class Item, class Key>
Page<Item> cut_page(std::vector<Item> items, PageRequest const& page, Key key_of) {
  std::vector<std::pair<std::string, Item*>> places;
  places.reserve(items.size());
  for (auto& item : items) {
    auto key = key_of(std::as_const(item));
    if (!page.after || key > *page.after) places.emplace_back(std::move(key), &item);
  }
  std::ranges::sort(places);
  Page<Item> result;
  for (auto const& [key, item] : places) {
    if (std::ssize(result.items) == page.limit) {
      result.next = places[result.items.size() - 1].first;
      break;
    }
    result.items.push_back(std::move(*item));
  }
  return result;
}

// Of a list that has the least of a number first, and of one that has the greatest.
std::string oldest_first_key(std::int64_t number);
std::string newest_first_key(std::int64_t number);
// The same, for what stands in two parts.
std::string newest_first_key(bool is_in_second_part, std::int64_t number);
// By country code, kind, name; those without a country last.
std::string organisation_key(auth::Organisation const& organisation);

}  // namespace forum
