// Envelopes read from rows, and their facts, for those who decide without the database: the live stream and
// the outlines of threads.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "auth/readable.hpp"
#include "storage/row.hpp"
#include "storage/transaction.hpp"

namespace forum {

constexpr int kEnvelopeColumns = 7;

// Columns of the envelope of `object`, whose source organisation the statement calls `source`, and their
// reader.
std::string envelope_columns(std::string_view object, std::string_view source);
auth::Envelope read_envelope(storage::Row const& row, int& column);

// Audiences and deny lists that were loaded, good for as long as the policy epoch stays what it was.
struct FactSets {
  using Keys = std::shared_ptr<std::vector<std::int64_t> const>;

  // More than this are forgotten all together: a forum has more audiences than are ever talked in at a time.
  static constexpr std::size_t kMost = 4096;

  std::int64_t epoch = 0;
  std::unordered_map<auth::AudienceId, Keys> members;
  std::unordered_map<auth::OrganisationId, Keys> denied;

  // Forgets what holds no longer at this epoch.
  void begin(std::int64_t policy_epoch);
};

// Facts whose audiences and deny lists are loaded once for many envelopes.
class FactsLoader {
 public:
  // `sets` have begun with the epoch of the snapshot.
  FactsLoader(storage::ReadTx& tx, FactSets& sets) : tx_(tx), sets_(sets) {}
  auth::Facts load(auth::Envelope const& envelope);
  // Of all sets that this one has loaded.
  std::size_t bytes() const { return bytes_; }

 private:
  storage::ReadTx& tx_;
  FactSets& sets_;
  std::size_t bytes_ = 0;
};

}  // namespace forum
