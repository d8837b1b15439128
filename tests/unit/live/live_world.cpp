#include "tests/unit/live/live_world.hpp"

#include <algorithm>
#include <stdexcept>

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "auth/audience.hpp"
#include "auth/migrations.hpp"
#include "auth/secrets.hpp"
#include "forum/events.hpp"
#include "forum/migrations.hpp"
#include "forum/topics.hpp"

namespace server::live {
namespace {

using namespace std::chrono_literals;
namespace json = boost::json;

std::vector<storage::Migration> all_migrations() {
  std::vector<storage::Migration> all(auth::migrations().begin(), auth::migrations().end());
  all.insert(all.end(), forum::migrations().begin(), forum::migrations().end());
  std::ranges::sort(all, {}, &storage::Migration::version);
  return all;
}

std::string find_field(std::string const& frame, std::string_view name) {
  json::value const parsed = json::parse(frame);
  auto const* const value = parsed.as_object().if_contains({name.data(), name.size()});
  return value ? std::string(value->as_string()) : std::string();
}

template <class T>
T must(base::Result<T> result) {
  if (!result) {
    throw std::runtime_error(std::string(base::to_string(result.error().code)) + ": " +
                             result.error().detail);
  }
  return std::move(*result);
}

forum::NewPost post_of(std::string_view text) {
  forum::NewPost post;
  post.body = text;
  post.html = forum::Html{"<p>" + std::string(text) + "</p>"};
  return post;
}

}  // namespace

void TestClient::open(std::shared_ptr<net::StreamHandler> handler) {
  handler_ = std::move(handler);
  handler_->on_open(shared_from_this());
}

void TestClient::say(std::string_view text) {
  if (handler_) handler_->on_text(text);
}

void TestClient::watch(std::vector<base::PublicId> const& topics,
                       std::vector<base::PublicId> const& threads) {
  auto const list = [](std::vector<base::PublicId> const& ids) {
    json::array array;
    for (auto const& id : ids) array.emplace_back(base::to_string(id));
    return array;
  };
  say(json::serialize(json::object{{"type", "watch"}, {"topics", list(topics)}, {"threads", list(threads)}}));
}

void TestClient::leave() {
  if (auto const handler = std::exchange(handler_, nullptr)) handler->on_close();
}

std::vector<std::string> TestClient::types() const {
  std::vector<std::string> types;
  for (auto const& frame : frames) types.push_back(find_field(frame, "type"));
  return types;
}

std::size_t TestClient::count(std::string_view type) const {
  std::size_t found = 0;
  for (auto const& each : types()) found += each == type ? 1 : 0;
  return found;
}

std::string TestClient::field(std::string_view name) const {
  return frames.empty() ? std::string() : find_field(frames.back(), name);
}

std::string TestClient::field_of(std::string_view type, std::string_view name) const {
  for (std::size_t i = frames.size(); i-- > 0;) {
    if (find_field(frames[i], "type") == type) return find_field(frames[i], name);
  }
  return {};
}

std::string TestClient::cursor() const {
  for (std::size_t i = frames.size(); i-- > 0;) {
    if (auto cursor = find_field(frames[i], "cursor"); !cursor.empty()) return cursor;
  }
  return {};
}

void TestClient::send(std::shared_ptr<std::string const> text) {
  if (close_code) return;
  frames.push_back(*text);
  if (counts_waiting) ++waiting;
}

void TestClient::close(std::uint16_t code, std::string_view) {
  if (!close_code) close_code = code;
}

LiveSettings LiveWorld::quick() {
  LiveSettings settings;
  settings.revalidate_every = 40ms;
  settings.poll_every = 20ms;
  settings.replay_pause = 1ms;
  return settings;
}

LiveWorld::LiveWorld(LiveSettings chosen, forum::Limits chosen_limits, int readers)
    : limits(chosen_limits), settings(chosen) {
  storage::DatabaseSettings where;
  where.path = folder_.path() / "live.db";
  where.readers = readers;
  database = std::make_unique<storage::Database>(where, all_migrations());
  write([&](storage::WriteTx& tx) {
    auth::NewOrganisation secretariat;
    secretariat.kind = auth::OrganisationKind::secretariat;
    secretariat.names = auth::bureau_names("Lyon");
    unit = auth::create_organisation(tx, secretariat, random);
    auth::NewUser vetter;
    vetter.username = "vetter";
    vetter.name = "Vetter";
    vetter.function = "Security officer";
    vetter.organisation = unit;
    vetter_ = auth::create_user(tx, vetter, now(), random).value();
    cursors = std::make_unique<CursorSealer>(auth::load_or_create_key(tx, kCursorKey, random), random);
  });
  start_hub();
}

LiveWorld::~LiveWorld() {
  for (auto const& client : clients_) client->leave();
  hub->stop();
  io.restart();
  io.run_for(2s);  // until nothing is left: what hangs shows as time
  database->stop();
  hub.reset();
  database.reset();
}

void LiveWorld::start_hub() {
  hub = std::make_unique<Hub>(*database, *cursors, sessions, limits, settings,
                              std::vector<boost::asio::any_io_executor>{io.get_executor()},
                              [this] { return now(); });
  hub->start();
}

void LiveWorld::restart() {
  for (auto const& client : clients_) client->leave();
  clients_.clear();
  hub->stop();
  io.restart();
  io.run_for(2s);
  start_hub();
}

auth::OrganisationId LiveWorld::add_bureau(std::string_view country) {
  auth::OrganisationId id;
  write([&](storage::WriteTx& tx) {
    auth::NewOrganisation bureau;
    bureau.kind = auth::OrganisationKind::ncb;
    bureau.country = std::string(country);
    bureau.names = auth::bureau_names(country);
    id = auth::create_organisation(tx, bureau, random);
  });
  return id;
}

Officer LiveWorld::add_officer(std::string_view name, auth::OrganisationId organisation, auth::Role role) {
  Officer officer;
  write([&](storage::WriteTx& tx) {
    auth::NewUser user;
    user.username = name;
    user.name = name;
    user.function = "Officer";
    user.organisation = organisation;
    user.clearance = auth::Level::confidential;
    user.vetted_by = vetter_;
    user.vetted_until = now() + std::chrono::hours{24};
    user.state = auth::UserState::active;
    officer.user = auth::create_user(tx, user, now(), random).value();
    auth::add_grant(tx, officer.user,
                    {role, auth::Grant::Scope::organisation, organisation.value, now() - 1h, std::nullopt});
    auto session = auth::create_session(tx, officer.user, auth::Assurance::strong, now(), random);
    officer.token = std::move(session.token);
    officer.token_hash = session.token_hash;
  });
  return officer;
}

auth::Viewer LiveWorld::viewer(storage::ReadTx& tx, Officer const& officer) {
  return must(auth::load_viewer(tx, officer.user, now()));
}

base::PublicId LiveWorld::public_id(auth::OrganisationId organisation) {
  return must(database->read_now([&](storage::ReadTx& tx) -> base::Result<base::PublicId> {
    return auth::load_organisation(tx, organisation, auth::Language::en).public_id;
  }));
}

base::PublicId LiveWorld::add_topic(std::vector<auth::OrganisationId> const& organisations) {
  base::PublicId id;
  write([&](storage::WriteTx& tx) {
    auto const audience = auth::intern_audience(tx, auth::AudienceBase::only, organisations, {}, unit);
    forum::NewTopic topic;
    topic.titles = topic.descriptions = {"a", "b", "c", "d"};
    topic.owner = unit;
    topic.audience = audience;
    auto const key = forum::create_topic(tx, topic, now(), random);
    auto const reader = organisations.front();
    auth::Viewer viewer;
    viewer.organisation = viewer.bureau = reader;
    viewer.ceiling = static_cast<int>(auth::Level::confidential);
    viewer.now = now();
    for (auto const& item : must(forum::load_topics(tx, viewer, {100, std::nullopt}, limits)).items) {
      if (item.id == key) id = item.public_id;
    }
  });
  return id;
}

base::PublicId LiveWorld::open_thread(Officer const& author, base::PublicId const& topic,
                                      std::vector<auth::OrganisationId> const& addressed) {
  forum::NewThread thread;
  thread.topic = topic;
  thread.title = "A question";
  thread.post = post_of("Who knows?");
  if (!addressed.empty()) {
    auto& audience = thread.post.audience.emplace();
    audience.base = auth::AudienceBase::only;
    for (auto const organisation : addressed) audience.organisations.push_back(public_id(organisation));
  }
  base::PublicId id;
  write([&](storage::WriteTx& tx) {
    id = must(forum::create_thread(tx, viewer(tx, author), thread, {random, limits})).thread.public_id;
  });
  return id;
}

base::PublicId LiveWorld::reply(Officer const& author, base::PublicId const& thread) {
  return base::parse_public_id(reply_times(1, author, thread).front()).value();
}

std::vector<std::string> LiveWorld::reply_times(int count, Officer const& author,
                                                base::PublicId const& thread) {
  forum::NewReply reply;
  reply.thread = thread;
  reply.post = post_of("I do.");
  std::vector<std::string> posts;
  write([&](storage::WriteTx& tx) {
    auto const as = viewer(tx, author);
    for (int i = 0; i < count; ++i) {
      posts.push_back(base::to_string(must(forum::create_reply(tx, as, reply, {random, limits})).public_id));
    }
  });
  return posts;
}

void LiveWorld::withdraw(Officer const& author, base::PublicId const& post) {
  write([&](storage::WriteTx& tx) {
    if (!forum::withdraw_post(tx, viewer(tx, author), post, {random, limits})) {
      throw std::runtime_error("not withdrawn");
    }
  });
}

void LiveWorld::narrow(Officer const& author, base::PublicId const& thread,
                       std::vector<auth::OrganisationId> const& organisations) {
  forum::ThreadEdit edit;
  edit.audience.emplace();
  edit.audience->base = auth::AudienceBase::only;
  for (auto const organisation : organisations) {
    edit.audience->organisations.push_back(public_id(organisation));
  }
  write([&](storage::WriteTx& tx) {
    auto const as = viewer(tx, author);
    edit.version = must(forum::load_thread(tx, as, thread, limits)).version;
    must(forum::edit_thread(tx, as, thread, edit, {random, limits}));
  });
}

void LiveWorld::moderate(Officer const& officer, base::PublicId const& topic) {
  write([&](storage::WriteTx& tx) {
    auto const key = must(forum::load_topic(tx, viewer(tx, officer), topic, limits)).id;
    auth::add_grant(
        tx, officer.user,
        {auth::Role::topic_moderator, auth::Grant::Scope::topic, key.value, now() - 1h, std::nullopt});
  });
}

void LiveWorld::move(Officer const& moderator, base::PublicId const& thread, base::PublicId const& topic) {
  write([&](storage::WriteTx& tx) {
    auto const as = viewer(tx, moderator);
    forum::ThreadEdit edit;
    edit.version = must(forum::load_thread(tx, as, thread, limits)).version;
    edit.topic = topic;
    edit.approved_by = as.public_id;  // as a move that takes readers away has to be
    must(forum::edit_thread(tx, as, thread, edit, {random, limits}));
  });
}

void LiveWorld::follow_thread(Officer const& officer, base::PublicId const& thread, forum::Subscriber as) {
  write([&](storage::WriteTx& tx) {
    must(forum::subscribe_thread(tx, viewer(tx, officer), thread, as, forum::SubscriptionLevel::all));
  });
}

void LiveWorld::follow_topic(Officer const& officer, base::PublicId const& topic) {
  write([&](storage::WriteTx& tx) {
    must(forum::subscribe_topic(tx, viewer(tx, officer), topic, forum::Subscriber::me,
                                forum::SubscriptionLevel::all));
  });
}

std::shared_ptr<TestClient> LiveWorld::connect(Officer const& officer, std::optional<std::string> after) {
  auto client = std::make_shared<TestClient>(io.get_executor(), 0);
  clients_.push_back(client);
  client->open(hub->open(officer.token_hash, std::move(after)));
  return client;
}

std::shared_ptr<TestClient> LiveWorld::connect_ready(Officer const& officer) {
  settle();
  auto client = connect(officer);
  settle();
  return client;
}

std::shared_ptr<TestClient> LiveWorld::come_back(Officer const& officer, std::string const& cursor,
                                                 std::vector<base::PublicId> const& topics,
                                                 std::vector<base::PublicId> const& threads) {
  auto client = connect(officer, cursor);
  client->watch(topics, threads);
  EXPECT_TRUE(run_until([&] { return client->count("resumed") + client->count("reset") >= 1; }));
  settle();
  return client;
}

void LiveWorld::look_again() {
  io.restart();
  io.run_for(200ms);
}

std::string LiveWorld::cursor_now() {
  return cursors->seal(must(database->read_now(
      [](storage::ReadTx& tx) -> base::Result<forum::EventId> { return forum::last_event(tx); })));
}

bool LiveWorld::run_until(std::function<bool()> const& holds) {
  auto const end = std::chrono::steady_clock::now() + 10s;
  while (!holds()) {
    if (std::chrono::steady_clock::now() >= end) return false;
    io.restart();
    io.run_one_for(5ms);
  }
  return true;
}

// A round is longer than LiveSettings::poll_every, so that the tail looks; what it asks of the database is
// done when the one reader answers. Three rounds: events, rights, and what came of both.
void LiveWorld::settle() {
  for (int round = 0; round < 3; ++round) {
    io.restart();
    io.run_for(settings.poll_every < 1s ? settings.poll_every + 5ms : 25ms);
    static_cast<void>(database->read_now([](storage::ReadTx&) -> base::Result<int> { return 0; }));
    io.restart();
    io.poll();
  }
}

}  // namespace server::live
