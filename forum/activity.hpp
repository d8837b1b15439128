// What goes on in the topics in which somebody keeps order, in figures: questions that nobody has answered,
// how much is written, which countries answer. Everything is counted over what the viewer may read himself.
// Costs as much as was written in the weeks that it looks back, however large the forum is.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "auth/viewer.hpp"
#include "forum/moderation_limits.hpp"
#include "forum/origin.hpp"
#include "storage/transaction.hpp"

namespace forum {

struct WeekLoad {
  int threads = 0;  // that were opened
  int posts = 0;    // that were published, first ones included
  int flags = 0;    // posts flagged in that week about which nothing is decided yet

  bool operator==(WeekLoad const&) const = default;
};

struct TopicActivity {
  Origin origin;
  std::string title;
  std::vector<WeekLoad> weeks;  // as ModerationActivity::weeks
  int open_flags = 0;           // those of longer ago included
};

// How long ago an unanswered question was asked.
enum class QuestionAge { week, month, quarter, longer };
std::string_view to_string(QuestionAge age);
constexpr std::array kQuestionAges{QuestionAge::week, QuestionAge::month, QuestionAge::quarter,
                                   QuestionAge::longer};

struct UnansweredQuestion {
  Origin origin;  // of the thread
  std::string title;
  base::PublicId topic;
  base::Timestamp asked_at;
};

struct CountryAnswers {
  std::string country;  // ISO 3166-1 alpha-2
  int answers = 0;

  bool operator==(CountryAnswers const&) const = default;
};

struct ModerationActivity {
  std::vector<base::Timestamp> weeks;  // their beginnings, on Mondays in UTC, the oldest first
  std::vector<TopicActivity> topics;   // by title
  std::array<int, kQuestionAges.size()> unanswered{};
  base::Timestamp asked_since;             // questions asked before are not counted
  std::vector<UnansweredQuestion> oldest;  // of the unanswered
  std::vector<CountryAnswers> countries;   // most answers first
  // Whose country attribution hides, from his colleagues too, or that come from no country.
  int answers_of_no_country = 0;
  bool is_cut = false;  // more was written than is counted: the oldest is left out
};

// An answer is any post but the first; a question is unanswered where the viewer may read none, and the
// thread is not locked. Errors: not_permitted for who keeps order in no topic.
base::Result<ModerationActivity> load_moderation_activity(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                          ModerationLimits const& limits);

}  // namespace forum
