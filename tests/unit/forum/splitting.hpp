// What the tests of splitting share: a question with a branch, which a moderator splits off and puts back.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "forum/mergers.hpp"
#include "forum/splits.hpp"
#include "tests/unit/forum/tally_rows.hpp"
#include "tests/unit/forum/widenings.hpp"

namespace forum {

using tests::Ask;

class Splitting : public Widenings {
 protected:
  Ask for_some(std::initializer_list<std::string_view> organisations) {
    Ask ask;
    ask.audience = world.only(organisations);
    return ask;
  }
  base::Result<base::PublicId> split(std::string_view who, base::PublicId const& post,
                                     std::string_view title = "Another matter", int version = 0,
                                     int most_posts = 1000) {
    auto const seen = world.post("moderator.ke", post);
    int const now = version != 0 ? version : seen ? seen.value().version : 1;
    return world.try_write([&](storage::WriteTx& tx) {
      return split_branch(tx, world.viewer(tx, who), post, {"It is about something else.", now},
                          {title, ThreadKind::question, "Asked beside the first question.", most_posts},
                          {world.random, world.limits});
    });
  }
  base::Result<base::PublicId> rejoin(std::string_view who, base::PublicId const& thread) {
    int const now = world.thread("moderator.ke", thread).value().version;
    return world.try_write([&](storage::WriteTx& tx) {
      return rejoin_thread(tx, world.viewer(tx, who), thread, {"It is the same after all.", now});
    });
  }
  ThreadOrder order(std::string_view who, base::PublicId const& thread) {
    return world.read(
        [&](storage::ReadTx& tx) { return load_thread_order(tx, world.viewer(tx, who), thread).value(); });
  }
  bool may_rejoin(base::PublicId const& thread) {
    return std::ranges::count(order("moderator.ke", thread).may, OrderRight::rejoin) == 1;
  }
  std::vector<base::PublicId> ids(std::string_view who, base::PublicId const& in) {
    std::vector<base::PublicId> found;
    if (auto const page = world.posts(who, in)) {
      for (auto const& post : page.value().items) found.push_back(post.public_id);
    }
    return found;
  }
  void expect_tallies() {
    world.read([](storage::ReadTx& tx) { EXPECT_EQ(select_post_tallies(tx), count_post_tallies(tx)); });
  }

  base::PublicId question = world.open("officer1.fr", "open", "A question").thread.public_id;
  base::PublicId before = world.reply("officer1.ke", question).public_id;
  base::PublicId top = world.reply("officer1.es", question).public_id;
  base::PublicId below = world.reply("officer1.br", question, top).public_id;
  base::PublicId after = world.reply("officer1.eg", question).public_id;
};

}  // namespace forum
