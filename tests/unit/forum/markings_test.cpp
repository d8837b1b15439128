// What somebody marks his text with holds together, or is refused with the place where it does not.
#include <gtest/gtest.h>

#include "tests/support/forum_world.hpp"

namespace forum {
namespace {

using base::FieldCode;
using base::FieldError;
using namespace std::chrono_literals;

class Markings : public testing::Test {
 protected:
  // The first thing that is wrong with it.
  FieldError refused(NewMarking const& marking) {
    auto const opened = world.try_open("officer1.fr", "open", "T", {.marking = marking});
    if (opened || opened.error().fields.empty()) return {"", FieldCode::required};
    return opened.error().fields.front();
  }
  static auth::Caveats with(auth::Caveat caveat) {
    auth::Caveats caveats;
    caveats.add(caveat);
    return caveats;
  }

  tests::ForumWorld world;
};

TEST_F(Markings, keep_every_part_that_was_set) {
  NewMarking asked;
  asked.caveats = with(auth::Caveat::h3);
  asked.caveats->add(auth::Caveat::display_only);
  asked.caveat_text = "Not to be shown in court.";
  asked.legal_use = auth::LegalUse::read_only;
  asked.attribution = auth::Attribution::country;
  asked.review_on = world.now + 24h;
  asked.expires_on = world.now + 48h;
  auto const opened = world.open("officer1.fr", "open", "T", {.marking = asked});
  for (auto const& marking : {opened.thread.marking, opened.post.marking}) {
    EXPECT_EQ(marking.caveats, *asked.caveats);
    EXPECT_EQ(marking.caveat_text, asked.caveat_text);
    EXPECT_EQ(marking.legal_use, asked.legal_use);
    EXPECT_EQ(marking.attribution, asked.attribution);
    EXPECT_EQ(marking.review_on, asked.review_on);
    EXPECT_EQ(marking.expires_on, asked.expires_on);
  }
}

TEST_F(Markings, are_reviewed_in_time_to_come_and_before_they_expire) {
  FieldError const wrong{"/marking/review_on", FieldCode::out_of_range};
  NewMarking asked;
  asked.review_on = world.now;
  EXPECT_EQ(refused(asked), wrong);
  asked.review_on = world.now + 3h;
  asked.expires_on = world.now + 2h;
  EXPECT_EQ(refused(asked), wrong);
  asked = {};
  asked.expires_on = world.now;
  EXPECT_EQ(refused(asked), (FieldError{"/marking/expires_on", FieldCode::out_of_range}));
}

TEST_F(Markings, ask_for_permission_or_let_everybody_cite) {
  NewMarking asked;
  asked.legal_use = auth::LegalUse::cite_freely;
  for (auto const caveat : {auth::Caveat::h1, auth::Caveat::h2}) {
    asked.caveats = with(caveat);
    EXPECT_EQ(refused(asked), (FieldError{"/marking/legal_use", FieldCode::contradicts}));
  }
  asked.caveats = with(auth::Caveat::display_only);
  EXPECT_TRUE(world.try_open("officer1.fr", "open", "T", {.marking = asked}));
}

TEST_F(Markings, are_not_to_be_reviewed_after_they_have_ended) {
  NewMarking reviewed;
  reviewed.review_on = world.now + 48h;
  auto const opened = world.open("officer1.fr", "open", "T", {.marking = reviewed});
  ThreadEdit shorter;
  shorter.version = opened.thread.version;
  shorter.marking.emplace().expires_on = world.now + 24h;
  auto const thread = world.edit_thread("officer1.fr", opened.thread.public_id, shorter).value();
  EXPECT_EQ(thread.marking.expires_on, world.now + 24h);
  EXPECT_FALSE(thread.marking.review_on);
}

}  // namespace
}  // namespace forum
