// A change of a published post that awaits its release, as it is stored beside the post.
#pragma once

#include <optional>
#include <string>

#include "base/time.hpp"
#include "forum/author.hpp"
#include "forum/submissions.hpp"

namespace forum {

struct UntoldRevision {
  int version = 1;  // moves with its text, and with all that it would be released with
  Stage stage = Stage::none;
  Hands hands;
  Author writer;
  base::Timestamp submitted_at;
};

// Whose it is, and what it says.
struct PendingText {
  int version = 1;
  std::string body;
  Html html;  // mentions are found when it is released
  auth::UserId writer;
};

}  // namespace forum
