// Topics: subject areas that hold threads.
#pragma once

#include "auth/audience.hpp"
#include "auth/organisations.hpp"
#include "forum/ids.hpp"
#include "forum/moment.hpp"
#include "forum/origin.hpp"
#include "forum/page.hpp"
#include "forum/subscriptions.hpp"

namespace forum {

enum class TopicAction { post, announce, subscribe, subscribe_bureau };

struct Topic {
  TopicId id;
  Origin origin;
  base::PublicId public_id;
  std::string title;  // in the viewer's language
  std::string description;
  auth::Organisation owner;
  int threads = 0;  // those that the viewer may read
  int unread = 0;   // posts; saturates at Limits::unread_shown
  std::optional<base::Timestamp> last_activity;
  SubscriptionLevel my_level = SubscriptionLevel::none;
  SubscriptionLevel bureau_level = SubscriptionLevel::none;
  std::vector<TopicAction> may;
};

struct NewTopic {
  auth::Names titles;
  auth::Names descriptions;
  auth::OrganisationId owner;
  auth::AudienceId audience;
};

// By title in the viewer's language.
base::Result<Page<Topic>> load_topics(storage::ReadTx& tx, auth::Viewer const& viewer,
                                      PageRequest const& page, Limits const& limits);
// not_found where it is absent or not readable.
base::Result<Topic> load_topic(storage::ReadTx& tx, auth::Viewer const& viewer, base::PublicId const& topic,
                               Limits const& limits);
// What the outside world calls a topic that was just made.
base::PublicId topic_public_id(storage::ReadTx& tx, TopicId topic);
// The column with the title of the topic `c`; `language` is the SQL expression for the reader's language.
std::string topic_title(std::string_view language);
TopicId create_topic(storage::WriteTx& tx, NewTopic const& topic, base::Timestamp now, base::Random& random);

}  // namespace forum
