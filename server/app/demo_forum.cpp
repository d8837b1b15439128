#include "server/app/demo_forum.hpp"

#include <algorithm>
#include <stdexcept>

#include "auth/audit_log.hpp"
#include "auth/users.hpp"
#include "forum/listed_tags.hpp"
#include "forum/read_marks.hpp"
#include "forum/release.hpp"
#include "forum/threads.hpp"
#include "forum/topics.hpp"

namespace server::app {
namespace {

constexpr std::chrono::days kFoundedAgo{400};  // before the first post
constexpr std::chrono::days kVettedFor{365};
constexpr std::chrono::days kUnreadSince{12};  // what is newer is news to everybody
constexpr std::chrono::minutes kReleaseTakes{25};

base::Timestamp before(base::Timestamp now, double days) {
  return now - std::chrono::milliseconds(static_cast<std::int64_t>(days * 86'400'000));
}

template <class T>
T need(base::Result<T> result, std::string const& what) {
  if (!result) {
    std::string why(base::to_string(result.error().code));
    for (base::FieldError const& field : result.error().fields) {
      why += " " + field.pointer + " " + std::string(base::to_string(field.code));
    }
    throw std::runtime_error("demo, " + what + ": " + why + " " + result.error().detail);
  }
  return std::move(result.value());
}

auth::Grant grant_of(auth::Role role, auth::OrganisationId organisation, base::Timestamp from) {
  bool const is_platform =
      role == auth::Role::administrator || role == auth::Role::auditor || role == auth::Role::compliance;
  return {role, is_platform ? auth::Grant::Scope::platform : auth::Grant::Scope::organisation,
          is_platform ? std::nullopt : std::optional(organisation.value), from, std::nullopt};
}

}  // namespace

struct DemoForum::Step {
  base::Timestamp at;
  std::size_t place;  // in the content: between steps of the same time
  DemoThread const* thread;
  DemoPost const* post;  // nothing: the thread itself with its first post
};

DemoForum::DemoForum(storage::WriteTx& tx, DemoContent const& content, base::Timestamp now,
                     base::Random& random)
    : tx_(tx), content_(content), now_(now), random_(random) {}

auth::OrganisationId DemoForum::organisation(std::string const& name) const {
  if (auto const known = organisations_.find(name); known != organisations_.end()) return known->second;
  if (auto const bureau = auth::find_bureau(tx_, name)) return *bureau;
  throw std::runtime_error("demo: no organisation " + name);
}

base::PublicId DemoForum::public_id(std::string const& organisation_name) const {
  return auth::load_organisation(tx_, organisation(organisation_name), auth::Language::en).public_id;
}

auth::Viewer DemoForum::viewer(std::string const& username, base::Timestamp at) const {
  auto const user = auth::find_user(tx_, username);
  if (!user) throw std::runtime_error("demo: no account " + username);
  return need(auth::load_viewer(tx_, *user, at), username);
}

auth::NewAudience DemoForum::audience(DemoAudience const& asked) const {
  auth::NewAudience audience;
  audience.base = asked.base;
  for (std::string const& name : asked.organisations) audience.organisations.push_back(public_id(name));
  for (std::string const& name : asked.minus) audience.minus.push_back(public_id(name));
  return audience;
}

void DemoForum::add_organisations() {
  for (DemoOrganisation const& one : content_.organisations) {
    auth::NewOrganisation organisation_to_be;
    organisation_to_be.kind = one.kind;
    if (one.parent) organisation_to_be.parent = organisation(*one.parent);
    organisation_to_be.country = one.country;
    organisation_to_be.city = one.city;
    organisation_to_be.names = one.names;
    organisations_[one.key] = auth::create_organisation(tx_, organisation_to_be, random_);
  }
}

void DemoForum::add_people(std::string const& password_hash) {
  base::Timestamp const founded = now_ - kFoundedAgo;
  std::optional<auth::UserId> vetted_by;
  for (DemoPerson const& person : content_.people) {
    auth::NewUser account;
    account.username = person.username;
    account.name = person.name;
    account.function = person.function;
    account.organisation = organisation(person.organisation);
    account.clearance = person.clearance;
    account.vetted_by = vetted_by;
    account.vetted_until = now_ + kVettedFor;
    account.state = auth::UserState::active;
    account.password_hash = password_hash;
    account.language = person.language;
    auto const user = auth::create_user(tx_, account, founded, random_);
    if (!user) throw std::runtime_error("demo: the name " + person.username + " is taken");
    // Somebody has to be the first to vet: here, the first account on the list vouches for all, itself
    // included.
    if (!vetted_by) auth::set_vetted_by(tx_, *user, *user);
    vetted_by = vetted_by.value_or(*user);
    for (auth::Role const role : person.roles) {
      if (role != auth::Role::topic_moderator)
        auth::add_grant(tx_, *user, grant_of(role, account.organisation, founded));
    }
  }
}

void DemoForum::add_topics() {
  base::Timestamp const founded = now_ - kFoundedAgo;
  for (DemoTopic const& one : content_.topics) {
    auto const owner = organisation(one.owner);
    std::vector<auth::OrganisationId> named;
    std::vector<auth::OrganisationId> minus;
    for (std::string const& name : one.audience.organisations) named.push_back(organisation(name));
    for (std::string const& name : one.audience.minus) minus.push_back(organisation(name));
    auto const audience_id = auth::intern_audience(tx_, one.audience.base, named, minus, owner);
    auto const topic =
        forum::create_topic(tx_, {one.titles, one.descriptions, owner, audience_id}, founded, random_);
    topic_keys_[one.key] = topic;
    topics_[one.key] = forum::topic_public_id(tx_, topic);
    auth::append_audit(tx_, {.at = founded,
                             .event = auth::AuditEvent::topic_created,
                             .object = {auth::AuditObjectKind::topic, topics_[one.key]},
                             .topic = topics_[one.key],
                             .sources = {auth::public_id_of(tx_, owner)}});
  }
  for (DemoPerson const& person : content_.people) {
    for (std::string const& key : person.moderated_topics) {
      auto const user = auth::find_user(tx_, person.username);
      auth::add_grant(tx_, *user,
                      {auth::Role::topic_moderator, auth::Grant::Scope::topic, topic_keys_.at(key).value,
                       founded, std::nullopt});
    }
  }
}

void DemoForum::add_tags() {
  auto const officer = viewer("unit.ipsg", now_ - kFoundedAgo + std::chrono::days(1));
  for (auto const& names : content_.tags) {
    need(forum::list_tag(tx_, officer, names, limits_, random_), "the tag " + names.en);
  }
}

void DemoForum::add_subscriptions() {
  for (DemoSubscription const& wish : content_.subscriptions) {
    auto const who = viewer(wish.username, now_ - kFoundedAgo + std::chrono::days(1));
    need(forum::subscribe_topic(tx_, who, topics_.at(wish.topic),
                                wish.for_bureau ? forum::Subscriber::bureau : forum::Subscriber::me,
                                forum::SubscriptionLevel::all),
         wish.username + " subscribes to " + wish.topic);
  }
}

void DemoForum::add_discussions() {
  std::vector<Step> steps;
  for (DemoThread const& thread : content_.threads) {
    steps.push_back({before(now_, thread.first.days_ago), steps.size(), &thread, nullptr});
    for (DemoPost const& post : thread.posts) {
      steps.push_back({before(now_, post.days_ago), steps.size(), &thread, &post});
    }
  }
  std::ranges::sort(steps, {}, [](Step const& step) { return std::pair(step.at, step.place); });
  bool is_old = true;
  for (Step const& step : steps) {
    if (is_old && step.at > now_ - kUnreadSince) {
      is_old = false;
      for (DemoPerson const& person : content_.people) {
        forum::begin_reading(tx_, *auth::find_user(tx_, person.username), forum::Backlog::read);
      }
    }
    apply(step);
    ++posts_;
  }
}

void DemoForum::apply(Step const& step) {
  DemoThread const& thread = *step.thread;
  DemoPost const& written = step.post != nullptr ? *step.post : thread.first;
  std::string const place = thread.topic + "/" + thread.key;

  forum::NewPost post;
  post.body = written.body;
  post.html = forum::render_markdown(written.body);
  post.marking.level = written.level;
  post.marking.caveats = written.caveats;
  post.marking.legal_use = written.legal_use;
  post.marking.attribution = written.attribution;
  post.audience = audience(written.audience);
  post.language = written.language;
  auto const author = viewer(written.author, step.at);
  forum::Moment const moment{random_, limits_};

  if (step.post == nullptr) {
    auto const opened = need(
        forum::create_thread(
            tx_, author, {topics_.at(thread.topic), thread.title, post, thread.kind, thread.tags}, moment),
        place);
    threads_[place] = opened.thread.public_id;
    release_if_needed(opened.post.public_id, opened.post.state == auth::State::awaiting_release,
                      written.author, step.at);
    if (thread.pinned) pin(thread, opened.thread.public_id, step.at + kReleaseTakes);
    return;
  }
  forum::NewReply reply{threads_.at(place), std::nullopt, post};
  if (written.parent) reply.parent = post_ids_.at(place + "/" + *written.parent);
  auto const posted = need(forum::create_reply(tx_, author, reply, moment), place + "/" + written.key);
  post_ids_[place + "/" + written.key] = posted.public_id;
  release_if_needed(posted.public_id, posted.state == auth::State::awaiting_release, written.author, step.at);
}

void DemoForum::release_if_needed(base::PublicId const& post, bool awaits, std::string const& author,
                                  base::Timestamp at) {
  if (!awaits) return;
  // Nobody releases his own: a coordinator's posts go out by his deputy.
  auto const country = author.substr(author.rfind('.'));
  bool const by_coordinator = author == "coordinator" + country;
  auto const coordinator =
      viewer((by_coordinator ? "coordinator2" : "coordinator") + country, at + kReleaseTakes);
  need(forum::release_post(tx_, coordinator, post, {"Within our bureau's policy."}, {random_, limits_}),
       "release for " + author);
}

void DemoForum::pin(DemoThread const& thread, base::PublicId const& id, base::Timestamp at) {
  for (DemoPerson const& person : content_.people) {
    bool const moderates =
        std::ranges::find(person.moderated_topics, thread.topic) != person.moderated_topics.end();
    auto const topic = std::ranges::find(content_.topics, thread.topic, &DemoTopic::key);
    bool const owns = std::ranges::find(person.roles, auth::Role::unit_officer) != person.roles.end() &&
                      topic->owner == person.organisation;
    if (!moderates && !owns) continue;
    forum::ThreadEdit edit;
    auto const who = viewer(person.username, at);
    auto const current = forum::load_thread(tx_, who, id, limits_);
    if (!current) continue;
    edit.version = current->version;
    edit.pinned = true;
    need(forum::edit_thread(tx_, who, id, edit, {random_, limits_}), "pin " + thread.key);
    return;
  }
  throw std::runtime_error("demo: nobody may pin " + thread.key);
}

}  // namespace server::app
