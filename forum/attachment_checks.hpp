// What becomes of an upload when all of its bytes are there: it waits for its check, and is settled by what
// that found. The check itself is files/inspection.hpp; server/app/attachment_checker.hpp runs it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/hash.hpp"
#include "base/id.hpp"
#include "forum/attachment.hpp"
#include "forum/limits.hpp"
#include "storage/transaction.hpp"

namespace forum {

struct DueCheck {
  AttachmentId id;
  base::PublicId public_id;
  std::string name;
  std::int64_t announced = 0;
  std::optional<base::Digest> announced_sha256;
};
// The oldest.
std::optional<DueCheck> find_due_check(storage::ReadTx& tx);

struct CheckedFile {
  FileState state = FileState::refused;  // ready, held or refused
  std::string refusal;
  std::string type;
  std::int64_t size = 0;
  std::optional<base::Digest> sha256;
  std::optional<base::Digest> thumbnail;
  bool scanned = false;
};
// False where the upload has gone meanwhile.
bool settle_check(storage::WriteTx& tx, AttachmentId upload, CheckedFile const& checked);

struct DueScan {
  AttachmentId id;
  base::Digest sha256{};
};
// Files that nobody has scanned yet, behind this one.
std::vector<DueScan> find_due_scans(storage::ReadTx& tx, AttachmentId after, int limit);
// An empty refusal: nothing was found.
void settle_scan(storage::WriteTx& tx, AttachmentId attachment, std::string const& refusal);

bool is_expected(storage::ReadTx& tx, base::PublicId const& upload);
// All that the rows refer to, thumbnails too; each once.
std::vector<base::Digest> files_in_use(storage::ReadTx& tx);
// Uploads that nobody has attached in time.
void sweep_uploads(storage::WriteTx& tx, AttachmentLimits const& limits, base::Timestamp now);

}  // namespace forum
