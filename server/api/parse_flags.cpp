#include "server/api/parse_flags.hpp"

#include "base/text.hpp"
#include "server/api/parse_acts.hpp"

namespace server::api {

std::string parse_flag_words(http::ObjectReader& object, std::string_view name) {
  auto const given = object.text(name, http::Presence::required);
  if (!given) return {};
  std::string text(base::trimmed(*given));
  if (text.empty()) {
    object.note(name, base::FieldCode::empty);
  } else if (base::count_characters(text) > forum::kFlagCharacters) {
    object.note(name, base::FieldCode::too_long);
  } else if (auto const unfit = base::unfit_for_body(text)) {
    object.note(name, *unfit);
  }
  return text;
}

base::Result<AskedVerdict> parse_flag_verdict(http::Request const& request) {
  auto body = http::JsonBody::parse(request);
  if (!body) return body.error();
  auto root = body->root();
  AskedVerdict asked;
  if (auto const outcome = root.choice("outcome", http::Presence::required, forum::parse_flag_outcome))
    asked.outcome = *outcome;
  asked.reply = parse_flag_words(root, "reply");
  asked.version = parse_version(root);
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  return asked;
}

}  // namespace server::api
