// What is shown, at which level, and whose it truly is: for the audit log, which holds what attribution hides
// (access-model, example 17). Never part of an answer.
#pragma once

#include "auth/marking.hpp"
#include "base/id.hpp"

namespace forum {

struct Origin {
  base::PublicId object;
  auth::Level level = auth::Level::open;
  base::PublicId source;

  bool operator==(Origin const&) const = default;
};

}  // namespace forum
