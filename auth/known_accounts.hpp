// Keeps what a request asks first, and what seldom changes: who is behind a session, and with which grants.
//
// Nothing is taken on trust: an account is good only for the stamp that it was read with, and each request
// reads the stamp in its own snapshot. Triggers move the stamp with every change of an account, a grant or an
// organisation, and when a session ends (docs/decisions/011-known-accounts.md). What depends on the time
// (timeouts, vetting, the length of a grant) is decided anew for each request. Safe from any thread.
#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "auth/sessions.hpp"
#include "auth/viewer.hpp"
#include "base/hash.hpp"
#include "storage/transaction.hpp"

namespace auth {

struct KnownAccount;

class KnownAccounts {
 public:
  // More than these are forgotten all together.
  explicit KnownAccounts(std::size_t most) : most_(most) {}

  std::shared_ptr<KnownAccount const> find(base::Digest const& token_hash, std::int64_t stamp) const;
  void keep(base::Digest const& token_hash, std::int64_t stamp, std::shared_ptr<KnownAccount const> account);

 private:
  struct Entry {
    std::int64_t stamp = 0;
    std::shared_ptr<KnownAccount const> account;
  };
  // Hashes of secret random tokens are as good as random.
  struct FirstBytes {
    std::size_t operator()(base::Digest const& digest) const {
      std::size_t bytes = 0;
      std::memcpy(&bytes, digest.data(), sizeof bytes);
      return bytes;
    }
  };

  std::size_t most_;
  mutable std::mutex mutex_;
  std::unordered_map<base::Digest, Entry, FirstBytes> entries_;
};

// load_viewer() of viewer.hpp, but that an account may be known already.
base::Result<Viewer> load_viewer(storage::ReadTx& tx, base::Digest const& token_hash,
                                 SessionLimits const& limits, base::Timestamp now, KnownAccounts& known);
// In a write the account may be known, and is not kept: what a write sees can still be undone.
base::Result<Viewer> load_viewer(storage::WriteTx& tx, base::Digest const& token_hash,
                                 SessionLimits const& limits, base::Timestamp now, KnownAccounts& known);

}  // namespace auth
