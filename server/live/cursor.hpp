// A place in the stream as the outside world holds it: the number of an event, sealed so that it tells
// nothing of how much happened out of sight.
//
// The key is the epoch of the database: it is made once, and a restored backup is given a new one, so that a
// cursor from a future that was rolled back opens to nothing. Immutable; safe from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/hash.hpp"
#include "base/random.hpp"
#include "forum/ids.hpp"

namespace server::live {

// The name of the key in auth::load_or_create_key; whoever restores a backup removes it.
inline constexpr std::string_view kCursorKey = "stream_cursor";

class CursorSealer {
 public:
  // `random` must outlive the sealer.
  CursorSealer(base::Sealer::Key const& key, base::Random& random) : sealer_(key), random_(random) {}

  // 64 characters of base64url, whatever the number; another text each time.
  std::string seal(forum::EventId event) const;
  // Nothing for what was not sealed here.
  std::optional<forum::EventId> open(std::string_view cursor) const;

 private:
  base::Sealer sealer_;
  base::Random& random_;
};

}  // namespace server::live
