// What readers say of answers in the twin worlds.
#pragma once

#include <vector>

#include "tests/integration/twins/twin_cases.hpp"
#include "tests/integration/twins/twin_world.hpp"

namespace tests::twins {

// Steps of the story.
void ask_what_all_read(TwinWorld& w);
void accept_what_is_hidden(TwinWorld& w);
void accept_other_that_is_hidden(TwinWorld& w);
void accept_what_all_read(TwinWorld& w);
void react_to_what_all_read(TwinWorld& w);
void react_to_what_is_hidden(TwinWorld& w);
void react_unheard(TwinWorld& w);

// What is asked.
std::vector<Body> acceptances(Twins& twins, api::Place const& place);

}  // namespace tests::twins
