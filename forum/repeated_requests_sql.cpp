#include "forum/repeated_requests.hpp"

namespace forum {
namespace {

storage::Statement const kFind("idempotency.find",
                               "SELECT request_hash, made, answer FROM idempotency"
                               " WHERE user_id = $1 AND key = $2 AND created_at > $3");
storage::Statement const kForgetOld("idempotency.forget", "DELETE FROM idempotency WHERE created_at <= $1");
storage::Statement const kRemember("idempotency.remember",
                                   "INSERT INTO idempotency (user_id, key, request_hash, made, answer,"
                                   " created_at) VALUES ($1, $2, $3, $4, $5, $6)");

struct Found {
  base::Digest asked;
  WhatCame came;
};

}  // namespace

base::Result<std::optional<WhatCame>> find_repeated(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                    RepeatableRequest const& request, Limits const& limits) {
  auto const found = tx.one(
      kFind,
      [](storage::Row const& row) {
        if (auto const made = row.optional_public_id(1)) return Found{row.digest(0), *made};
        return Found{row.digest(0), std::string(row.text(2))};
      },
      viewer.user, request.key, viewer.now - limits.idempotency_kept);
  if (!found) return std::optional<WhatCame>();
  if (found->asked != request.asked)
    return base::Error(base::ErrorCode::idempotency_conflict, "the key was used with another body");
  return std::optional(found->came);
}

void remember_request(storage::WriteTx& tx, auth::Viewer const& viewer, RepeatableRequest const& request,
                      WhatCame const& came, Limits const& limits) {
  std::optional<base::PublicId> made;
  std::optional<std::string_view> answer;
  if (auto const* const id = std::get_if<base::PublicId>(&came)) made = *id;
  if (auto const* const sealed = std::get_if<std::string>(&came)) answer = *sealed;
  tx.execute(kForgetOld, viewer.now - limits.idempotency_kept);
  tx.execute(kRemember, viewer.user, request.key, request.asked, made, answer, viewer.now);
}

}  // namespace forum
