// Secret keys of the audit log as files: the server's own, and those of witnesses. They are kept outside the
// database, so that neither a copy of it nor the right to edit it is enough to sign a checkpoint:
// docs/decisions/008-audit-key.md. Blocks: for the start of the program and for tools.
#pragma once

#include <filesystem>
#include <optional>

#include "auth/audit_note.hpp"

namespace auth {

// Nothing where there is no such file. Throws std::runtime_error, for the operator to read, where it is not a
// key or others than its owner may read it.
std::optional<NoteSigner> read_note_key_file(std::filesystem::path const& file);

// Writes a new file (0600, on disk when this returns). Throws std::runtime_error where it exists or cannot be
// written.
void write_note_key_file(std::filesystem::path const& file, NoteSigner const& signer);

}  // namespace auth
