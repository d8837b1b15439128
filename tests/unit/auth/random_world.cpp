#include "tests/unit/auth/random_world.hpp"

#include <algorithm>
#include <utility>

#include "auth/audience.hpp"
#include "auth/organisations.hpp"
#include "auth/users.hpp"

namespace auth {
namespace {

Level lower(Level level) {
  return static_cast<Level>(std::max(0, static_cast<int>(level) - 1));
}
Level higher(Level level) {
  return static_cast<Level>(std::min(3, static_cast<int>(level) + 1));
}
Assurance weaker(Assurance assurance) {
  return static_cast<Assurance>(std::max(1, static_cast<int>(assurance) - 1));
}

}  // namespace

RandomWorld::RandomWorld(storage::WriteTx& tx, base::Timestamp now, std::uint64_t seed)
    : dice_(seed), now_(now) {
  add_organisations(tx);
  add_users(tx);
  add_objects(tx);
}

void RandomWorld::add_organisations(storage::WriteTx& tx) {
  base::SeededRandom random(static_cast<std::uint64_t>(dice_.from_to(0, 1'000'000'000)));
  std::vector<OrganisationId> bureaus;
  for (std::int64_t i = 0; i < kOrganisations; ++i) {
    NewOrganisation organisation;
    organisation.kind = i == 0 ? OrganisationKind::ncb
                               : static_cast<OrganisationKind>(dice_.from_to(0, dice_.chance(70) ? 2 : 4));
    organisation.names = {"a", "b", "c", "d"};
    if (organisation.kind == OrganisationKind::sub_bureau ||
        organisation.kind == OrganisationKind::national_entity) {
      organisation.parent = bureaus[index(static_cast<std::int64_t>(bureaus.size()))];
    }
    organisation.status = dice_.chance(8)    ? OrganisationStatus::suspended
                          : dice_.chance(10) ? OrganisationStatus::supervised
                                             : OrganisationStatus::active;
    organisation.max_level = dice_.chance(60) ? Level::confidential : draw_level();
    auto const id = create_organisation(tx, organisation, random);
    if (organisation.kind == OrganisationKind::ncb) bureaus.push_back(id);
    organisations_.push_back(id);
    max_levels_[id] = organisation.max_level;
  }
  for (auto const source : organisations_) {
    auto& denied = denied_[source];
    for (auto const other : organisations_) {
      if (other != source && dice_.chance(8)) denied.push_back(other);
    }
    if (!denied.empty()) set_deny_list(tx, source, denied);
  }
}

void RandomWorld::add_users(storage::WriteTx& tx) {
  base::SeededRandom random(static_cast<std::uint64_t>(dice_.from_to(0, 1'000'000'000)));
  for (std::int64_t i = 0; i < kUsers; ++i) {
    NewUser user;
    user.username = "user" + std::to_string(i);
    user.name = user.function = "x";
    user.organisation = draw_organisation();
    user.clearance = dice_.chance(50) ? Level::confidential : draw_level();
    user.state = dice_.chance(95) ? UserState::active : static_cast<UserState>(dice_.from_to(0, 3));
    if (dice_.chance(95)) user.vetted_by = find_user(tx, "vetter");
    if (dice_.chance(95)) user.vetted_until = dice_.chance(80) ? now_ + std::chrono::hours(1) : draw_time();
    auto const id = create_user(tx, user, now_, random).value();
    users_.push_back(id);
    clearances_[id] = user.clearance;
  }
  for (auto const user : users_) add_grants(tx, user);
  if (dice_.chance(50)) {
    Assurance needed[] = {draw_assurance(), draw_assurance(), draw_assurance()};
    std::ranges::sort(needed);
    limits_.needed = {needed[0], needed[1], needed[2]};
  }
  for (auto const user : users_) sign_in(tx, user, dice_.chance(70) ? Assurance::strong : draw_assurance());
}

void RandomWorld::sign_in(storage::WriteTx& tx, UserId user, Assurance assurance) {
  base::SeededRandom random(static_cast<std::uint64_t>(dice_.from_to(0, 1'000'000'000)));
  sessions_[user] = {assurance, create_session(tx, user, assurance, now_, random).token_hash};
}

void RandomWorld::add_grants(storage::WriteTx& tx, UserId user) {
  if (dice_.chance(25)) return invite(tx, user);
  for (auto count = dice_.from_to(1, 4); count > 0; --count) {
    Grant grant{};
    grant.role = dice_.chance(30)   ? Role::coordinator
                 : dice_.chance(35) ? Role::topic_moderator
                                    : static_cast<Role>(dice_.from_to(0, 10));
    if (grant.role == Role::guest) {
      grant.scope = Grant::Scope::thread;
      grant.scope_id = dice_.from_to(1, kThreads);
    } else if (grant.role == Role::topic_moderator) {
      grant.scope = Grant::Scope::topic;
      grant.scope_id = dice_.from_to(1, kTopics);
    } else if (dice_.chance(30)) {
      grant.scope = Grant::Scope::platform;
    } else {
      grant.scope = Grant::Scope::organisation;
      grant.scope_id = draw_organisation().value;
    }
    grant.from = draw_time();
    if (dice_.chance(30)) grant.until = draw_time();
    add_grant(tx, user, grant);
  }
}

// A guest, and nothing else.
void RandomWorld::invite(storage::WriteTx& tx, UserId user) {
  for (std::int64_t thread = 1; thread <= kThreads; ++thread) {
    if (!dice_.chance(60)) continue;
    Grant grant{Role::guest, Grant::Scope::thread, thread, dice_.chance(80) ? now_ : draw_time(),
                std::nullopt};
    if (dice_.chance(30)) grant.until = draw_time();
    add_grant(tx, user, grant);
    invitations_[user].push_back(thread);
  }
}

AudienceId RandomWorld::draw_audience(storage::WriteTx& tx) {
  auto const base = dice_.chance(40) ? AudienceBase::inherit : static_cast<AudienceBase>(dice_.from_to(0, 3));
  std::vector<OrganisationId> named;
  std::vector<OrganisationId> minus;
  for (auto const organisation : organisations_) {
    if (base == AudienceBase::only && dice_.chance(60)) named.push_back(organisation);
    if (dice_.chance(10)) minus.push_back(organisation);
  }
  bool const names_somebody = base == AudienceBase::only || base == AudienceBase::own;
  if (names_somebody && named.empty()) named.push_back(draw_organisation());
  std::optional<OrganisationId> owner;
  if (dice_.chance(50)) owner = draw_organisation();
  return intern_audience(tx, base, named, minus, owner);
}

Envelope RandomWorld::draw_envelope(storage::WriteTx& tx) {
  Envelope envelope;
  envelope.source = draw_organisation();
  envelope.author = draw_user();
  envelope.level = dice_.chance(60) ? Level::open : draw_level();
  envelope.audience = draw_audience(tx);
  envelope.state = dice_.chance(50) ? State::published : static_cast<State>(dice_.from_to(1, 4));
  if (dice_.chance(20)) envelope.expires_on = draw_time();
  return envelope;
}

void RandomWorld::add_objects(storage::WriteTx& tx) {
  for (std::int64_t id = 1; id <= kTopics; ++id)
    objects_.push_back({Storey::topic, id, 0, draw_envelope(tx)});
  for (std::int64_t id = 1; id <= kThreads; ++id) {
    objects_.push_back({Storey::thread, id, dice_.from_to(1, kTopics), draw_envelope(tx)});
  }
  for (std::int64_t id = 1; id <= kPosts; ++id) {
    objects_.push_back({Storey::post, id, dice_.from_to(1, kThreads), draw_envelope(tx)});
  }
  // Otherwise so much is withdrawn above that nothing below is ever readable.
  for (auto& object : objects_) {
    if (object.storey != Storey::post && dice_.chance(60)) {
      object.envelope.state = State::published;
      object.envelope.audience = kInherit;
    }
    insert_object(tx, object);
  }
}

std::vector<Viewer> RandomWorld::load_viewers(storage::ReadTx& tx) const {
  std::vector<Viewer> viewers;
  for (auto const user : users_) {
    if (auto viewer = load_viewer(tx, sessions_.at(user).second, limits_, now_)) {
      viewers.push_back(std::move(*viewer));
    }
  }
  return viewers;
}

std::size_t RandomWorld::enclosing(Object const& object) const {
  auto const first = object.storey == Storey::post ? kTopics : 0;
  return static_cast<std::size_t>(first + object.parent - 1);
}

std::vector<std::vector<Facts>> RandomWorld::load_chains(storage::ReadTx& tx) const {
  std::vector<std::vector<Facts>> chains;
  for (auto const& object : objects_) {
    std::vector<Facts> chain;
    if (object.storey != Storey::topic) chain = chains[enclosing(object)];
    chain.push_back(load_facts(tx, object.envelope));
    chains.push_back(std::move(chain));
  }
  return chains;
}

TopicScope RandomWorld::topic_of(Object const& object) const {
  return object.storey == Storey::topic ? TopicScope{object.id} : topic_of(objects_[enclosing(object)]);
}

std::optional<ThreadScope> RandomWorld::thread_of(Object const& object) const {
  if (object.storey == Storey::topic) return std::nullopt;
  return ThreadScope{object.storey == Storey::thread ? object.id : object.parent};
}

bool RandomWorld::is_denied(Viewer const& viewer, Object const& object) const {
  auto const& denied = denied_.at(object.envelope.source);
  auto const names = [&](OrganisationId id) { return std::ranges::find(denied, id) != denied.end(); };
  return object.envelope.source != viewer.organisation &&
         (names(viewer.organisation) || names(viewer.bureau));
}

std::string RandomWorld::restrict_something(storage::WriteTx& tx) {
  switch (dice_.from_to(0, 2)) {
    case 0:
      return restrict_object(tx);
    case 1:
      return restrict_organisation(tx);
    default:
      return restrict_user(tx);
  }
}

std::string RandomWorld::restrict_object(storage::WriteTx& tx) {
  Object& object = objects_[index(static_cast<std::int64_t>(objects_.size()))];
  Envelope& envelope = object.envelope;
  std::string change;
  switch (dice_.from_to(0, 4)) {
    case 0:
      envelope.level = higher(envelope.level);
      change = "a level is raised";
      break;
    case 1: {
      auto members = members_of_all(tx, {envelope.audience});
      if (!members.empty()) members.erase(members.begin() + dice_.from_to(0, std::ssize(members) - 1));
      if (!members.empty())
        envelope.audience = intern_audience(tx, AudienceBase::only, members, {}, std::nullopt);
      change = "an organisation is removed from an audience";
      break;
    }
    case 2:
      if (envelope.state == State::published) envelope.state = static_cast<State>(dice_.from_to(2, 4));
      change = "an object is hidden or taken back for release";
      break;
    case 3:
      envelope.state = State::withdrawn;
      change = "an object is withdrawn";
      break;
    default:
      envelope.expires_on = now_;
      change = "an object expires";
  }
  update_object(tx, object);
  return change;
}

std::string RandomWorld::restrict_organisation(storage::WriteTx& tx) {
  auto const organisation = draw_organisation();
  switch (dice_.from_to(0, 2)) {
    case 0: {
      auto const other = draw_organisation();
      if (other != organisation) denied_[organisation].push_back(other);
      set_deny_list(tx, organisation, denied_[organisation]);
      return "a deny is added";
    }
    case 1:
      set_organisation_status(tx, organisation, OrganisationStatus::suspended);
      return "a bureau is suspended";
    default:
      max_levels_[organisation] = lower(max_levels_[organisation]);
      set_max_level(tx, organisation, max_levels_[organisation]);
      return "an organisation's level is lowered";
  }
}

std::string RandomWorld::restrict_user(storage::WriteTx& tx) {
  auto const user = draw_user();
  switch (dice_.from_to(0, 4)) {
    case 4: {
      if (invitations_.empty()) return "nobody is invited";
      auto const& [guest, threads] =
          *std::next(invitations_.begin(), dice_.from_to(0, std::ssize(invitations_) - 1));
      end_grants(tx, guest, threads[index(std::ssize(threads))], now_);
      return "an invitation ends";
    }
    case 0:
      set_user_state(tx, user, UserState::locked);
      return "an account is locked";
    case 3:
      sign_in(tx, user, weaker(sessions_.at(user).first));
      return "a sign-in is weaker than the one before";
    case 1:
      set_vetted_until(tx, user, now_);
      return "a vetting lapses";
    default:
      clearances_[user] = lower(clearances_[user]);
      set_clearance(tx, user, clearances_[user]);
      return "a clearance is lowered";
  }
}

}  // namespace auth
