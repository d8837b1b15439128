#include "server/live/frames.hpp"

#include <gtest/gtest.h>

namespace server::live {
namespace {

LiveSettings const kSettings;

std::string id_of(char last) {
  return std::string(25, '0') + last;
}

class EventFrames : public testing::Test {
 protected:
  EventFrames() {
    auto event = std::make_shared<forum::Event>();
    event->id = forum::EventId{7};
    event->object = forum::EventObject::post;
    event->topic_public_id = *base::parse_public_id(id_of('1'));
    event->thread_public_id = *base::parse_public_id(id_of('2'));
    event->post_public_id = *base::parse_public_id(id_of('3'));
    event->at = base::from_milliseconds(1'800'000'000'000);
    event->is_news = true;
    event_ = event;
  }

  base::SeededRandom random_{1};
  CursorSealer const cursors_{base::Sealer::Key{}, random_};
  std::shared_ptr<forum::Event> event_;
};

std::string cursor_of(Frame const& frame) {
  std::string const start = R"({"cursor":")";
  EXPECT_EQ(frame->substr(0, start.size()), start);
  return frame->substr(start.size(), frame->find('"', start.size()) - start.size());
}

std::string rest_of(Frame const& frame) {
  return frame->substr(frame->find(R"(,"type")"));
}

TEST_F(EventFrames, carry_ids_type_and_time) {
  auto const published = publish(event_, cursors_);
  EXPECT_EQ(rest_of(published->created), R"(,"type":"post.created","topic_id":")" + id_of('1') +
                                             R"(","thread_id":")" + id_of('2') + R"(","post_id":")" +
                                             id_of('3') + R"(","at":"2027-01-15T08:00:00.000Z"})");
  EXPECT_NE(published->changed->find(R"("type":"post.changed")"), std::string::npos);
  EXPECT_EQ(cursors_.open(cursor_of(published->created)), forum::EventId{7});
}

TEST_F(EventFrames, do_not_tell_whoever_lost_a_thread_where_it_moved_to) {
  event_->topic_before_public_id = *base::parse_public_id(id_of('9'));
  event_->before.emplace();
  auto const published = publish(event_, cursors_);
  EXPECT_EQ(rest_of(published->gone), R"(,"type":"post.gone","topic_id":")" + id_of('9') +
                                          R"(","thread_id":")" + id_of('2') + R"(","post_id":")" +
                                          id_of('3') + R"(","at":"2027-01-15T08:00:00.000Z"})");
  EXPECT_NE(published->changed->find(id_of('1')), std::string::npos);
}

TEST_F(EventFrames, of_a_notification_lead_back_before_the_event) {
  auto const published = publish(event_, cursors_);
  EXPECT_NE(published->notification->find(R"("type":"notification")"), std::string::npos);
  EXPECT_EQ(cursors_.open(cursor_of(published->notification)), forum::EventId{6});
}

TEST_F(EventFrames, have_no_notification_where_nobody_is_notified) {
  event_->is_news = false;
  EXPECT_EQ(publish(event_, cursors_)->notification, nullptr);
}

TEST(WatchFrame, is_read_with_both_lists_or_one) {
  auto const watch = parse_watch(R"({"type":"watch","topics":[")" + id_of('1') + R"("],"threads":[")" +
                                     id_of('3') + R"(",")" + id_of('2') + R"(",")" + id_of('3') + R"("]})",
                                 kSettings);
  ASSERT_TRUE(watch);
  EXPECT_EQ(watch->topics.size(), 1u);
  ASSERT_EQ(watch->threads.size(), 2u);
  EXPECT_EQ(base::to_string(watch->threads[0]), id_of('2'));
  EXPECT_TRUE(parse_watch(R"({"type":"watch"})", kSettings));
}

TEST(WatchFrame, leaves_out_what_is_no_id_like_what_does_not_exist) {
  auto const watch = parse_watch(R"({"type":"watch","threads":["","nothing","' OR 1=1"]})", kSettings);
  ASSERT_TRUE(watch);
  EXPECT_TRUE(watch->threads.empty());
}

TEST(WatchFrame, is_refused_where_it_does_not_fit) {
  for (std::string const text :
       {"", "watch", "[]", "null", "{}", R"({"type":"watch"}x)", R"({"type":"Watch"})", R"({"type":1})",
        R"({"topics":[]})", R"({"type":"watch","topics":{}})", R"({"type":"watch","topics":"a"})",
        R"({"type":"watch","topics":[1]})", R"({"type":"watch","topics":[null]})",
        R"({"type":"watch","topics":[["a"]]})", R"({"type":"watch","more":[]})",
        R"({"type":"watch","topics":)"}) {
    EXPECT_FALSE(parse_watch(text, kSettings)) << text;
  }
  EXPECT_FALSE(parse_watch(std::string(10'000, '['), kSettings));
  EXPECT_FALSE(
      parse_watch(R"({"type":"watch","topics":[")" + std::string(20'000, 'a') + R"("]})", kSettings));
}

TEST(WatchFrame, has_room_for_a_hundred_of_each_and_not_one_more) {
  auto const frame_of = [](std::size_t topics, std::size_t threads) {
    auto const list = [](std::size_t count) {
      std::string text;
      for (std::size_t i = 0; i < count; ++i) text += (i == 0 ? "\"" : ",\"") + id_of('1') + "\"";
      return text;
    };
    return R"({"type":"watch","topics":[)" + list(topics) + R"(],"threads":[)" + list(threads) + "]}";
  };
  EXPECT_TRUE(parse_watch(frame_of(100, 100), kSettings));
  EXPECT_FALSE(parse_watch(frame_of(101, 0), kSettings));
  EXPECT_FALSE(parse_watch(frame_of(0, 101), kSettings));
}

}  // namespace
}  // namespace server::live
