// What a source is asked so that a text may quote it: just as much as the readers of that text need.
#include "forum/fields.hpp"
#include "forum/quote.hpp"
#include "tests/unit/forum/widenings.hpp"

namespace forum {
namespace {

using Names = std::vector<std::string>;
using auth::Level;

// An answer of France's for itself and Kenya, in a thread of Brazil's for all; and another thread for all, in
// which Kenya would quote it.
class QuoteWidening : public Widenings {
 protected:
  base::PublicId at = world.open("officer1.br", "open", "Where it stands").thread.public_id;
  base::PublicId quoted =
      world.reply("officer1.fr", at, {}, {.body = "One two.", .audience = world.only({"fr", "ke"})})
          .public_id;
  base::PublicId thread = world.open("officer1.ke", "open", "Where it is quoted").thread.public_id;

  static Writing answer(base::PublicId const& thread) { return {.thread = thread}; }
  Writing answer_for(std::initializer_list<std::string_view> readers) {
    return {.thread = thread, .audience = world.only(readers)};
  }
  static FieldErrors faults(base::Result<Widening> const& refused) {
    return refused ? FieldErrors{} : refused.error().fields;
  }
};

TEST_F(QuoteWidening, shows_the_post_to_the_readers_of_the_text_once_its_source_consents) {
  auto const text = "[quote:" + to_string(QuoteReference{quoted, 1, 0, 3}) + "]\n\nAs France says.";
  EXPECT_EQ(code_of(world.try_reply("officer1.ke", thread, {}, tests::text(text))), ErrorCode::quote_wider);
  auto const asking = ask_for_quote("officer1.ke", quoted, answer_for({"ke", "es"}));
  ASSERT_TRUE(asking);
  EXPECT_EQ(asking->post, quoted);
  EXPECT_EQ(asking->quoted_in->thread->object, thread);
  EXPECT_EQ(asking->quoted_in->title, "Where it is quoted");
  auto const question = consent("coordinator.fr");
  EXPECT_EQ(names(question.gained), Names{"NCB ES"});
  EXPECT_EQ(question.asked_by->name, "Person officer1.ke");
  EXPECT_EQ(question.asked_from->name, "NCB KE");
  EXPECT_EQ(question.reason, "They need it.");
  EXPECT_EQ(question.quoted_in->title, "Where it is quoted");
  ASSERT_TRUE(approve("coordinator.fr"));
  EXPECT_TRUE(reads("officer1.es", quoted));
  EXPECT_TRUE(reads("officer1.fr", quoted)) << "nobody loses it";
  EXPECT_FALSE(reads("officer1.br", quoted));
  auto ask = tests::text(text);
  ask.audience = world.only({"ke", "es"});
  EXPECT_TRUE(world.try_reply("officer1.ke", thread, {}, ask));
  EXPECT_EQ(code_of(world.try_reply("officer1.ke", thread, {}, tests::text(text))), ErrorCode::quote_wider);
  ASSERT_TRUE(ask_for_quote("officer1.ke", quoted, answer(thread)));
  ASSERT_TRUE(approve("coordinator.fr"));
  EXPECT_TRUE(world.try_reply("officer1.ke", thread, {}, tests::text(text)));
}

TEST_F(QuoteWidening, tells_a_coordinator_nothing_of_a_thread_that_he_may_not_read) {
  auto const hidden =
      world.open("officer1.ke", "open", "Not for France", {.audience = world.only({"ke", "es"})});
  ASSERT_TRUE(ask_for_quote("officer1.ke", quoted, answer(hidden.thread.public_id)));
  auto const question = consent("coordinator.fr");
  ASSERT_TRUE(question.quoted_in);
  EXPECT_FALSE(question.quoted_in->thread);
  EXPECT_EQ(question.quoted_in->title, "");
  EXPECT_EQ(names(question.gained), Names{"NCB ES"});
  EXPECT_TRUE(asked("officer1.ke").front().quoted_in->thread);
  ASSERT_TRUE(ask_for_quote("officer2.ke", quoted, {.topic = world.topic("open")}));
  EXPECT_FALSE(consent("coordinator.fr").quoted_in->thread) << "a new thread";
}

TEST_F(QuoteWidening, asks_about_the_thread_where_the_post_goes_no_further_without_it) {
  auto const narrow = world.open("officer1.fr", "open", "Among two", {.audience = world.only({"fr", "ke"})});
  auto const kenyan = world.reply("officer2.ke", narrow.thread.public_id).public_id;
  auto const strict =
      world.reply("officer2.ke", narrow.thread.public_id, {}, {.audience = world.only({"ke", "fr"})})
          .public_id;
  auto const of_first = ask_for_quote("officer1.ke", narrow.post.public_id, answer(thread));
  ASSERT_TRUE(of_first);
  EXPECT_FALSE(of_first->post);
  EXPECT_EQ(of_first->thread, narrow.thread.public_id);
  EXPECT_EQ(code_of(ask_for_quote("officer1.ke", strict, answer(thread))), ErrorCode::audience_too_wide);
  EXPECT_EQ(faults(ask_for_quote("officer1.ke", kenyan, answer(thread))),
            (FieldErrors{{"/quoted_in", base::FieldCode::duplicate}}));
  ASSERT_TRUE(approve("coordinator.fr"));
  EXPECT_TRUE(reads("officer1.es", narrow.post.public_id));
  EXPECT_FALSE(reads("officer1.es", kenyan));
  auto const next = consent("coordinator.ke");
  EXPECT_FALSE(next.quoted_in) << "who asked, and why, is the first source's to know";
  ASSERT_TRUE(approve("coordinator.ke"));
  EXPECT_TRUE(reads("officer1.es", kenyan));
}

TEST_F(QuoteWidening, lowers_a_level_as_far_as_the_text_needs) {
  auto const high = world.reply("officer1.fr", at, {}, tests::at_level(Level::confidential)).public_id;
  ASSERT_TRUE(world.release("coordinator.fr", high));
  auto writing = answer(thread);
  writing.level = Level::restricted;
  ASSERT_TRUE(ask_for_quote("officer1.ke", high, writing));
  EXPECT_EQ(consent("coordinator.fr").level_after, Level::restricted);
  ASSERT_TRUE(approve("coordinator.fr"));
  EXPECT_EQ(world.post("officer1.fr", high)->marking.level, Level::restricted);
}

TEST_F(QuoteWidening, refuses_what_is_wrong) {
  EXPECT_EQ(code_of(ask_for_quote("officer1.es", quoted, answer(thread))), ErrorCode::not_found);
  EXPECT_EQ(code_of(ask_for_quote("officer1.ke", quoted, answer(base::PublicId{}))), ErrorCode::not_found);
  EXPECT_EQ(code_of(ask_for_quote("coordinator.ke", quoted, answer(thread))), ErrorCode::not_permitted);
  EXPECT_EQ(faults(ask_for_quote("officer1.ke", quoted, answer_for({"ke", "fr"}))),
            (FieldErrors{{"/quoted_in", base::FieldCode::out_of_range}}));
  EXPECT_EQ(faults(ask_for_quote("officer1.ke", quoted, answer_for({"es"}))),
            (FieldErrors{{"/quoted_in/audience/organisations", base::FieldCode::own_organisation_missing}}));
  auto const own = ask_for_quote("officer1.fr", quoted, answer(thread));
  EXPECT_TRUE(own) << "one's own post is one's bureau's to widen";
  ASSERT_TRUE(ask_for_quote("officer1.ke", quoted, answer(thread)));
  EXPECT_EQ(faults(ask_for_quote("officer1.ke", quoted, answer(thread))),
            (FieldErrors{{"/quoted_in", base::FieldCode::duplicate}}));
  auto const within = world.open("officer1.fr", "narrow", "In a narrow topic").post.public_id;
  EXPECT_EQ(code_of(ask_for_quote("officer1.ke", within, answer(thread))), ErrorCode::audience_too_wide);
}

}  // namespace
}  // namespace forum
