// Small random worlds: six organisations, six people, three topics, four threads, eight posts, with every
// attribute that the read rule asks for drawn at random, and times that lie around `now`.
#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "auth/sessions.hpp"
#include "tests/unit/auth/objects_sql.hpp"

namespace auth {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  std::int64_t from_to(std::int64_t first, std::int64_t last) {
    return std::uniform_int_distribution<std::int64_t>(first, last)(engine_);
  }
  bool chance(int percent) { return from_to(1, 100) <= percent; }

 private:
  std::mt19937_64 engine_;
};

class RandomWorld {
 public:
  static constexpr std::int64_t kOrganisations = 6;
  static constexpr std::int64_t kUsers = 6;
  static constexpr std::int64_t kTopics = 3;
  static constexpr std::int64_t kThreads = 4;
  static constexpr std::int64_t kPosts = 8;

  // Draws everything and writes it into the database of an AuthWorld, whose own rows it leaves alone.
  RandomWorld(storage::WriteTx& tx, base::Timestamp now, std::uint64_t seed);

  // Everybody, as load_viewer gives him with his session; who is refused reads nothing and is left out.
  std::vector<Viewer> load_viewers(storage::ReadTx& tx) const;
  std::vector<Object> const& objects() const { return objects_; }
  // Each object with what encloses it, topic first; in the order of objects().
  std::vector<std::vector<Facts>> load_chains(storage::ReadTx& tx) const;
  TopicScope topic_of(Object const& object) const;
  std::optional<ThreadScope> thread_of(Object const& object) const;  // of a topic none
  // Whether the source of the object has the viewer's organisation, or its bureau, on its deny list.
  bool is_denied(Viewer const& viewer, Object const& object) const;

  // One random change that only takes away; gives its name.
  std::string restrict_something(storage::WriteTx& tx);

 private:
  void add_organisations(storage::WriteTx& tx);
  void add_users(storage::WriteTx& tx);
  void add_grants(storage::WriteTx& tx, UserId user);
  void invite(storage::WriteTx& tx, UserId user);
  void add_objects(storage::WriteTx& tx);
  Envelope draw_envelope(storage::WriteTx& tx);
  AudienceId draw_audience(storage::WriteTx& tx);
  OrganisationId draw_organisation() { return organisations_[index(kOrganisations)]; }
  UserId draw_user() { return users_[index(kUsers)]; }
  std::size_t index(std::int64_t count) { return static_cast<std::size_t>(dice_.from_to(0, count - 1)); }
  base::Timestamp draw_time() { return now_ + std::chrono::milliseconds(dice_.from_to(-1, 1)); }
  Level draw_level() { return static_cast<Level>(dice_.from_to(0, 3)); }
  Assurance draw_assurance() { return static_cast<Assurance>(dice_.from_to(1, 3)); }
  void sign_in(storage::WriteTx& tx, UserId user, Assurance assurance);
  std::size_t enclosing(Object const& object) const;  // its place in objects_
  std::string restrict_object(storage::WriteTx& tx);
  std::string restrict_organisation(storage::WriteTx& tx);
  std::string restrict_user(storage::WriteTx& tx);

  Dice dice_;
  base::Timestamp now_;
  std::vector<OrganisationId> organisations_;
  std::vector<UserId> users_;
  std::map<OrganisationId, Level> max_levels_;
  std::map<UserId, Level> clearances_;
  std::map<UserId, std::vector<std::int64_t>> invitations_;  // to threads
  SessionLimits limits_;
  std::map<UserId, std::pair<Assurance, base::Digest>> sessions_;
  std::map<OrganisationId, std::vector<OrganisationId>> denied_;
  std::vector<Object> objects_;
};

}  // namespace auth
