// Parts of the bodies of acts on organisations and accounts: the version that was seen, lines, reasons.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/http/json_body.hpp"

namespace server::api {

constexpr std::size_t kReasonCharacters = 1000;

// "version"; 0 where it does not fit, which is noted.
int parse_version(http::ObjectReader& object);
// A required text that stands on one line, without white space at its ends; what does not fit is noted.
std::string parse_line(http::ObjectReader& object, std::string_view name, std::size_t most_characters);
// The same where it may be left out: empty then.
std::string parse_line_if_given(http::ObjectReader& object, std::string_view name,
                                std::size_t most_characters);
// "reason": required, of several lines perhaps.
std::string parse_reason(http::ObjectReader& object);
// The same where nobody has to give one: empty where it is left out.
std::string parse_reason_if_given(http::ObjectReader& object);

// "summary" of a discussion: required.
std::string parse_summary(http::ObjectReader& object);

// A body that is nothing but why something is done, and to which version.
struct ReasonedAct {
  std::string reason;
  int version = 0;
};
base::Result<ReasonedAct> parse_reasoned_act(http::Request const& request);

// A body that is nothing but what somebody decides, as "outcome", and why.
template <class Outcome>
struct Verdict {
  Outcome outcome = {};
  std::string reason;
};
template <class Outcome>
base::Result<Verdict<Outcome>> parse_verdict(http::Request const& request,
                                             std::optional<Outcome> (*parse)(std::string_view)) {
  auto body = http::JsonBody::parse(request);
  if (!body) return body.error();
  auto root = body->root();
  Verdict<Outcome> verdict;
  if (auto const outcome = root.choice("outcome", http::Presence::required, parse))
    verdict.outcome = *outcome;
  verdict.reason = parse_reason(root);
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  return verdict;
}

}  // namespace server::api
