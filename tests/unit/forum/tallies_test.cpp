// The tallies after whatever may happen to a forum, beside what its rows amount to.
#include "forum/tallies.hpp"

#include <algorithm>
#include <map>
#include <random>

#include <gtest/gtest.h>

#include "forum/hidings.hpp"
#include "forum/tags.hpp"
#include "tests/support/forum_world.hpp"
#include "tests/unit/forum/tally_rows.hpp"

namespace forum {
namespace {

using tests::Ask;
using tests::ForumWorld;

// Does random things; refusals are welcome.
class Chance {
 public:
  Chance(ForumWorld& world, std::uint64_t seed) : world_(world), random_(seed) {}

  void act() {
    world_.now += std::chrono::milliseconds(pick(3));
    switch (pick(10)) {
      case 0:
      case 1:
        if (auto const opened = world_.try_open(who(), topic(), "T", ask())) {
          threads_.push_back(opened->thread.public_id);
          posts_.push_back(opened->post.public_id);
        }
        break;
      case 2:
      case 3:
      case 4:
        if (auto const reply = world_.try_reply(who(), thread(), parent(), ask())) {
          posts_.push_back(reply->public_id);
        }
        break;
      case 5:
        if (pick(2) == 0) {
          static_cast<void>(world_.withdraw(who(), post()));
        } else {
          hide();
        }
        break;
      case 6:
        decide();
        break;
      case 7:
        // At first nobody denies: what was written till then is counted together, and then apart.
        if (acts_ > 150 && pick(6) == 0) deny();
        break;
      default:
        edit_thread();
    }
    ++acts_;
  }

 private:
  void hide() {
    auto const about = post();
    auto const viewer = world_.viewer("moderator.ke");
    auto const act = pick(2) == 0 ? hide_post : unhide_post;
    static_cast<void>(world_.try_write([&](storage::WriteTx& tx) {
      return act(tx, viewer, about, {"Why.", 1}, {world_.random, world_.limits});
    }));
  }
  // About what awaits release; of what was released a moment ago, some is taken back.
  void decide() {
    auto const about = post();
    switch (pick(3)) {
      case 0:
        static_cast<void>(world_.send_back(coordinator(), about));
        break;
      case 1:
        static_cast<void>(world_.submit(who(), about));
        break;
      default:
        for (auto const* const one : {"coordinator.fr", "coordinator.ke", "coordinator.br"}) {
          if (!world_.release(one, about)) continue;
          if (pick(2) == 0) static_cast<void>(world_.undo_release(one, about));
        }
    }
  }

  void deny() {
    switch (pick(4)) {
      case 0:
        return world_.deny("fr", {"ke"});
      case 1:
        return world_.deny("ke", {"br", "fr"});
      case 2:
        return world_.deny("br", {"fr"});
      default:
        return world_.deny(pick(2) == 0 ? "fr" : "ke", {});
    }
  }

  std::size_t pick(std::size_t choices) { return random_() % choices; }

  std::string_view who() {
    constexpr std::string_view kWho[] = {"officer1.fr", "officer2.fr", "officer1.ke", "officer1.br",
                                         "moderator.ke"};
    return kWho[pick(std::size(kWho))];
  }
  std::string_view coordinator() { return pick(2) == 0 ? "coordinator.fr" : "coordinator.ke"; }
  std::string_view topic() {
    constexpr std::string_view kTopics[] = {"open", "narrow", "quiet"};
    return kTopics[pick(3)];
  }
  base::PublicId thread() { return threads_.empty() ? base::PublicId{} : threads_[pick(threads_.size())]; }
  base::PublicId post() { return posts_.empty() ? base::PublicId{} : posts_[pick(posts_.size())]; }
  std::optional<base::PublicId> parent() { return pick(2) == 0 ? std::nullopt : std::optional(post()); }

  auth::NewAudience audience() {
    switch (pick(8)) {
      case 0:
        return world_.only({"fr", "ke"});
      case 1:
        return world_.only({"fr", "ke", "br"});
      case 2:
        return without(auth::AudienceBase::inherit, {"es"});
      case 3:
        return without(auth::AudienceBase::all_members, {"es"});
      case 4:
        // A bureau, and what stands below it, once by itself and once beside it.
        return without(auth::AudienceBase::all_members,
                       pick(2) == 0 ? std::vector{"fr.lyon"} : std::vector{"fr", "fr.lyon", "es"});
      case 5: {
        auto with_a_unit = without(auth::AudienceBase::all_members, {});
        with_a_unit.organisations = {world_.public_id("unit"), world_.public_id("ke")};
        return with_a_unit;
      }
      default:
        return {};
    }
  }

  auth::NewAudience without(auth::AudienceBase base, std::vector<char const*> const& left_out) {
    auth::NewAudience audience;
    audience.base = base;
    for (auto const* const name : left_out) audience.minus.push_back(world_.public_id(name));
    return audience;
  }

  Ask ask() {
    Ask ask;
    ask.audience = audience();
    if (pick(3) == 0) ask.marking.level = static_cast<auth::Level>(1 + pick(3));
    if (pick(4) == 0) ask.marking.expires_on = world_.now + std::chrono::milliseconds(1 + pick(50));
    return ask;
  }

  void edit_thread() {
    auto const id = thread();
    auto const mover = pick(2) == 0 ? std::string_view("moderator.ke") : who();
    auto const seen = world_.thread(mover, id);
    if (!seen) return;
    ThreadEdit edit;
    edit.version = seen->version;
    switch (pick(6)) {
      case 4:
      case 5:
        edit.tags = tags();
        break;
      case 0:
        edit.topic = world_.topic(topic());
        break;
      case 1:
        edit.audience = audience();
        break;
      case 2:
        edit.marking = NewMarking{};
        edit.marking->level = static_cast<auth::Level>(1 + pick(3));
        if (pick(2) == 0) edit.marking->expires_on = world_.now + std::chrono::milliseconds(1 + pick(50));
        break;
      default:
        edit.pinned = pick(2) == 0;
    }
    static_cast<void>(world_.edit_thread(mover, id, edit));
  }

  std::vector<std::string> tags() {
    std::vector<std::string> tags;
    for (auto const* const tag : {"a", "b", "c"}) {
      if (pick(2) == 0) tags.emplace_back(tag);
    }
    return tags;
  }

  ForumWorld& world_;
  std::mt19937_64 random_;
  int acts_ = 0;
  std::vector<base::PublicId> threads_;
  std::vector<base::PublicId> posts_;
};

TEST(Tallies, are_what_the_rows_amount_to_after_whatever_happened) {
  ForumWorld world;
  Chance chance(world, 20261121);
  for (int round = 0; round < 40; ++round) {
    for (int i = 0; i < 15; ++i) chance.act();
    world.read([&](storage::ReadTx& tx) {
      EXPECT_EQ(select_post_tallies(tx), count_post_tallies(tx)) << "round " << round;
      EXPECT_EQ(select_thread_tallies(tx), count_thread_tallies(tx)) << "round " << round;
      EXPECT_EQ(select_published_tallies(tx), count_published_tallies(tx)) << "round " << round;
      EXPECT_TRUE(select_deniers_not_apart(tx).empty()) << "round " << round;
    });
    ASSERT_FALSE(testing::Test::HasFailure());
  }
}

TEST(Counts, are_those_of_the_pages_for_every_viewer) {
  ForumWorld world;
  Chance chance(world, 7);
  for (int i = 0; i < 250; ++i) chance.act();
  for (auto const who : {"officer1.fr", "officer2.fr", "officer1.ke", "coordinator.ke", "officer1.br",
                         "officer1.es", "moderator.ke", "unit.ipsg", "officer1.lyon"}) {
    std::map<std::string, int> tagged;
    for (auto const& topic : world.topics(who)) {
      auto const name = topic.title.substr(6);
      auto const threads = world.threads(who, name, {100'000, std::nullopt}).value().items;
      EXPECT_EQ(topic.threads, static_cast<int>(threads.size())) << who << " in " << name;
      int unread = 0;
      std::optional<base::Timestamp> last;
      for (auto const& thread : threads) {
        for (auto const& tag : thread.tags) ++tagged[tag.tag];
        auto const posts = world.posts(who, thread.public_id, {100'000, std::nullopt}).value().items;
        EXPECT_EQ(thread.posts, static_cast<int>(posts.size())) << who;
        auto const unread_here = static_cast<int>(std::ranges::count(posts, true, &Post::unread));
        EXPECT_EQ(thread.unread, unread_here) << who;
        unread += unread_here;
        if (!last || thread.last_activity > *last) last = thread.last_activity;
      }
      EXPECT_EQ(topic.unread, std::min(unread, world.limits.unread_shown)) << who << " in " << name;
      EXPECT_EQ(topic.last_activity, last) << who << " in " << name;
    }
    std::map<std::string, int> told;
    world.read([&](storage::ReadTx& tx) {
      for (auto const& tag : load_tags(tx, world.viewer(tx, who), "", {}).value().items)
        told[tag.tag.tag] = tag.threads;
    });
    EXPECT_EQ(told, tagged) << who;
  }
}

}  // namespace
}  // namespace forum
