// The words of the twins' story: who notices a step, and what its acts are made of.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "auth/organisations.hpp"
#include "tests/integration/twins/twin_story.hpp"

namespace tests::twins {

using Noticed = std::function<bool(std::string_view)>;

inline bool is_one_of(std::string_view username, std::vector<std::string_view> const& names) {
  // "officer1.fr" is a person, ".fr" everybody of that bureau.
  return std::ranges::any_of(names, [&](std::string_view name) {
    return name.starts_with('.') ? username.ends_with(name) : username == name;
  });
}

inline bool everybody(std::string_view) {
  return true;
}
inline bool nobody(std::string_view) {
  return false;
}
inline Noticed only_by(std::vector<std::string_view> names) {
  return [names = std::move(names)](std::string_view username) { return is_one_of(username, names); };
}
inline Noticed but_for(std::string_view name) {
  return [name](std::string_view username) { return !is_one_of(username, {name}); };
}
// Whoever may read RESTRICTED: not these, by clearance, sign-in or office.
inline bool cleared(std::string_view username) {
  return !is_one_of(username, {"low.br", "officer2.br", "admin.ipsg", "auditor.ipsg", "compliance.ipsg", ""});
}

inline object restricted() {
  return {{"level", "restricted"}};
}
inline void set_status(TwinWorld& w, std::string_view organisation, auth::OrganisationStatus status) {
  w.server().change([&](storage::WriteTx& tx, base::Random&) {
    auth::set_organisation_status(tx, w.organisation_key(organisation), status);
  });
}
inline object own() {
  return {{"base", "own"}};
}

inline constexpr char kCallsMany[] = "@officer1.br, @officer2.es, @low.br and @bureau:br?";

inline std::string quote_of(TwinWorld const& w, std::string const& post) {
  return "[quote:" + w.post(post).id + "@1:0-5]\n\nAs was said.";
}

inline std::string link_to(TwinWorld const& w, std::string const& thread) {
  return "See [there](/threads/" + w.thread(thread) + ").";
}

// Of an officer: what he has on his screen is known to him alone.
inline Step draft_of(std::string_view who) {
  return {"a draft", only_by({who}), [who](TwinWorld& w) {
            for (std::string const& context : {"topic." + w.topic("open"), "thread." + w.thread("question"),
                                               "reply." + w.post("answer").id}) {
              w.put(who, "/drafts/" + context, {{"title", "Nobody else's"}, {"body", std::string(200, 'x')}});
              w.put(who, "/drafts/" + context, {{"title", "Nobody else's"}, {"body", "Half a thought"}});
            }
          }};
}

}  // namespace tests::twins
