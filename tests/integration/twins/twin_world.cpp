#include "tests/integration/twins/twin_world.hpp"

#include <stdexcept>

#include <boost/json/array.hpp>

#include "auth/release_policy.hpp"
#include "auth/sessions.hpp"
#include "auth/users_sql.hpp"
#include "tests/support/forum_server.hpp"

namespace tests::twins {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kOrganisations[] = {"br", "eg", "es", "fr", "ke", "fr.lyon", "unit"};
constexpr std::string_view kTopics[] = {"open", "narrow", "quiet"};
// Whoever acts in the story or compares the worlds.
constexpr std::string_view kPeople[] = {
    "officer1.br",     "officer2.br",   "coordinator.br", "security.br",    "reader.br",   "low.br",
    "guest.br",        "officer1.eg",   "coordinator.eg", "officer1.es",    "officer2.es", "security.es",
    "coordinator.es",  "officer1.fr",   "officer2.fr",    "coordinator.fr", "security.fr", "officer1.ke",
    "coordinator.ke",  "moderator.ke",  "unit.ipsg",      "officer1.lyon",  "admin.ipsg",  "auditor.ipsg",
    "compliance.ipsg", "protection.br", "substitute.br"};

ApiAnswer expect_done(ApiAnswer answer, std::string const& what) {
  if (answer.status >= 300) {
    throw std::runtime_error("the story fails at " + what + ": " + std::to_string(answer.status) + " " +
                             answer.text);
  }
  return answer;
}

void add_person(ForumWorld& world, storage::WriteTx& tx, std::string_view name, auth::Role role,
                auth::Level clearance, std::string const& hash) {
  auth::NewUser user;
  user.username = name;
  user.name = "Person " + std::string(name);
  user.function = "Officer";
  user.organisation = world.organisation("br");
  user.clearance = clearance;
  user.vetted_by = world.user("security.br");
  user.vetted_until = world.now + 365 * 24h;
  user.state = auth::UserState::active;
  user.password_hash = hash;
  auto const id = auth::create_user(tx, user, world.now, world.random).value();
  auth::add_grant(tx, id,
                  {.role = role,
                   .scope = auth::Grant::Scope::organisation,
                   .scope_id = world.organisation("br").value,
                   .from = world.now - 1h,
                   .until = std::nullopt});
}

// For the coordinator of Brazil.
void let_stand_in(ForumWorld& world, storage::WriteTx& tx, std::string_view name) {
  auto const coordinator = auth::load_viewer(tx, world.user("coordinator.br"), world.now).value();
  auth::set_release_policy(tx, coordinator,
                           {.rule = auth::ReleaseRule::restricted_and_above,
                            .deadline_hours = auth::ReleasePolicy::kUsualDeadlineHours,
                            .substitute = auth::select_user_public_id(tx, auth::find_user(tx, name).value()),
                            .version = 1})
      .value();
}

}  // namespace

TwinWorld::TwinWorld() : server_([this](ForumWorld& world) { remember(world); }) {
  sign_in_all();
  objects.accounts.push_back(guest());
}

std::string TwinWorld::guest() {
  return expect_done(as(kGuest).get("/me"), "the guest").text_at("/id");
}

void TwinWorld::remember(ForumWorld& world) {
  for (auto const name : kOrganisations) {
    organisations_.emplace(name, world.public_id(name));
    organisation_keys_.emplace(name, world.organisation(name));
    objects.organisations.push_back(base::to_string(world.public_id(name)));
  }
  for (auto const name : kTopics) {
    topics_.emplace(name, world.topic(name));
    objects.topics.push_back(base::to_string(world.topic(name)));
  }
  std::string const hash = auth::hash_password(support::kPassword, support::kCheapPassword);
  world.write([&](storage::WriteTx& tx) {
    add_person(world, tx, "reader.br", auth::Role::reader, auth::Level::confidential, hash);
    add_person(world, tx, "low.br", auth::Role::contributor, auth::Level::official_use_only, hash);
    add_person(world, tx, kGuest, auth::Role::guest, auth::Level::restricted, hash);
    add_person(world, tx, "protection.br", auth::Role::data_protection_officer, auth::Level::confidential,
               hash);
    add_person(world, tx, "substitute.br", auth::Role::contributor, auth::Level::confidential, hash);
    let_stand_in(world, tx, "substitute.br");
  });
}

void TwinWorld::sign_in_all() {
  base::SystemRandom random;
  server_.change([&](storage::WriteTx& tx, base::Random&) {
    for (auto const name : kPeople) {
      ApiClient client(server_.port());
      client.use_session(auth::create_session(tx, auth::find_user(tx, name).value(), auth::Assurance::strong,
                                              server_.now(), random)
                             .token);
      clients_.emplace(name, std::move(client));
    }
  });
}

ApiClient& TwinWorld::as(std::string_view username) {
  auto const found = clients_.find(username);
  if (found == clients_.end()) throw std::runtime_error("nobody is called " + std::string(username));
  return found->second;
}

std::string TwinWorld::weak_session(std::string_view username) {
  std::string token;
  server_.change([&](storage::WriteTx& tx, base::Random& random) {
    token = auth::create_session(tx, auth::find_user(tx, username).value(), auth::Assurance::password,
                                 server_.now(), random)
                .token;
  });
  return token;
}

std::string TwinWorld::organisation(std::string_view name) const {
  return base::to_string(organisations_.find(name)->second);
}
auth::OrganisationId TwinWorld::organisation_key(std::string_view name) const {
  return organisation_keys_.find(name)->second;
}
std::string TwinWorld::topic(std::string_view name) const {
  return base::to_string(topics_.find(name)->second);
}

object TwinWorld::only(std::initializer_list<std::string_view> names) const {
  boost::json::array ids;
  for (auto const name : names) ids.emplace_back(organisation(name));
  return {{"base", "only"}, {"organisations", ids}};
}

void TwinWorld::open(std::string const& name, std::string_view who, std::string_view where, object more) {
  if (!more.contains("title")) more["title"] = name;
  if (!more.contains("body")) more["body"] = "About " + name;
  auto const opened = expect_done(as(who).post("/topics/" + topic(where) + "/threads", more), name);
  std::string const thread = opened.text_at("/thread/id");
  threads_[name] = thread;
  posts_[name] = {thread, opened.text_at("/post/id")};
  objects.threads.push_back(thread);
  objects.posts.push_back(posts_[name]);
}

void TwinWorld::reply(std::string const& name, std::string_view who, std::string const& to, object more) {
  if (!more.contains("body")) more["body"] = "On " + name;
  std::string const& id = thread(to);
  auto const made = expect_done(as(who).post("/threads/" + id + "/posts", more), name);
  posts_[name] = {id, made.text_at("/id")};
  objects.posts.push_back(posts_[name]);
}

void TwinWorld::answer(std::string const& name, std::string_view who, std::string const& to, object more) {
  if (!more.contains("body")) more["body"] = "On " + name;
  KnownPost const above = post(to);
  more["parent_id"] = above.id;
  auto const made = expect_done(as(who).post("/threads/" + above.thread + "/posts", more), name);
  posts_[name] = {above.thread, made.text_at("/id")};
  objects.posts.push_back(posts_[name]);
}

void TwinWorld::split(std::string const& name, std::string_view who, std::string const& top) {
  auto const path = "/posts/" + post(top).id;
  auto const version = expect_done(as(who).get(path), path).number_at("/version");
  auto const made = expect_done(
      as(who).post(
          path + "/split",
          {{"version", version}, {"reason", "heliotrope"}, {"title", name}, {"summary", "About " + name}}),
      name);
  std::string const thread = made.text_at("/id");
  threads_[name] = thread;
  auto const posts = "/threads/" + thread + "/posts";
  posts_[name] = {thread, expect_done(as(who).get(posts), posts).text_at("/items/0/id")};
  objects.threads.push_back(thread);
  objects.posts.push_back(posts_[name]);
}

void TwinWorld::patch_thread(std::string_view who, std::string const& name, object change) {
  std::string const path = "/threads/" + thread(name);
  change["version"] = expect_done(as(who).get(path), path).number_at("/version");
  expect_done(as(who).patch(path, change), path);
}

void TwinWorld::get(std::string_view who, std::string const& path) {
  expect_done(as(who).get(path), path);
}
void TwinWorld::put(std::string_view who, std::string const& path, object const& body) {
  expect_done(as(who).put(path, body), path);
}
void TwinWorld::post(std::string_view who, std::string const& path, object const& body) {
  expect_done(as(who).post(path, body), path);
}
void TwinWorld::nominate(std::string_view who, std::string_view username) {
  object const body{{"username", username},  {"name", "heliotrope"},      {"function", "Analyst"},
                    {"role", "contributor"}, {"clearance", "restricted"}, {"language", "en"}};
  objects.accounts.push_back(expect_done(as(who).post("/accounts", body), "nominate").text_at("/id"));
}

void TwinWorld::break_glass(std::string_view who, std::string_view second, std::string const& name,
                            std::string_view coordinator) {
  object const wish{{"object_id", post(name).id}, {"case_number", "C 3"}, {"reason", "heliotrope"}};
  auto const id = expect_done(as(who).post("/break-glass", wish), name).text_at("/id");
  objects.break_glass.push_back(id);
  expect_done(as(second).post("/break-glass/" + id + "/decision", {{"decision", "approve"}}), name);
  expect_done(as(who).get("/break-glass/" + id + "/posts"), name);
  objects.glass_notices.push_back(
      expect_done(as(coordinator).get("/break-glass-notices"), name).text_at("/items/0/id"));
}

void TwinWorld::propose(std::string_view who, std::string const& path, object const& body) {
  objects.proposals.push_back(expect_done(as(who).post(path, body), path).text_at("/id"));
}

void TwinWorld::make_group(std::string_view who, std::string const& name,
                           std::initializer_list<std::string_view> members) {
  boost::json::array ids;
  for (auto const member : members) ids.emplace_back(organisation(member));
  objects.groups.push_back(
      expect_done(as(who).post("/groups", {{"name", name}, {"members", ids}}), name).text_at("/id"));
}

void TwinWorld::withdraw(std::string_view who, std::string const& name) {
  expect_done(as(who).remove("/posts/" + post(name).id), name);
}

void TwinWorld::recall(std::string_view who, std::string const& name, std::string_view reader,
                       std::string_view coordinator) {
  KnownPost const recalled = post(name);
  expect_done(as(reader).get("/posts/" + recalled.id), name);
  expect_done(as(who).post("/posts/" + recalled.id + "/recall", {{"reason", "heliotrope"}}), name);
  auto const asked = expect_done(as(coordinator).get("/recall-requests"), name);
  if (asked.items() == 0) throw std::runtime_error("nobody is asked to confirm the recall of " + name);
  std::string const last = std::to_string(asked.number_at("/waiting") - 1);
  objects.recall_requests.push_back(asked.text_at("/items/" + last + "/id"));
}

void TwinWorld::ask_widening(std::string_view who, std::string const& name, object const& audience,
                             std::string_view coordinator) {
  std::string const path = "/threads/" + thread(name);
  auto const version = expect_done(as(who).get(path), path).number_at("/version");
  auto const asked = as(who).post(path + "/widening",
                                  {{"version", version}, {"audience", audience}, {"reason", "heliotrope"}});
  objects.widenings.push_back(expect_done(asked, path).text_at("/id"));
  objects.consents.push_back(expect_done(as(coordinator).get("/consents"), path).text_at("/items/0/id"));
}

void TwinWorld::consent(std::string_view coordinator) {
  auto const id = expect_done(as(coordinator).get("/consents"), "consents").text_at("/items/0/id");
  post(coordinator, "/consents/" + id + "/decision", {{"decision", "approve"}, {"reason", "heliotrope"}});
}

}  // namespace tests::twins
