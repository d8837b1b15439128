#include "forum/outline_cache.hpp"

namespace forum {

OutlineCache::Found OutlineCache::find(Key key, OutlineStamp const& stamp) {
  Entries excess;  // outlives the lock
  std::lock_guard const lock(mutex_);
  auto const found = by_key_.find(key);
  if (found != by_key_.end() && found->second->stamp == stamp) {
    entries_.splice(entries_.begin(), entries_, found->second);
    Entry const& entry = entries_.front();
    return {entry.outline, !entry.outline && !entry.is_too_long};
  }
  replace({key, stamp, nullptr}, excess);
  return {};
}

std::shared_ptr<Outline const> OutlineCache::peek(Key key, OutlineStamp const& stamp) {
  std::lock_guard const lock(mutex_);
  auto const found = by_key_.find(key);
  return found != by_key_.end() && found->second->stamp == stamp ? found->second->outline : nullptr;
}

void OutlineCache::keep(Key key, OutlineStamp const& stamp, std::shared_ptr<Outline const> outline) {
  bool const is_too_long = !outline;
  Entries excess;
  std::lock_guard const lock(mutex_);
  replace({key, stamp, std::move(outline), is_too_long}, excess);
}

void OutlineCache::replace(Entry entry, Entries& excess) {
  if (auto const former = by_key_.find(entry.key); former != by_key_.end()) {
    drop(former->second, excess);
  }
  bytes_ += entry.bytes();
  entries_.push_front(std::move(entry));
  by_key_[entries_.front().key] = entries_.begin();
  while (bytes_ > most_bytes_ && !entries_.empty()) drop(std::prev(entries_.end()), excess);
}

void OutlineCache::drop(Entries::iterator entry, Entries& excess) {
  bytes_ -= entry->bytes();
  by_key_.erase(entry->key);
  excess.splice(excess.end(), entries_, entry);
}

}  // namespace forum
