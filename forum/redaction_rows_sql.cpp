#include "forum/columns.hpp"
#include "forum/post_rows.hpp"
#include "forum/redaction_rows.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

Statement const kFormer("redaction.former",
                        "SELECT r.version, r.editor_id, p.editor_id, d.redacted_at, d.reason, " +
                            author_columns("u") +
                            " FROM revision r JOIN post p ON p.id = r.post_id"
                            " LEFT JOIN redaction d ON d.post_id = r.post_id AND d.version = r.version"
                            " LEFT JOIN users u ON u.id = d.redacted_by"
                            " WHERE r.post_id = $1 AND r.stands_again = 0 AND r.version >= " +
                            released_version("$1") + " ORDER BY r.version DESC");
Statement const kIsRedacted("redaction.is_there",
                            "SELECT 1 FROM redaction WHERE post_id = $1 AND version = $2");
Statement const kInsert("redaction.insert",
                        "INSERT INTO redaction (post_id, version, redacted_by, redacted_at, reason)"
                        " VALUES ($1, $2, $3, $4, $5)");
// A text that stood again under a later number has a row for each.
Statement const kForgetText(
    "redaction.forget_text",
    "UPDATE revision SET body = '', html = '' WHERE post_id = $1 AND (version = $2 OR (stands_again = 1"
    " AND created_at = (SELECT x.created_at FROM revision x WHERE x.post_id = $1 AND x.version = $2)))");
Statement const kForgetFiles(
    "redaction.forget_files",
    "DELETE FROM attachment WHERE post_id = $1 AND first_version <= $2 AND end_version > $2"
    " AND NOT EXISTS (SELECT 1 FROM revision r WHERE r.post_id = $1 AND r.version <> $2 AND r.stands_again = "
    "0"
    " AND r.version >= attachment.first_version AND r.version < attachment.end_version)"
    " AND NOT EXISTS (SELECT 1 FROM post p WHERE p.id = $1 AND p.version >= attachment.first_version"
    " AND p.version < attachment.end_version)");
// The hash of the request that made the first text would confirm a guess.
Statement const kForgetRequest("redaction.forget_request",
                               "UPDATE idempotency SET request_hash = zeroblob(32)"
                               " WHERE made = (SELECT p.public_id FROM post p WHERE p.id = $1)");
Statement const kForgetAll("redaction.forget_all", "DELETE FROM redaction WHERE post_id = $1");

}  // namespace

std::vector<FormerVersion> select_former_versions(storage::ReadTx& tx, PostId post) {
  std::vector<FormerVersion> versions;
  tx.each(
      kFormer,
      [&](Row const& row) {
        FormerVersion version;
        version.version = static_cast<int>(row.integer(0));
        version.writer = row.id<auth::UserTag>(1);
        version.replaced_by = versions.empty() ? row.id<auth::UserTag>(2) : versions.back().writer;
        if (auto const at = row.optional_time(3)) {
          int column = 5;
          version.redacted = Redaction{*at, std::string(row.text(4)), read_author(row, column)};
        }
        versions.push_back(std::move(version));
      },
      post);
  return versions;
}

bool is_redacted(storage::ReadTx& tx, PostId post, int version) {
  return tx.one(kIsRedacted, [](Row const&) { return true; }, post, version).has_value();
}

void insert_redaction(storage::WriteTx& tx, auth::Viewer const& officer, PostId post,
                      NewRedaction const& redaction) {
  tx.execute(kInsert, post, redaction.version, officer.user, officer.now, redaction.reason);
}

void forget_version(storage::WriteTx& tx, PostId post, int version) {
  tx.execute(kForgetText, post, version);
  tx.execute(kForgetFiles, post, version);
  tx.execute(kForgetRequest, post);
}

void forget_redactions(storage::WriteTx& tx, PostId post) {
  tx.execute(kForgetAll, post);
}

}  // namespace forum
