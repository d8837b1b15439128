#include "server/net/upgrade_request.hpp"

#include <algorithm>
#include <string_view>

namespace server::net {
namespace {

constexpr std::size_t kKeySize = 24;  // 16 bytes in base64

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

// Whether `name`, in lower case, is one of the comma-separated items of `list`.
bool has_item(std::string_view list, std::string_view name) {
  while (!list.empty()) {
    std::string_view item = list.substr(0, list.find(','));
    list.remove_prefix(std::min(item.size() + 1, list.size()));
    while (!item.empty() && (item.front() == ' ' || item.front() == '\t')) item.remove_prefix(1);
    while (!item.empty() && (item.back() == ' ' || item.back() == '\t')) item.remove_suffix(1);
    if (std::ranges::equal(item, name, [](char a, char b) { return lower(a) == b; })) return true;
  }
  return false;
}

}  // namespace

bool wants_stream(http::Request const& request) {
  auto const upgrade = request.headers.find("upgrade");
  auto const connection = request.headers.find("connection");
  return upgrade && connection && has_item(*upgrade, "websocket") && has_item(*connection, "upgrade");
}

Refusal const* flaw_of_upgrade(http::Request const& request) {
  if (request.method != http::Method::get || !request.body.empty()) return &refusals::kBadUpgrade;
  if (request.headers.find("sec-websocket-version") != "13") return &refusals::kUpgradeVersion;
  auto const key = request.headers.find("sec-websocket-key");
  return key && key->size() == kKeySize ? nullptr : &refusals::kBadUpgrade;
}

}  // namespace server::net
