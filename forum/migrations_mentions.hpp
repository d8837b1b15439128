// The step of the schema that keeps who is mentioned.
#pragma once

namespace forum {

extern char const* const kMentions;

}  // namespace forum
