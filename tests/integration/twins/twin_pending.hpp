// Changes of published posts that await their release, in the twin worlds: steps of the story.
#pragma once

#include "tests/integration/twins/twin_world.hpp"

namespace tests::twins {

// Of the thread `restricted`, which Spain has released.
void revise_what_is_restricted(TwinWorld& w);
void return_what_was_revised(TwinWorld& w);
// Of a post of Brazil's.
void release_of_brazil(TwinWorld& w);
void remind_of_what_waits(TwinWorld& w);
void revise_of_brazil(TwinWorld& w);

}  // namespace tests::twins
