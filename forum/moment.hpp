// What an operation needs from outside besides its transaction: randomness for new ids. The time is the
// viewer's (auth::Viewer::now).
#pragma once

#include "base/random.hpp"
#include "forum/limits.hpp"

namespace forum {

struct Moment {
  base::Random& random;
  Limits const& limits;
};

}  // namespace forum
