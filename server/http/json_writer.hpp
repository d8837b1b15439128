// Writes JSON (RFC 8259) straight into a string. The pages of a thread are the hot path: building a tree of
// values first costs more than reading the posts (docs/decisions/004-json-writer.md). Reading JSON is
// Boost.JSON's.
//
// The caller keeps begin and end in balance; text must be UTF-8, which everything in the database is.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/id.hpp"
#include "base/time.hpp"

namespace server::http {

class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  void begin_object() { open('{'); }
  void end_object() { close('}'); }
  void begin_array() { open('['); }
  void end_array() { close(']'); }

  // A name; its value comes next.
  void key(std::string_view name);

  void value(std::string_view text);
  void value(char const* text) { value(std::string_view{text}); }
  void value(std::string const& text) { value(std::string_view{text}); }
  void value(bool truth) { plain(truth ? "true" : "false"); }
  void value(base::PublicId const& id);
  void value(base::Timestamp time);
  void value(std::nullptr_t) { plain("null"); }
  template <std::integral Integer>
    requires(!std::same_as<Integer, bool>)
  void value(Integer number) {
    integer(static_cast<std::int64_t>(number));
  }
  template <class T>
  void value(std::optional<T> const& maybe) {
    if (maybe) {
      value(*maybe);
    } else {
      value(nullptr);
    }
  }

  // JSON that was parsed or written before, as it is: a value, or the members of an object.
  void raw(std::string_view json) { plain(json); }

  template <class T>
  void field(std::string_view name, T const& field_value) {
    key(name);
    value(field_value);
  }

 private:
  static constexpr std::size_t kShort = 60;  // characters of the longest name; ids and times are shorter

  void open(char bracket);
  void close(char bracket);
  bool wants_comma();
  void separate();
  // Text that needs no escape.
  void short_string(std::string_view text, std::string_view end);
  void plain(std::string_view token);
  void integer(std::int64_t number);

  std::string& out_;
  bool first_ = true;  // nothing stands yet in the innermost object or array
  bool after_key_ = false;
};

}  // namespace server::http
