// What can be set of break-glass (break_glass.hpp) in the configuration, section [break_glass].
#pragma once

#include <chrono>

namespace auth {

struct BreakGlassLimits {
  std::chrono::milliseconds open = std::chrono::minutes(60);  // from the second person's approval on
  int asked_per_person = 5;                                   // undecided or open at a time
};

}  // namespace auth
