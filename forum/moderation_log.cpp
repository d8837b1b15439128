#include "forum/moderation_log.hpp"

#include <set>
#include <unordered_map>

#include "auth/audit_names.hpp"
#include "auth/moderation_log.hpp"
#include "forum/acts.hpp"
#include "forum/closings.hpp"
#include "forum/cursors.hpp"
#include "forum/hiding_rows.hpp"
#include "forum/hidings.hpp"
#include "forum/mergers.hpp"
#include "forum/places.hpp"
#include "forum/told.hpp"

namespace forum {
namespace {

using auth::Action;
using auth::AuditEvent;
using auth::AuditObjectKind;
using base::ErrorCode;

// What acts of one kind take from each other: of those the last one alone can be taken back.
enum class Matter { lock, pin, place, sight, pace, title, filing, none };

Matter matter_of(AuditEvent event) {
  switch (event) {
    case AuditEvent::thread_locked:
    case AuditEvent::thread_unlocked:
    case AuditEvent::threads_merged:
    case AuditEvent::thread_split:
      return Matter::lock;
    case AuditEvent::thread_pinned:
    case AuditEvent::thread_unpinned:
      return Matter::pin;
    case AuditEvent::thread_moved:
      return Matter::place;
    case AuditEvent::post_hidden:
    case AuditEvent::post_shown:
    case AuditEvent::appeal_granted:
      return Matter::sight;
    case AuditEvent::thread_slowed:
    case AuditEvent::thread_unslowed:
      return Matter::pace;
    case AuditEvent::thread_retitled:
      return Matter::title;
    case AuditEvent::thread_relabelled:
      return Matter::filing;
    default:
      return Matter::none;
  }
}

// A page of acts, as they are told to one viewer. Within one snapshot.
class Acts {
 public:
  Acts(storage::ReadTx& tx, auth::Viewer const& viewer, bool names)
      : tx_(tx), viewer_(viewer), names_(names), known_(auth::AuditView::moderation, viewer.language) {}

  // Nothing where it was done to what the viewer may not read.
  std::optional<ModerationAct> tell(auth::AuditEntry entry);

 private:
  struct Object {
    ThreadPlace thread;
    std::optional<PostPlace> post;
  };

  std::optional<Object> const& find(auth::AuditObject const& object);
  std::optional<Reversal> undo_of(auth::AuditRecord const& record, Object const& object) const;
  std::optional<Reversal> undo_lock(auth::AuditRecord const& record, ThreadPlace const& thread) const;
  std::optional<Reversal> undo_move(auth::AuditRecord const& record, ThreadPlace const& thread) const;
  bool may(Action action, ThreadPlace const& thread) const {
    return judge(viewer_, action, target_of(thread)) == auth::Verdict::allowed;
  }
  // Not where it was a coordinator of a source that attribution hides from the viewer.
  bool tells_actor(auth::AuditRecord const& record, Object const& object) const {
    return names_ && record.actor.user &&
           (!object.post || !auth::names_source(record) ||
            tells_source(viewer_, object.post->source, object.post->marking.attribution));
  }
  Moderator moderator(auth::AuditLine const& line);

  storage::ReadTx& tx_;
  auth::Viewer const& viewer_;
  bool names_;
  auth::AuditNames known_;
  std::unordered_map<base::PublicId, std::optional<Object>> objects_;  // that were looked for already
  std::set<std::pair<base::PublicId, Matter>> later_;                  // of which a later act was told
};

std::optional<Acts::Object> const& Acts::find(auth::AuditObject const& object) {
  auto const [known, is_new] = objects_.try_emplace(*object.id);
  if (!is_new) return known->second;
  if (object.kind == AuditObjectKind::thread) {
    if (auto place = find_thread_place(tx_, viewer_, *object.id))
      known->second = Object{*std::move(place), std::nullopt};
  } else if (auto place = find_post_place(tx_, viewer_, *object.id)) {
    known->second = Object{place->thread, *place};
  }
  return known->second;
}

std::optional<Reversal> Acts::undo_lock(auth::AuditRecord const& record, ThreadPlace const& thread) const {
  bool const merged = is_merged(tx_, thread.id);
  if (record.event == AuditEvent::threads_merged)
    return merged && may(Action::move, thread) ? std::optional(Reversal::separate) : std::nullopt;
  bool const stands = thread.locked == (record.event == AuditEvent::thread_locked);
  bool const known = record.event != AuditEvent::thread_split;
  if (merged || !stands || !known || !may(Action::lock, thread)) return std::nullopt;
  if (!thread.locked) return Reversal::lock;
  if (!find_closing(tx_, thread.id)) return Reversal::unlock;
  return may_close(viewer_, thread) ? std::optional(Reversal::reopen) : std::nullopt;
}

std::optional<Reversal> Acts::undo_move(auth::AuditRecord const& record, ThreadPlace const& thread) const {
  bool const stands = record.topic == thread.topic.public_id && record.parts.size() == 1;
  if (!stands || !may(Action::move, thread)) return std::nullopt;
  return find_topic_place(tx_, viewer_, record.parts.front()) ? std::optional(Reversal::move_back)
                                                              : std::nullopt;
}

std::optional<Reversal> Acts::undo_of(auth::AuditRecord const& record, Object const& object) const {
  auto const& thread = object.thread;
  switch (matter_of(record.event)) {
    case Matter::lock:
      return undo_lock(record, thread);
    case Matter::pin:
      if (thread.pinned != (record.event == AuditEvent::thread_pinned) || !may(Action::pin, thread))
        return std::nullopt;
      return thread.pinned ? Reversal::unpin : Reversal::pin;
    case Matter::place:
      return undo_move(record, thread);
    case Matter::sight: {
      if (record.event != AuditEvent::post_hidden || !object.post ||
          object.post->state != auth::State::hidden)
        return std::nullopt;
      auto const hiding = find_hiding(tx_, object.post->id);
      bool const may_show = hiding && may_unhide(viewer_, hiding->office, target_of(*object.post),
                                                 object.post->marking.attribution);
      return may_show ? std::optional(Reversal::unhide) : std::nullopt;
    }
    case Matter::pace: {
      bool const stands = record.event == AuditEvent::thread_slowed && find_slow_mode(tx_, viewer_, thread);
      return stands && may(Action::lock, thread) ? std::optional(Reversal::unslow) : std::nullopt;
    }
    // The author may, too, but what he does to his own thread takes nothing back.
    case Matter::title:
    case Matter::filing: {
      bool const is_title = record.event == AuditEvent::thread_retitled;
      if (!names_ || !relabels_for_order(viewer_, thread) || !may_edit_title(viewer_, thread) ||
          !find_former(tx_, thread.id, is_title ? LabelMatter::title : LabelMatter::filing)) {
        return std::nullopt;
      }
      return is_title ? Reversal::retitle : Reversal::relabel;
    }
    case Matter::none:
      break;
  }
  return std::nullopt;
}

Moderator Acts::moderator(auth::AuditLine const& line) {
  known_.learn(tx_, line);
  auto const& actor = line.record.actor;
  auto const* const name = known_.person(*actor.user);
  auto const* const organisation = actor.organisation ? known_.organisation(*actor.organisation) : nullptr;
  return {*actor.user, name != nullptr ? std::optional(*name) : std::nullopt,
          organisation != nullptr ? std::optional(*organisation) : std::nullopt};
}

std::optional<ModerationAct> Acts::tell(auth::AuditEntry entry) {
  auto& record = entry.record;
  if (!record.object.id) return std::nullopt;
  auto const& object = find(record.object);
  if (!object) return std::nullopt;
  auto const& thread = object->thread;
  ModerationAct act{
      .event = record.event,
      .at = record.at,
      .reason = record.reason,
      .office = record.actor.role,
      .by = {},
      .thread = {thread.public_id, thread.marking.level, auth::public_id_of(tx_, thread.source)},
      .title = thread.title,
      .post = {},
      .from = {},
      .undo = {},
      .former = {},
      .version = object->post ? object->post->version : thread.version};
  if (object->post) act.post = origin_of(tx_, *object->post);
  bool const is_last = later_.emplace(*record.object.id, matter_of(record.event)).second;
  if (is_last) act.undo = undo_of(record, *object);
  if (act.undo == Reversal::retitle) act.former = find_former(tx_, thread.id, LabelMatter::title);
  if (act.undo == Reversal::relabel) act.former = find_former(tx_, thread.id, LabelMatter::filing);
  if (record.event == AuditEvent::thread_moved && record.parts.size() == 1 &&
      find_topic_place(tx_, viewer_, record.parts.front())) {
    act.from = record.parts.front();
  }
  if (tells_actor(record, *object)) act.by = moderator({entry.number, std::move(record), std::nullopt});
  return act;
}

base::Result<Page<ModerationAct>> load(storage::ReadTx& tx, Acts acts, auth::ModerationQuery query,
                                       PageRequest const& page) {
  auto const before = parse_newest_key(page);
  if (!before) return before.error();
  query.before = *before;
  auto const limit = static_cast<std::size_t>(page.limit);
  Page<ModerationAct> found;
  std::int64_t last = 0;
  // One more than the page holds tells whether there is another, counting only what is told.
  for (bool has_more = true; has_more;) {
    auto entries = find_moderation(tx, query, page.limit + 1);
    has_more = entries.size() > limit;
    for (auto& entry : entries) {
      auto const number = entry.number;
      query.before = number;
      auto act = acts.tell(std::move(entry));
      if (!act) continue;
      // Who is not named is found by no filter.
      if (query.actor && !act->by) continue;
      if (found.items.size() == limit) {
        append_number(found.next.emplace(), last);
        return found;
      }
      last = number;
      found.items.push_back(*std::move(act));
    }
  }
  return found;
}

}  // namespace

base::Result<Page<ModerationAct>> load_topic_moderation(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                        base::PublicId const& topic,
                                                        ModerationFilter const& filter,
                                                        PageRequest const& page) {
  auto const place = find_topic_place(tx, viewer, topic);
  if (!place) return ErrorCode::not_found;
  if (auto const may = require(viewer, Action::read_moderation, target_of(*place)); !may) return may.error();
  return load(tx, Acts(tx, viewer, true), {AuditObjectKind::topic, topic, filter.event, filter.moderator},
              page);
}

base::Result<Page<ModerationAct>> load_thread_moderation(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                         base::PublicId const& thread,
                                                         PageRequest const& page) {
  auto const place = find_thread_place(tx, viewer, thread);
  if (!place) return ErrorCode::not_found;
  if (auto const may = require(viewer, Action::read_moderation, target_of(*place)); !may) return may.error();
  // Whoever may read it for the whole topic keeps order there.
  bool const keeps_order =
      judge(viewer, Action::read_moderation, target_of(place->topic)) == auth::Verdict::allowed;
  return load(tx, Acts(tx, viewer, keeps_order), {AuditObjectKind::thread, thread}, page);
}

}  // namespace forum
