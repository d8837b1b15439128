// The step of the schema that release needs beyond its record. See migrations.hpp.
#pragma once

namespace forum {

extern char const* const kSubmissions;

}  // namespace forum
