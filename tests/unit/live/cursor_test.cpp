#include "server/live/cursor.hpp"

#include <gtest/gtest.h>

namespace server::live {
namespace {

base::Sealer::Key key_of(unsigned char seed) {
  base::Sealer::Key key{};
  key.fill(std::byte{seed});
  return key;
}

TEST(StreamCursor, opens_to_the_event_that_was_sealed) {
  base::SeededRandom random(1);
  CursorSealer const cursors(key_of(1), random);
  for (std::int64_t const number :
       {std::int64_t{0}, std::int64_t{1}, std::int64_t{255}, std::int64_t{1} << 62}) {
    EXPECT_EQ(cursors.open(cursors.seal(forum::EventId{number})), forum::EventId{number});
  }
}

TEST(StreamCursor, tells_nothing_by_its_length_or_its_text) {
  base::SeededRandom random(1);
  CursorSealer const cursors(key_of(1), random);
  EXPECT_EQ(cursors.seal(forum::EventId{1}).size(), cursors.seal(forum::EventId{1'000'000'000}).size());
  EXPECT_NE(cursors.seal(forum::EventId{1}), cursors.seal(forum::EventId{1}));
}

TEST(StreamCursor, of_another_epoch_opens_to_nothing) {
  base::SeededRandom random(1);
  CursorSealer const before(key_of(1), random);
  CursorSealer const after(key_of(2), random);
  EXPECT_FALSE(after.open(before.seal(forum::EventId{5})));
}

TEST(StreamCursor, opens_to_nothing_where_it_was_made_up) {
  base::SeededRandom random(1);
  CursorSealer const cursors(key_of(1), random);
  std::string const cursor = cursors.seal(forum::EventId{5});
  EXPECT_FALSE(cursors.open(""));
  EXPECT_FALSE(cursors.open("5"));
  EXPECT_FALSE(cursors.open(cursor.substr(1)));
  EXPECT_FALSE(cursors.open(cursor + "A"));
  EXPECT_FALSE(cursors.open(std::string(100'000, 'A')));
  for (std::size_t i = 0; i < cursor.size(); ++i) {
    std::string changed = cursor;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(cursors.open(changed)) << i;
  }
}

}  // namespace
}  // namespace server::live
