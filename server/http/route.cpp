#include "server/http/route.hpp"

#include "server/http/query.hpp"

namespace server::http {
namespace {

// "/a/b" → {"a", "b"}; a path that does not begin with '/' has no segments.
std::vector<std::string_view> split(std::string_view path) {
  std::vector<std::string_view> segments;
  while (path.starts_with('/')) {
    path.remove_prefix(1);
    auto const end = path.find('/');
    segments.push_back(path.substr(0, end));
    path = end == std::string_view::npos ? std::string_view{} : path.substr(end);
  }
  return segments;
}

std::string bucket(std::vector<std::string_view> const& segments) {
  return std::to_string(segments.size()) + "/" +
         (segments.empty() ? std::string{} : std::string(segments.front()));
}

bool matches(std::vector<std::string> const& pattern, std::vector<std::string_view> const& segments) {
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (!pattern[i].empty() && pattern[i] != segments[i]) return false;
    if (pattern[i].empty() && segments[i].empty()) return false;
  }
  return true;
}

std::optional<PathParameters> decode_parameters(std::vector<std::string> const& pattern,
                                                std::vector<std::string_view> const& segments) {
  PathParameters parameters;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (!pattern[i].empty()) continue;
    auto decoded = decode_percent(segments[i]);
    if (!decoded) return std::nullopt;
    parameters.push_back(std::move(*decoded));
  }
  return parameters;
}

}  // namespace

void Router::add(Method method, std::string_view pattern, std::size_t row) {
  Route route{method, {}, row};
  auto const segments = split(pattern);
  for (std::string_view const segment : segments) {
    route.segments.emplace_back(segment.starts_with('{') ? std::string_view{} : segment);
  }
  routes_[bucket(segments)].push_back(std::move(route));
}

std::variant<Matched, NoSuchPath, OtherMethods> Router::find(Method method, std::string_view path) const {
  auto const segments = split(path);
  auto const candidates = routes_.find(bucket(segments));
  if (candidates == routes_.end()) return NoSuchPath{};
  Method const asked = method == Method::head ? Method::get : method;
  std::string allow;
  for (Route const& route : candidates->second) {
    if (!matches(route.segments, segments)) continue;
    if (route.method == asked) {
      auto parameters = decode_parameters(route.segments, segments);
      if (!parameters) return NoSuchPath{};
      return Matched{route.row, std::move(*parameters)};
    }
    if (!allow.empty()) allow += ", ";
    allow += to_string(route.method);
    if (route.method == Method::get) allow += ", HEAD";
  }
  if (allow.empty()) return NoSuchPath{};
  return OtherMethods{allow};
}

}  // namespace server::http
