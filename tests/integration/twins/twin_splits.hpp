// Splitting branches off in the twin worlds.
#pragma once

#include <vector>

#include "tests/integration/twins/twin_cases.hpp"
#include "tests/integration/twins/twin_world.hpp"

namespace tests::twins {

// Steps of the story.
void write_branches(TwinWorld& w);
void answer_in_branch_among_two(TwinWorld& w);
void answer_in_branch_without_brazil(TwinWorld& w);
void split_what_all_read(TwinWorld& w);
void split_what_is_hidden(TwinWorld& w);
void split_more_that_all_read(TwinWorld& w);
void split_more_that_is_hidden(TwinWorld& w);
void put_back_what_all_read(TwinWorld& w);
void put_back_what_is_hidden(TwinWorld& w);

// What is asked.
std::vector<Body> splits(Twins& twins, api::Place const& place);

}  // namespace tests::twins
