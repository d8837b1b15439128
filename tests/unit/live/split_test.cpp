// What the stream tells of a thread that was split off: to who could read a post of it, and to nobody else.
#include <gtest/gtest.h>

#include "auth/organisations.hpp"
#include "forum/splits.hpp"
#include "forum/tallies.hpp"
#include "forum/thread_store.hpp"
#include "forum/widening_rows.hpp"
#include "tests/unit/live/live_world.hpp"

namespace server::live {
namespace {

using namespace std::chrono_literals;
using Types = std::vector<std::string>;

// Three readers of one topic: a branch is for one of them, besides who keeps order there.
class LiveSplit : public testing::Test {
 protected:
  LiveSplit() { world.moderate(moderator, topic); }

  auth::NewAudience only(std::vector<auth::OrganisationId> const& organisations) {
    auth::NewAudience audience;
    audience.base = auth::AudienceBase::only;
    for (auto const one : organisations) audience.organisations.push_back(world.public_id(one));
    return audience;
  }
  base::PublicId open_for(std::chrono::milliseconds time) {
    forum::NewThread asked;
    asked.topic = topic;
    asked.title = "A question";
    asked.post.body = "What now?";
    asked.post.html = forum::Html{"<p>What now?</p>"};
    asked.post.marking.expires_on = world.now() + time;
    base::PublicId id;
    world.write([&](storage::WriteTx& tx) {
      id = forum::create_thread(tx, world.viewer(tx, author), asked, {world.random, world.limits})
               .value()
               .thread.public_id;
    });
    return id;
  }
  base::PublicId reply(Officer const& officer, base::PublicId const& thread,
                       std::vector<auth::OrganisationId> const& readers,
                       std::optional<base::PublicId> const& parent = {}) {
    forum::NewReply asked;
    asked.thread = thread;
    asked.parent = parent;
    asked.post.body = "So.";
    asked.post.html = forum::Html{"<p>So.</p>"};
    asked.post.audience = only(readers);
    base::PublicId id;
    world.write([&](storage::WriteTx& tx) {
      id = forum::create_reply(tx, world.viewer(tx, officer), asked, {world.random, world.limits})
               .value()
               .public_id;
    });
    return id;
  }
  base::PublicId split(base::PublicId const& post) {
    base::PublicId id;
    world.write([&](storage::WriteTx& tx) {
      auto const viewer = world.viewer(tx, moderator);
      id = forum::split_branch(
               tx, viewer, post, {"Another.", forum::find_post_place(tx, viewer, post).value().version},
               {"Apart", forum::ThreadKind::question, "From beside."}, {world.random, world.limits})
               .value();
    });
    return id;
  }
  void rejoin(base::PublicId const& thread) {
    world.write([&](storage::WriteTx& tx) {
      auto const viewer = world.viewer(tx, moderator);
      forum::rejoin_thread(tx, viewer, thread,
                           {"The same.", forum::find_thread_place(tx, viewer, thread).value().version})
          .value();
    });
  }
  void deny(auth::OrganisationId source, std::vector<auth::OrganisationId> const& denied) {
    world.write([&](storage::WriteTx& tx) { auth::set_deny_list(tx, source, denied); });
  }
  static std::size_t count(TestClient const& client, std::string_view type, base::PublicId const& thread) {
    return static_cast<std::size_t>(std::ranges::count_if(client.frames, [&](std::string const& frame) {
      return frame.find(type) != std::string::npos &&
             frame.find(base::to_string(thread)) != std::string::npos;
    }));
  }
  static bool names(TestClient const& client, base::PublicId const& id) { return count(client, "", id) > 0; }

  LiveWorld world;
  auth::OrganisationId fr = world.add_bureau("FR");
  auth::OrganisationId ke = world.add_bureau("KE");
  auth::OrganisationId br = world.add_bureau("BR");
  Officer author = world.add_officer("officer1.fr", fr);
  Officer moderator = world.add_officer("moderator.fr", fr);
  Officer reader = world.add_officer("officer1.ke", ke);
  Officer other = world.add_officer("officer1.br", br);
  base::PublicId topic = world.add_topic({fr, ke, br});
  base::PublicId first;
};

TEST_F(LiveSplit, that_expires_is_gone_for_who_could_read_a_post_of_it_and_silent_for_all_others) {
  auto const thread = open_for(10s);
  auto const made = split(reply(author, thread, {fr, ke}));
  auto const list = world.connect_ready(reader);
  list->watch_topics({topic});
  auto const page = world.connect_ready(reader);
  page->watch_threads({made});
  auto const unaware = world.connect_ready(other);
  unaware->watch({topic}, {made});
  world.look_again();
  world.pass_time(11s);
  world.look_again();
  EXPECT_EQ(count(*list, "thread.gone", made), 1u);
  EXPECT_EQ(count(*list, "thread.gone", thread), 1u);
  EXPECT_EQ(page->types(), (Types{"hello", "thread.gone"}));
  EXPECT_EQ(unaware->types(), (Types{"hello", "thread.gone"}));
  EXPECT_EQ(unaware->field("thread_id"), base::to_string(thread));
}

TEST_F(LiveSplit, whose_source_denies_somebody_is_gone_for_him_where_he_could_read_a_post_of_it) {
  auto const thread = world.open_thread(author, topic);
  auto const own = reply(other, thread, {fr, ke, br});
  auto const hidden = reply(author, thread, {fr, ke});
  reply(reader, thread, {fr, ke}, hidden);
  auto const open = split(own);
  auto const made = split(hidden);
  auto const cursor = world.cursor_now();
  auto const unaware = world.connect_ready(other);
  unaware->watch({topic}, {made});
  auto const list = world.connect_ready(reader);
  list->watch_topics({topic});
  world.look_again();
  deny(fr, {br, ke});
  world.look_again();
  EXPECT_FALSE(names(*unaware, made));
  EXPECT_GE(count(*unaware, "thread.gone", thread), 1u);
  EXPECT_GE(count(*unaware, "thread.gone", open), 1u) << "in which his own post stands";
  EXPECT_GE(count(*list, "thread.gone", made), 1u);
  EXPECT_GE(count(*list, "thread.gone", open), 1u);

  auto const back = world.come_back(other, cursor, {topic}, {made, open});
  EXPECT_FALSE(names(*back, made));
  EXPECT_GE(count(*back, "thread.gone", open), 1u);
  EXPECT_GE(count(*world.come_back(reader, cursor, {}, {made}), "thread.gone", made), 1u);
}

TEST_F(LiveSplit, that_goes_back_to_a_thread_that_somebody_may_not_read_is_gone_for_him) {
  auto const thread = world.open_thread(author, topic);
  auto const made = split(reply(author, thread, {fr, ke, br}));
  world.narrow(author, thread, {fr, ke});
  auto const cursor = world.cursor_now();
  auto const page = world.connect_ready(other);
  page->watch_threads({made});
  auto const known_to = world.connect_ready(reader);
  known_to->watch_threads({thread, made});
  world.look_again();
  rejoin(made);
  world.look_again();
  EXPECT_EQ(page->types(), (Types{"hello", "thread.gone"}));
  EXPECT_EQ(page->field("thread_id"), base::to_string(made));
  EXPECT_EQ(count(*known_to, "thread.gone", made), 1u);
  EXPECT_EQ(count(*world.come_back(other, cursor, {}, {made}), "thread.gone", made), 1u);
}

TEST_F(LiveSplit, of_a_thread_that_is_there_no_more_is_told_to_nobody_who_could_not_read_that) {
  auto const thread = world.open_thread(author, topic, {fr, ke});
  auto const post = reply(author, thread, {fr, ke});
  auto const cursor = world.cursor_now();
  auto const made = split(post);
  // What was split off is for more by now, and the other is withdrawn.
  world.write([&](storage::WriteTx& tx) {
    auto const viewer = world.viewer(tx, author);
    auto const all = auth::intern_audience(tx, auth::AudienceBase::only, {fr, ke, br}, {}, std::nullopt);
    auto place = forum::find_thread_place(tx, viewer, made).value();
    place.audience = all;
    forum::update_thread(tx, place);
    auto const standing = forum::find_post_place(tx, viewer, post).value();
    forum::update_envelope(tx, standing.id, auth::kInherit, standing.marking.level, 3);
    forum::recount_posts(tx, place.id);
    auth::bump_policy_epoch(tx);
    first = forum::find_first_post_place(tx, viewer, thread).value().public_id;
  });
  world.withdraw(author, first);
  EXPECT_FALSE(names(*world.come_back(other, cursor, {topic}, {}), thread));
  EXPECT_GE(count(*world.come_back(reader, cursor, {topic}, {}), "thread.gone", thread), 1u);
}

TEST_F(LiveSplit, says_nothing_to_who_may_read_its_first_post_alone_once_that_has_left) {
  auto const thread = world.open_thread(author, topic);
  auto const top = reply(author, thread, {fr, ke, br});
  auto const below = reply(author, thread, {fr, ke}, top);
  auto const made = split(top);
  reply(author, made, {fr, ke});
  split(top);
  static_cast<void>(below);
  auto const unaware = world.connect_ready(other);
  unaware->watch({topic}, {made});
  auto const cursor = world.cursor_now();
  world.write([&](storage::WriteTx& tx) {
    forum::ThreadEdit edit;
    edit.version = 1;
    edit.title = "Another title";
    forum::edit_thread(tx, world.viewer(tx, author), made, edit, {world.random, world.limits}).value();
  });
  world.look_again();
  EXPECT_EQ(unaware->types(), Types{"hello"});
  EXPECT_FALSE(names(*world.come_back(other, cursor, {topic}, {made}), made));
}

}  // namespace
}  // namespace server::live
