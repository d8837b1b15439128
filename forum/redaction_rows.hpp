// The statements behind redactions.hpp.
#pragma once

#include <vector>

#include "forum/redactions.hpp"

namespace forum {

struct FormerVersion {
  int version = 1;
  auth::UserId writer;
  auth::UserId replaced_by;           // who wrote the next one, or the text that stands there
  std::optional<Redaction> redacted;  // with who did it
};
// Those that the post's readers are told, the latest first.
std::vector<FormerVersion> select_former_versions(storage::ReadTx& tx, PostId post);
bool is_redacted(storage::ReadTx& tx, PostId post, int version);

void insert_redaction(storage::WriteTx& tx, auth::Viewer const& officer, PostId post,
                      NewRedaction const& redaction);
// The text, wherever it is kept, and the files of that version alone.
void forget_version(storage::WriteTx& tx, PostId post, int version);
// The post itself is erased.
void forget_redactions(storage::WriteTx& tx, PostId post);

}  // namespace forum
