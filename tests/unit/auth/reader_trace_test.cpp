// The trace of the read rule for the source of an object: that it agrees with decide(), and that it tells
// nothing which whoever asks may not know.
#include "auth/reader_trace.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "auth/audience.hpp"
#include "auth/organisations.hpp"
#include "auth/policy.hpp"
#include "auth/proposals.hpp"
#include "tests/unit/auth/auth_world.hpp"
#include "tests/unit/auth/random_world.hpp"

namespace auth {
namespace {

using Ids = std::vector<OrganisationId>;

constexpr std::uint64_t kWorlds = 1'500;

std::vector<Envelope> envelopes_of(std::vector<Facts> const& chain) {
  std::vector<Envelope> envelopes;
  for (auto const& facts : chain) envelopes.push_back(facts.envelope);
  return envelopes;
}

StepResult result_of(std::vector<TracedStep> const& trace, ReadStep step) {
  return std::ranges::find(trace, step, &TracedStep::step)->result;
}

// Somebody of that organisation whom nothing of his own keeps from reading, and who holds no office.
Viewer plain_reader(Viewer const& somebody) {
  Viewer reader = somebody;
  reader.user = UserId{1'000'000};
  reader.coordinated.reset();
  reader.moderated_topics.clear();
  reader.ceiling = static_cast<int>(Level::confidential);
  return reader;
}

// What the trace does not tell is taken out of the question: the lists that `asker` may not read.
std::vector<Facts> without_untold_lists(std::vector<Facts> chain, Viewer const& asker) {
  for (auto& facts : chain) {
    if (judge(asker, Action::read_deny_list, target_of(facts.envelope.source)) != Verdict::allowed) {
      facts.denied = std::make_shared<std::vector<std::int64_t> const>();
    }
  }
  return chain;
}

TEST(ReaderTrace, agrees_with_the_read_rule_in_every_random_world) {
  AuthWorld database;
  int excluded = 0;
  int readable = 0;
  for (std::uint64_t seed = 1; seed <= kWorlds; ++seed) {
    database.write_and_undo([&](storage::WriteTx& tx) {
      RandomWorld const world(tx, database.now, seed);
      auto const chains = world.load_chains(tx);
      auto const viewers = world.load_viewers(tx);
      for (std::size_t i = 0; i < chains.size(); ++i) {
        auto const topic = world.topic_of(world.objects()[i]);
        auto const envelopes = envelopes_of(chains[i]);
        for (auto const& asker : viewers) {
          if (!decide(asker, chains[i], topic)) continue;
          for (auto const& reader : viewers) {
            auto const trace = trace_reading(tx, asker, envelopes, reader.organisation);
            if (excludes(trace)) {
              ++excluded;
              EXPECT_FALSE(decide(reader, chains[i], topic)) << "world " << seed << " object " << i;
            } else if (result_of(trace, ReadStep::state) == StepResult::passes) {
              ++readable;
              EXPECT_TRUE(decide(plain_reader(reader), without_untold_lists(chains[i], asker), topic))
                  << "world " << seed << " object " << i;
            }
          }
        }
      }
    });
    ASSERT_FALSE(HasFailure());
  }
  EXPECT_GT(excluded, 1000);
  EXPECT_GT(readable, 1000);
}

class TracedReaders : public testing::Test {
 protected:
  UserId add(std::string_view name, Role role, OrganisationId organisation) {
    auto const user = world.add_user(name, organisation);
    world.grant(user, role, organisation);
    return user;
  }
  Envelope of(OrganisationId source, Ids const& readers, Level level = Level::official_use_only) {
    Envelope envelope;
    envelope.source = source;
    envelope.author = officer;
    envelope.level = level;
    envelope.state = State::published;
    envelope.audience = readers.empty() ? kInherit : world.write([&](storage::WriteTx& tx) {
      return intern_audience(tx, AudienceBase::only, readers, {}, std::nullopt);
    });
    return envelope;
  }
  std::vector<TracedStep> trace(UserId asker, OrganisationId about) {
    auto const viewer = world.viewer(asker);
    return world.read([&](storage::ReadTx& tx) { return trace_reading(tx, viewer, chain, about); });
  }
  void deny(OrganisationId source, Ids const& denied) {
    world.write([&](storage::WriteTx& tx) { set_deny_list(tx, source, denied); });
  }

  AuthWorld world;
  OrganisationId fr = world.add_bureau("FR");
  OrganisationId ke = world.add_bureau("KE");
  OrganisationId mombasa = world.add_below(ke, OrganisationKind::sub_bureau);
  OrganisationId es = world.add_bureau("ES");
  OrganisationId unit = world.add_apart(OrganisationKind::secretariat);
  UserId coordinator = add("coordinator.fr", Role::coordinator, fr);
  UserId officer = add("officer.fr", Role::contributor, fr);
  std::vector<Envelope> chain{of(unit, {}), of(es, {fr, es, ke, mombasa}), of(fr, {fr, ke, mombasa})};
};

TEST_F(TracedReaders, are_told_step_by_step) {
  using enum StepResult;
  EXPECT_EQ(trace(coordinator, ke), (std::vector<TracedStep>{{ReadStep::topic, passes},
                                                             {ReadStep::thread, passes},
                                                             {ReadStep::post, passes},
                                                             {ReadStep::state, passes},
                                                             {ReadStep::expiry, passes},
                                                             {ReadStep::level, some},
                                                             {ReadStep::deny_list, passes},
                                                             {ReadStep::other_lists, not_told}}));
  auto const spain = trace(coordinator, es);
  EXPECT_TRUE(excludes(spain));
  EXPECT_EQ(result_of(spain, ReadStep::thread), passes);
  EXPECT_EQ(result_of(spain, ReadStep::post), fails);
  chain.back().state = State::awaiting_release;
  EXPECT_EQ(result_of(trace(coordinator, ke), ReadStep::state), fails);
  EXPECT_EQ(result_of(trace(coordinator, fr), ReadStep::state), some);
  chain.back().state = State::published;
  chain.back().expires_on = world.now;
  EXPECT_EQ(result_of(trace(coordinator, ke), ReadStep::expiry), fails);
  for (auto& envelope : chain) envelope.level = Level::open;
  EXPECT_EQ(result_of(trace(coordinator, ke), ReadStep::level), passes);
}

TEST_F(TracedReaders, on_the_deny_list_are_told_to_those_alone_who_read_the_list) {
  using enum StepResult;
  deny(fr, {ke});
  EXPECT_EQ(result_of(trace(coordinator, ke), ReadStep::deny_list), fails);
  EXPECT_EQ(result_of(trace(coordinator, mombasa), ReadStep::deny_list), fails)
      << "its bureau is on the list";
  EXPECT_EQ(result_of(trace(coordinator, es), ReadStep::deny_list), passes);
  for (auto const about : {ke, mombasa, es}) {
    EXPECT_EQ(result_of(trace(officer, about), ReadStep::deny_list), not_told);
  }
  EXPECT_EQ(result_of(trace(officer, fr), ReadStep::deny_list), passes) << "nobody denies what is his own";
}

TEST_F(TracedReaders, tell_nothing_of_what_others_decide) {
  auto const before_to_coordinator = trace(coordinator, ke);
  auto const before_to_officer = trace(officer, ke);
  deny(unit, {ke});
  deny(es, {ke});
  deny(ke, {fr});
  add("officer.ke", Role::contributor, ke);
  world.write([&](storage::WriteTx& tx) {
    set_max_level(tx, ke, Level::open);
    set_organisation_status(tx, ke, OrganisationStatus::suspended);
  });
  EXPECT_EQ(trace(coordinator, ke), before_to_coordinator);
  EXPECT_EQ(trace(officer, ke), before_to_officer);
  deny(fr, {ke});
  EXPECT_EQ(trace(officer, ke), before_to_officer) << "an officer does not read his bureau's list";
}

}  // namespace
}  // namespace auth
