// What every part of the hub works with. Made by the hub, kept by whoever may outlive it by a moment; the
// parts that are not constant are safe from any thread.
#pragma once

#include <functional>

#include "auth/sessions.hpp"
#include "base/time.hpp"
#include "forum/limits.hpp"
#include "server/live/counters.hpp"
#include "server/live/cursor.hpp"
#include "server/live/live_settings.hpp"
#include "storage/database.hpp"

namespace server::live {

struct Context {
  storage::Database& database;
  CursorSealer const& cursors;
  auth::SessionLimits const sessions;
  forum::Limits const limits;
  LiveSettings const settings;
  std::function<base::Timestamp()> const clock;
  Counters counters{};
};

}  // namespace server::live
