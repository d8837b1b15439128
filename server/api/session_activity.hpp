// Remembers when each session was last written down as active, so that the idle timeout costs at most one
// write a minute and session. In memory, bounded, safe from any thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <string>
#include <unordered_map>

#include "base/hash.hpp"
#include "base/time.hpp"

namespace server::api {

class SessionActivity {
 public:
  explicit SessionActivity(std::chrono::milliseconds touch_every) : touch_every_(touch_every) {}

  // True where it is time to write last_seen_at again; the caller then does.
  bool is_due(base::Digest const& token_hash, base::Timestamp now);
  // A session that has just begun, written down a moment ago.
  void begin(base::Digest const& token_hash, base::Timestamp now);
  // Whether the token was a session's at some time. A stranger who makes up tokens is told by this from a
  // person who works; whether the session still holds, the database alone says.
  bool is_known(base::Digest const& token_hash);

 private:
  static constexpr std::size_t kRemembered = 50'000;  // sessions; beyond, all are asked once more

  std::chrono::milliseconds touch_every_;
  std::mutex mutex_;
  std::unordered_map<std::string, base::Timestamp> touched_;
};

}  // namespace server::api
