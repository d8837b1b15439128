// The frames of the live stream on the wire: what the server says, encoded once and shared by all who hear
// it, and what a client may ask. Ids only, never text.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"
#include "forum/events.hpp"
#include "server/live/cursor.hpp"
#include "server/live/live_settings.hpp"

namespace server::live {

using Frame = std::shared_ptr<std::string const>;

Frame encode_hello(std::string_view cursor);
Frame encode_resumed();
Frame encode_reset(std::string_view cursor);

// What somebody has on screen and may not read any more, though no event says so: his own rights have
// changed.
Frame encode_gone(forum::WatchedTopic const& topic, std::string_view cursor, base::Timestamp at);
Frame encode_gone(forum::WatchedThread const& thread, std::string_view cursor, base::Timestamp at);
Frame encode_gone(forum::WatchedThread const& thread, base::PublicId const& post, std::string_view cursor,
                  base::Timestamp at);
// A thread that he still reads, but not all that he read in it.
Frame encode_changed(forum::WatchedThread const& thread, std::string_view cursor, base::Timestamp at);

// One event with every frame that may come of it. Immutable; goes to every I/O thread.
//
// Whoever is notified of an event hears of it twice, in this order: `notification`, with the cursor of the
// place just before the event, then the change with the event's own. A client that was cut off between the
// two comes back with a cursor before the event, and hears both.
struct Published {
  std::shared_ptr<forum::Event const> event;
  Frame created;
  Frame changed;
  Frame gone;
  Frame notification;  // null where nobody is notified of the event
};
std::shared_ptr<Published const> publish(std::shared_ptr<forum::Event const> event,
                                         CursorSealer const& cursors);

// {"type":"watch","topics":[ids],"threads":[ids]}: what the client has on screen. Either list may be left
// out.
struct Watch {
  std::vector<base::PublicId> topics;   // ascending, each once; what is no id at all is left out in silence,
  std::vector<base::PublicId> threads;  // like the id of something that does not exist
};
// Nothing for every other frame, unknown fields and lists above the limits.
std::optional<Watch> parse_watch(std::string_view text, LiveSettings const& settings);

}  // namespace server::live
