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

// Facts whose audiences and deny lists are loaded once for many envelopes of one snapshot.
class FactsLoader {
 public:
  explicit FactsLoader(storage::ReadTx& tx) : tx_(tx) {}
  auth::Facts load(auth::Envelope const& envelope);
  // Of all sets that were loaded.
  std::size_t bytes() const { return bytes_; }

 private:
  using Keys = std::shared_ptr<std::vector<std::int64_t> const>;
  storage::ReadTx& tx_;
  std::unordered_map<auth::AudienceId, Keys> members_;
  std::unordered_map<auth::OrganisationId, Keys> denied_;
  std::size_t bytes_ = 0;
};

}  // namespace forum
