// Kinds and tags in the twin worlds: what stands under a tag in both, and what in one alone.
#pragma once

#include <string>
#include <vector>

#include "tests/integration/twins/twin_cases.hpp"
#include "tests/integration/twins/twin_world.hpp"

namespace tests::twins {

// Steps of the story.
void tag_what_all_read(TwinWorld& w);
void tag_what_is_hidden(TwinWorld& w);
void retag_what_is_hidden(TwinWorld& w);

// What is asked.
std::vector<std::string> of_tags(Twins& twins, api::Place const& place);
std::vector<std::string> of_tagged_threads(Twins& twins, api::Place const& place);
std::vector<Body> tagged_threads(Twins& twins, api::Place const& place);
std::vector<Body> label_changes(Twins& twins, api::Place const& place);
std::vector<Body> tag_names(Twins& twins, api::Place const& place);
std::vector<Body> other_tag_names(Twins& twins, api::Place const& place);

}  // namespace tests::twins
