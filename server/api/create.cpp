#include "server/api/create.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <vector>

namespace server::api {
namespace {

constexpr std::size_t kKeyBytes = 64;

// All that says what somebody may do and read; an answer is good for nobody who has another of it by now.
std::string offices_of(auth::Viewer const& viewer) {
  std::string text = "answer";
  auto const add = [&text](std::int64_t number) { text += " " + std::to_string(number); };
  add(viewer.organisation.value);
  add(viewer.bureau.value);
  add(viewer.coordinated ? viewer.coordinated->value : 0);
  add(viewer.stands_in ? 1 : 0);
  add(viewer.is_vetted ? 1 : 0);
  add(static_cast<std::int64_t>(viewer.clearance));
  add(viewer.ceiling);
  add(static_cast<std::int64_t>(viewer.highest_level));
  auto roles = viewer.roles;
  std::ranges::sort(roles);
  for (auto const role : roles) {
    text += " ";
    text += auth::to_string(role);
  }
  std::vector<std::int64_t> topics;
  for (auto const topic : viewer.moderated_topics) topics.push_back(topic.value);
  std::ranges::sort(topics);
  std::ranges::for_each(topics, add);
  return text;
}

// Status, Location (or nothing) and body, each of the first two on a line.
std::string as_text(http::Response const& response) {
  std::string text = std::to_string(response.status) + "\n";
  text += response.headers.find("location").value_or("");
  text += "\n";
  text += response.body.view();
  return text;
}

http::Response from_text(std::string_view text) {
  int status = 0;
  auto const end = text.find('\n');
  std::from_chars(text.data(), text.data() + end, status);
  text.remove_prefix(end + 1);
  auto const line = text.find('\n');
  std::string_view const location = text.substr(0, line);
  text.remove_prefix(line + 1);
  auto response = text.empty() ? empty_response() : json_response(status, std::string(text));
  if (!location.empty()) response.headers.append("location", location);
  return response;
}

}  // namespace

base::Result<std::optional<RepeatableCall>> RepeatableCall::of(Call const& call) {
  auto const key = call.request.headers.find("idempotency-key");
  if (!key) return std::optional<RepeatableCall>();
  bool const is_printable = std::ranges::all_of(*key, [](char c) { return c > ' ' && c < '\x7f'; });
  if (key->empty() || key->size() > kKeyBytes || !is_printable)
    return base::Error{base::ErrorCode::invalid_query, {{"Idempotency-Key", base::FieldCode::malformed}}};
  // The key has no space: nothing that is hashed for one use is what is hashed for another.
  std::string asked(*key);
  asked += "\n";
  asked += call.endpoint;
  for (std::string const& piece : call.path) asked += "\n" + piece;
  asked += "\n\n" + call.request.body;
  return std::optional(RepeatableCall({base::sha256("key " + std::string(*key)), base::sha256(asked)},
                                      base::Sealer(base::sha256("seal " + asked))));
}

std::string RepeatableCall::seal(http::Response const& response, auth::Viewer const& viewer,
                                 base::Random& random) const {
  return sealer_.seal(offices_of(viewer), as_text(response), random);
}

base::Result<http::Response> RepeatableCall::open(forum::WhatCame const& came,
                                                  auth::Viewer const& viewer) const {
  auto const text = sealer_.open(offices_of(viewer), std::get<std::string>(came));
  if (!text)
    return base::Error(base::ErrorCode::idempotency_conflict,
                       "your offices have changed since the first time");
  return from_text(*text);
}

}  // namespace server::api
