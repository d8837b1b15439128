// Keeps the outlines of much-read threads, the least lately read going first. Safe from any thread.
#pragma once

#include <cstddef>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "forum/outline.hpp"

namespace forum {

class OutlineCache {
 public:
  using Key = std::pair<ThreadId, auth::Language>;

  // What is made of a post once and then used for each of its readers; to this floor it is just bytes.
  using Prepare = std::function<std::string(Post const&)>;

  OutlineCache(std::size_t most_bytes, Prepare prepare)
      : most_bytes_(most_bytes), prepare_(std::move(prepare)) {}

  Prepare const& prepare() const { return prepare_; }

  struct Found {
    std::shared_ptr<Outline const> outline;
    // Read before without a change since: worth an outline. A thread that changes with every reading is not.
    bool is_wanted = false;
  };
  Found find(Key key, OutlineStamp const& stamp);
  // What is kept, without asking for it to be made.
  std::shared_ptr<Outline const> peek(Key key, OutlineStamp const& stamp);
  // Nothing instead of an outline says that this thread is too long for one.
  void keep(Key key, OutlineStamp const& stamp, std::shared_ptr<Outline const> outline);

 private:
  struct Entry {
    Key key;
    OutlineStamp stamp;
    std::shared_ptr<Outline const> outline;
    bool is_too_long = false;

    std::size_t bytes() const { return kEntryBytes + (outline ? outline->bytes : 0); }
  };
  using Entries = std::list<Entry>;
  static constexpr std::size_t kEntryBytes = 256;

  // What goes is moved to `excess`, for the caller to destroy after he has let go of the lock.
  void replace(Entry entry, Entries& excess);
  void drop(Entries::iterator entry, Entries& excess);

  std::size_t most_bytes_;
  Prepare prepare_;
  std::mutex mutex_;
  Entries entries_;  // the last read first
  std::map<Key, Entries::iterator> by_key_;
  std::size_t bytes_ = 0;
};

}  // namespace forum
