#include "server/api/parse_acts.hpp"

#include "base/text.hpp"
#include "forum/closings.hpp"

namespace server::api {
namespace {

using base::FieldCode;

constexpr std::int64_t kGreatestVersion = 1'000'000'000;

template <class Unfit>
std::string parse_text(http::ObjectReader& object, std::string_view name, std::size_t most, Unfit unfit,
                       http::Presence presence = http::Presence::required) {
  auto const text = object.text(name, presence);
  if (!text) return {};
  std::string kept(base::trimmed(*text));
  if (kept.empty()) {
    object.note(name, FieldCode::empty);
  } else if (base::count_characters(kept) > most) {
    object.note(name, FieldCode::too_long);
  } else if (auto const code = unfit(kept)) {
    object.note(name, *code);
  }
  return kept;
}

}  // namespace

int parse_version(http::ObjectReader& object) {
  return static_cast<int>(
      object.integer("version", http::Presence::required, 1, kGreatestVersion).value_or(0));
}

std::string parse_line(http::ObjectReader& object, std::string_view name, std::size_t most_characters) {
  return parse_text(object, name, most_characters, base::unfit_for_line);
}

std::string parse_line_if_given(http::ObjectReader& object, std::string_view name,
                                std::size_t most_characters) {
  return parse_text(object, name, most_characters, base::unfit_for_line, http::Presence::optional);
}

std::string parse_reason(http::ObjectReader& object) {
  return parse_text(object, "reason", kReasonCharacters, base::unfit_for_body);
}

std::string parse_reason_if_given(http::ObjectReader& object) {
  return parse_text(object, "reason", kReasonCharacters, base::unfit_for_body, http::Presence::optional);
}

std::string parse_summary(http::ObjectReader& object) {
  return parse_text(object, "summary", forum::kSummaryCharacters, base::unfit_for_body);
}

base::Result<ReasonedAct> parse_reasoned_act(http::Request const& request) {
  auto body = http::JsonBody::parse(request);
  if (!body) return body.error();
  auto root = body->root();
  ReasonedAct act;
  act.reason = parse_reason(root);
  act.version = parse_version(root);
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  return act;
}

}  // namespace server::api
