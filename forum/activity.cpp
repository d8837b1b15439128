#include "forum/activity.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

#include "auth/named.hpp"
#include "forum/activity_rows.hpp"

namespace forum {
namespace {

using std::chrono::days;
using std::chrono::floor;

constexpr auto kAges = std::to_array<auth::Named<QuestionAge>>({
    {QuestionAge::week, "week"},
    {QuestionAge::month, "month"},
    {QuestionAge::quarter, "quarter"},
    {QuestionAge::longer, "longer"},
});

base::Timestamp monday_of(base::Timestamp time) {
  auto const day = floor<days>(time);
  return day - (std::chrono::weekday(day) - std::chrono::Monday);
}

QuestionAge age_of(base::Timestamp asked_at, base::Timestamp now) {
  auto const age = now - asked_at;
  if (age < days(7)) return QuestionAge::week;
  if (age < days(30)) return QuestionAge::month;
  return age < days(90) ? QuestionAge::quarter : QuestionAge::longer;
}

class Counting {
 public:
  Counting(storage::ReadTx& tx, auth::Viewer const& viewer, ModerationLimits const& limits)
      : tx_(tx), viewer_(viewer), limits_(limits) {}

  ModerationActivity count(std::vector<KeptTopic> topics) {
    auto const first = monday_of(viewer_.now) - days(7) * (limits_.activity_weeks - 1);
    for (int week = 0; week < limits_.activity_weeks; ++week) {
      found_.weeks.push_back(first + days(7) * week);
    }
    found_.asked_since = viewer_.now - days(limits_.activity_question_days);
    for (auto& topic : topics) {
      places_.emplace(topic.id, found_.topics.size());
      count_questions(topic);
      topic.activity.weeks.resize(found_.weeks.size());
      found_.topics.push_back(std::move(topic.activity));
    }
    count_posts(first);
    count_flags(first);
    std::ranges::sort(found_.oldest, {},
                      [](auto const& one) { return std::pair(one.asked_at, one.origin.object); });
    if (found_.oldest.size() > most_named()) found_.oldest.resize(most_named());
    return std::move(found_);
  }

 private:
  std::size_t most_named() const { return static_cast<std::size_t>(limits_.activity_questions); }

  void count_questions(KeptTopic const& topic) {
    std::size_t named = 0;
    each_unanswered(tx_, viewer_, topic, found_.asked_since, [&](UnansweredQuestion question) {
      auto const age = age_of(question.asked_at, viewer_.now);
      ++found_.unanswered.at(static_cast<std::size_t>(age));
      if (++named <= most_named()) found_.oldest.push_back(std::move(question));
    });
  }

  void count_posts(base::Timestamp since) {
    std::map<std::string, int> countries;
    int all = 0;
    each_counted_posts(tx_, viewer_, since, limits_.activity_posts, [&](CountedPosts const& counted) {
      all += counted.posts;
      auto& week = found_.topics.at(places_.at(counted.topic)).weeks.at(counted.week);
      week.posts += counted.posts;
      if (counted.opens_thread) {
        week.threads += counted.posts;
      } else if (counted.country) {
        countries[*counted.country] += counted.posts;
      } else {
        found_.answers_of_no_country += counted.posts;
      }
    });
    found_.is_cut = all >= limits_.activity_posts;
    for (auto const& [country, answers] : countries) found_.countries.push_back({country, answers});
    std::ranges::sort(found_.countries, {},
                      [](auto const& one) { return std::pair(-one.answers, std::string_view(one.country)); });
  }

  void count_flags(base::Timestamp since) {
    each_counted_flags(tx_, viewer_, since, [&](CountedFlags const& counted) {
      auto& topic = found_.topics.at(places_.at(counted.topic));
      topic.open_flags += counted.posts;
      if (counted.week) topic.weeks.at(*counted.week).flags += counted.posts;
    });
  }

  storage::ReadTx& tx_;
  auth::Viewer const& viewer_;
  ModerationLimits const& limits_;
  ModerationActivity found_;
  std::unordered_map<TopicId, std::size_t> places_;
};

}  // namespace

std::string_view to_string(QuestionAge age) {
  return auth::name_of(kAges, age);
}

base::Result<ModerationActivity> load_moderation_activity(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                          ModerationLimits const& limits) {
  auto topics = select_kept_topics(tx, viewer);
  if (topics.empty()) return base::ErrorCode::not_permitted;
  return Counting(tx, viewer, limits).count(std::move(topics));
}

}  // namespace forum
