#include <algorithm>

#include <gtest/gtest.h>

#include "tests/support/forum_world.hpp"

namespace forum {
namespace {

using base::ErrorCode;
using tests::Ask;
using tests::code_of;
using tests::ForumWorld;

template <class T>
std::vector<base::FieldError> fields_of(base::Result<T> const& result) {
  return result ? std::vector<base::FieldError>() : result.error().fields;
}

TEST(CreateReply, tells_the_post_as_it_is_stored) {
  ForumWorld world;
  auto const opened = world.open("officer1.fr", "open", "Cigarettes in transit");
  auto const reply =
      world.reply("officer1.ke", opened.thread.public_id, std::nullopt, tests::text("*Seen* here."));
  EXPECT_EQ(reply.body, "*Seen* here.");
  EXPECT_EQ(reply.html.text, "<p dir=\"auto\"><em>Seen</em> here.</p>\n");
  EXPECT_EQ(reply.thread, opened.thread.public_id);
  EXPECT_EQ(reply.parent, opened.post.public_id);
  EXPECT_EQ(reply.depth, 1);
  EXPECT_EQ(reply.source->country, "KE");
  EXPECT_EQ(reply.author->name, "Person officer1.ke");
  EXPECT_EQ(reply.marking.level, auth::Level::official_use_only);
  EXPECT_EQ(reply.state, auth::State::published);
  EXPECT_EQ(reply.audience.audience.base, auth::AudienceBase::inherit);
  EXPECT_EQ(reply.audience.bureaus, 5);
  EXPECT_EQ(reply.version, 1);
  EXPECT_FALSE(reply.unread);
  EXPECT_EQ(reply.created_at, world.now);
  EXPECT_EQ(reply.may, (std::vector{PostAction::reply, PostAction::edit, PostAction::narrow,
                                    PostAction::withdraw, PostAction::recall, PostAction::request_widening,
                                    PostAction::read_disclosures, PostAction::ask_seal}));
}

TEST(CreateReply, is_refused_when_the_thread_is_locked) {
  ForumWorld world;
  auto const thread = world.open("officer1.fr", "open", "T").thread;
  ThreadEdit lock;
  lock.version = thread.version;
  lock.locked = true;
  ASSERT_TRUE(world.edit_thread("moderator.ke", thread.public_id, lock));
  EXPECT_EQ(code_of(world.try_reply("officer1.ke", thread.public_id)), ErrorCode::thread_locked);
}

TEST(CreateReply, finds_no_thread_and_no_parent_that_the_author_may_not_read) {
  ForumWorld world;
  Ask hidden;
  hidden.audience = world.only({"fr", "ke"});
  auto const thread = world.open("officer1.fr", "open", "T", hidden).thread;
  EXPECT_EQ(code_of(world.try_reply("officer1.br", thread.public_id)), ErrorCode::not_found);

  auto const other = world.open("officer1.fr", "open", "U").thread;
  auto const secret = world.reply("officer1.fr", other.public_id, std::nullopt, hidden);
  EXPECT_EQ(code_of(world.try_reply("officer1.br", other.public_id, secret.public_id)), ErrorCode::not_found);
  // A parent of another thread is no parent here.
  EXPECT_EQ(code_of(world.try_reply("officer1.fr", thread.public_id, secret.public_id)),
            ErrorCode::not_found);
}

TEST(CreateReply, never_widens_the_audience_or_lowers_the_level_of_its_thread) {
  ForumWorld world;
  Ask narrow;
  narrow.audience = world.only({"fr", "ke"});
  auto const thread = world.open("officer1.fr", "open", "T", narrow).thread;
  Ask wide;
  wide.audience.emplace().base = auth::AudienceBase::all_members;
  EXPECT_EQ(code_of(world.try_reply("officer1.ke", thread.public_id, std::nullopt, wide)),
            ErrorCode::audience_too_wide);
  EXPECT_EQ(code_of(world.try_reply("officer1.ke", thread.public_id, std::nullopt,
                                    tests::at_level(auth::Level::open))),
            ErrorCode::level_too_low);
  wide.audience = world.only({"fr", "ke", "br"});
  EXPECT_EQ(code_of(world.try_reply("officer1.ke", thread.public_id, std::nullopt, wide)),
            ErrorCode::audience_too_wide);
  wide.audience.emplace().base = auth::AudienceBase::own;
  auto const own = world.try_reply("officer1.ke", thread.public_id, std::nullopt, wide);
  ASSERT_TRUE(own);
  EXPECT_EQ(own->audience.bureaus, 1);
  EXPECT_EQ(code_of(world.post("officer1.fr", own->public_id)), ErrorCode::not_found);
}

TEST(CreateReply, is_as_narrow_as_what_it_answers_unless_its_author_says_otherwise) {
  ForumWorld world;
  auto const opened = world.open("officer1.fr", "open", "T");
  Ask two;
  two.audience = world.only({"fr", "ke"});
  auto const narrow = world.reply("officer1.fr", opened.thread.public_id, std::nullopt, two).public_id;

  auto const answer = world.reply("officer1.ke", opened.thread.public_id, narrow);
  EXPECT_EQ(answer.audience.audience.base, auth::AudienceBase::only);
  EXPECT_EQ(answer.audience.bureaus, 2);
  EXPECT_EQ(code_of(world.post("officer1.br", answer.public_id)), ErrorCode::not_found);
  // And so on down the tree.
  auto const below = world.reply("officer1.fr", opened.thread.public_id, answer.public_id);
  EXPECT_EQ(code_of(world.post("officer1.br", below.public_id)), ErrorCode::not_found);

  Ask everybody;
  everybody.audience.emplace();
  auto const wider = world.reply("officer1.ke", opened.thread.public_id, narrow, everybody);
  EXPECT_EQ(wider.audience.audience.base, auth::AudienceBase::inherit);
  EXPECT_EQ(wider.audience.bureaus, 5);
  EXPECT_TRUE(world.post("officer1.br", wider.public_id));
}

TEST(CreateReply, is_as_strict_as_what_it_answers_unless_its_author_says_otherwise) {
  ForumWorld world;
  auto const thread = world.open("officer1.fr", "open", "T").thread.public_id;
  Ask strict = tests::at_level(auth::Level::restricted);
  strict.marking.attribution = auth::Attribution::country;
  auto const narrow = world.reply("officer1.fr", thread, std::nullopt, strict).public_id;
  ASSERT_TRUE(world.release("coordinator.fr", narrow));
  auto const answer = world.reply("officer2.fr", thread, narrow);
  EXPECT_EQ(answer.marking.level, auth::Level::restricted);
  EXPECT_EQ(answer.marking.attribution, auth::Attribution::country);
  EXPECT_EQ(answer.state, auth::State::awaiting_release);
  auto const knowingly =
      world.reply("officer2.fr", thread, narrow, tests::at_level(auth::Level::official_use_only));
  EXPECT_EQ(knowingly.marking.level, auth::Level::official_use_only);
  EXPECT_EQ(knowingly.state, auth::State::published);
}

TEST(CreateReply, cannot_be_above_what_its_author_may_read) {
  ForumWorld world;
  auto const thread = world.open("officer1.fr", "open", "T").thread;
  world.write([&](storage::WriteTx& tx) {
    auth::set_clearance(tx, world.user("officer1.ke"), auth::Level::official_use_only);
  });
  EXPECT_EQ(code_of(world.try_reply("officer1.ke", thread.public_id, std::nullopt,
                                    tests::at_level(auth::Level::restricted))),
            ErrorCode::level_too_high);
}

TEST(CreateReply, needs_a_right_to_post) {
  ForumWorld world;
  auto const thread = world.open("officer1.fr", "open", "T").thread;
  EXPECT_EQ(code_of(world.try_reply("security.ke", thread.public_id)), ErrorCode::not_permitted);
}

TEST(CreateReply, names_each_field_that_does_not_fit) {
  ForumWorld world;
  auto const thread = world.open("officer1.fr", "open", "T").thread.public_id;
  using base::FieldCode;
  auto const fields = [&](Ask const& ask) {
    return fields_of(world.try_reply("officer1.ke", thread, std::nullopt, ask));
  };
  using Fields = std::vector<base::FieldError>;
  EXPECT_EQ(fields(tests::text(" \n ")), (Fields{{"/body", FieldCode::empty}}));
  EXPECT_EQ(fields(tests::text("a\x01")), (Fields{{"/body", FieldCode::control_character}}));
  EXPECT_EQ(fields(tests::text("a\xE2\x80\xAE")), (Fields{{"/body", FieldCode::bidirectional_override}}));
  Ask long_text;
  long_text.body = std::string(world.limits.body_bytes + 1, 'a');
  EXPECT_EQ(fields(long_text), (Fields{{"/body", FieldCode::too_long}}));
  Ask marked;
  marked.marking.caveats = auth::Caveats{static_cast<std::uint8_t>(auth::Caveat::h3)};
  EXPECT_EQ(fields(marked), (Fields{{"/marking/caveat_text", FieldCode::required}}));
  marked.marking.caveat_text = std::string(301, 'a');
  EXPECT_EQ(fields(marked), (Fields{{"/marking/caveat_text", FieldCode::too_long}}));
  marked.marking.caveats.reset();
  EXPECT_EQ(fields(marked), (Fields{{"/marking/caveat_text", FieldCode::out_of_range}}));
  Ask expired;
  expired.marking.expires_on = world.now;
  EXPECT_EQ(fields(expired), (Fields{{"/marking/expires_on", FieldCode::out_of_range}}));
  Ask without_me;
  without_me.audience = world.only({"fr", "br"});
  EXPECT_EQ(fields(without_me), (Fields{{"/audience/organisations", FieldCode::own_organisation_missing}}));
}

TEST(CreateReply, stops_at_the_depth_limit) {
  ForumWorld world;
  world.limits.reply_depth = 2;
  auto const opened = world.open("officer1.fr", "open", "T");
  auto const first = world.reply("officer1.fr", opened.thread.public_id);
  auto const second = world.reply("officer1.fr", opened.thread.public_id, first.public_id);
  EXPECT_EQ(second.depth, 2);
  EXPECT_EQ(code_of(world.try_reply("officer1.fr", opened.thread.public_id, second.public_id)),
            ErrorCode::too_deep);
}

TEST(CreateReply, waits_for_the_coordinator_at_restricted_and_above) {
  ForumWorld world;
  auto const thread = world.open("officer1.fr", "open", "T").thread.public_id;
  auto const post =
      world.reply("officer1.ke", thread, std::nullopt, tests::at_level(auth::Level::restricted)).public_id;
  EXPECT_EQ(world.post("officer1.ke", post)->state, auth::State::awaiting_release);
  EXPECT_EQ(code_of(world.post("officer1.fr", post)), ErrorCode::not_found);
  EXPECT_EQ(code_of(world.post("officer2.ke", post)), ErrorCode::not_found);
  EXPECT_EQ(world.thread("officer1.fr", thread)->posts, 1);
  EXPECT_EQ(world.thread("coordinator.ke", thread)->posts, 2);
  EXPECT_EQ(code_of(world.try_reply("officer1.ke", thread, post)), ErrorCode::parent_not_published);

  EXPECT_EQ(code_of(world.release("officer1.ke", post)), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(world.release("coordinator.fr", post)), ErrorCode::not_found);
  auto const seen = world.post("coordinator.ke", post);
  EXPECT_TRUE(std::ranges::count(seen->may, PostAction::release));
  ASSERT_TRUE(world.release("coordinator.ke", post));
  EXPECT_EQ(world.post("officer1.fr", post)->state, auth::State::published);
  EXPECT_TRUE(world.post("officer1.fr", post)->unread);
  EXPECT_EQ(world.thread("officer1.fr", thread)->posts, 2);
  EXPECT_EQ(code_of(world.release("coordinator.ke", post)), ErrorCode::not_permitted);
}

TEST(CreateReply, waits_for_compliance_where_the_organisation_is_supervised) {
  ForumWorld world;
  auto const thread = world.open("officer1.fr", "open", "T").thread.public_id;
  world.set_status("ke", auth::OrganisationStatus::supervised);
  auto const post = world.reply("officer1.ke", thread);
  EXPECT_EQ(post.state, auth::State::awaiting_release);
  EXPECT_EQ(code_of(world.release("coordinator.ke", post.public_id)), ErrorCode::not_permitted);
}

TEST(CreateReply, is_released_as_it_was_read) {
  ForumWorld world;
  auto const thread = world.open("officer1.fr", "open", "T").thread.public_id;
  auto const post =
      world.reply("officer1.ke", thread, std::nullopt, tests::at_level(auth::Level::restricted)).public_id;
  ASSERT_TRUE(world.edit("officer1.ke", post, 1, "What nobody has checked."));
  EXPECT_EQ(code_of(world.release("coordinator.ke", post, 1)), ErrorCode::version_conflict);
  EXPECT_TRUE(world.release("coordinator.ke", post, 2));
}

TEST(CreateReply, of_a_supervised_organisation_is_not_changed_behind_the_back_of_compliance) {
  ForumWorld world;
  auto const thread = world.open("officer1.ke", "open", "T").thread;
  auto const published = world.reply("officer1.ke", thread.public_id);
  world.set_status("ke", auth::OrganisationStatus::supervised);
  ASSERT_TRUE(world.edit("officer1.ke", published.public_id, 1, "Other words."));
  EXPECT_EQ(world.post("officer1.fr", published.public_id)->body, published.body);
  EXPECT_EQ(world.post("officer1.ke", published.public_id)->pending->stage, Stage::compliance);
  ThreadEdit edit;
  edit.version = thread.version;
  edit.title = "Another title";
  EXPECT_EQ(code_of(world.edit_thread("officer1.ke", thread.public_id, edit)), ErrorCode::not_permitted);
  auto const waiting = world.reply("officer1.ke", thread.public_id);
  EXPECT_TRUE(world.edit("officer1.ke", waiting.public_id, 1, "Other words."));
}

TEST(CreateReply, names_nobody_in_a_thread_that_names_nobody) {
  ForumWorld world;
  auto const thread =
      world.open("officer1.fr", "open", "T", tests::attributed(auth::Attribution::chatham)).thread.public_id;
  auto const post = world.reply("officer1.ke", thread).public_id;
  auto const seen = world.post("officer1.fr", post);
  EXPECT_EQ(seen->marking.attribution, auth::Attribution::chatham);
  EXPECT_FALSE(seen->author);
  EXPECT_FALSE(seen->source);
}

}  // namespace
}  // namespace forum
