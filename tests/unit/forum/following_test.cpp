// Following, notifications and read marks.
#include <gtest/gtest.h>

#include "forum/notifications.hpp"
#include "forum/read_marks.hpp"
#include "tests/support/forum_world.hpp"

namespace forum {
namespace {

using base::ErrorCode;
using tests::Ask;
using tests::code_of;
using tests::ForumWorld;

struct Following : testing::Test {
  base::Result<SubscriptionLevels> follow_topic(std::string_view who, std::string_view topic, Subscriber as,
                                                SubscriptionLevel level = SubscriptionLevel::all) {
    return world.try_write([&](storage::WriteTx& tx) {
      return subscribe_topic(tx, world.viewer(tx, who), world.topic(topic), as, level);
    });
  }
  base::Result<SubscriptionLevels> follow_thread(std::string_view who, base::PublicId const& thread,
                                                 Subscriber as,
                                                 SubscriptionLevel level = SubscriptionLevel::all) {
    return world.try_write(
        [&](storage::WriteTx& tx) { return subscribe_thread(tx, world.viewer(tx, who), thread, as, level); });
  }
  NotificationPage news(std::string_view who, NotificationFilter filter = NotificationFilter::all,
                        PageRequest const& page = {}) {
    return world.database
        .read_now([&](storage::ReadTx& tx) {
          return load_notifications(tx, world.viewer(tx, who), filter, page, world.limits);
        })
        .value();
  }
  int read_news(std::string_view who, std::vector<base::PublicId> const& posts) {
    return world.write([&](storage::WriteTx& tx) {
      return read_notifications(tx, world.viewer(tx, who), posts, world.limits);
    });
  }
  int read(std::string_view who, base::PublicId const& thread, std::vector<base::PublicId> const& posts) {
    return try_read(who, thread, posts).value();
  }
  base::Result<int> try_read(std::string_view who, base::PublicId const& thread,
                             std::vector<base::PublicId> const& posts) {
    return world.try_write([&](storage::WriteTx& tx) {
      return read_posts(tx, world.viewer(tx, who), thread, posts, world.limits);
    });
  }
  int read_all(std::string_view who, base::PublicId const& thread) {
    return world.write([&](storage::WriteTx& tx) {
      return read_thread(tx, world.viewer(tx, who), thread, world.limits).value();
    });
  }
  int unread_in_topic(std::string_view who, std::string_view topic = "open") {
    return world.topic_as(who, topic).unread;
  }

  ForumWorld world;
};

TEST_F(Following, tells_the_levels_of_a_person_and_of_the_desk) {
  auto const mine = follow_topic("officer1.ke", "open", Subscriber::me, SubscriptionLevel::mentions);
  ASSERT_TRUE(mine);
  EXPECT_EQ(mine->mine, SubscriptionLevel::mentions);
  EXPECT_EQ(mine->bureau, SubscriptionLevel::none);
  EXPECT_EQ(code_of(follow_topic("officer1.ke", "open", Subscriber::bureau)), ErrorCode::not_permitted);
  ASSERT_TRUE(follow_topic("coordinator.ke", "open", Subscriber::bureau));
  EXPECT_EQ(world.topic_as("officer1.ke", "open").bureau_level, SubscriptionLevel::all);
  EXPECT_EQ(world.topic_as("officer1.ke", "open").my_level, SubscriptionLevel::mentions);
  EXPECT_EQ(world.topic_as("officer1.fr", "open").bureau_level, SubscriptionLevel::none);
  EXPECT_EQ(code_of(follow_topic("officer1.br", "narrow", Subscriber::me)), ErrorCode::not_found);
}

TEST_F(Following, brings_news_to_the_desk_of_the_bureau) {
  ASSERT_TRUE(follow_topic("security.ke", "open", Subscriber::bureau));
  auto const opened = world.open("officer1.fr", "open", "T");
  auto const page = news("officer2.ke");
  ASSERT_EQ(page.page.items.size(), 1U);
  auto const& item = page.page.items[0];
  EXPECT_EQ(item.post, opened.post.public_id);
  EXPECT_EQ(item.type, NotificationType::thread_created);
  EXPECT_EQ(item.title, "T");
  EXPECT_EQ(item.via, Subscriber::bureau);
  EXPECT_EQ(item.source->country, "FR");
  EXPECT_FALSE(item.read);
  EXPECT_EQ(page.unread, 1);
  EXPECT_TRUE(news("officer1.br").page.items.empty());
  // The desk's news are read by each for himself.
  EXPECT_EQ(read_news("officer2.ke", {opened.post.public_id}), 0);
  EXPECT_EQ(news("officer1.ke").unread, 1);
}

TEST_F(Following, begins_with_opening_or_answering_unless_somebody_said_otherwise) {
  auto const thread = world.open("officer1.fr", "open", "T").thread.public_id;
  auto const reply = world.reply("officer1.ke", thread).public_id;
  EXPECT_EQ(world.thread("officer1.ke", thread)->my_level, SubscriptionLevel::all);
  auto const page = news("officer1.fr");
  ASSERT_EQ(page.page.items.size(), 1U);
  EXPECT_EQ(page.page.items[0].post, reply);
  EXPECT_EQ(page.page.items[0].type, NotificationType::post_created);
  EXPECT_EQ(page.page.items[0].via, Subscriber::me);
  EXPECT_TRUE(news("officer1.ke").page.items.empty());

  ASSERT_TRUE(follow_thread("officer1.fr", thread, Subscriber::me, SubscriptionLevel::none));
  world.reply("officer1.fr", thread);
  EXPECT_EQ(world.thread("officer1.fr", thread)->my_level, SubscriptionLevel::none);
  EXPECT_EQ(world.thread("officer2.fr", thread)->my_level, std::nullopt);
  EXPECT_EQ(world.thread("officer1.fr", thread)->bureau_level, std::nullopt);
  world.reply("officer1.ke", thread);
  EXPECT_EQ(news("officer1.fr").page.items.size(), 1U);
}

TEST_F(Following, tells_once_what_comes_by_thread_topic_and_desk) {
  auto const thread = world.open("officer1.fr", "open", "T").thread.public_id;
  ASSERT_TRUE(follow_topic("officer1.ke", "open", Subscriber::me));
  ASSERT_TRUE(follow_thread("officer1.ke", thread, Subscriber::me));
  ASSERT_TRUE(follow_topic("coordinator.ke", "open", Subscriber::bureau));
  world.reply("officer1.fr", thread);
  auto const page = news("officer1.ke");
  ASSERT_EQ(page.page.items.size(), 1U);
  EXPECT_EQ(page.page.items[0].via, Subscriber::me);
  EXPECT_EQ(page.unread, 1);
}

TEST_F(Following, a_muted_thread_outweighs_a_followed_topic) {
  ASSERT_TRUE(follow_topic("officer1.ke", "open", Subscriber::me));
  auto const thread = world.open("officer1.fr", "open", "T").thread.public_id;
  ASSERT_TRUE(follow_thread("officer1.ke", thread, Subscriber::me, SubscriptionLevel::none));
  world.reply("officer1.fr", thread);
  EXPECT_EQ(news("officer1.ke").page.items.size(), 1U);
}

TEST_F(Following, asks_for_the_right_when_news_are_shown) {
  ASSERT_TRUE(follow_topic("officer1.ke", "open", Subscriber::me));
  Ask secret;
  secret.audience = world.only({"fr", "br"});
  world.open("officer1.fr", "open", "hidden", secret);
  EXPECT_TRUE(news("officer1.ke").page.items.empty());
  EXPECT_EQ(news("officer1.ke").unread, 0);
  world.open("officer1.fr", "open", "visible");
  EXPECT_EQ(news("officer1.ke").page.items.size(), 1U);
  world.deny("fr", {"ke"});
  EXPECT_TRUE(news("officer1.ke").page.items.empty());
  EXPECT_EQ(news("officer1.ke").unread, 0);
}

TEST_F(Following, hides_the_source_of_news_under_chatham_attribution) {
  ASSERT_TRUE(follow_topic("officer1.ke", "open", Subscriber::me));
  world.open("officer1.fr", "open", "T", tests::attributed(auth::Attribution::chatham));
  EXPECT_FALSE(news("officer1.ke").page.items.at(0).source);
}

TEST_F(Following, pages_news_newest_first_and_filters_what_is_read) {
  ASSERT_TRUE(follow_topic("officer1.ke", "open", Subscriber::me));
  ASSERT_TRUE(follow_topic("coordinator.ke", "open", Subscriber::bureau));
  std::vector<base::PublicId> posts;
  for (int i = 0; i < 5; ++i)
    posts.push_back(world.open("officer1.fr", "open", std::to_string(i)).post.public_id);
  auto const first = news("officer1.ke", NotificationFilter::all, {2, std::nullopt});
  EXPECT_EQ(first.page.items.at(0).post, posts[4]);
  EXPECT_EQ(first.page.items.at(1).post, posts[3]);
  auto const second = news("officer1.ke", NotificationFilter::all, {3, first.page.next});
  EXPECT_EQ(second.page.items.at(0).post, posts[2]);
  EXPECT_EQ(second.page.items.size(), 3U);
  EXPECT_FALSE(second.page.next);
  EXPECT_EQ(read_news("officer1.ke", {posts[1], posts[4], base::PublicId{}}), 3);
  auto const unread = news("officer1.ke", NotificationFilter::unread);
  EXPECT_EQ(unread.page.items.size(), 3U);
  EXPECT_EQ(unread.unread, 3);
  EXPECT_EQ(news("officer2.ke").unread, 5);
  EXPECT_EQ(world.write([&](storage::WriteTx& tx) {
    return read_all_notifications(tx, world.viewer(tx, "officer1.ke"));
  }),
            0);
  EXPECT_EQ(news("officer1.ke").unread, 0);
  EXPECT_TRUE(news("officer1.ke").page.items.at(2).read);
}

TEST_F(Following, counts_news_as_read_where_the_post_was_read) {
  ASSERT_TRUE(follow_topic("officer1.ke", "open", Subscriber::me));
  auto const opened = world.open("officer1.fr", "open", "T");
  EXPECT_EQ(read("officer1.ke", opened.thread.public_id, {opened.post.public_id}), 0);
  EXPECT_EQ(news("officer1.ke").unread, 0);
  EXPECT_TRUE(news("officer1.ke").page.items.at(0).read);
}

TEST_F(Following, stops_counting_at_the_limit) {
  world.limits.unread_shown = 3;
  ASSERT_TRUE(follow_topic("officer1.ke", "open", Subscriber::me));
  for (int i = 0; i < 5; ++i) world.open("officer1.fr", "open", "T");
  EXPECT_EQ(news("officer1.ke").unread, 3);
  EXPECT_EQ(unread_in_topic("officer1.ke"), 3);
}

using ReadMarks = Following;

TEST_F(ReadMarks, count_what_others_published_since_the_account_was_made) {
  auto const thread = world.open("officer1.fr", "open", "T").thread.public_id;
  world.reply("officer1.ke", thread);
  EXPECT_EQ(world.thread("officer1.ke", thread)->unread, 1);
  EXPECT_EQ(world.thread("officer1.fr", thread)->unread, 1);
  EXPECT_EQ(world.thread("officer1.br", thread)->unread, 2);
  world.write([&](storage::WriteTx& tx) { begin_reading(tx, world.user("officer1.br"), Backlog::read); });
  EXPECT_EQ(world.thread("officer1.br", thread)->unread, 0);
  EXPECT_EQ(unread_in_topic("officer1.br"), 0);
}

TEST_F(ReadMarks, may_be_set_out_of_order) {
  auto const opened = world.open("officer1.fr", "open", "T");
  auto const thread = opened.thread.public_id;
  auto const one = world.reply("officer1.fr", thread).public_id;
  auto const two = world.reply("officer1.fr", thread).public_id;
  EXPECT_EQ(read("officer1.ke", thread, {two}), 2);
  EXPECT_FALSE(world.post("officer1.ke", two)->unread);
  EXPECT_TRUE(world.post("officer1.ke", one)->unread);
  EXPECT_EQ(unread_in_topic("officer1.ke"), 2);
  EXPECT_EQ(read("officer1.ke", thread, {one, one}), 1);
  EXPECT_EQ(read("officer1.ke", thread, {opened.post.public_id}), 0);
  EXPECT_EQ(unread_in_topic("officer1.ke"), 0);
  world.reply("officer1.fr", thread);
  EXPECT_EQ(world.thread("officer1.ke", thread)->unread, 1);
  EXPECT_EQ(unread_in_topic("officer1.ke"), 1);
  EXPECT_EQ(read_all("officer1.ke", thread), 0);
  EXPECT_EQ(unread_in_topic("officer1.ke"), 0);
}

TEST_F(ReadMarks, pass_over_posts_of_elsewhere_and_posts_that_may_not_be_read) {
  auto const opened = world.open("officer1.fr", "open", "T");
  auto const other = world.open("officer1.fr", "open", "U");
  Ask secret;
  secret.audience = world.only({"fr"});
  auto const hidden = world.reply("officer1.fr", opened.thread.public_id, std::nullopt, secret).public_id;
  EXPECT_EQ(read("officer1.ke", opened.thread.public_id, {other.post.public_id, hidden, base::PublicId{}}),
            1);
  EXPECT_EQ(world.thread("officer1.ke", other.thread.public_id)->unread, 1);
  EXPECT_EQ(code_of(try_read("officer1.ke", base::PublicId{}, {})), ErrorCode::not_found);
}

TEST_F(ReadMarks, of_a_topic_cover_its_threads) {
  auto const thread = world.open("officer1.fr", "open", "T").thread.public_id;
  world.open("officer1.fr", "quiet", "Q");
  ASSERT_TRUE(world.try_write([&](storage::WriteTx& tx) {
    return read_topic(tx, world.viewer(tx, "officer1.ke"), world.topic("open"));
  }));
  EXPECT_EQ(unread_in_topic("officer1.ke"), 0);
  EXPECT_EQ(world.thread("officer1.ke", thread)->unread, 0);
  EXPECT_EQ(unread_in_topic("officer1.ke", "quiet"), 1);
}

}  // namespace
}  // namespace forum
