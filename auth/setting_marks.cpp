#include "auth/setting_marks.hpp"

#include <vector>

#include "auth/audit_log.hpp"
#include "auth/setting_marks_sql.hpp"

namespace auth {
namespace {

std::vector<std::string> changed(SettingMarks const& before, SettingMarks const& next) {
  std::vector<std::string> names;
  for (auto const& [name, digest] : next) {
    auto const found = before.find(name);
    if (found == before.end() || found->second != digest) names.push_back(name);
  }
  for (auto const& [name, digest] : before) {
    if (!next.contains(name)) names.push_back(name);
  }
  return names;
}

std::string digest_of(SettingMarks const& settings) {
  std::string all;
  for (auto const& [name, digest] : settings) all += name + "=" + base::encode_base64url(digest) + "\n";
  return "sha256 " + base::encode_base64url(base::sha256(all));
}

// As many of the names as a reason has room for; of the rest how many they are.
std::string describe(SettingMarks const& settings, std::vector<std::string> const& names) {
  constexpr std::size_t kForTheRest = 20;
  std::string text = digest_of(settings);
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (text.size() + names[i].size() + kForTheRest > kMostReasonCharacters)
      return text + " +" + std::to_string(names.size() - i);
    text += " " + names[i];
  }
  return text;
}

}  // namespace

void note_settings(storage::WriteTx& tx, SettingMarks const& settings, base::Timestamp now) {
  auto const before = load_setting_marks(tx);
  auto const names = changed(before, settings);
  if (names.empty()) return;
  replace_setting_marks(tx, settings);
  if (before.empty()) return;
  append_audit(tx, {.at = now,
                    .event = AuditEvent::settings_changed,
                    .object = {AuditObjectKind::platform, std::nullopt},
                    .reason = describe(settings, names)});
}

}  // namespace auth
