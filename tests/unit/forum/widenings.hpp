// What the tests of widenings share: who asks what, and who consents.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "forum/disclosures.hpp"
#include "forum/widening.hpp"
#include "forum/widening_consent.hpp"
#include "tests/support/forum_world.hpp"

namespace forum {

using base::ErrorCode;
using tests::code_of;
using namespace std::chrono_literals;

class Widenings : public testing::Test {
 protected:
  tests::ForumWorld world;
  auth::ProposalLimits proposals;

  base::Result<Widening> ask_post(std::string_view who, base::PublicId const& post,
                                  std::optional<auth::NewAudience> audience,
                                  std::optional<auth::Level> level = std::nullopt, int version = 1) {
    auto const viewer = world.viewer(who);
    return world.try_write([&](storage::WriteTx& tx) {
      return ask_post_widening(tx, viewer, post, {version, audience, level, "They need it."}, proposals,
                               {world.random, world.limits});
    });
  }
  // That whoever would read this text of his may read the post, to be quoted there.
  base::Result<Widening> ask_for_quote(std::string_view who, base::PublicId const& post,
                                       Writing const& writing) {
    auto const viewer = world.viewer(who);
    return world.try_write([&](storage::WriteTx& tx) {
      NewWidening asked{1, std::nullopt, std::nullopt, "They need it."};
      asked.quoted_in = writing;
      return ask_post_widening(tx, viewer, post, asked, proposals, {world.random, world.limits});
    });
  }
  base::Result<Widening> ask_thread(std::string_view who, base::PublicId const& thread,
                                    std::optional<auth::NewAudience> audience,
                                    std::optional<auth::Level> level = std::nullopt) {
    auto const viewer = world.viewer(who);
    auto const seen = world.thread(who, thread);
    return world.try_write([&](storage::WriteTx& tx) {
      return ask_thread_widening(tx, viewer, thread,
                                 {seen ? seen->version : 1, audience, level, "They need it."}, proposals,
                                 {world.random, world.limits});
    });
  }
  base::Result<Widening> take_back(std::string_view who, base::PublicId const& widening) {
    auto const viewer = world.viewer(who);
    return world.try_write([&](storage::WriteTx& tx) { return withdraw_widening(tx, viewer, widening); });
  }
  std::vector<Widening> asked(std::string_view who) {
    auto const viewer = world.viewer(who);
    return world.database
        .read_now([&](storage::ReadTx& tx) { return load_widenings(tx, viewer, PageRequest{}); })
        .value()
        .items;
  }

  base::Result<Page<Consent>> consents(std::string_view who, ConsentPart part = ConsentPart::open) {
    auto const viewer = world.viewer(who);
    return world.database.read_now(
        [&](storage::ReadTx& tx) { return load_consents(tx, viewer, part, PageRequest{}); });
  }
  // The newest that he is asked.
  Consent consent(std::string_view who, ConsentPart part = ConsentPart::open) {
    return consents(who, part).value().items.at(0);
  }
  std::optional<int> waiting(std::string_view who) {
    auto const viewer = world.viewer(who);
    return world.read([&](storage::ReadTx& tx) { return count_consents(tx, viewer, world.limits); });
  }
  base::Result<Consent> decide(std::string_view who, base::PublicId const& id,
                               auth::Decision decision = auth::Decision::approve) {
    auto const viewer = world.viewer(who);
    return world.try_write([&](storage::WriteTx& tx) {
      return decide_consent(tx, viewer, id, {decision, "As they ask."}, proposals,
                            {world.random, world.limits});
    });
  }
  base::Result<Consent> approve(std::string_view who) { return decide(who, consent(who).public_id); }

  bool reads(std::string_view who, base::PublicId const& post) { return world.post(who, post).has_value(); }
  static std::vector<std::string> names(std::vector<auth::Organisation> const& organisations) {
    std::vector<std::string> names;
    for (auto const& organisation : organisations) names.push_back(organisation.name);
    return names;
  }
};

}  // namespace forum
