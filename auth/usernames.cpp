#include "auth/usernames.hpp"

#include "auth/users.hpp"

namespace auth {

std::optional<std::string> complete_username(std::string_view name, std::string_view ending) {
  std::string whole(name);
  if (name.find('.') == std::string_view::npos) whole += ending;
  if (!whole.ends_with(ending) || whole.size() == ending.size() || !is_username(whole)) return std::nullopt;
  return whole;
}

}  // namespace auth
