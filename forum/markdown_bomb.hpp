// Texts that are made to keep a parser busy.
#pragma once

#include <string_view>

namespace forum {

// What the parser would take more than linear time for: containers nested in one line, and paragraphs that
// are little but brackets, backticks and tags.
bool is_bomb(std::string_view body);

}  // namespace forum
