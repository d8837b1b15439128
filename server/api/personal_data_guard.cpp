#include "server/api/personal_data_guard.hpp"

#include "forum/personal_data.hpp"

namespace server::api {
namespace {

std::optional<PersonalDataSaid> parse_said(std::string_view name) {
  if (name == "ask") return PersonalDataSaid::ask;
  if (name == "confirmed") return PersonalDataSaid::confirmed;
  if (name == "reported") return PersonalDataSaid::reported;
  return std::nullopt;
}

}  // namespace

std::optional<PersonalDataSaid> parse_personal_data(http::ObjectReader& object) {
  return object.choice("personal_data", http::Presence::optional, parse_said);
}

base::Result<void> check_personal_data(
    std::vector<std::pair<std::string_view, std::string_view>> const& texts,
    std::optional<PersonalDataSaid> said) {
  if (said != PersonalDataSaid::ask) return {};
  std::vector<base::FieldError> found;
  for (auto const& [pointer, text] : texts) {
    for (auto const& datum : forum::find_personal_data(text))
      found.push_back({std::string(pointer), datum.kind, datum.span});
  }
  if (!found.empty()) return base::Error(base::ErrorCode::personal_data, std::move(found));
  return {};
}

}  // namespace server::api
