// Room for so many searches of the audit log at the same time. A search goes through the filters of all the
// time that is asked for, read by read: without a limit, those who look at the log would keep every reader
// from those who read the forum. Every member is safe to call from any thread.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>

#include "base/error.hpp"
#include "storage/job.hpp"

namespace server::api {

class AuditSearches {
 public:
  explicit AuditSearches(std::size_t most) : free_(static_cast<std::ptrdiff_t>(most)) {}

  // Held while a search runs; must not outlive the object.
  struct Leave {
    void operator()(std::atomic<std::ptrdiff_t>* free) const { ++*free; }
  };
  using Place = std::unique_ptr<std::atomic<std::ptrdiff_t>, Leave>;

  // overloaded where there is no room.
  base::Result<Place> enter() {
    Place place(&free_);
    if (--free_ < 0) return storage::overloaded();
    return place;
  }

 private:
  std::atomic<std::ptrdiff_t> free_;
};

}  // namespace server::api
