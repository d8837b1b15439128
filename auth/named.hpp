// The names under which enumerated values stand in the API and in the database: one table for each type, read
// in both directions.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string_view>

namespace auth {

template <class Value>
struct Named {
  Value value;
  std::string_view name;
};

template <class Value, std::size_t kCount>
constexpr std::string_view name_of(std::array<Named<Value>, kCount> const& table, Value value) {
  for (auto const& entry : table) {
    if (entry.value == value) return entry.name;
  }
  throw std::logic_error("a value has no name");
}

template <class Value, std::size_t kCount>
constexpr std::optional<Value> value_of(std::array<Named<Value>, kCount> const& table,
                                        std::string_view name) {
  for (auto const& entry : table) {
    if (entry.name == name) return entry.value;
  }
  return std::nullopt;
}

}  // namespace auth
