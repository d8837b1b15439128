#include "forum/threads.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "tests/support/forum_world.hpp"

namespace forum {
namespace {

using base::ErrorCode;
using tests::Ask;
using tests::code_of;
using tests::ForumWorld;
using namespace std::chrono_literals;

using Titles = std::vector<std::string>;

Titles titles(Page<Thread> const& page) {
  Titles titles;
  for (auto const& thread : page.items) titles.push_back(thread.title);
  return titles;
}

ThreadEdit edit_of(Thread const& thread) {
  ThreadEdit edit;
  edit.version = thread.version;
  return edit;
}

TEST(CreateThread, tells_the_thread_and_its_first_post) {
  ForumWorld world;
  Ask ask;
  ask.audience = world.only({"fr", "ke", "br"});
  ask.marking.legal_use = auth::LegalUse::cite_freely;
  auto const opened = world.open("officer1.fr", "open", "  Cigarettes in transit ", ask);
  auto const& thread = opened.thread;
  EXPECT_EQ(thread.title, "Cigarettes in transit");
  EXPECT_EQ(thread.topic, world.topic("open"));
  EXPECT_EQ(thread.source->country, "FR");
  EXPECT_EQ(thread.audience.bureaus, 3);
  EXPECT_EQ(thread.audience.audience.organisations.size(), 3U);
  EXPECT_EQ(thread.marking.legal_use, auth::LegalUse::cite_freely);
  EXPECT_EQ(thread.posts, 1);
  EXPECT_EQ(thread.unread, 0);
  EXPECT_EQ(thread.last_activity, world.now);
  EXPECT_EQ(thread.my_level, SubscriptionLevel::all);
  EXPECT_EQ(opened.post.thread, thread.public_id);
  EXPECT_EQ(opened.post.marking, thread.marking);
  EXPECT_EQ(opened.post.audience.bureaus, 3);
  EXPECT_FALSE(opened.post.parent);
  EXPECT_EQ(world.thread("officer1.ke", thread.public_id)->unread, 1);
  EXPECT_EQ(code_of(world.thread("officer1.eg", thread.public_id)), ErrorCode::not_found);
  EXPECT_EQ(code_of(world.thread("unit.ipsg", thread.public_id)), ErrorCode::not_found);
}

TEST(CreateThread, includes_the_unit_that_owns_the_topic_in_all_members) {
  ForumWorld world;
  Ask ask;
  ask.audience.emplace().base = auth::AudienceBase::all_members;
  auto const thread = world.open("officer1.fr", "open", "T", ask).thread;
  EXPECT_TRUE(world.thread("unit.ipsg", thread.public_id));
  EXPECT_EQ(thread.audience.bureaus, 5);
}

TEST(CreateThread, is_never_wider_than_its_topic) {
  ForumWorld world;
  Ask ask;
  ask.audience.emplace().base = auth::AudienceBase::all_members;
  EXPECT_EQ(code_of(world.try_open("officer1.fr", "narrow", "T", ask)), ErrorCode::audience_too_wide);
  EXPECT_EQ(code_of(world.try_open("officer1.br", "narrow", "T")), ErrorCode::not_found);
  ask.audience.emplace().minus = {world.public_id("ke")};
  auto const thread = world.open("officer1.fr", "narrow", "T", ask).thread;
  EXPECT_EQ(thread.audience.bureaus, 1);
  EXPECT_EQ(code_of(world.thread("officer1.ke", thread.public_id)), ErrorCode::not_found);
}

TEST(CreateThread, names_a_title_that_does_not_fit) {
  ForumWorld world;
  using base::FieldCode;
  auto const code = [&](std::string_view title) {
    auto const refused = world.try_open("officer1.fr", "open", title);
    return refused ? FieldCode::unknown_value : refused.error().fields.at(0).code;
  };
  EXPECT_EQ(code(" "), FieldCode::empty);
  EXPECT_EQ(code("a\nb"), FieldCode::control_character);
  EXPECT_EQ(code("a\xE2\x80\xAE"
                 "b"),
            FieldCode::bidirectional_override);
  std::string longest;
  for (int i = 0; i < 200; ++i) longest += "é";
  EXPECT_EQ(code(longest + "e"), FieldCode::too_long);
  EXPECT_TRUE(world.try_open("officer1.fr", "open", longest));
}

TEST(CreateThread, waits_with_its_first_post_at_restricted_and_above) {
  ForumWorld world;
  auto const opened = world.open("officer1.fr", "open", "T", tests::at_level(auth::Level::confidential));
  EXPECT_EQ(opened.thread.state, auth::State::awaiting_release);
  EXPECT_EQ(code_of(world.thread("officer1.ke", opened.thread.public_id)), ErrorCode::not_found);
  EXPECT_EQ(world.topic_as("officer1.ke", "open").threads, 0);
  EXPECT_EQ(titles(*world.threads("officer1.fr", "open")), (Titles{"T"}));
  EXPECT_EQ(titles(*world.threads("coordinator.fr", "open")), (Titles{"T"}));
  EXPECT_EQ(titles(*world.threads("officer2.fr", "open")), Titles{});
  EXPECT_EQ(code_of(world.try_reply("coordinator.fr", opened.thread.public_id)),
            ErrorCode::parent_not_published);
  ASSERT_TRUE(world.release("coordinator.fr", opened.post.public_id));
  EXPECT_EQ(titles(*world.threads("officer1.ke", "open")), (Titles{"T"}));
  EXPECT_EQ(world.thread("officer1.ke", opened.thread.public_id)->unread, 1);
}

TEST(LoadThreads, comes_by_last_activity_of_what_the_viewer_may_read) {
  ForumWorld world;
  auto const one = world.open("officer1.fr", "open", "one").thread.public_id;
  world.now += 1s;
  auto const two = world.open("officer1.fr", "open", "two").thread.public_id;
  world.now += 1s;
  Ask secret;
  secret.audience = world.only({"fr", "es"});
  world.reply("officer1.fr", one, std::nullopt, secret);
  EXPECT_EQ(titles(*world.threads("officer1.es", "open")), (Titles{"one", "two"}));
  EXPECT_EQ(titles(*world.threads("officer1.ke", "open")), (Titles{"two", "one"}));
  EXPECT_EQ(world.thread("officer1.ke", one)->last_activity, world.now - 2s);
  EXPECT_EQ(world.thread("officer1.es", one)->last_activity, world.now);
  world.now += 1s;
  world.reply("officer1.es", two);
  EXPECT_EQ(titles(*world.threads("officer1.es", "open")), (Titles{"two", "one"}));
}

TEST(LoadThreads, counts_only_what_the_viewer_may_read) {
  ForumWorld world;
  for (int i = 0; i < 3; ++i) world.open("officer1.fr", "open", "visible");
  Ask secret;
  secret.audience = world.only({"fr", "es"});
  for (int i = 0; i < 2; ++i) world.open("officer1.fr", "open", "hidden", secret);
  EXPECT_EQ(world.topic_as("officer1.ke", "open").threads, 3);
  EXPECT_EQ(world.topic_as("officer1.es", "open").threads, 5);
  EXPECT_EQ(world.topic_as("officer1.ke", "open").unread, 3);
  EXPECT_EQ(world.threads("officer1.ke", "open")->items.size(), 3U);
}

TEST(LoadThreads, pages_without_losing_or_repeating_any) {
  ForumWorld world;
  for (int i = 0; i < 7; ++i) {
    // Two of each three in the same millisecond.
    if (i % 3 == 0) world.now += 1ms;
    world.open("officer1.fr", "open", std::to_string(i));
  }
  ThreadEdit pin = edit_of(world.threads("officer1.fr", "open")->items.at(3));
  pin.pinned = true;
  ASSERT_TRUE(
      world.edit_thread("moderator.ke", world.threads("officer1.fr", "open")->items.at(3).public_id, pin));
  auto const all = titles(*world.threads("officer1.ke", "open", {100, std::nullopt}));
  ASSERT_EQ(all.size(), 7U);
  EXPECT_EQ(all, (Titles{"3", "6", "5", "4", "2", "1", "0"}));
  for (int const limit : {1, 2, 3, 6, 7}) {
    Titles paged;
    PageRequest request{limit, std::nullopt};
    do {
      auto const page = world.threads("officer1.ke", "open", request).value();
      for (auto const& title : titles(page)) paged.push_back(title);
      request.after = page.next;
    } while (request.after);
    EXPECT_EQ(paged, all) << limit;
  }
}

TEST(LoadThreads, filters_by_unread_and_by_author) {
  ForumWorld world;
  auto const one = world.open("officer1.fr", "open", "one").thread;
  world.open("officer1.ke", "open", "two");
  EXPECT_EQ(titles(*world.threads("officer1.fr", "open", {}, ThreadFilter::unread)), (Titles{"two"}));
  EXPECT_EQ(titles(*world.threads("officer1.fr", "open", {}, ThreadFilter::mine)), (Titles{"one"}));
  auto pin = edit_of(one);
  pin.pinned = true;
  ASSERT_TRUE(world.edit_thread("moderator.ke", one.public_id, pin));
  EXPECT_EQ(titles(*world.threads("officer1.fr", "open", {}, ThreadFilter::mine)), (Titles{"one"}));
  EXPECT_EQ(titles(*world.threads("officer1.ke", "open", {}, ThreadFilter::mine)), (Titles{"two"}));
}

TEST(LoadThreads, refuses_a_cursor_that_is_none) {
  ForumWorld world;
  EXPECT_EQ(code_of(world.threads("officer1.fr", "open", {20, "x"})), ErrorCode::invalid_query);
}

TEST(EditThread, is_for_moderators_of_the_topic_and_its_unit) {
  ForumWorld world;
  auto const thread = world.open("officer1.fr", "quiet", "T").thread;
  auto lock = edit_of(thread);
  lock.locked = true;
  EXPECT_EQ(code_of(world.edit_thread("moderator.ke", thread.public_id, lock)), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(world.edit_thread("officer1.fr", thread.public_id, lock)), ErrorCode::not_permitted);
  auto const locked = world.edit_thread("unit.ipsg", thread.public_id, lock);
  ASSERT_TRUE(locked);
  EXPECT_TRUE(locked->locked);
  EXPECT_EQ(locked->version, 2);
  EXPECT_EQ(code_of(world.edit_thread("unit.ipsg", thread.public_id, lock)), ErrorCode::version_conflict);
}

TEST(EditThread, lets_the_author_change_the_title) {
  ForumWorld world;
  auto const thread = world.open("officer1.fr", "quiet", "T").thread;
  auto edit = edit_of(thread);
  edit.title = " Better ";
  EXPECT_EQ(code_of(world.edit_thread("officer1.ke", thread.public_id, edit)), ErrorCode::not_permitted);
  EXPECT_EQ(world.edit_thread("officer1.fr", thread.public_id, edit)->title, "Better");
  edit.version = 2;
  edit.title = "";
  EXPECT_EQ(code_of(world.edit_thread("officer1.fr", thread.public_id, edit)), ErrorCode::invalid_body);
}

TEST(EditThread, narrows_the_audience_at_once_and_never_widens_it) {
  ForumWorld world;
  Ask three;
  three.audience = world.only({"fr", "ke", "br"});
  auto const thread = world.open("officer1.fr", "open", "T", three).thread;
  auto const reply = world.reply("officer1.ke", thread.public_id).public_id;
  auto edit = edit_of(thread);
  edit.audience = world.only({"fr", "br"});
  auto const narrowed = world.edit_thread("officer1.fr", thread.public_id, edit);
  ASSERT_TRUE(narrowed);
  EXPECT_EQ(narrowed->audience.bureaus, 2);
  EXPECT_EQ(code_of(world.thread("officer1.ke", thread.public_id)), ErrorCode::not_found);
  EXPECT_EQ(code_of(world.post("officer1.ke", reply)), ErrorCode::not_found);
  EXPECT_TRUE(world.threads("officer1.ke", "open")->items.empty());
  EXPECT_EQ(world.topic_as("officer1.ke", "open").threads, 0);
  EXPECT_EQ(world.thread("officer1.br", thread.public_id)->posts, 2);
  EXPECT_EQ(world.post("officer1.br", reply)->audience.bureaus, 2);

  edit.version = 2;
  edit.audience = world.only({"fr", "ke", "br"});
  EXPECT_EQ(code_of(world.edit_thread("officer1.fr", thread.public_id, edit)), ErrorCode::audience_too_wide);
  edit.audience = auth::NewAudience{};
  EXPECT_EQ(code_of(world.edit_thread("officer1.fr", thread.public_id, edit)), ErrorCode::audience_too_wide);
  edit.audience = auth::NewAudience{};
  edit.audience->minus = {world.public_id("br")};
  EXPECT_EQ(code_of(world.edit_thread("officer1.fr", thread.public_id, edit)), ErrorCode::audience_too_wide);
}

TEST(EditThread, only_raises_the_marking) {
  ForumWorld world;
  auto const opened = world.open("officer1.fr", "open", "T");
  auto edit = edit_of(opened.thread);
  edit.marking = NewMarking{};
  edit.marking->level = auth::Level::open;
  EXPECT_EQ(code_of(world.edit_thread("officer1.fr", opened.thread.public_id, edit)),
            ErrorCode::level_too_low);
  edit.marking->level = auth::Level::restricted;
  edit.marking->attribution = auth::Attribution::country;
  world.write([&](storage::WriteTx& tx) {
    auth::set_clearance(tx, world.user("officer1.ke"), auth::Level::official_use_only);
  });
  auto const raised = world.edit_thread("officer1.fr", opened.thread.public_id, edit);
  ASSERT_TRUE(raised);
  EXPECT_EQ(raised->marking.level, auth::Level::restricted);
  EXPECT_EQ(world.post("officer2.ke", opened.post.public_id)->marking, raised->marking);
  EXPECT_EQ(code_of(world.thread("officer1.ke", opened.thread.public_id)), ErrorCode::not_found);
  EXPECT_EQ(world.topic_as("officer1.ke", "open").threads, 0);
  edit.version = 2;
  edit.marking = NewMarking{};
  edit.marking->attribution = auth::Attribution::person;
  EXPECT_EQ(code_of(world.edit_thread("officer1.fr", opened.thread.public_id, edit)),
            ErrorCode::invalid_body);
}

TEST(EditThread, leaves_a_released_title_as_it_was_released) {
  ForumWorld world;
  auto const opened = world.open("officer1.fr", "open", "T", tests::at_level(auth::Level::restricted));
  auto edit = edit_of(opened.thread);
  edit.title = "Before the release";
  auto const waiting = world.edit_thread("officer1.fr", opened.thread.public_id, edit);
  ASSERT_TRUE(waiting);
  ASSERT_TRUE(world.release("coordinator.fr", opened.post.public_id));
  edit = edit_of(*waiting);
  edit.title = "What nobody has checked";
  EXPECT_EQ(code_of(world.edit_thread("officer1.fr", opened.thread.public_id, edit)),
            ErrorCode::not_permitted);
  EXPECT_FALSE(std::ranges::count(world.thread("officer1.fr", opened.thread.public_id)->may,
                                  ThreadAction::edit_title));
}

TEST(EditThread, moves_into_a_narrower_topic_and_back_without_widening) {
  ForumWorld world;
  auto const thread = world.open("officer1.fr", "narrow", "T").thread;
  world.reply("officer1.ke", thread.public_id);
  auto edit = edit_of(thread);
  edit.topic = world.topic("open");
  EXPECT_EQ(code_of(world.edit_thread("officer1.fr", thread.public_id, edit)), ErrorCode::not_permitted);
  auto const moved = world.edit_thread("moderator.ke", thread.public_id, edit);
  ASSERT_TRUE(moved);
  EXPECT_EQ(moved->topic, world.topic("open"));
  EXPECT_EQ(moved->audience.bureaus, 2);
  EXPECT_EQ(code_of(world.thread("officer1.br", thread.public_id)), ErrorCode::not_found);
  EXPECT_EQ(titles(*world.threads("officer1.fr", "open")), (Titles{"T"}));
  EXPECT_TRUE(world.threads("officer1.fr", "narrow")->items.empty());

  // From wide to narrow it narrows at once; on the way back nobody is let in again.
  auto const wide = world.open("officer1.fr", "open", "W").thread;
  edit = edit_of(wide);
  edit.topic = world.topic("narrow");
  EXPECT_EQ(code_of(world.edit_thread("moderator.ke", wide.public_id, edit)),
            ErrorCode::second_person_required);
  edit.approved_by = world.viewer("unit.ipsg").public_id;
  ASSERT_TRUE(world.edit_thread("moderator.ke", wide.public_id, edit));
  EXPECT_EQ(code_of(world.thread("officer1.br", wide.public_id)), ErrorCode::not_found);
  EXPECT_EQ(world.thread("officer1.fr", wide.public_id)->audience.bureaus, 2);
  edit.version = 2;
  edit.topic = world.topic("open");
  edit.approved_by.reset();
  ASSERT_TRUE(world.edit_thread("moderator.ke", wide.public_id, edit));
  EXPECT_EQ(code_of(world.thread("officer1.br", wide.public_id)), ErrorCode::not_found);
}

TEST(EditThread, moves_to_no_topic_that_the_mover_may_not_read) {
  ForumWorld world;
  auto const thread = world.open("officer1.fr", "open", "T").thread;
  world.write([&](storage::WriteTx& tx) {
    auth::add_grant(tx, world.user("officer1.br"),
                    {.role = auth::Role::topic_moderator,
                     .scope = auth::Grant::Scope::topic,
                     .scope_id = world.topic_key("open").value,
                     .from = world.now - 1h,
                     .until = std::nullopt});
  });
  auto edit = edit_of(thread);
  edit.topic = world.topic("narrow");
  EXPECT_EQ(code_of(world.edit_thread("officer1.br", thread.public_id, edit)), ErrorCode::not_found);
}

TEST(LoadTopics, tells_only_topics_that_the_viewer_may_read_in_the_order_of_their_titles) {
  ForumWorld world;
  auto const names = [&](std::string_view who) {
    Titles titles;
    for (auto const& topic : world.topics(who)) titles.push_back(topic.title);
    return titles;
  };
  EXPECT_EQ(names("officer1.fr"), (Titles{"Topic narrow", "Topic open", "Topic quiet"}));
  auto const first = world.database.read_now([&](storage::ReadTx& tx) {
    return load_topics(tx, world.viewer(tx, "officer1.fr"), {2, std::nullopt}, world.limits);
  });
  EXPECT_EQ(first->items.size(), 2U);
  auto const rest = world.database.read_now([&](storage::ReadTx& tx) {
    return load_topics(tx, world.viewer(tx, "officer1.fr"), {2, first->next}, world.limits);
  });
  ASSERT_EQ(rest->items.size(), 1U);
  EXPECT_EQ(rest->items[0].title, "Topic quiet");
  EXPECT_FALSE(rest->next);
  EXPECT_EQ(names("officer1.br"), (Titles{"Topic open", "Topic quiet"}));
}

}  // namespace
}  // namespace forum
