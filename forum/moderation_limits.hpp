// Limits of what is counted for those who keep order. Section [moderation] of the configuration.
#pragma once

namespace forum {

struct ModerationLimits {
  int activity_weeks = 12;           // that the activity view looks back, this one included
  int activity_question_days = 365;  // questions asked before are not counted as unanswered
  int activity_posts = 50'000;       // the newest that are counted; what is older is left out, and that is said
  int activity_questions = 10;       // that are named, the oldest first
};

}  // namespace forum
