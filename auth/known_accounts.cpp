#include "auth/known_accounts.hpp"

#include <utility>

namespace auth {

std::shared_ptr<KnownAccount const> KnownAccounts::find(base::Digest const& token_hash,
                                                        std::int64_t stamp) const {
  std::lock_guard const lock(mutex_);
  auto const found = entries_.find(token_hash);
  return found != entries_.end() && found->second.stamp == stamp ? found->second.account : nullptr;
}

void KnownAccounts::keep(base::Digest const& token_hash, std::int64_t stamp,
                         std::shared_ptr<KnownAccount const> account) {
  std::unordered_map<base::Digest, Entry, FirstBytes> forgotten;  // outlives the lock
  std::lock_guard const lock(mutex_);
  if (entries_.size() >= most_) entries_.swap(forgotten);
  entries_[token_hash] = {stamp, std::move(account)};
}

}  // namespace auth
