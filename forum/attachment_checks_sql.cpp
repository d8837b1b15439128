#include "forum/attachment_checks.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

Statement const kDueCheck("attachment.due_check",
                          "SELECT id, public_id, name, announced, announced_sha256 FROM attachment"
                          " WHERE state = 1 ORDER BY id LIMIT 1");
Statement const kSettle("attachment.settle",
                        "UPDATE attachment SET state = $2, refusal = $3, type = $4, size = $5, sha256 = $6,"
                        " thumbnail = $7, scanned = $8 WHERE id = $1 AND state = 1");
Statement const kDueScans("attachment.due_scans",
                          "SELECT id, sha256 FROM attachment WHERE scanned = 0 AND state IN (2, 3)"
                          " AND id > $1 ORDER BY id LIMIT $2");
Statement const kPassed("attachment.passed",
                        "UPDATE attachment SET state = 2, scanned = 1 WHERE id = $1 AND state IN (2, 3)");
Statement const kFailed("attachment.failed",
                        "UPDATE attachment SET state = 4, refusal = $2, sha256 = NULL, thumbnail = NULL,"
                        " size = 0 WHERE id = $1 AND state IN (2, 3)");
Statement const kIsExpected("attachment.is_expected",
                            "SELECT 1 FROM attachment WHERE public_id = $1 AND state IN (0, 1)");
Statement const kInUse("attachment.in_use",
                       "SELECT sha256 FROM attachment WHERE sha256 IS NOT NULL"
                       " UNION SELECT thumbnail FROM attachment WHERE thumbnail IS NOT NULL");
Statement const kSweep("attachment.sweep",
                       "DELETE FROM attachment WHERE post_id IS NULL AND created_at < $1");

}  // namespace

std::optional<DueCheck> find_due_check(storage::ReadTx& tx) {
  return tx.one(kDueCheck, [](Row const& row) {
    return DueCheck{row.id<AttachmentTag>(0), row.public_id(1), std::string(row.text(2)), row.integer(3),
                    row.optional_digest(4)};
  });
}

bool settle_check(storage::WriteTx& tx, AttachmentId upload, CheckedFile const& checked) {
  return tx.execute(kSettle, upload, static_cast<int>(checked.state), checked.refusal, checked.type,
                    checked.size, checked.sha256, checked.thumbnail, checked.scanned) == 1;
}

std::vector<DueScan> find_due_scans(storage::ReadTx& tx, AttachmentId after, int limit) {
  std::vector<DueScan> due;
  tx.each(
      kDueScans, [&](Row const& row) { due.push_back({row.id<AttachmentTag>(0), row.digest(1)}); }, after,
      limit);
  return due;
}

void settle_scan(storage::WriteTx& tx, AttachmentId attachment, std::string const& refusal) {
  if (refusal.empty()) {
    tx.execute(kPassed, attachment);
  } else {
    tx.execute(kFailed, attachment, refusal);
  }
}

bool is_expected(storage::ReadTx& tx, base::PublicId const& upload) {
  return tx.one(kIsExpected, [](Row const&) { return true; }, upload).has_value();
}

std::vector<base::Digest> files_in_use(storage::ReadTx& tx) {
  std::vector<base::Digest> files;
  tx.each(kInUse, [&](Row const& row) { files.push_back(row.digest(0)); });
  return files;
}

void sweep_uploads(storage::WriteTx& tx, AttachmentLimits const& limits, base::Timestamp now) {
  tx.execute(kSweep, now - limits.unattached_kept);
}

}  // namespace forum
