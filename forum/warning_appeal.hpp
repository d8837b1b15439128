// An appeal against a warning, as it is told to either side (warning_appeals.hpp).
#pragma once

#include <optional>
#include <string>

#include "base/id.hpp"
#include "base/time.hpp"

namespace forum {

enum class WarningAppealState { open = 1, lifted, upheld };

struct WarningDecision {
  std::string reason;
  base::Timestamp at;
};

struct WarningAppeal {
  base::PublicId public_id;
  WarningAppealState state = WarningAppealState::open;
  std::string reason;
  base::Timestamp at;
  std::optional<WarningDecision> decision;
};

}  // namespace forum
