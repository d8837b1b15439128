// That a bureau stands behind an answer, as its readers are told.
#pragma once

#include "base/time.hpp"

namespace forum {

struct Seal {
  base::Timestamp signed_at;
  bool covers_text = true;  // false: it was given to an earlier text than the one that stands there

  bool operator==(Seal const&) const = default;
};

}  // namespace forum
