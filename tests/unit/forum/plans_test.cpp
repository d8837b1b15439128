// How the statements that every page needs find their rows: by an index, in its order.
#include <gtest/gtest.h>

#include "tests/support/forum_world.hpp"
#include "tests/unit/forum/tally_rows.hpp"

namespace forum {
namespace {

struct Plans : testing::Test {
  std::vector<std::string> of(std::string_view name) {
    return world.read([&](storage::ReadTx& tx) { return explain(tx, name); });
  }
  bool holds(std::vector<std::string> const& steps, std::string_view text) {
    for (auto const& step : steps) {
      if (step.find(text) != std::string::npos) return true;
    }
    return false;
  }
  void expect_no_sort_and_no_scan(std::string_view name) {
    auto const steps = of(name);
    ASSERT_FALSE(steps.empty()) << name;
    for (auto const& step : steps) {
      EXPECT_EQ(step.find("TEMP B-TREE"), std::string::npos) << step;
      if (!step.ends_with("CONSTANT ROW")) EXPECT_EQ(step.find(": SCAN"), std::string::npos) << step;
    }
  }

  tests::ForumWorld world;
};

TEST_F(Plans, lists_threads_along_the_index_of_activity) {
  expect_no_sort_and_no_scan("thread.by_activity");
  EXPECT_TRUE(holds(of("thread.by_activity"), "COVERING INDEX post_tally_by_activity"));
  expect_no_sort_and_no_scan("topic.last_by_activity");
}

TEST_F(Plans, reads_posts_along_the_order_of_reading) {
  for (std::string_view const name : {"post.page", "post.keys_before", "post.keys_up_to"}) {
    expect_no_sort_and_no_scan(name);
    EXPECT_TRUE(holds(of(name), "post_in_reading_order")) << name;
  }
}

TEST_F(Plans, counts_unread_by_sequence) {
  expect_no_sort_and_no_scan("unread.new_in_topic");
  EXPECT_TRUE(holds(of("unread.new_in_topic"), "COVERING INDEX post_tally_by_sequence"));
  EXPECT_TRUE(holds(of("unread.count_in_thread"), "COVERING INDEX post_by_sequence"));
}

TEST_F(Plans, reads_news_from_the_inbox_newest_first) {
  expect_no_sort_and_no_scan("notification.mine");
  expect_no_sort_and_no_scan("notification.desk");
}

TEST_F(Plans, reads_contributions_and_recalls_along_their_keys) {
  for (std::string_view const name :
       {"contribution.keys", "recall_request.open", "recall_request.confirmed"}) {
    expect_no_sort_and_no_scan(name);
  }
  EXPECT_TRUE(holds(of("contribution.keys"), "post_by_source"));
  EXPECT_TRUE(holds(of("recall_request.open"), "recall_request_open"));
  EXPECT_TRUE(holds(of("recall_request.confirmed"), "recall_request_confirmed"));
}

TEST_F(Plans, reads_what_compliance_checks_along_its_own_index) {
  for (std::string_view const name : {"release_queue.compliance", "release_queue.count_compliance"}) {
    EXPECT_TRUE(holds(of(name), "submission_in_check")) << name;
    for (auto const& step : of(name)) EXPECT_EQ(step.find("TEMP B-TREE"), std::string::npos) << step;
  }
}

TEST_F(Plans, counts_what_goes_on_along_the_index_of_time_and_never_touches_a_text) {
  EXPECT_TRUE(holds(of("activity.posts"), "SEARCH p USING COVERING INDEX post_by_time"));
  EXPECT_TRUE(holds(of("activity.unanswered"), "SEARCH t USING INDEX thread_question"));
  EXPECT_TRUE(holds(of("activity.flags"), "INDEX flag_case_open"));
  for (std::string_view const name : {"activity.posts", "activity.unanswered"}) {
    for (auto const& step : of(name)) {
      bool const is_of_its_own = step.find("SCAN y") != std::string::npos;  // what was found, being summed up
      if (!is_of_its_own) EXPECT_EQ(step.find(": SCAN"), std::string::npos) << step;
    }
  }
}

TEST_F(Plans, looks_nothing_up_by_scanning) {
  for (std::string_view const name :
       {"place.", "thread.one", "thread.totals", "thread.pinned", "thread.mine", "topic.count_threads",
        "thread.by_audience", "unread.new_in_audiences", "post.one", "inbox.fill", "idempotency.",
        "event.page", "event.last", "event.first", "draft.page", "mark.post"}) {
    for (auto const& step : of(name)) {
      bool const is_by_key = step.find(": SCAN event") != std::string::npos ||  // by its key, from an end
                             step.ends_with("SCAN CONSTANT ROW");
      if (!is_by_key) EXPECT_EQ(step.find(": SCAN"), std::string::npos) << step;
    }
  }
}

// An IN of several values, in a rule or in a CHECK of the table, and RETURNING would each make one.
TEST_F(Plans, makes_no_table_of_its_own_to_write_an_answer_or_to_know_its_reader) {
  for (std::string_view const name :
       {"viewer.", "place.find_thread", "place.find_post", "place.find_first_post", "post.insert", "post.one",
        "post.last_below", "event.insert", "inbox.fill", "subscription.follow_thread", "tally.add_post",
        "outline.mark"}) {
    auto const steps = world.read([&](storage::ReadTx& tx) { return select_opcodes(tx, name); });
    EXPECT_FALSE(steps.empty()) << name;
    for (auto const& step : steps) EXPECT_EQ(step.find("OpenEphemeral"), std::string::npos) << step;
  }
}

}  // namespace
}  // namespace forum
