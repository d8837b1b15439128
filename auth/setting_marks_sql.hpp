// Rows for setting_marks.cpp. Internal to this floor.
#pragma once

#include "auth/setting_marks.hpp"

namespace auth {

void replace_setting_marks(storage::WriteTx& tx, SettingMarks const& marks);

}  // namespace auth
