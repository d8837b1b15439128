// Closing and merging of threads in the twin worlds.
#pragma once

#include <vector>

#include "tests/integration/twins/twin_cases.hpp"
#include "tests/integration/twins/twin_world.hpp"

namespace tests::twins {

// Steps of the story.
void merge_what_all_read(TwinWorld& w);
void merge_what_is_hidden(TwinWorld& w);
void slow_what_is_hidden(TwinWorld& w);
void hide_and_show_what_is_hidden(TwinWorld& w);
void appeal_against_what_is_hidden(TwinWorld& w);
void answer_hidden_flags_by_two(TwinWorld& w);
void propose_what_is_hidden(TwinWorld& w);

// What is asked.
std::vector<std::string> of_moderation(Twins& twins, api::Place const& place);
std::vector<Body> closings(Twins& twins, api::Place const& place);
std::vector<Body> order_acts(Twins& twins, api::Place const& place);
std::vector<Body> slow_modes(Twins& twins, api::Place const& place);
std::vector<Body> act_appeals(Twins& twins, api::Place const& place);
std::vector<Body> act_verdicts(Twins& twins, api::Place const& place);
std::vector<Body> proposals(Twins& twins, api::Place const& place);
std::vector<Body> order_decisions(Twins& twins, api::Place const& place);
std::vector<std::string> of_order_proposals(Twins& twins, api::Place const& place);

}  // namespace tests::twins
