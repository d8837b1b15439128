// Files in the twin worlds: how the story attaches one, and what is asked of them.
#pragma once

#include <string>
#include <vector>

#include "tests/integration/twins/twin_cases.hpp"

namespace tests::twins {

// Uploaded and checked, for `attachments` of a new post; the world remembers it.
std::string upload(TwinWorld& world, std::string_view who, std::string const& name);

std::vector<Body> new_uploads(Twins& twins, api::Place const& place);
// Answers that would take files along which are somebody else's, or attached already.
std::vector<Body> replies_with_files(Twins& twins, api::Place const& place);

}  // namespace tests::twins
