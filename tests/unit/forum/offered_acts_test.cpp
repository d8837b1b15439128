// What somebody is offered to do with a thread and its posts, he can do, or can propose to who decides with
// him: also where his own country is a party to a dispute.
#include "forum/offered_acts.hpp"

#include <functional>
#include <map>

#include <gtest/gtest.h>

#include "forum/accepted_answers.hpp"
#include "forum/author_notes.hpp"
#include "forum/flags.hpp"
#include "forum/hidings.hpp"
#include "forum/reactions.hpp"
#include "tests/support/forum_world.hpp"

namespace forum {
namespace {

using base::ErrorCode;
using tests::code_of;

constexpr char const* kPeople[] = {"officer1.fr", "officer1.ke",    "officer1.es",
                                   "officer2.ke", "coordinator.fr", "moderator.ke",
                                   "unit.ipsg",   "coordinator.ke", "coordinator.es"};

struct OfferedActs : testing::Test {
  OfferedActs() {
    ThreadEdit edit;
    edit.version = 1;
    edit.kind = ThreadKind::question;
    world.edit_thread("officer1.fr", french, edit).value();
    edit.version = 1;
    world.edit_thread("officer1.ke", kenyan, edit).value();
  }

  void flag(std::string_view who, base::PublicId const& post) {
    world.write([&](storage::WriteTx& tx) {
      flag_post(tx, world.viewer(tx, who), post, {.reason = FlagReason::off_subject, .text = {}}, moment())
          .value();
    });
  }
  Moment moment() { return {world.random, world.limits}; }

  // Why he was refused what he tried; nothing is left of it either way.
  using Act = std::function<base::Result<void>(storage::WriteTx&, auth::Viewer const&)>;
  ErrorCode attempt(std::string_view who, Act const& act) {
    ErrorCode code = ErrorCode::internal_error;
    auto const undone = world.try_write([&](storage::WriteTx& tx) -> base::Result<bool> {
      if (auto const done = act(tx, world.viewer(tx, who)); !done) code = done.error().code;
      return ErrorCode::not_found;
    });
    EXPECT_FALSE(undone);
    return code;
  }
  template <class T>
  static base::Result<void> only_whether(base::Result<T> const& result) {
    return result ? base::Result<void>() : result.error();
  }

  std::map<ThreadAction, Act> on_thread(Thread const& thread, Post const& answer) {
    auto const edit = [&](auto change) {
      return [this, &thread, change](storage::WriteTx& tx, auth::Viewer const& viewer) {
        ThreadEdit wish;
        wish.version = thread.version;
        wish.reason = "As it must be.";
        change(wish);
        return only_whether(edit_thread(tx, viewer, thread.public_id, wish, moment()));
      };
    };
    return {{ThreadAction::reply,
             [this, &thread](storage::WriteTx& tx, auth::Viewer const& viewer) {
               return only_whether(
                   create_reply(tx, viewer, {thread.public_id, std::nullopt, tests::new_post({})}, moment()));
             }},
            {ThreadAction::edit_title, edit([](ThreadEdit& wish) { wish.title = "Another"; })},
            {ThreadAction::lock, edit([](ThreadEdit& wish) { wish.locked = true; })},
            {ThreadAction::pin, edit([](ThreadEdit& wish) { wish.pinned = true; })},
            {ThreadAction::move, edit([&](ThreadEdit& wish) { wish.topic = world.topic("quiet"); })},
            {ThreadAction::accept_answer, [&answer](storage::WriteTx& tx, auth::Viewer const& viewer) {
               return only_whether(accept_answer(tx, viewer, answer.public_id, answer.version));
             }}};
  }
  std::map<PostAction, Act> on_post(Post const& post) {
    return {{PostAction::reply,
             [this, &post](storage::WriteTx& tx, auth::Viewer const& viewer) {
               return only_whether(
                   create_reply(tx, viewer, {post.thread, post.public_id, tests::new_post({})}, moment()));
             }},
            {PostAction::hide,
             [this, &post](storage::WriteTx& tx, auth::Viewer const& viewer) {
               return hide_post(tx, viewer, post.public_id, {"As it must be.", post.version}, moment());
             }},
            {PostAction::react,
             [&post](storage::WriteTx& tx, auth::Viewer const& viewer) {
               return only_whether(give_reaction(tx, viewer, post.public_id, ReactionKind::differs_here));
             }},
            {PostAction::note_author, [this, &post](storage::WriteTx& tx, auth::Viewer const& viewer) {
               return only_whether(write_author_note(tx, viewer, post.public_id,
                                                     {AuthorNoteKind::warning, "As it must be."},
                                                     ModerationLimits(), world.random));
             }}};
  }

  // How many were offered.
  int check(std::string_view who, base::PublicId const& thread, base::PublicId const& answer) {
    auto const seen = world.thread(who, thread).value();
    auto const reply = world.post(who, answer).value();
    int count = 0;
    auto const acts = on_thread(seen, reply);
    for (auto const action : seen.may) {
      auto const act = acts.find(action);
      if (act == acts.end()) continue;
      ++count;
      auto const code = attempt(who, act->second);
      bool const can_be_proposed =
          code == ErrorCode::second_person_required && action != ThreadAction::accept_answer;
      EXPECT_TRUE(code == ErrorCode::internal_error || can_be_proposed)
          << who << " thread action " << static_cast<int>(action) << ": " << base::to_string(code);
    }
    auto const page = world.posts(who, thread).value();
    for (auto const& post : page.items) {
      auto const of_post = on_post(post);
      EXPECT_EQ(world.post(who, post.public_id)->may, post.may);
      for (auto const action : post.may) {
        auto const act = of_post.find(action);
        if (act == of_post.end()) continue;
        ++count;
        auto const code = attempt(who, act->second);
        EXPECT_EQ(code, ErrorCode::internal_error)
            << who << " post action " << static_cast<int>(action) << ": " << base::to_string(code);
      }
    }
    return count;
  }
  int check_all() {
    int count = 0;
    for (auto const* const who : kPeople) {
      count += check(who, french, to_french);
      count += check(who, kenyan, to_kenyan);
    }
    return count;
  }
  bool may_accept_in(std::string_view who, base::PublicId const& thread) {
    return std::ranges::count(world.thread(who, thread)->may, ThreadAction::accept_answer) == 1;
  }
  bool may_note(std::string_view who, base::PublicId const& post) {
    return std::ranges::count(world.post(who, post)->may, PostAction::note_author) == 1;
  }

  tests::ForumWorld world;
  base::PublicId french = world.open("officer1.fr", "open", "French").thread.public_id;
  base::PublicId kenyan = world.open("officer1.ke", "open", "Kenyan").thread.public_id;
  base::PublicId to_french = world.reply("officer1.es", french).public_id;
  base::PublicId to_kenyan = world.reply("officer1.es", kenyan).public_id;
};

TEST_F(OfferedActs, are_possible_without_a_dispute) {
  EXPECT_TRUE(may_accept_in("moderator.ke", french) && may_note("moderator.ke", to_french));
  EXPECT_GT(check_all(), 50);
}

TEST_F(OfferedActs, are_possible_in_a_dispute) {
  flag("officer2.ke", to_french);
  flag("coordinator.fr", to_kenyan);
  for (auto const& [thread, post] : {std::pair(french, to_french), std::pair(kenyan, to_kenyan)}) {
    EXPECT_FALSE(may_accept_in("moderator.ke", thread));
    EXPECT_FALSE(may_note("moderator.ke", post));
    EXPECT_TRUE(may_accept_in("unit.ipsg", thread) && may_note("unit.ipsg", post));
  }
  EXPECT_TRUE(may_accept_in("officer1.fr", french)) << "his own question";
  EXPECT_GT(check_all(), 50);
}

}  // namespace
}  // namespace forum
