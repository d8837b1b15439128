// Outlines: what is read from memory is what the database would have said. Every page that any test of this
// floor asks of a ForumWorld is compared (tests/support/forum_world.cpp); here are the changes that must move
// a stamp, and long random histories.
#include <array>
#include <random>

#include <gtest/gtest.h>

#include "auth/organisations.hpp"
#include "forum/outline_cache.hpp"
#include "forum/read_marks.hpp"
#include "tests/support/forum_world.hpp"
#include "tests/unit/forum/stamp_rows.hpp"

namespace forum {
namespace {

using tests::Ask;
using tests::ForumWorld;

class Stamps : public testing::Test {
 protected:
  OutlineStamp stamp() {
    return world_.read([&](storage::ReadTx& tx) {
      return find_outline_mark(tx, world_.viewer(tx, "officer1.fr"), opened_.thread.public_id)->stamp;
    });
  }
  template <class Change>
  bool moves(Change change) {
    auto const before = stamp();
    change();
    return stamp() != before;
  }
  template <class Change>
  bool write_moves(Change change) {
    return moves([&] { world_.write(change); });
  }
  template <class Fill>
  bool edit_moves(std::string_view who, Fill fill) {
    ThreadEdit edit;
    edit.version = world_.thread(who, opened_.thread.public_id)->version;
    fill(edit);
    return moves([&] { world_.edit_thread(who, opened_.thread.public_id, edit).value(); });
  }

  ForumWorld world_;
  Opened const opened_ = world_.open("officer1.fr", "open", "T");
};

TEST_F(Stamps, move_with_every_change_of_a_post) {
  base::PublicId reply;
  EXPECT_TRUE(moves([&] { reply = world_.reply("officer1.ke", opened_.thread.public_id).public_id; }));
  EXPECT_TRUE(moves([&] { world_.edit("officer1.ke", reply, 1, "Another text.").value(); }));
  EXPECT_TRUE(moves([&] { world_.withdraw("officer1.ke", reply).value(); }));
  base::PublicId waiting;
  EXPECT_TRUE(moves([&] {
    waiting =
        world_.reply("officer1.fr", opened_.thread.public_id, {}, tests::at_level(auth::Level::restricted))
            .public_id;
  }));
  EXPECT_TRUE(moves([&] { world_.send_back("coordinator.fr", waiting).value(); }));
  EXPECT_TRUE(moves([&] { world_.submit("officer1.fr", waiting).value(); }));
  EXPECT_TRUE(moves([&] { world_.release("coordinator.fr", waiting).value(); }));
  EXPECT_TRUE(moves([&] { world_.undo_release("coordinator.fr", waiting).value(); }));
}

TEST_F(Stamps, move_with_every_change_of_the_thread) {
  EXPECT_TRUE(edit_moves("moderator.ke", [](ThreadEdit& edit) { edit.title = "Another title"; }));
  EXPECT_TRUE(edit_moves("moderator.ke", [](ThreadEdit& edit) { edit.locked = true; }));
  EXPECT_TRUE(edit_moves("moderator.ke", [](ThreadEdit& edit) { edit.pinned = true; }));
  EXPECT_TRUE(
      edit_moves("officer1.fr", [&](ThreadEdit& edit) { edit.audience = world_.only({"fr", "ke"}); }));
  EXPECT_TRUE(edit_moves("moderator.ke", [&](ThreadEdit& edit) { edit.topic = world_.topic("quiet"); }));
}

TEST_F(Stamps, move_with_rights_and_names) {
  EXPECT_TRUE(moves([&] { world_.deny("fr", {"br"}); }));
  EXPECT_TRUE(moves([&] { world_.deny("fr", {}); }));
  EXPECT_TRUE(moves([&] { world_.set_status("br", auth::OrganisationStatus::suspended); }));
  EXPECT_TRUE(write_moves(
      [&](storage::WriteTx& tx) { auth::set_max_level(tx, world_.organisation("ke"), auth::Level::open); }));
}

TEST_F(Stamps, move_when_an_audience_loses_a_member) {
  EXPECT_TRUE(
      write_moves([&](storage::WriteTx& tx) { remove_from_audiences(tx, world_.organisation("br")); }));
}

TEST_F(Stamps, cannot_be_gone_round_by_rewriting_a_deny_list) {
  world_.deny("fr", {"br"});
  auto const before = stamp();
  EXPECT_ANY_THROW(world_.write([&](storage::WriteTx& tx) {
    redirect_denial(tx, world_.organisation("fr"), world_.organisation("ke"));
  }));
  EXPECT_EQ(stamp(), before);
}

TEST_F(Stamps, stay_when_somebody_reads_or_another_thread_changes) {
  auto const other = world_.open("officer1.ke", "open", "Other");
  EXPECT_FALSE(moves([&] { world_.reply("officer1.ke", other.thread.public_id); }));
  EXPECT_FALSE(write_moves([&](storage::WriteTx& tx) {
    read_posts(tx, world_.viewer(tx, "officer1.ke"), opened_.thread.public_id, {opened_.post.public_id},
               world_.limits)
        .value();
  }));
}

std::string nothing(Post const&) {
  return {};
}

std::shared_ptr<Outline const> outline_of(std::size_t bytes) {
  auto outline = std::make_shared<Outline>();
  outline->bytes = bytes;
  return outline;
}

OutlineCache::Key key(std::int64_t thread) {
  return {ThreadId{thread}, auth::Language::en};
}

TEST(OutlineCache, wants_an_outline_at_the_second_reading_without_a_change) {
  OutlineCache cache(100'000, nothing);
  EXPECT_FALSE(cache.find(key(1), {1, 1}).is_wanted);
  EXPECT_TRUE(cache.find(key(1), {1, 1}).is_wanted);
  EXPECT_FALSE(cache.find(key(1), {2, 1}).is_wanted);
  EXPECT_FALSE(cache.find(key(1), {2, 2}).is_wanted);
  EXPECT_TRUE(cache.find(key(1), {2, 2}).is_wanted);
}

TEST(OutlineCache, gives_an_outline_only_for_its_own_stamp_and_language) {
  OutlineCache cache(100'000, nothing);
  auto const outline = outline_of(1000);
  cache.keep(key(1), {1, 1}, outline);
  EXPECT_EQ(cache.find(key(1), {1, 1}).outline, outline);
  EXPECT_EQ(cache.find({ThreadId{1}, auth::Language::fr}, {1, 1}).outline, nullptr);
  EXPECT_EQ(cache.find(key(1), {1, 2}).outline, nullptr);
  EXPECT_EQ(cache.find(key(1), {1, 1}).outline, nullptr);  // what was kept is of the past
}

TEST(OutlineCache, remembers_that_a_thread_is_too_long) {
  OutlineCache cache(100'000, nothing);
  cache.keep(key(1), {1, 1}, nullptr);
  EXPECT_FALSE(cache.find(key(1), {1, 1}).is_wanted);
}

TEST(OutlineCache, lets_the_least_lately_read_go_first) {
  OutlineCache cache(3'500, nothing);
  for (std::int64_t thread = 1; thread <= 2; ++thread) cache.keep(key(thread), {1, 1}, outline_of(1000));
  EXPECT_TRUE(cache.find(key(1), {1, 1}).outline);
  cache.keep(key(3), {1, 1}, outline_of(1000));
  EXPECT_TRUE(cache.find(key(1), {1, 1}).outline);
  EXPECT_FALSE(cache.find(key(2), {1, 1}).outline);
}

TEST(OutlineCache, of_no_size_keeps_nothing) {
  OutlineCache cache(0, nothing);
  cache.keep(key(1), {1, 1}, outline_of(1));
  EXPECT_FALSE(cache.find(key(1), {1, 1}).outline);
  EXPECT_FALSE(cache.find(key(1), {1, 1}).is_wanted);
}

// One random change after the other, every officer reading all pages in between.
class History {
 public:
  explicit History(std::uint64_t seed) : random_(seed), world_(seed) {
    // Short enough that some threads outgrow their outlines.
    world_.limits.outlined_posts = 12;
    for (auto const* const title : {"one", "two"}) {
      auto const opened = world_.open("officer1.fr", "open", title);
      threads_.push_back(opened.thread.public_id);
      posts_.push_back(opened.post.public_id);
    }
  }

  void change() {
    world_.now += std::chrono::milliseconds(10);
    switch (below(8)) {
      case 0:
      case 1:
      case 2:
      case 3:
        return answer();
      case 4:
        return static_cast<void>(world_.edit(somebody(), pick(posts_), 1, "Edited."));
      case 5:
        return static_cast<void>(world_.withdraw(somebody(), pick(posts_)));
      case 6:
        return decide(pick(posts_));
      default:
        return world_.deny("ke", below(2) == 0 ? std::initializer_list<std::string_view>{}
                                               : std::initializer_list<std::string_view>{"br"});
    }
  }

  // Of what waits some goes out, some back; of what went out some is taken back.
  void decide(base::PublicId const& post) {
    switch (below(4)) {
      case 0:
        return static_cast<void>(world_.send_back("coordinator.fr", post));
      case 1:
        return static_cast<void>(world_.submit(somebody(), post));
      case 2:
        return static_cast<void>(world_.undo_release("coordinator.fr", post));
      default:
        return static_cast<void>(world_.release("coordinator.fr", post));
    }
  }

  // World::posts() throws where memory and database differ.
  void read() {
    for (auto const* const who : kOfficers) {
      for (auto const& thread : threads_) {
        PageRequest page{.limit = 1 + static_cast<int>(below(5)), .after = {}};
        static_cast<void>(world_.posts(who, thread, page, pick(posts_)));
        for (int pages = 0; pages < 40; ++pages) {
          auto const read = world_.posts(who, thread, page);
          if (!read || !read->next) break;
          page.after = read->next;
        }
      }
    }
  }

 private:
  static constexpr std::array kOfficers{"officer1.fr", "officer2.fr", "coordinator.fr",
                                        "officer1.ke", "officer1.br", "moderator.ke"};

  template <class T>
  T const& pick(std::vector<T> const& from) {
    return from[below(from.size())];
  }
  std::uint64_t below(std::uint64_t end) { return random_() % end; }
  std::string_view somebody() { return kOfficers[below(kOfficers.size())]; }

  void answer() {
    Ask ask;
    auto const kind = below(5);
    if (kind == 0) ask.marking.level = auth::Level::restricted;
    if (kind == 1) ask.audience = world_.only({"fr", "ke"});
    if (kind == 2) ask.marking.attribution = auth::Attribution::chatham;
    if (kind == 3) ask.marking.expires_on = world_.now + std::chrono::milliseconds(100);
    auto const made = world_.try_reply(somebody(), pick(threads_), pick(posts_), ask);
    if (made) posts_.push_back(made->public_id);
  }

  std::mt19937_64 random_;
  ForumWorld world_;
  std::vector<base::PublicId> threads_;
  std::vector<base::PublicId> posts_;
};

TEST(Outlines, are_read_as_the_database_is_whatever_happens) {
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    History history(seed);
    for (int step = 0; step < 40; ++step) {
      history.change();
      ASSERT_NO_THROW(history.read()) << "seed " << seed << ", step " << step;
    }
  }
}

}  // namespace
}  // namespace forum
