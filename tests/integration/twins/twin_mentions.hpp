// The bodies with which the twin worlds are asked whom the viewer may mention, and what a name in a text is.
#pragma once

#include "tests/integration/twins/twin_cases.hpp"

namespace tests::twins {

std::vector<Body> offers(Twins& twins, api::Place const& place);
std::vector<Body> previews_with_names(Twins& twins, api::Place const& place);

}  // namespace tests::twins
