// Random askings, decisions, answers, edits and narrowings: nobody ever reads a post that its source has not
// consented to show him.
#include <array>
#include <map>
#include <random>
#include <set>

#include "tests/unit/forum/widenings.hpp"

namespace forum {
namespace {

using auth::Level;

constexpr std::array<char const*, 5> kCountries{"fr", "ke", "es", "br", "eg"};

struct WrittenPost {
  base::PublicId id;
  std::string country;
};

class WideningProperty : public Widenings {
 protected:
  std::mt19937 dice{7};

  std::size_t below(std::size_t most) {
    return std::uniform_int_distribution<std::size_t>(0, most - 1)(dice);
  }
  std::string country() { return kCountries.at(below(kCountries.size())); }
  // These countries, and perhaps others.
  auth::NewAudience some(std::set<std::string> named) {
    for (auto const* one : kCountries) {
      if (below(2) == 0) named.insert(one);
    }
    auth::NewAudience audience{auth::AudienceBase::only, {}, {}};
    for (auto const& one : named) audience.organisations.push_back(world.public_id(one));
    return audience;
  }

  base::PublicId thread;
  std::string owner;
  std::vector<WrittenPost> posts;

  void begin() {
    owner = country();
    tests::Ask ask{.audience = some({owner})};
    auto const opened = world.open("officer1." + owner, "open", "T", ask);
    thread = opened.thread.public_id;
    posts = {{opened.post.public_id, owner}};
  }

  // Who reads each post, by country.
  std::map<base::PublicId, std::set<std::string>> seen() {
    std::map<base::PublicId, std::set<std::string>> readers;
    for (auto const& post : posts) {
      readers[post.id];
      for (auto const* one : kCountries) {
        if (reads(std::string("officer2.") + one, post.id)) readers[post.id].insert(one);
      }
    }
    return readers;
  }

  void answer() {
    auto const who = country();
    auto const audience = below(2) == 0 ? std::nullopt : std::optional(some({who}));
    auto const made = world.try_reply("officer1." + who, thread, std::nullopt, {.audience = audience});
    if (made) posts.push_back({made->public_id, who});
  }
  // Who reads it now, and perhaps some more: otherwise it would be refused at once.
  auth::NewAudience more_than(base::PublicId const& post) {
    std::set<std::string> readers;
    for (auto const* one : kCountries) {
      if (reads(std::string("officer2.") + one, post)) readers.insert(one);
    }
    return some(std::move(readers));
  }
  void ask() {
    if (below(2) == 0) {
      (void)ask_thread((below(4) == 0 ? "coordinator." : "officer1.") + owner, thread,
                       more_than(posts.front().id));
    } else {
      auto const& post = posts.at(below(posts.size()));
      auto const now = world.post("officer1." + post.country, post.id);
      if (now) {
        (void)ask_post("officer1." + post.country, post.id, more_than(post.id), std::nullopt, now->version);
      }
    }
  }
  void narrow() {
    ThreadEdit edit;
    auto const now = world.thread("officer1." + owner, thread);
    if (!now) return;
    edit.version = now->version;
    edit.audience = some({owner});
    (void)world.edit_thread("officer1." + owner, thread, edit);
  }
  void write_anew() {
    auto const& post = posts.at(below(posts.size()));
    auto const now = world.post("officer1." + post.country, post.id);
    if (now) (void)world.edit("officer1." + post.country, post.id, now->version, "Other words.");
  }

  // What a decision may show to whom: the posts that were asked about, and those who gain.
  struct Allowed {
    std::string country;
    std::set<base::PublicId> posts;
    std::set<base::PublicId> gain;
  };
  std::optional<Allowed> decide_one() {
    auto const who = country();
    auto open = consents("coordinator." + who).value().items;
    std::erase_if(open, [&](Consent const& one) { return one.thread != thread; });
    if (open.empty()) return std::nullopt;
    auto const& consent = open.at(below(open.size()));
    bool const approves = below(4) != 0;
    auto const decided = decide("coordinator." + who, consent.public_id,
                                approves ? auth::Decision::approve : auth::Decision::refuse);
    if (!decided || !approves) return std::nullopt;
    Allowed allowed{who, {}, {}};
    for (auto const& post : consent.posts) allowed.posts.insert(post.public_id);
    for (auto const& organisation : consent.gained) allowed.gain.insert(organisation.public_id);
    return allowed;
  }
};

TEST_F(WideningProperty, never_shows_to_anybody_what_its_source_has_not_consented_to) {
  constexpr int kThreads = 250;
  constexpr int kSteps = 40;
  proposals.open_per_person = 1000;
  int widened = 0;
  for (int round = 0; round < kThreads; ++round) {
    begin();
    auto before = seen();
    for (int step = 0; step < kSteps; ++step) {
      std::optional<Allowed> allowed;
      auto const act = below(10);
      if (act < 2) answer();
      if (act >= 2 && act < 5) ask();
      if (act == 5) narrow();
      if (act == 6) write_anew();
      if (act >= 7) allowed = decide_one();
      // What asks changes nothing for any reader.
      if (act >= 2 && act < 5) continue;
      auto const known = before;
      before = seen();
      for (auto const& post : posts) {
        auto const was = known.find(post.id);
        if (was == known.end()) continue;
        for (auto const& reader : before[post.id]) {
          // A source that gets a thread back reads what it wrote itself.
          if (was->second.contains(reader) || reader == post.country) continue;
          ++widened;
          ASSERT_TRUE(allowed) << "nobody consented, round " << round << ", step " << step;
          ASSERT_TRUE(allowed->country == post.country && allowed->posts.contains(post.id) &&
                      allowed->gain.contains(world.public_id(reader)))
              << reader << " reads a post of " << post.country << " by the consent of " << allowed->country
              << ", round " << round << ", step " << step;
        }
      }
    }
  }
  EXPECT_GT(widened, 100) << "nothing was tried";
}

}  // namespace
}  // namespace forum
