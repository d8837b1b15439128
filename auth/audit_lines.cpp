#include "auth/audit_lines.hpp"

#include <algorithm>

#include "auth/moderation_log.hpp"

namespace auth {
namespace {

bool contains(PublicIds const& ids, std::optional<base::PublicId> const& id) {
  return id && std::ranges::binary_search(ids, *id);
}

// Whether it tells that a post, or a change of it, awaits its release or did.
bool is_about_release(AuditEvent event) {
  return event == AuditEvent::post_submitted || event == AuditEvent::post_returned ||
         event == AuditEvent::revision_withdrawn;
}

// The post that was written, changed or taken back by it, which may never have come before anybody; of a
// thread its first.
std::optional<base::PublicId> written_post(AuditRecord const& record) {
  switch (record.event) {
    case AuditEvent::thread_created:
      return record.parts.size() == 1 ? std::optional(record.parts.front()) : std::nullopt;
    case AuditEvent::post_created:
    case AuditEvent::post_edited:
    case AuditEvent::post_withdrawn:
      return record.object.id;
    default:
      return std::nullopt;
  }
}

bool finds_parts(Shown shown, AuditFilter const& filter, AuditScope const& scope) {
  if (shown != Shown::own_part) return true;
  return filter.object && scope.is_contributed && scope.is_contributed(*filter.object);
}

}  // namespace

AuditLines::AuditLines(Viewer const& viewer, Shown shown, AuditFilter const& filter, PublicIds const& own,
                       AuditScope const& scope)
    : viewer_(viewer),
      shown_(shown),
      filter_(filter),
      own_(own),
      scope_(scope),
      finds_parts_(auth::finds_parts(shown, filter, scope)) {}

std::optional<AuditLine> AuditLines::show(AuditEntry entry) {
  AuditRecord& record = entry.record;
  if (shown_ == Shown::readable && !(is_moderation(record.event) && may_read(record.object)))
    return std::nullopt;
  if (shown_ == Shown::own_part && !(may_know_of(record) && keep_own_part(record))) return std::nullopt;
  if (shown_ == Shown::own_source) leave_lost_place(record);
  // Where a thread came from may be a topic that he does not read, and what was combined threads.
  if (shown_ == Shown::readable) {
    auto const kind =
        kind_of(record.event) == AuditKind::combination ? AuditObjectKind::thread : AuditObjectKind::topic;
    std::erase_if(record.parts, [&](base::PublicId const& id) { return !may_read({kind, id}); });
    if (names_source(record) && !(scope_.tells_source && scope_.tells_source(*record.object.id))) {
      if (filter_.actor) return std::nullopt;
      record.actor.user.reset();
      record.actor.organisation.reset();
    }
  }
  if (hides_source(record)) {
    auto const& own = viewer_.organisation_public_id;
    if (filter_.source && filter_.source != own) return std::nullopt;
    std::erase_if(record.sources, [&](base::PublicId const& id) { return id != own; });
  }
  AuditLine line{entry.number, std::move(record), std::nullopt};
  if (shown_ == Shown::numbered) {
    line.number = entry.number;
  } else {
    line.record.recipients.clear();
  }
  return line;
}

bool AuditLines::hides_source(AuditRecord const& record) const {
  if (shown_ == Shown::own_source_of_posts) return record.object.kind == AuditObjectKind::post;
  return shown_ == Shown::own_source || shown_ == Shown::readable;
}

// What another source's objects are, and who abroad looked, is not for him. Whatever may hold the posts of
// several sources looks the same whether it did or not: its parts and its level, the highest of all, are
// never shown. False where the filter asked for what is left out.
bool AuditLines::keep_own_part(AuditRecord& record) {
  if (!contains(own_, record.actor.organisation)) {
    record.actor.user.reset();
    record.approved_by.reset();
  }
  std::erase_if(record.sources, [&](base::PublicId const& id) { return !contains(own_, id); });
  record.parts.clear();
  auto const kind = record.object.kind;
  bool const is_place = kind == AuditObjectKind::topic || kind == AuditObjectKind::thread;
  bool const is_placed = is_place || kind == AuditObjectKind::post;
  bool const reads_object = is_placed && may_read(record.object);
  if (is_place && !reads_object) record.object.id.reset();
  if (kind != AuditObjectKind::post || !reads_object) record.level.reset();
  bool const reads_topic =
      (!is_placed || reads_object) && record.topic && may_read({AuditObjectKind::topic, record.topic});
  if (!reads_topic) record.topic.reset();
  return !filter_.object || finds_parts_ || record.object.id == filter_.object;
}

// An act reaches also what its source has lost: in which topic that stands by then, and at which level, is
// not his to know.
void AuditLines::leave_lost_place(AuditRecord& record) {
  auto const kind = record.object.kind;
  if (kind != AuditObjectKind::thread && kind != AuditObjectKind::post) return;
  bool const reads_topic = !record.topic || may_read({AuditObjectKind::topic, record.topic});
  if (reads_topic && may_read(record.object)) return;
  record.topic.reset();
  record.level.reset();
}

bool AuditLines::may_read(AuditObject const& object) {
  if (!object.id || !scope_.may_read) return false;
  auto const [known, is_new] = readable_.try_emplace({object.kind, *object.id}, false);
  if (is_new) known->second = scope_.may_read(object);
  return known->second;
}

// What is written and not released, or never was, is for its author and the coordinators, not for all of his
// organisation.
bool AuditLines::may_know_of(AuditRecord const& record) {
  if (auto const post = written_post(record))
    return record.actor.user == viewer_.public_id || went_out(*post) || knows_before_release(*post);
  if (!is_about_release(record.event)) return true;
  return record.object.id && knows_before_release(*record.object.id);
}

bool AuditLines::knows_before_release(base::PublicId const& post) {
  if (!scope_.reads_before_release) return false;
  auto const [known, is_new] = known_before_release_.try_emplace(post, false);
  if (is_new) known->second = scope_.reads_before_release(post);
  return known->second;
}

bool AuditLines::went_out(base::PublicId const& post) {
  if (!scope_.went_out) return false;
  auto const [known, is_new] = gone_out_.try_emplace(post, false);
  if (is_new) known->second = scope_.went_out(post);
  return known->second;
}

}  // namespace auth
