#include "server/api/session_activity.hpp"

namespace server::api {

bool SessionActivity::is_due(base::Digest const& token_hash, base::Timestamp now) {
  std::string key(reinterpret_cast<char const*>(token_hash.data()), token_hash.size());
  std::lock_guard const lock(mutex_);
  if (touched_.size() >= kRemembered) touched_.clear();
  auto const [entry, is_new] = touched_.try_emplace(std::move(key), now);
  if (is_new) return true;
  if (now - entry->second < touch_every_) return false;
  entry->second = now;
  return true;
}

}  // namespace server::api
