#include "tests/support/forum_world.hpp"

#include <algorithm>
#include <stdexcept>
#include <stdlib.h>

#include "auth/audience.hpp"
#include "auth/migrations.hpp"
#include "forum/migrations.hpp"
#include "forum/read_marks.hpp"

namespace tests {
namespace {

using namespace std::chrono_literals;

std::filesystem::path make_folder() {
  std::string pattern = std::filesystem::temp_directory_path() / "colloquium-forum-XXXXXX";
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no folder for the test");
  return pattern;
}

std::vector<storage::Migration> all_migrations() {
  std::vector<storage::Migration> all(auth::migrations().begin(), auth::migrations().end());
  all.insert(all.end(), forum::migrations().begin(), forum::migrations().end());
  std::ranges::sort(all, {}, &storage::Migration::version);
  return all;
}

storage::DatabaseSettings settings_for(std::filesystem::path const& file) {
  storage::DatabaseSettings settings;
  settings.path = file;
  settings.readers = 1;
  return settings;
}

base::Result<PostList> as_list(base::Result<forum::PostPage> const& page) {
  if (!page) return page.error();
  PostList list{{}, page->next, page->previous};
  for (auto const& told : page->items) list.items.push_back(forum::as_post(told));
  return list;
}

void expect_same(base::Result<PostList> const& stored, base::Result<PostList> const& outlined) {
  bool const same = stored.has_value() == outlined.has_value() &&
                    (stored ? *stored == *outlined : stored.error().code == outlined.error().code);
  if (!same) throw std::logic_error("a page of posts is another one when it is read from the outline");
}

auth::Names same_in_all(std::string const& name) {
  return {name, name, name, name};
}

}  // namespace

Ask text(std::string_view body) {
  Ask ask;
  ask.body = body;
  return ask;
}

Ask at_level(auth::Level level) {
  Ask ask;
  ask.marking.level = level;
  return ask;
}

Ask attributed(auth::Attribution attribution) {
  Ask ask;
  ask.marking.attribution = attribution;
  return ask;
}

forum::NewPost new_post(Ask const& ask) {
  return {.body = ask.body,
          .html = forum::render_markdown(ask.body),
          .marking = ask.marking,
          .audience = ask.audience,
          .language = std::nullopt};
}

ForumWorld::ForumWorld(std::uint64_t seed)
    : ForumWorld(seed, make_folder(), {}, base::from_milliseconds(1'800'000'000'000)) {}

ForumWorld::ForumWorld(std::uint64_t seed, std::filesystem::path const& file, base::Timestamp at)
    : ForumWorld(seed, {}, file, at) {}

ForumWorld::ForumWorld(std::uint64_t seed, std::filesystem::path const& own_folder,
                       std::filesystem::path const& file, base::Timestamp at)
    : now(at),
      random(seed),
      folder_(own_folder),
      database(settings_for(own_folder.empty() ? file : own_folder / "forum.db"), all_migrations()) {
  write([&](storage::WriteTx& tx) {
    auto const unit = auth::create_organisation(tx,
                                                {.kind = auth::OrganisationKind::secretariat,
                                                 .parent = std::nullopt,
                                                 .country = std::nullopt,
                                                 .city = std::nullopt,
                                                 .names = same_in_all("Illicit Markets unit")},
                                                random);
    remember(tx, "unit", unit);
    add_user(tx, "security.ipsg", unit, auth::Role::security_officer);
    add_user(tx, "unit.ipsg", unit, auth::Role::unit_officer);
    for (auto const country : {"br", "eg", "es", "fr", "ke"}) add_bureau(tx, country);
    auto const lyon = auth::create_organisation(tx,
                                                {.kind = auth::OrganisationKind::sub_bureau,
                                                 .parent = organisation("fr"),
                                                 .country = "FR",
                                                 .city = "Lyon",
                                                 .names = same_in_all("Sub-bureau Lyon")},
                                                random);
    remember(tx, "fr.lyon", lyon);
    add_user(tx, "officer1.lyon", lyon, auth::Role::contributor);

    auto const everybody = auth::intern_audience(tx, auth::AudienceBase::all_members, {}, {}, unit);
    add_topic(tx, "open", everybody);
    add_topic(tx, "quiet", everybody);
    add_topic(tx, "narrow",
              auth::intern_audience(tx, auth::AudienceBase::only,
                                    {organisation("fr"), organisation("ke"), unit}, {}, std::nullopt));
    auto const moderator = add_user(tx, "moderator.ke", organisation("ke"), auth::Role::contributor);
    for (auto const name : {"open", "narrow"}) {
      auth::add_grant(tx, moderator,
                      {.role = auth::Role::topic_moderator,
                       .scope = auth::Grant::Scope::topic,
                       .scope_id = topic_key(name).value,
                       .from = now - 1h,
                       .until = std::nullopt});
    }
  });
}

ForumWorld::~ForumWorld() {
  database.stop();
  std::error_code ignored;
  if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
}

void ForumWorld::add_bureau(storage::WriteTx& tx, std::string const& country) {
  std::string code = country;
  for (char& letter : code) letter = static_cast<char>(letter - 'a' + 'A');
  auto const bureau = auth::create_organisation(tx,
                                                {.kind = auth::OrganisationKind::ncb,
                                                 .parent = std::nullopt,
                                                 .country = code,
                                                 .city = std::nullopt,
                                                 .names = same_in_all("NCB " + code)},
                                                random);
  remember(tx, country, bureau);
  add_user(tx, "officer1." + country, bureau, auth::Role::contributor);
  add_user(tx, "officer2." + country, bureau, auth::Role::contributor);
  add_user(tx, "coordinator." + country, bureau, auth::Role::coordinator);
  add_user(tx, "security." + country, bureau, auth::Role::security_officer);
}

void ForumWorld::remember(storage::ReadTx& tx, std::string const& name, auth::OrganisationId organisation) {
  organisations_[name] = organisation;
  public_ids_[name] = auth::load_organisation(tx, organisation, auth::Language::en).public_id;
}

auth::UserId ForumWorld::add_user(storage::WriteTx& tx, std::string const& name,
                                  auth::OrganisationId organisation, auth::Role role) {
  auth::NewUser user;
  user.username = name;
  user.name = "Person " + name;
  user.function = "Officer";
  user.organisation = organisation;
  user.clearance = auth::Level::confidential;
  user.vetted_by = users_.empty() ? std::nullopt : std::optional(users_.at("security.ipsg"));
  user.vetted_until = now + std::chrono::hours(24 * 365);
  user.state = auth::UserState::active;
  auto const id = auth::create_user(tx, user, now, random).value();
  auth::add_grant(tx, id,
                  {.role = role,
                   .scope = auth::Grant::Scope::organisation,
                   .scope_id = organisation.value,
                   .from = now - 1h,
                   .until = std::nullopt});
  forum::begin_reading(tx, id, forum::Backlog::read);
  users_[name] = id;
  return id;
}

void ForumWorld::add_topic(storage::WriteTx& tx, std::string const& name, auth::AudienceId audience) {
  auto const id = forum::create_topic(tx,
                                      {.titles = same_in_all("Topic " + name),
                                       .descriptions = same_in_all("About " + name),
                                       .owner = organisation("unit"),
                                       .audience = audience},
                                      now, random);
  topics_[name] = {id, forum::topic_public_id(tx, id)};
}

auth::OrganisationId ForumWorld::organisation(std::string_view name) const {
  return organisations_.find(name)->second;
}
base::PublicId ForumWorld::public_id(std::string_view name) const {
  return public_ids_.find(name)->second;
}
auth::UserId ForumWorld::user(std::string_view name) const {
  return users_.find(name)->second;
}
base::PublicId ForumWorld::topic(std::string_view name) const {
  return topics_.find(name)->second.second;
}
forum::TopicId ForumWorld::topic_key(std::string_view name) const {
  return topics_.find(name)->second.first;
}

auth::Viewer ForumWorld::viewer(storage::ReadTx& tx, std::string_view name) const {
  return auth::load_viewer(tx, user(name), now).value();
}

auth::Viewer ForumWorld::viewer(std::string_view name) {
  return read([&](storage::ReadTx& tx) { return viewer(tx, name); });
}

auth::NewAudience ForumWorld::only(std::initializer_list<std::string_view> names) const {
  auth::NewAudience audience;
  audience.base = auth::AudienceBase::only;
  for (auto const name : names) audience.organisations.push_back(public_id(name));
  return audience;
}

auth::NewAudience ForumWorld::all_but(std::initializer_list<std::string_view> names) const {
  auth::NewAudience audience;
  audience.base = auth::AudienceBase::all_members;
  for (auto const name : names) audience.minus.push_back(public_id(name));
  return audience;
}

base::Result<forum::Opened> ForumWorld::try_open(std::string_view who, std::string_view where,
                                                 std::string_view title, Ask const& ask) {
  return try_write([&](storage::WriteTx& tx) {
    return forum::create_thread(tx, viewer(tx, who), {topic(where), std::string(title), new_post(ask)},
                                {random, limits});
  });
}

forum::Opened ForumWorld::open(std::string_view who, std::string_view where, std::string_view title,
                               Ask const& ask) {
  return try_open(who, where, title, ask).value();
}

base::Result<forum::Post> ForumWorld::try_reply(std::string_view who, base::PublicId const& thread,
                                                std::optional<base::PublicId> parent, Ask const& ask) {
  return try_write([&](storage::WriteTx& tx) {
    return forum::create_reply(tx, viewer(tx, who), {thread, parent, new_post(ask)}, {random, limits});
  });
}

forum::Post ForumWorld::reply(std::string_view who, base::PublicId const& thread,
                              std::optional<base::PublicId> parent, Ask const& ask) {
  return try_reply(who, thread, parent, ask).value();
}

base::Result<forum::Post> ForumWorld::edit(std::string_view who, base::PublicId const& post, int version,
                                           std::string_view body) {
  return try_write([&](storage::WriteTx& tx) {
    return forum::edit_post(tx, viewer(tx, who), post,
                            {version, std::string(body), forum::render_markdown(body)}, {random, limits});
  });
}

base::Result<void> ForumWorld::withdraw(std::string_view who, base::PublicId const& post) {
  return try_write([&](storage::WriteTx& tx) {
    return forum::withdraw_post(tx, viewer(tx, who), post, {random, limits});
  });
}

base::Result<forum::Post> ForumWorld::release(std::string_view who, base::PublicId const& post,
                                              std::optional<int> version) {
  return try_write([&](storage::WriteTx& tx) {
    return forum::release_post(tx, viewer(tx, who), post, {"Checked.", version}, {random, limits});
  });
}

base::Result<void> ForumWorld::check(std::string_view who, base::PublicId const& post) {
  return try_write([&](storage::WriteTx& tx) {
    return forum::check_post(tx, viewer(tx, who), post, {"Checked."}, {random, limits});
  });
}

base::Result<void> ForumWorld::send_back(std::string_view who, base::PublicId const& post,
                                         std::string_view reason) {
  return try_write([&](storage::WriteTx& tx) {
    return forum::return_post(tx, viewer(tx, who), post, {reason}, {random, limits});
  });
}

base::Result<forum::Post> ForumWorld::submit(std::string_view who, base::PublicId const& post) {
  return try_write([&](storage::WriteTx& tx) {
    return forum::submit_post(tx, viewer(tx, who), post, std::nullopt, {random, limits});
  });
}

base::Result<forum::Post> ForumWorld::undo_release(std::string_view who, base::PublicId const& post) {
  return try_write(
      [&](storage::WriteTx& tx) { return forum::undo_release(tx, viewer(tx, who), post, {random, limits}); });
}

base::Result<forum::Thread> ForumWorld::edit_thread(std::string_view who, base::PublicId const& thread,
                                                    forum::ThreadEdit const& edit) {
  return try_write([&](storage::WriteTx& tx) {
    return forum::edit_thread(tx, viewer(tx, who), thread, edit, {random, limits});
  });
}

std::vector<forum::Topic> ForumWorld::topics(std::string_view who) {
  return read([&](storage::ReadTx& tx) {
    return forum::load_topics(tx, viewer(tx, who), {100, std::nullopt}, limits).value().items;
  });
}

forum::Topic ForumWorld::topic_as(std::string_view who, std::string_view name) {
  return read([&](storage::ReadTx& tx) {
    return forum::load_topic(tx, viewer(tx, who), topic(name), limits).value();
  });
}

base::Result<forum::Page<forum::Thread>> ForumWorld::threads(std::string_view who, std::string_view where,
                                                             forum::PageRequest const& page,
                                                             forum::ThreadFilter filter) {
  return database.read_now([&](storage::ReadTx& tx) {
    return forum::load_threads(tx, viewer(tx, who), topic(where), filter, page, limits);
  });
}

base::Result<forum::Thread> ForumWorld::thread(std::string_view who, base::PublicId const& id) {
  return database.read_now(
      [&](storage::ReadTx& tx) { return forum::load_thread(tx, viewer(tx, who), id, limits); });
}

base::Result<PostList> ForumWorld::posts(std::string_view who, base::PublicId const& id,
                                         forum::PageRequest const& page,
                                         std::optional<base::PublicId> around) {
  return database.read_now([&](storage::ReadTx& tx) {
    auto const as = viewer(tx, who);
    auto const stored = as_list(forum::load_posts(tx, as, id, page, around));
    // Noted, outlined, read from the outline: whatever a test asks must be the same each time.
    for (int reading = 0; reading < 3; ++reading) {
      expect_same(stored, as_list(forum::load_posts(tx, as, id, page, around, outlines, limits)));
    }
    return stored;
  });
}

base::Result<forum::Post> ForumWorld::post(std::string_view who, base::PublicId const& id) {
  return database.read_now([&](storage::ReadTx& tx) { return forum::load_post(tx, viewer(tx, who), id); });
}

void ForumWorld::deny(std::string_view source, std::initializer_list<std::string_view> denied) {
  std::vector<auth::OrganisationId> ids;
  for (auto const name : denied) ids.push_back(organisation(name));
  write([&](storage::WriteTx& tx) { auth::set_deny_list(tx, organisation(source), ids); });
}

void ForumWorld::set_status(std::string_view name, auth::OrganisationStatus status) {
  write([&](storage::WriteTx& tx) { auth::set_organisation_status(tx, organisation(name), status); });
}

}  // namespace tests
