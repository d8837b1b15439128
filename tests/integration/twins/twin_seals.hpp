// Official positions of bureaus in the twin worlds.
#pragma once

#include <vector>

#include "tests/integration/twins/twin_cases.hpp"
#include "tests/integration/twins/twin_world.hpp"

namespace tests::twins {

// Steps of the story, on the answers of twin_answers.hpp.
void ask_for_a_seal(TwinWorld& w);
void seal_what_all_read(TwinWorld& w);
void seal_what_is_hidden(TwinWorld& w);

// What is asked.
std::vector<Body> seal_decisions(Twins& twins, api::Place const& place);
std::vector<Body> seal_withdrawals(Twins& twins, api::Place const& place);

}  // namespace tests::twins
