// The step of migrations.cpp that is about counting what goes on (activity.hpp).
#pragma once

namespace forum {

extern char const* const kActivity;

}  // namespace forum
