// Subscriptions: the wish of a person, or of a bureau's desk, to hear of new posts in a topic or thread. Who
// opens a thread or answers in it follows it from then on, unless he has said otherwise.
#pragma once

#include <optional>
#include <string_view>

#include "auth/viewer.hpp"
#include "forum/ids.hpp"

namespace forum {

enum class SubscriptionLevel { none = 0, mentions = 1, all = 2 };
std::string_view to_string(SubscriptionLevel level);
std::optional<SubscriptionLevel> parse_subscription_level(std::string_view name);

enum class Subscriber { me, bureau };

struct SubscriptionLevels {
  SubscriptionLevel mine = SubscriptionLevel::none;
  SubscriptionLevel bureau = SubscriptionLevel::none;
};

// Errors: not_found, not_permitted (a bureau's desk is subscribed by its coordinator or security officer).
base::Result<SubscriptionLevels> subscribe_topic(storage::WriteTx& tx, auth::Viewer const& viewer,
                                                 base::PublicId const& topic, Subscriber as,
                                                 SubscriptionLevel level);
base::Result<SubscriptionLevels> subscribe_thread(storage::WriteTx& tx, auth::Viewer const& viewer,
                                                  base::PublicId const& thread, Subscriber as,
                                                  SubscriptionLevel level);

}  // namespace forum
