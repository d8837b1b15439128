// The step of the schema that search needs. See migrations.hpp.
#pragma once

namespace forum {

extern char const* const kSearch;

}  // namespace forum
