// Widenings so that a post may be quoted, in the twin worlds.
#pragma once

#include <vector>

#include "tests/integration/twins/twin_cases.hpp"
#include "tests/integration/twins/twin_world.hpp"

namespace tests::twins {

// A step of the story, on its posts.
void ask_for_a_quote(TwinWorld& w);

// What is asked.
std::vector<Body> widenings(Twins& twins, api::Place const& place);
std::vector<Body> widenings_of_posts(Twins& twins, api::Place const& place);

}  // namespace tests::twins
