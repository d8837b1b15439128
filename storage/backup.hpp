// A copy of a running database, by SQLite's online backup: consistent, and nobody waits for it.
#pragma once

#include <filesystem>

namespace storage {

// Copies the database in `source` to `destination`, which must not exist yet; the copy is synced to disk, has
// no write-ahead log beside it, and is readable by its owner alone (0600). Throws EngineFailure. Blocks: for
// tools.
void backup_to(std::filesystem::path const& source, std::filesystem::path const& destination);

}  // namespace storage
