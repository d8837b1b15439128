// What is narrowed is narrower at once and for everybody, and nothing ever gets wider by it.
#include "forum/narrowing.hpp"

#include "forum/audience_summary.hpp"
#include "forum/events.hpp"
#include "tests/unit/forum/recalling.hpp"

namespace forum {
namespace {

using auth::Level;

// A marking of which one part alone is asked for.
template <class Value>
NewMarking part(std::optional<Value> NewMarking::* field, std::type_identity_t<Value> value) {
  NewMarking marking;
  marking.*field = std::move(value);
  return marking;
}

class Narrow : public Recalling {
 protected:
  static PostEdit edit_of(int version) {
    PostEdit edit;
    edit.version = version;
    return edit;
  }
  PostEdit readers(std::string_view who, base::PublicId const& post, auth::NewAudience const& audience) {
    auto edit = edit_of(world.post(who, post)->version);
    edit.audience = audience;
    return edit;
  }
  PostEdit marking(std::string_view who, base::PublicId const& post, NewMarking const& marking) {
    auto edit = edit_of(world.post(who, post)->version);
    edit.marking = marking;
    return edit;
  }
  base::Result<Post> narrow_post(std::string_view who, base::PublicId const& post, PostEdit const& edit) {
    auto const viewer = world.viewer(who);
    return world.try_write([&](storage::WriteTx& tx) {
      return edit_post(tx, viewer, post, edit, {world.random, world.limits});
    });
  }
  base::Result<Contribution> narrow_lost(std::string_view who, base::PublicId const& post,
                                         PostEdit const& edit) {
    auto const viewer = world.viewer(who);
    return world.try_write(
        [&](storage::WriteTx& tx) { return narrow_contribution(tx, viewer, post, edit, world.limits); });
  }
  bool reads(std::string_view who, base::PublicId const& post) { return world.post(who, post).has_value(); }
  auth::NewAudience without(std::initializer_list<std::string_view> organisations) {
    auth::NewAudience audience;
    for (auto const name : organisations) audience.minus.push_back(world.public_id(name));
    return audience;
  }
  Delivery last_event_for(std::string_view who) {
    auto const viewer = world.viewer(who);
    return world.read([&](storage::ReadTx& tx) {
      FactSets sets;
      auto const events = load_events(tx, EventId{last_event(tx).value - 1}, 1, sets);
      return decide_delivery(viewer, *events.front());
    });
  }
};

TEST_F(Narrow, a_reply_is_gone_at_once_for_whom_it_is_taken_from_and_its_answers_stay) {
  auto const thread = open_thread();
  auto const post = world.reply("officer1.fr", thread).public_id;
  auto const below = world.reply("officer1.ke", thread, post).public_id;
  auto const narrowed = narrow_post("officer1.fr", post, readers("officer1.fr", post, without({"es"})));
  ASSERT_TRUE(narrowed) << narrowed.error().detail;
  EXPECT_EQ(narrowed->version, 2);
  EXPECT_FALSE(reads("officer1.es", post));
  EXPECT_EQ(last_event_for("officer1.es"), Delivery::gone);
  EXPECT_EQ(last_event_for("officer1.ke"), Delivery::changed);
  EXPECT_TRUE(reads("officer1.es", below)) << "an answer keeps its own audience";
  auto const left = world.posts("officer1.es", thread)->items;
  ASSERT_EQ(left.size(), 2U);
  EXPECT_EQ(left.back().depth, 1) << "and stands where its readers see no gap";
  EXPECT_EQ(world.thread("officer1.es", thread)->posts, 2);
  EXPECT_EQ(world.thread("officer1.ke", thread)->posts, 3);
}

TEST_F(Narrow, what_inherits_means_those_who_read_it_now) {
  auto const thread = open_thread();
  auto const post =
      world.reply("officer1.fr", thread, std::nullopt, {.audience = world.only({"fr", "ke", "br"})})
          .public_id;
  auto const narrowed = narrow_post("officer1.fr", post, readers("officer1.fr", post, without({"br"})));
  ASSERT_TRUE(narrowed);
  EXPECT_EQ(narrowed->audience.bureaus, 2);
  EXPECT_TRUE(reads("officer1.ke", post));
  EXPECT_FALSE(reads("officer1.br", post));
  EXPECT_FALSE(reads("officer1.es", post)) << "who did not read it does not read it now";
}

TEST_F(Narrow, nothing_gets_wider) {
  auto const thread = open_thread();
  auto const post =
      world.reply("officer1.fr", thread, std::nullopt, {.audience = world.only({"fr", "ke"})}).public_id;
  for (auto const& wider : {world.only({"fr", "ke", "es"}), world.all_but({"es"})}) {
    EXPECT_EQ(code_of(narrow_post("officer1.fr", post, readers("officer1.fr", post, wider))),
              ErrorCode::audience_too_wide);
  }
  auto const restricted =
      world.reply("officer1.fr", thread, std::nullopt, tests::at_level(Level::restricted)).public_id;
  EXPECT_EQ(code_of(narrow_post(
                "officer1.fr", restricted,
                marking("officer1.fr", restricted, part(&NewMarking::level, Level::official_use_only)))),
            ErrorCode::level_too_low);
  EXPECT_EQ(world.post("officer1.fr", post)->version, 1);
}

TEST_F(Narrow, every_part_of_a_marking_only_gets_stricter) {
  auto const thread = open_thread();
  tests::Ask ask;
  ask.marking.caveats.emplace().add(auth::Caveat::h3);
  ask.marking.caveat_text = "Ask us first.";
  ask.marking.attribution = auth::Attribution::country;
  ask.marking.expires_on = world.now + 48h;
  auto const post = world.reply("officer1.fr", thread, std::nullopt, ask).public_id;
  std::vector<std::pair<NewMarking, std::string>> const refused{
      {part(&NewMarking::caveats, {}), "/marking/caveats"},
      {part(&NewMarking::caveat_text, "Do as you like."), "/marking/caveat_text"},
      {part(&NewMarking::legal_use, auth::LegalUse::cite_freely), "/marking/legal_use"},
      {part(&NewMarking::attribution, auth::Attribution::person), "/marking/attribution"},
      {part(&NewMarking::expires_on, world.now + 49h), "/marking/expires_on"},
      {part(&NewMarking::expires_on, world.now - 1h), "/marking/expires_on"}};
  for (auto const& [asked, pointer] : refused) {
    auto const answer = narrow_post("officer1.fr", post, marking("officer1.fr", post, asked));
    ASSERT_EQ(code_of(answer), ErrorCode::invalid_body) << pointer;
    auto const error = answer.error();
    EXPECT_EQ(std::ranges::count(error.fields, pointer, &base::FieldError::pointer), 1) << pointer;
  }
  NewMarking stricter;
  stricter.caveats.emplace().bits = 5;
  stricter.legal_use = auth::LegalUse::read_only;
  stricter.attribution = auth::Attribution::chatham;
  stricter.expires_on = world.now + 1h;
  auto const narrowed = narrow_post("officer1.fr", post, marking("officer1.fr", post, stricter));
  ASSERT_TRUE(narrowed);
  EXPECT_TRUE(narrowed->marking.caveats.has(auth::Caveat::h1));
  EXPECT_EQ(narrowed->marking.caveat_text, "Ask us first.");
  world.now += 2h;
  EXPECT_FALSE(reads("officer1.ke", post));
}

TEST_F(Narrow, a_level_raised_is_out_of_reach_of_who_is_not_cleared) {
  auto const thread = open_thread();
  auto const post = world.reply("officer1.fr", thread).public_id;
  world.write([&](storage::WriteTx& tx) {
    auth::set_clearance(tx, world.user("officer1.ke"), Level::official_use_only);
  });
  ASSERT_TRUE(reads("officer1.ke", post));
  ASSERT_TRUE(narrow_post("officer1.fr", post,
                          marking("officer1.fr", post, part(&NewMarking::level, Level::restricted))));
  EXPECT_FALSE(reads("officer1.ke", post));
  EXPECT_EQ(last_event_for("officer1.ke"), Delivery::gone);
  EXPECT_TRUE(reads("officer1.br", post));
}

TEST_F(Narrow, a_first_post_is_narrowed_with_its_thread) {
  auto const opened = world.open("officer1.fr", "open", "T");
  auto const post = opened.post.public_id;
  ASSERT_TRUE(narrow_post("officer1.fr", post, readers("officer1.fr", post, world.only({"fr", "ke"}))));
  EXPECT_EQ(code_of(world.thread("officer1.es", opened.thread.public_id)), ErrorCode::not_found);
  EXPECT_EQ(last_event_for("officer1.es"), Delivery::gone);
  EXPECT_EQ(world.thread("officer1.ke", opened.thread.public_id)->audience.bureaus, 2);
  ASSERT_TRUE(narrow_post("officer1.fr", post,
                          marking("officer1.fr", post, part(&NewMarking::level, Level::restricted))));
  EXPECT_EQ(world.thread("officer1.ke", opened.thread.public_id)->marking.level, Level::restricted);
}

TEST_F(Narrow, is_for_the_author_and_the_coordinator_of_the_source) {
  auto const thread = open_thread();
  auto const post = world.reply("officer1.ke", thread).public_id;
  auto const edit = readers("officer1.ke", post, without({"es"}));
  for (auto const who : {"officer2.ke", "officer1.fr", "moderator.ke", "coordinator.fr"}) {
    EXPECT_EQ(code_of(narrow_post(who, post, edit)), ErrorCode::not_permitted) << who;
  }
  EXPECT_TRUE(narrow_post("coordinator.ke", post, edit));
  EXPECT_EQ(code_of(narrow_post("coordinator.ke", post, edit)), ErrorCode::version_conflict);
}

TEST_F(Narrow, the_source_stays_among_its_readers_and_its_readers_are_those_of_the_thread) {
  auto const thread =
      world.open("officer1.fr", "open", "T", {.audience = world.only({"fr", "ke", "br"})}).thread.public_id;
  auto const post = world.reply("officer1.ke", thread).public_id;
  EXPECT_EQ(code_of(narrow_post("coordinator.ke", post, readers("officer1.ke", post, world.only({"fr"})))),
            ErrorCode::invalid_body);
  EXPECT_EQ(code_of(narrow_post("officer1.ke", post, readers("officer1.ke", post, world.only({"ke", "es"})))),
            ErrorCode::audience_too_wide);
}

TEST_F(Narrow, what_waits_for_its_release_is_looked_at_anew) {
  auto const thread = open_thread();
  auto const post =
      world.reply("officer1.ke", thread, std::nullopt, tests::at_level(Level::restricted)).public_id;
  ASSERT_TRUE(narrow_post("officer1.ke", post, readers("officer1.ke", post, without({"es"}))));
  EXPECT_EQ(code_of(world.release("coordinator.ke", post, 1)), ErrorCode::version_conflict);
  ASSERT_TRUE(world.release("coordinator.ke", post, 2));
  EXPECT_TRUE(reads("officer1.fr", post));
  EXPECT_FALSE(reads("officer1.es", post));
}

TEST_F(Narrow, text_and_marking_change_together_or_not_at_all) {
  auto const thread = open_thread();
  auto const post = world.reply("officer1.fr", thread).public_id;
  auto both = readers("officer1.fr", post, without({"es"}));
  both.body = " ";
  EXPECT_EQ(code_of(narrow_post("officer1.fr", post, both)), ErrorCode::invalid_body);
  EXPECT_TRUE(reads("officer1.es", post));
  both.body = "Better.";
  both.html = render_markdown("Better.");
  ASSERT_TRUE(narrow_post("officer1.fr", post, both));
  EXPECT_EQ(world.post("officer1.ke", post)->body, "Better.");
  EXPECT_FALSE(reads("officer1.es", post));
}

TEST_F(Narrow, reaches_what_the_source_has_lost_and_tells_nothing_of_the_thread) {
  auto const thread =
      world.open("officer1.fr", "open", "T", {.audience = world.only({"fr", "es", "ke", "br"})})
          .thread.public_id;
  auto const post = world.reply("officer1.es", thread).public_id;
  narrow("officer1.fr", thread, world.only({"fr", "ke", "br"}));
  auto edit = edit_of(1);
  edit.audience = without({"br"});
  EXPECT_EQ(code_of(narrow_post("coordinator.es", post, edit)), ErrorCode::not_found);
  auto const narrowed = narrow_lost("coordinator.es", post, edit);
  ASSERT_TRUE(narrowed);
  EXPECT_FALSE(narrowed->reads_thread);
  EXPECT_FALSE(reads("officer1.br", post));
  EXPECT_TRUE(reads("officer1.ke", post));
  // Whom he names may read the thread or not: the answer is the same.
  auto named = edit_of(2);
  named.audience = world.only({"es", "ke", "eg"});
  EXPECT_TRUE(narrow_lost("coordinator.es", post, named)->post.version == 3) << "named, and still narrower";
  EXPECT_FALSE(reads("officer1.fr", post));
  EXPECT_EQ(code_of(narrow_lost("coordinator.ke", post, edit_of(3))), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(narrow_lost("coordinator.br", post, edit_of(3))), ErrorCode::not_found);
}

TEST_F(Narrow, says_before_who_would_lose_it) {
  auto const thread =
      world.open("officer1.fr", "open", "T", {.audience = world.only({"fr", "es", "ke"})}).thread.public_id;
  auto const post = world.reply("officer1.ke", thread).public_id;
  auto const viewer = world.viewer("officer1.ke");
  auto const summary = world.read([&](storage::ReadTx& tx) {
    return summarise_narrowed_post(tx, viewer, post, without({"es"})).value();
  });
  EXPECT_EQ(summary.bureaus, 2);
  ASSERT_EQ(summary.excluded.size(), 1U);
  EXPECT_EQ(summary.excluded.front().country, "ES");
}

}  // namespace
}  // namespace forum
