// The query of a request: decoded parameters, each known and given once.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/id.hpp"

namespace server::http {

class Query {
 public:
  explicit Query(std::string_view query);

  std::optional<std::string> text(std::string_view name, std::size_t most_bytes);
  std::optional<std::int64_t> integer(std::string_view name, std::int64_t least, std::int64_t most);
  std::optional<base::PublicId> id(std::string_view name);
  template <class Parse>
  auto choice(std::string_view name, Parse parse) -> decltype(parse(name)) {
    auto const chosen = text(name, 64);
    if (!chosen) return std::nullopt;
    auto const value = parse(std::string_view{*chosen});
    if (!value) note(name, base::FieldCode::unknown_value);
    return value;
  }
  void note(std::string_view name, base::FieldCode code);

  // invalid_query with all that was noted, and with every parameter that nobody asked for.
  base::Result<void> check();

 private:
  struct Parameter {
    std::string name;
    std::string value;
    bool known = false;
  };

  std::vector<Parameter> parameters_;
  std::vector<base::FieldError> errors_;
};

// Adds a parameter to the text of a query, percent-encoded.
void append_parameter(std::string& query, std::string_view name, std::string_view value);

// Decodes percent-encoding; nothing where it is malformed or the text is no UTF-8 or has a NUL.
std::optional<std::string> decode_percent(std::string_view text);

}  // namespace server::http
