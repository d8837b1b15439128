// Parts of the bodies of acts on flags.
#pragma once

#include <string>
#include <string_view>

#include "forum/flag_cases.hpp"
#include "server/http/json_body.hpp"

namespace server::api {

// A required text of several lines, as long as a flag may be; what does not fit is noted.
std::string parse_flag_words(http::ObjectReader& object, std::string_view name);

// What is answered to all flags of a post.
struct AskedVerdict {
  forum::FlagOutcome outcome = forum::FlagOutcome::settled;
  std::string reply;
  int version = 0;

  forum::FlagVerdict verdict() const { return {outcome, reply, version}; }
};
base::Result<AskedVerdict> parse_flag_verdict(http::Request const& request);

}  // namespace server::api
