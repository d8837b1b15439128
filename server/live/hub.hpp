// The live hub: what was committed goes to every open stream that may hear of it.
//
// One tail reads new events after each commit, encodes them, and hands them to one shard for each I/O thread;
// a shard holds the streams of its thread and a ring of recent events, and is touched on that thread only.
// Rights are asked at delivery, of viewers that are loaded again whenever the policy moves.
//
// Owned by server/app. Must outlive no one: streams, posted functions and the commit listener keep what they
// need; but the database, the cursors and the I/O threads' contexts must outlive the hub.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>

#include "auth/sessions.hpp"
#include "base/hash.hpp"
#include "base/time.hpp"
#include "forum/limits.hpp"
#include "server/live/counters.hpp"
#include "server/live/cursor.hpp"
#include "server/live/live_settings.hpp"
#include "server/net/application.hpp"
#include "storage/database.hpp"

namespace server::live {

class Hub {
 public:
  // `io_threads[i]` is Server::executor(i). `clock` tells the time that rights are judged at.
  Hub(storage::Database& database, CursorSealer const& cursors, auth::SessionLimits const& sessions,
      forum::Limits const& limits, LiveSettings const& settings,
      std::vector<boost::asio::any_io_executor> io_threads,
      std::function<base::Timestamp()> clock = base::wall_clock_now);
  ~Hub();  // stop()
  Hub(Hub const&) = delete;
  Hub& operator=(Hub const&) = delete;

  // Takes the place in the events from the database, blocking, and begins to tail. Call it before the first
  // stream, from a thread that is not an I/O thread.
  void start();
  // Stops to tail and to read. Streams are left to the network floor, which closes them with 1012. From any
  // thread; harmless when repeated.
  void stop();

  // The handler of a GET /api/v1/live whose origin and session the caller has checked. The session is asked
  // again when the stream opens, and from then on. `after` is what the client sent, as it is. From any
  // thread.
  std::shared_ptr<net::StreamHandler> open(base::Digest const& token_hash, std::optional<std::string> after);

  // After a sign-out: closes the streams of that session with 4401. From any thread.
  void session_ended(base::Digest const& token_hash);

  Counters const& counters() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace server::live
