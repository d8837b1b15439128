// Who has written something, as those are told to whom it is told at all (told.hpp).
#pragma once

#include <string>

#include "base/id.hpp"

namespace forum {

struct Author {
  base::PublicId public_id;
  std::string name;
  std::string function;

  bool operator==(Author const&) const = default;
};

}  // namespace forum
