// The demo's texts as they stand in config/demo: people, topics, and discussions with all their posts.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "auth/audience.hpp"
#include "auth/marking.hpp"
#include "auth/organisations.hpp"
#include "auth/viewer.hpp"
#include "forum/labels.hpp"

namespace server::app {

struct DemoOrganisation {
  std::string key;
  auth::OrganisationKind kind;
  std::optional<std::string> parent;  // country code of the bureau above
  std::optional<std::string> country;
  std::optional<std::string> city;
  auth::Names names;
};

struct DemoPerson {
  std::string username;
  std::string name;
  std::string function;
  std::string organisation;  // country code of a bureau, or a key
  std::vector<auth::Role> roles;
  std::vector<std::string> moderated_topics;
  auth::Level clearance;
  auth::Language language;
};

// Organisations by country code or key.
struct DemoAudience {
  auth::AudienceBase base = auth::AudienceBase::inherit;
  std::vector<std::string> organisations;
  std::vector<std::string> minus;
};

struct DemoTopic {
  std::string key;
  std::string owner;
  DemoAudience audience;
  auth::Names titles;
  auth::Names descriptions;
};

struct DemoPost {
  std::string key;
  std::optional<std::string> parent;  // nothing: answers the first post
  std::string author;
  auth::Language language;
  std::optional<auth::Level> level;
  DemoAudience audience;
  auth::Caveats caveats;
  std::optional<auth::LegalUse> legal_use;
  std::optional<auth::Attribution> attribution;
  double days_ago;
  std::string body;
};

struct DemoThread {
  std::string key;
  std::string topic;
  std::string title;
  bool pinned = false;
  forum::ThreadKind kind = forum::ThreadKind::analysis;
  std::vector<std::string> tags;
  DemoPost first;
  std::vector<DemoPost> posts;
};

struct DemoSubscription {
  std::string username;  // who asks: for his desk, its coordinator or security officer
  std::string topic;
  bool for_bureau = false;
};

struct DemoContent {
  std::vector<DemoOrganisation> organisations;
  std::vector<DemoPerson> people;
  std::vector<DemoTopic> topics;
  std::vector<auth::Names> tags;  // those of the list
  std::vector<DemoThread> threads;
  std::vector<DemoSubscription> subscriptions;
};

// `content` is the folder config/. Throws std::runtime_error with file and place.
DemoContent read_demo_content(std::filesystem::path const& content);

}  // namespace server::app
