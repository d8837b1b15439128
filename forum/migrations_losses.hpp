// The step of the schema that numbers what is lost without an event. See migrations.cpp.
#pragma once

namespace forum {

extern char const* const kLosses;
extern char const* const kExpiries;

}  // namespace forum
