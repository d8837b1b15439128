#include "server/app/demo_content.hpp"

#include <algorithm>
#include <stdexcept>

#include "server/app/content.hpp"

namespace server::app {
namespace {

using boost::json::value;

template <class T>
T known(std::optional<T> parsed, std::string const& written) {
  if (!parsed) throw std::runtime_error("unknown name \"" + written + "\"");
  return *parsed;
}

std::optional<std::string> maybe_text(value const& object, std::string_view name) {
  auto const* const member = object.as_object().if_contains(name);
  if (member == nullptr || member->is_null()) return std::nullopt;
  return text_of(object, name);
}

DemoAudience read_audience(value const& object) {
  DemoAudience audience;
  auto const* const member = object.as_object().if_contains("audience");
  if (member == nullptr || member->is_null()) return audience;
  std::string const base = text_of(*member, "base");
  audience.base = known(auth::parse_audience_base(base), base);
  audience.organisations = texts_of(*member, "organisations");
  audience.minus = texts_of(*member, "minus");
  return audience;
}

DemoOrganisation read_organisation(value const& object) {
  std::string const kind = text_of(object, "kind");
  return {text_of(object, "key"),       known(auth::parse_organisation_kind(kind), kind),
          maybe_text(object, "parent"), maybe_text(object, "country"),
          maybe_text(object, "city"),   names_of(object, "names")};
}

DemoPerson read_person(value const& object) {
  DemoPerson person;
  person.username = text_of(object, "username");
  person.name = text_of(object, "name");
  person.function = text_of(object, "function");
  person.organisation = text_of(object, "organisation");
  for (std::string const& role : texts_of(object, "roles"))
    person.roles.push_back(known(auth::parse_role(role), role));
  person.moderated_topics = texts_of(object, "topics");
  std::string const clearance = text_of(object, "clearance");
  person.clearance = known(auth::parse_level(clearance), clearance);
  std::string const language = text_of(object, "language");
  person.language = known(auth::parse_language(language), language);
  return person;
}

DemoPost read_post(value const& object) {
  DemoPost post;
  post.key = text_or(object, "key", "");
  post.parent = maybe_text(object, "parent");
  post.author = text_of(object, "author");
  std::string const language = text_of(object, "language");
  post.language = known(auth::parse_language(language), language);
  if (auto const level = maybe_text(object, "level")) post.level = known(auth::parse_level(*level), *level);
  post.audience = read_audience(object);
  for (std::string const& caveat : texts_of(object, "caveats")) {
    post.caveats.add(known(auth::parse_caveat(caveat), caveat));
  }
  if (auto const use = maybe_text(object, "legal_use"))
    post.legal_use = known(auth::parse_legal_use(*use), *use);
  if (auto const how = maybe_text(object, "attribution"))
    post.attribution = known(auth::parse_attribution(*how), *how);
  post.days_ago = object.at("days_ago").to_number<double>();
  post.body = text_of(object, "body");
  return post;
}

DemoThread read_thread(value const& object, std::string const& topic) {
  DemoThread thread;
  thread.key = text_of(object, "key");
  thread.topic = topic;
  thread.title = text_of(object, "title");
  auto const* const pinned = object.as_object().if_contains("pinned");
  thread.pinned = pinned != nullptr && pinned->is_bool() && pinned->get_bool();
  if (auto const kind = maybe_text(object, "kind"))
    thread.kind = known(forum::parse_thread_kind(*kind), *kind);
  thread.tags = texts_of(object, "tags");
  thread.first = read_post(object);
  for (value const& post : object.at("posts").as_array()) thread.posts.push_back(read_post(post));
  return thread;
}

// Reads each member of the list in the file, and says which one it was that does not fit.
template <class Read>
void read_list(std::filesystem::path const& file, std::string_view list, Read read) {
  auto const content = read_json(file);
  std::size_t index = 0;
  try {
    for (value const& item : content.at(list).as_array()) {
      read(item);
      ++index;
    }
  } catch (std::exception const& failure) {
    throw std::runtime_error(file.string() + ", " + std::string(list) + "[" + std::to_string(index) +
                             "]: " + failure.what());
  }
}

}  // namespace

DemoContent read_demo_content(std::filesystem::path const& content) {
  DemoContent demo;
  auto const add_organisation = [&](value const& item) {
    demo.organisations.push_back(read_organisation(item));
  };
  read_list(content / "secretariat.json", "units", add_organisation);
  read_list(content / "demo/organisations.json", "organisations", add_organisation);
  read_list(content / "demo/people.json", "people",
            [&](value const& item) { demo.people.push_back(read_person(item)); });
  read_list(content / "demo/topics.json", "topics", [&](value const& item) {
    demo.topics.push_back({text_of(item, "key"), text_of(item, "owner"), read_audience(item),
                           names_of(item, "title"), names_of(item, "description")});
  });
  read_list(content / "demo/tags.json", "tags",
            [&](value const& item) { demo.tags.push_back(names_of(item, "name")); });
  read_list(content / "demo/subscriptions.json", "subscriptions", [&](value const& item) {
    for (std::string const& topic : texts_of(item, "topics")) {
      demo.subscriptions.push_back({text_of(item, "username"), topic, text_of(item, "as") == "bureau"});
    }
  });
  std::vector<std::filesystem::path> files;
  for (auto const& entry : std::filesystem::directory_iterator(content / "demo/threads"))
    files.push_back(entry.path());
  std::ranges::sort(files);
  for (auto const& file : files) {
    std::string const topic = file.stem().string();
    read_list(file, "threads", [&](value const& item) { demo.threads.push_back(read_thread(item, topic)); });
  }
  return demo;
}

}  // namespace server::app
