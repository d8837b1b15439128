// Flags, and appeals against hidings, in the twin worlds.
#pragma once

#include <string>
#include <vector>

#include "tests/integration/twins/twin_cases.hpp"
#include "tests/integration/twins/twin_world.hpp"

namespace tests::twins {

// Steps of the story.
void flag_what_all_read(TwinWorld& w);
void decide_on_flags(TwinWorld& w);
void flag_what_is_hidden(TwinWorld& w);
void flag_what_leaves_brazil_out(TwinWorld& w);
void flag_of_brazil_is_answered(TwinWorld& w);
void appeal_for_spain(TwinWorld& w);

// What is asked.
std::vector<std::string> of_flag_cases(Twins& twins, api::Place const& place);
std::vector<Body> new_flags(Twins& twins, api::Place const& place);
std::vector<Body> flag_case_versions(Twins& twins, api::Place const& place);
std::vector<Body> flag_notes(Twins& twins, api::Place const& place);
std::vector<Body> flag_verdicts(Twins& twins, api::Place const& place);

std::vector<Body> appeal_verdicts(Twins& twins, api::Place const& place);

}  // namespace tests::twins
