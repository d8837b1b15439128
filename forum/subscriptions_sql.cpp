#include "forum/places.hpp"
#include "forum/subscriptions.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

constexpr int kTopicTarget = 1;
constexpr int kThreadTarget = 2;

Statement const kSubscribe(
    "subscription.set",
    "INSERT INTO subscription (target_kind, target_id, subscriber_kind, subscriber_id, level)"
    " VALUES ($1, $2, $3, $4, $5)"
    " ON CONFLICT (target_kind, target_id, subscriber_kind, subscriber_id) DO UPDATE SET level = "
    "excluded.level");

Statement const kLevel("subscription.level",
                       "SELECT level FROM subscription WHERE target_kind = $1 AND target_id = $2"
                       " AND subscriber_kind = $3 AND subscriber_id = $4");

int kind_of(Subscriber as) {
  return as == Subscriber::me ? 1 : 2;
}

std::int64_t key_of(auth::Viewer const& viewer, Subscriber as) {
  return as == Subscriber::me ? viewer.user.value : viewer.bureau.value;
}

SubscriptionLevel level_of(storage::ReadTx& tx, auth::Viewer const& viewer, int target_kind,
                           std::int64_t target, Subscriber as) {
  return tx
      .one(
          kLevel, [](Row const& row) { return static_cast<SubscriptionLevel>(row.integer(0)); }, target_kind,
          target, kind_of(as), key_of(viewer, as))
      .value_or(SubscriptionLevel::none);
}

base::Result<SubscriptionLevels> subscribe(storage::WriteTx& tx, auth::Viewer const& viewer, int target_kind,
                                           std::int64_t target, auth::Target const& policy, Subscriber as,
                                           SubscriptionLevel level) {
  auto const action = as == Subscriber::me ? auth::Action::subscribe : auth::Action::subscribe_bureau;
  if (auto const verdict = require(viewer, action, policy); !verdict) return verdict.error();
  tx.execute(kSubscribe, target_kind, target, kind_of(as), key_of(viewer, as), static_cast<int>(level));
  return SubscriptionLevels{level_of(tx, viewer, target_kind, target, Subscriber::me),
                            level_of(tx, viewer, target_kind, target, Subscriber::bureau)};
}

}  // namespace

base::Result<SubscriptionLevels> subscribe_topic(storage::WriteTx& tx, auth::Viewer const& viewer,
                                                 base::PublicId const& topic, Subscriber as,
                                                 SubscriptionLevel level) {
  auto const place = find_topic_place(tx, viewer, topic);
  if (!place) return base::ErrorCode::not_found;
  return subscribe(tx, viewer, kTopicTarget, place->id.value, target_of(*place), as, level);
}

base::Result<SubscriptionLevels> subscribe_thread(storage::WriteTx& tx, auth::Viewer const& viewer,
                                                  base::PublicId const& thread, Subscriber as,
                                                  SubscriptionLevel level) {
  auto const place = find_thread_place(tx, viewer, thread);
  if (!place) return base::ErrorCode::not_found;
  return subscribe(tx, viewer, kThreadTarget, place->id.value, target_of(*place), as, level);
}

}  // namespace forum
