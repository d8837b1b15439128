// Notes about authors, and warnings, in the twin worlds.
#pragma once

#include <string>
#include <vector>

#include "tests/integration/twins/twin_cases.hpp"
#include "tests/integration/twins/twin_world.hpp"

namespace tests::twins {

// Steps of the story.
void note_authors(TwinWorld& w);
void appeal_against_the_warning(TwinWorld& w);
void note_on_who_keeps_order(TwinWorld& w);
void note_without_kenya(TwinWorld& w);

// What is asked.
std::vector<std::string> of_author_notes(Twins& twins, api::Place const& place);
std::vector<Body> warning_appeals(Twins& twins, api::Place const& place);
std::vector<Body> warning_decisions(Twins& twins, api::Place const& place);
std::vector<Body> new_author_notes(Twins& twins, api::Place const& place);

}  // namespace tests::twins
