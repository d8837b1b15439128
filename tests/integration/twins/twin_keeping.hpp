// What officers keep for themselves, and what the search offers, in the twin worlds.
#pragma once

#include "tests/integration/twins/twin_cases.hpp"
#include "tests/integration/twins/twin_world.hpp"

namespace tests::twins {

void bookmark_some(TwinWorld& world);
void save_a_search(TwinWorld& world);

std::vector<std::string> of_authors(Twins& twins, api::Place const& place);
std::vector<std::string> of_bookmarks(Twins& twins, api::Place const& place);
std::vector<Body> bookmark_notes(Twins& twins, api::Place const& place);
std::vector<Body> new_searches(Twins& twins, api::Place const& place);
std::vector<Body> search_edits(Twins& twins, api::Place const& place);

}  // namespace tests::twins
