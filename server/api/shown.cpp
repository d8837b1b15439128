#include "server/api/shown.hpp"

#include <algorithm>
#include <utility>

namespace server::api {
namespace {

constexpr std::size_t kPartsOfAPage = 32;  // of most pages

void make_a_set(auth::PublicIds& ids) {
  std::ranges::sort(ids);
  ids.erase(std::ranges::unique(ids).begin(), ids.end());
}

}  // namespace

Shown::Shown() : record_{.at = {}, .event = auth::AuditEvent::object_viewed} {}

void Shown::open(auth::AuditObject const& object, auth::AuditEvent event) {
  record_.object = object;
  record_.event = event;
}

void Shown::list(auth::AuditObject const& below) {
  record_.object = below;
  lowest_ = auth::Level::restricted;
}

void Shown::add(forum::Origin const& origin) {
  if (origin.level < lowest_) return;
  if (record_.parts.empty()) record_.parts.reserve(kPartsOfAPage);
  record_.level = std::max(record_.level.value_or(origin.level), origin.level);
  record_.parts.push_back(origin.object);
  // A page has few sources, and neighbours often the same.
  if (record_.sources.empty() || record_.sources.back() != origin.source) {
    record_.sources.push_back(origin.source);
  }
}

void Shown::add(std::vector<forum::Quote> const& quotes) {
  for (auto const& quote : quotes) {
    if (!quote.passage) continue;
    auto const& origin = quote.passage->origin;
    if (std::ranges::find(quoted_, origin) == quoted_.end()) quoted_.push_back(origin);
  }
}

void Shown::open_one(auth::AuditObjectKind kind, forum::Origin const& origin) {
  open({kind, origin.object});
  add(origin);
}

std::vector<auth::AuditRecord> Shown::take_records(auth::Viewer const& viewer) && {
  std::vector<auth::AuditRecord> records;
  if (auto record = take_record(viewer)) records.push_back(*std::move(record));
  for (auto const& origin : quoted_) {
    Shown quoted;
    quoted.open_one(auth::AuditObjectKind::post, origin);
    if (auto record = quoted.take_record(viewer)) records.push_back(*std::move(record));
  }
  return records;
}

std::optional<auth::AuditRecord> Shown::take_record(auth::Viewer const& viewer) {
  if (record_.parts.empty()) return std::nullopt;
  record_.at = viewer.now;
  record_.actor = {viewer.public_id, viewer.organisation_public_id, std::nullopt};
  make_a_set(record_.parts);
  make_a_set(record_.sources);
  // An object that is shown as a whole is its own only part.
  if (record_.parts.size() == 1 && record_.parts.front() == record_.object.id) record_.parts.clear();
  return std::move(record_);
}

}  // namespace server::api
