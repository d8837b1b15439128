#include "forum/draft_version_rows.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

Statement const kKeys("draft_version.keys",
                      "SELECT v.id, v.saved_at FROM draft_version v WHERE v.user_id = $1 AND v.context = $2"
                      " ORDER BY v.id");
Statement const kPage("draft_version.page",
                      "SELECT v.id, v.title, v.body, v.saved_at FROM draft_version v WHERE v.user_id = $1"
                      " AND v.context = $2 AND v.id < $3 ORDER BY v.id DESC");
Statement const kInsert("draft_version.insert",
                        "INSERT INTO draft_version (user_id, context, title, body, saved_at)"
                        " VALUES ($1, $2, $3, $4, $5)");
Statement const kDelete("draft_version.delete", "DELETE FROM draft_version WHERE id = $1");

}  // namespace

std::vector<DraftVersionKey> select_version_keys(storage::ReadTx& tx, auth::UserId user,
                                                 DraftContext const& context) {
  std::vector<DraftVersionKey> keys;
  tx.each(
      kKeys, [&](Row const& row) { keys.push_back({row.id<DraftVersionTag>(0), row.time(1)}); }, user,
      to_string(context));
  return keys;
}

void each_draft_version(storage::ReadTx& tx, auth::UserId user, DraftContext const& context,
                        DraftVersionId before,
                        std::function<bool(DraftVersionId, DraftVersion&&)> const& take) {
  auto rows = tx.query(kPage, user, to_string(context), before);
  while (rows.next()) {
    auto const& row = rows.row();
    DraftVersion version;
    version.title = row.optional_text(1);
    version.body = row.text(2);
    version.saved_at = row.time(3);
    if (!take(row.id<DraftVersionTag>(0), std::move(version))) return;
  }
}

void insert_draft_version(storage::WriteTx& tx, auth::UserId user, Draft const& draft) {
  tx.execute(kInsert, user, to_string(draft.context), draft.title, draft.body, draft.saved_at);
}

void delete_draft_version(storage::WriteTx& tx, DraftVersionId version) {
  tx.execute(kDelete, version);
}

}  // namespace forum
