#include "server/net/request_target.hpp"

#include <algorithm>

namespace server::net {
namespace {

bool is_same_text(std::string_view text, std::string_view lower) {
  return text.size() == lower.size() && std::ranges::equal(text, lower, [](char a, char b) {
           return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + ('a' - 'A')) : a) == b;
         });
}

}  // namespace

std::optional<RequestTarget> parse_request_target(http::Method method, std::string_view text) {
  auto const is_allowed = [](char c) { return c > 0x20 && c < 0x7f && c != '#'; };
  if (text.empty() || !std::ranges::all_of(text, is_allowed)) return std::nullopt;
  RequestTarget target;
  if (text == "*") {
    if (method != http::Method::options) return std::nullopt;
    target.path = text;
    return target;
  }
  if (text.front() != '/') {
    std::size_t const scheme_end = text.find("://");
    if (scheme_end == std::string_view::npos) return std::nullopt;
    std::string_view const scheme = text.substr(0, scheme_end);
    if (!is_same_text(scheme, "https") && !is_same_text(scheme, "http")) return std::nullopt;
    text.remove_prefix(scheme_end + 3);
    target.authority = text.substr(0, text.find_first_of("/?"));
    if (target.authority.empty() || target.authority.find('@') != std::string_view::npos) return std::nullopt;
    text.remove_prefix(target.authority.size());
  }
  std::size_t const question = text.find('?');
  target.path = text.substr(0, question);
  if (target.path.empty()) target.path = "/";
  if (question != std::string_view::npos) target.query = text.substr(question + 1);
  return target;
}

}  // namespace server::net
