#include "auth/setting_marks_sql.hpp"

#include "storage/row.hpp"

namespace auth {

namespace {

storage::Statement const kLoad("setting_mark.load", "SELECT name, digest FROM setting_mark ORDER BY name");
storage::Statement const kForget("setting_mark.forget", "DELETE FROM setting_mark");
storage::Statement const kInsert("setting_mark.insert",
                                 "INSERT INTO setting_mark (name, digest) VALUES ($1, $2)");

}  // namespace

SettingMarks load_setting_marks(storage::ReadTx& tx) {
  SettingMarks marks;
  tx.each(kLoad, [&](storage::Row const& row) { marks.emplace(row.text(0), row.digest(1)); });
  return marks;
}

void replace_setting_marks(storage::WriteTx& tx, SettingMarks const& marks) {
  tx.execute(kForget);
  for (auto const& [name, digest] : marks) tx.execute(kInsert, name, digest);
}

}  // namespace auth
