// Limits for those who keep order: of what is counted for them, and of what they write about others. Section
// [moderation] of the configuration.
#pragma once

#include <chrono>

namespace forum {

struct ModerationLimits {
  int activity_weeks = 12;           // that the activity view looks back, this one included
  int activity_question_days = 365;  // questions asked before are not counted as unanswered
  int activity_posts = 50'000;  // the newest that are counted; what is older is left out, and that is said
  int activity_questions = 10;  // that are named, the oldest first
  int split_posts = 1000;       // that go along with a branch, as far as who splits it off may read them
  int notes_per_hour = 60;      // notes about authors, and warnings, that one person writes
  std::chrono::days notes_kept{365};
};

}  // namespace forum
