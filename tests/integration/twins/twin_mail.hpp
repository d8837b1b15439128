// The bodies with which the twin worlds are asked for mail.
#pragma once

#include "tests/integration/twins/twin_cases.hpp"

namespace tests::twins {

std::vector<Body> mail_frequencies(Twins& twins, api::Place const& place);
std::vector<Body> mail_addresses(Twins& twins, api::Place const& place);
std::vector<Body> mail_codes(Twins& twins, api::Place const& place);

}  // namespace tests::twins
