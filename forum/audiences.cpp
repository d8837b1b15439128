#include "forum/audiences.hpp"

#include <algorithm>

namespace forum {
namespace {

constexpr char kPointer[] = "/audience";

bool adds_nothing(auth::NewAudience const& asked) {
  return asked == auth::NewAudience{};
}

base::Result<SettledAudience> settle_within(storage::WriteTx& tx, auth::Viewer const& viewer,
                                            auth::NewAudience const& asked,
                                            std::vector<auth::AudienceId> enclosing,
                                            std::optional<auth::OrganisationId> unit) {
  auto const id = auth::intern_audience(tx, viewer, asked, unit, kPointer);
  if (!id) return id.error();
  // What inherits means "of those who read what encloses it", and cannot be wider.
  if (asked.base != auth::AudienceBase::inherit && !auth::is_within(tx, *id, enclosing))
    return audience_too_wide();
  enclosing.push_back(*id);
  return SettledAudience{*id, auth::count_bureaus(tx, enclosing)};
}

}  // namespace

base::Error audience_too_wide() {
  base::Error error(base::ErrorCode::audience_too_wide,
                    "somebody in this audience does not read what encloses it");
  error.fields.push_back({kPointer, base::FieldCode::out_of_range});
  return error;
}

base::Result<SettledAudience> settle_audience(storage::WriteTx& tx, auth::Viewer const& viewer,
                                              auth::NewAudience const& asked, TopicPlace const& topic) {
  if (adds_nothing(asked)) return SettledAudience{auth::kInherit, auth::count_bureaus(tx, {topic.audience})};
  return settle_within(tx, viewer, asked, {topic.audience}, topic.unit());
}

base::Result<SettledAudience> settle_audience(storage::WriteTx& tx, auth::Viewer const& viewer,
                                              std::optional<auth::NewAudience> const& asked,
                                              PostPlace const& parent) {
  ThreadPlace const& thread = parent.thread;
  if (!asked && parent.audience != auth::kInherit) {
    return SettledAudience{
        parent.audience, auth::count_bureaus(tx, {thread.topic.audience, thread.audience, parent.audience})};
  }
  if (!asked || adds_nothing(*asked)) return SettledAudience{auth::kInherit, thread.bureaus};
  return settle_within(tx, viewer, *asked, {thread.topic.audience, thread.audience}, thread.topic.unit());
}

base::Result<std::vector<auth::OrganisationId>> resolve_within(storage::ReadTx& tx,
                                                               auth::Viewer const& viewer,
                                                               auth::NewAudience const& asked,
                                                               std::vector<auth::AudienceId> const& enclosing,
                                                               std::optional<auth::OrganisationId> unit) {
  auto const around = auth::members_of_all(tx, enclosing);
  if (adds_nothing(asked)) return around;
  auto const resolved = auth::resolve_audience(tx, viewer, asked, unit, kPointer);
  if (!resolved) return resolved.error();
  if (asked.base != auth::AudienceBase::inherit && !std::ranges::includes(around, *resolved)) {
    return audience_too_wide();
  }
  std::vector<auth::OrganisationId> readers;
  std::ranges::set_intersection(around, *resolved, std::back_inserter(readers));
  return readers;
}

auth::AudienceId audience_after_move(storage::WriteTx& tx, ThreadPlace const& thread,
                                     TopicPlace const& target) {
  auto const former = thread.topic.audience;
  if (auth::is_within(tx, target.audience, {former}) || auth::is_within(tx, thread.audience, {former}))
    return thread.audience;
  if (thread.audience == auth::kInherit) return former;
  return auth::intern_audience(tx, auth::AudienceBase::only,
                               auth::members_of_all(tx, {former, thread.audience}), {}, std::nullopt);
}

}  // namespace forum
