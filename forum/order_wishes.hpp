// What a proposal asks for beyond its act (order_proposals.hpp): other labels for a thread, or an answer to
// flags. It repeats what officers wrote, and goes with that.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "forum/flags.hpp"
#include "forum/labels.hpp"

namespace forum {

// What is left out stays as it is.
struct WantedLabels {
  std::optional<std::string> title = {};
  std::optional<ThreadKind> kind = {};
  std::optional<std::vector<std::string>> tags = {};  // all that it is to have

  bool operator==(WantedLabels const&) const = default;
};

struct WantedVerdict {
  base::PublicId flag_case;
  base::PublicId post;
  FlagOutcome outcome = FlagOutcome::settled;
  std::string reply;  // to everybody who has flagged it
};

}  // namespace forum
