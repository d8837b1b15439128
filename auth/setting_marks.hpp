// What the server was set up with when it last started: of each setting a digest, so that a change is noticed
// and stands in the audit log by the setting's name, while neither log nor database holds a value.
#pragma once

#include <map>
#include <string>

#include "base/hash.hpp"
#include "base/time.hpp"
#include "storage/transaction.hpp"

namespace auth {

// By name, "forum.release_undo_ms".
using SettingMarks = std::map<std::string, base::Digest, std::less<>>;

SettingMarks load_setting_marks(storage::ReadTx& tx);
// Keeps these in place of what was kept, and logs the names of those that have changed, come or gone; nothing
// where there were none before, or nothing has changed.
void note_settings(storage::WriteTx& tx, SettingMarks const& settings, base::Timestamp now);

}  // namespace auth
