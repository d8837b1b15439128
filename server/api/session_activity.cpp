#include "server/api/session_activity.hpp"

namespace server::api {

namespace {

std::string key_of(base::Digest const& token_hash) {
  return {reinterpret_cast<char const*>(token_hash.data()), token_hash.size()};
}

}  // namespace

bool SessionActivity::is_due(base::Digest const& token_hash, base::Timestamp now) {
  auto key = key_of(token_hash);
  std::lock_guard const lock(mutex_);
  if (touched_.size() >= kRemembered) touched_.clear();
  auto const [entry, is_new] = touched_.try_emplace(std::move(key), now);
  if (is_new) return true;
  if (now - entry->second < touch_every_) return false;
  entry->second = now;
  return true;
}

void SessionActivity::begin(base::Digest const& token_hash, base::Timestamp now) {
  is_due(token_hash, now);
}

bool SessionActivity::is_known(base::Digest const& token_hash) {
  auto const key = key_of(token_hash);
  std::lock_guard const lock(mutex_);
  return touched_.contains(key);
}

}  // namespace server::api
