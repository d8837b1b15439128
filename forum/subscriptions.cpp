#include "forum/subscriptions.hpp"

namespace forum {

std::string_view to_string(SubscriptionLevel level) {
  switch (level) {
    case SubscriptionLevel::none:
      return "none";
    case SubscriptionLevel::mentions:
      return "mentions";
    case SubscriptionLevel::all:
      return "all";
  }
  return "none";
}

std::optional<SubscriptionLevel> parse_subscription_level(std::string_view name) {
  for (auto const level : {SubscriptionLevel::none, SubscriptionLevel::mentions, SubscriptionLevel::all}) {
    if (name == to_string(level)) return level;
  }
  return std::nullopt;
}

}  // namespace forum
