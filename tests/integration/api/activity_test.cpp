// What goes on in the topics of who keeps order, through the whole server.
#include "tests/integration/api/api_test.hpp"

namespace tests::api {
namespace {

class ActivityApi : public Api {
 protected:
  ApiClient asker = client("officer1.fr");
  ApiClient moderator = client("moderator.ke");

  // The figure of the topic for this week.
  static std::int64_t this_week(ApiAnswer const& activity, std::string const& topic,
                                std::string const& what) {
    for (std::size_t i = 0;; ++i) {
      auto const place = "/topics/" + std::to_string(i);
      if (activity.text_at(place + "/id") == topic) return activity.number_at(place + "/" + what + "/11");
    }
  }
};

TEST_F(ActivityApi, is_told_to_those_who_keep_order) {
  auto const before = expect_status(200, moderator.get("/moderation/activity"));
  auto const thread = open_thread(asker, open(), {{"kind", "question"}}).id;
  auto const asked = expect_status(200, moderator.get("/moderation/activity"));
  EXPECT_EQ(this_week(asked, open(), "threads"), this_week(before, open(), "threads") + 1);
  EXPECT_EQ(asked.number_at("/unanswered/by_age/0/questions"),
            before.number_at("/unanswered/by_age/0/questions") + 1);
  EXPECT_TRUE(is_time(asked.text_at("/weeks/0")));
  auto other = client("officer1.es");
  reply(other, thread);
  auto const answered = expect_status(200, moderator.get("/moderation/activity"));
  EXPECT_EQ(answered.number_at("/unanswered/by_age/0/questions"),
            before.number_at("/unanswered/by_age/0/questions"));
  EXPECT_EQ(this_week(answered, open(), "posts"), this_week(before, open(), "posts") + 2);
}

TEST_F(ActivityApi, is_refused_to_everybody_else) {
  for (auto const who : {"officer1.fr", "coordinator.fr", "security.ke"}) {
    auto one = client(who);
    EXPECT_EQ(one.get("/moderation/activity").code(), "not_permitted") << who;
  }
}

}  // namespace
}  // namespace tests::api
