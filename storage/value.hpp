// What may be bound to a statement's parameter.
//
// A Value refers to the text or bytes of its argument and does not own them: it is made for one call and
// never kept.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <variant>

#include "base/hash.hpp"
#include "base/id.hpp"
#include "base/time.hpp"

namespace storage {

// Whether text and bytes among the arguments outlive the run of the statement.
enum class Binding { copied, referred };

class Value {
 public:
  using Content =
      std::variant<std::nullptr_t, std::int64_t, double, std::string_view, std::span<std::byte const>>;

  Value(std::nullptr_t) {}
  // Unsigned 64-bit integers are left out: half of them do not fit into a column.
  template <std::integral Integer>
    requires(!std::same_as<Integer, bool> && (std::signed_integral<Integer> || sizeof(Integer) < 8))
  Value(Integer integer) : content_(static_cast<std::int64_t>(integer)) {}
  template <std::same_as<bool> Bool>
  Value(Bool boolean) : content_(static_cast<std::int64_t>(boolean)) {}
  Value(double real) : content_(real) {}
  template <class Text>
    requires std::convertible_to<Text const&, std::string_view>
  Value(Text const& text) : content_(static_cast<std::string_view>(text)) {}
  Value(std::span<std::byte const> blob) : content_(blob) {}
  Value(base::Timestamp time) : content_(base::to_milliseconds(time)) {}
  Value(base::PublicId const& id) : content_(std::span<std::byte const>(id.bytes)) {}
  Value(base::Digest const& digest) : content_(std::span<std::byte const>(digest)) {}
  template <class Tag>
  Value(base::Id<Tag> id) : content_(id.value) {}
  template <class T>
    requires std::constructible_from<Value, T const&>
  Value(std::optional<T> const& value) : content_(value ? Value(*value).content_ : Content(nullptr)) {}

  Content const& content() const { return content_; }

 private:
  Content content_ = nullptr;
};

}  // namespace storage
