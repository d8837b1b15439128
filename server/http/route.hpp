// Finds the row of the endpoint table that a path and method name. The rows' own type belongs to server/api;
// here a row is its place in the table.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "server/http/message.hpp"

namespace server::http {

// The pieces of a path that stood for "{name}", decoded, in order.
using PathParameters = std::vector<std::string>;

struct Matched {
  std::size_t row;
  PathParameters parameters;
};
struct NoSuchPath {};
struct OtherMethods {
  std::string allow;  // for the Allow field
};

class Router {
 public:
  // "/topics/{topic_id}/threads": literal segments, and segments in braces that match anything.
  void add(Method method, std::string_view pattern, std::size_t row);

  // A GET row answers HEAD, too.
  std::variant<Matched, NoSuchPath, OtherMethods> find(Method method, std::string_view path) const;

 private:
  struct Route {
    Method method;
    std::vector<std::string> segments;  // empty text: matches anything
    std::size_t row;
  };

  // By the number of segments and the first one: a handful of routes in each.
  std::unordered_map<std::string, std::vector<Route>> routes_;
};

}  // namespace server::http
