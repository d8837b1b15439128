// Acts of moderation that nobody does alone: what takes a thread out of its place, as a merger does, or from
// readers, as a move to a narrower topic, always; anything where the country of who would do it is a party
// (auth/conflicts.hpp). He proposes it, and somebody of another country decides (order_proposals.hpp). Hiding
// a post is the interim measure and waits for nobody: its source appeals against it (appeals.hpp).
#pragma once

#include <optional>
#include <string_view>

#include "forum/places.hpp"

namespace forum {

// What can be proposed. The numbers are those of the database.
enum class OrderStep {
  lock = 1,
  unlock,
  pin,
  unpin,
  move,
  close,
  reopen,
  merge,
  separate,
  slow,
  relabel = 20,      // title, kind and tags
  answer_flags = 21  // of a post in the thread (flag_proposals.hpp)
};
std::string_view to_string(OrderStep step);
std::optional<OrderStep> parse_order_step(std::string_view name);

// The right that it takes.
auth::Action right_to(OrderStep step);

bool has_conflict(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadPlace const& thread);
bool needs_second(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadPlace const& thread, OrderStep step);
// Whether somebody who reads the thread would not read it in that topic, by audience and level. The unit of
// the Secretariat that owns a topic reads there by that alone, and is not asked for; nor are deny lists: the
// answer would tell of them.
bool takes_readers_away(storage::ReadTx& tx, ThreadPlace const& thread, TopicPlace const& topic);
// Of a thread in a dispute to which his country is a party: whether he may change its title, kind and tags,
// but not alone. His own he may.
bool relabels_with_a_second(auth::Viewer const& viewer, ThreadPlace const& thread);

// Whether anybody of another country keeps order in the topic: a moderator, or an officer of the unit that
// owns it. Whether he reads a thread is not asked, since the answer would tell of it.
bool has_second_moderator(storage::ReadTx& tx, auth::Viewer const& viewer, TopicPlace const& topic);

}  // namespace forum
