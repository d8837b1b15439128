#include "forum/act_appeals.hpp"

#include <algorithm>
#include <limits>

#include "auth/acting_role.hpp"
#include "auth/conflicts.hpp"
#include "auth/named.hpp"
#include "auth/organisations.hpp"
#include "forum/act_appeal_rows.hpp"
#include "forum/acts.hpp"
#include "forum/cursors.hpp"
#include "forum/mergers.hpp"
#include "forum/submissions.hpp"
#include "forum/threads.hpp"

namespace forum {
namespace {

using auth::Action;
using auth::AuditEvent;
using auth::Named;
using auth::Role;
using base::ErrorCode;

constexpr auto kStates = std::to_array<Named<ActAppealState>>({
    {ActAppealState::open, "open"},
    {ActAppealState::granted, "granted"},
    {ActAppealState::refused, "refused"},
    {ActAppealState::lapsed, "lapsed"},
});
constexpr auto kFilters = std::to_array<Named<ActAppealFilter>>({
    {ActAppealFilter::open, "open"},
    {ActAppealFilter::past, "past"},
});
constexpr auto kOutcomes = std::to_array<Named<ActAppealOutcome>>({
    {ActAppealOutcome::granted, "granted"},
    {ActAppealOutcome::refused, "refused"},
});

// The role by which the viewer appeals: his, or his source's, is the thread or the top of the branch, which
// stands first there. Nothing where the act is not his to appeal against.
std::optional<Role> appealing_role(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadPlace const& thread,
                                   std::optional<base::PublicId> const& top) {
  auto const role = auth::acting_role(viewer, Action::appeal, target_of(thread));
  if (!top) return role;
  auto const post = find_post_place(tx, viewer, *top);
  if (!post) return std::nullopt;
  return role ? role : auth::acting_role(viewer, Action::appeal, target_of(*post));
}

bool is_by_moderation(auth::AuditRecord const& record) {
  return record.actor.user && record.actor.organisation &&
         (record.actor.role == Role::topic_moderator || record.actor.role == Role::unit_officer);
}

// An act of moderation that stands, which nobody of the source did himself.
std::optional<auth::AuditEntry> find_appealable(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                ThreadPlace const& thread, AppealedAct act) {
  auto const top = act == AppealedAct::split ? find_split_top(tx, thread.id) : std::nullopt;
  if (!appealing_role(tx, viewer, thread, top)) return std::nullopt;
  auto entry = find_standing_act(tx, thread, act);
  if (!entry || !is_by_moderation(entry->record) || entry->record.actor.user == viewer.public_id ||
      is_author(tx, thread.id, *entry->record.actor.user) || was_appealed(tx, entry->number)) {
    return std::nullopt;
  }
  return entry;
}

bool stands(storage::ReadTx& tx, ActAppealRow const& row) {
  auto const entry = find_standing_act(tx, row.thread, row.appeal.against.act);
  return entry && entry->number == row.record;
}

// Whether somebody may appeal against anything that is done to the thread.
bool may_appeal(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadPlace const& thread) {
  return auth::acting_role(viewer, Action::appeal, target_of(thread)) ||
         appealing_role(tx, viewer, thread, find_split_top(tx, thread.id));
}

bool keeps_order_somewhere(auth::Viewer const& viewer) {
  return viewer.is_vetted && viewer.ceiling != auth::kReadsNothing &&
         (viewer.has(Role::topic_moderator) || viewer.has(Role::unit_officer));
}

bool is_third(storage::ReadTx& tx, auth::Viewer const& viewer, ActAppealRow const& row) {
  return viewer.user != row.acted_by && viewer.public_id != row.approved_by && viewer.user != row.asked_by &&
         auth::are_of_two_countries(viewer, row.acted_for) && !has_conflict(tx, viewer, row.thread);
}

// As it is told to the viewer; nothing where it is not his to hear.
std::optional<HeardActAppeal> hear(storage::ReadTx& tx, auth::Viewer const& viewer, ActAppealRow const& row) {
  if (judge(viewer, Action::decide_appeal, target_of(row.thread)) != auth::Verdict::allowed)
    return std::nullopt;
  HeardActAppeal heard{
      .appeal = row.appeal, .thread = row.origin, .title = row.thread.title, .top = {}, .may_decide = false};
  if (row.top) {
    auto const top = find_post_place(tx, viewer, *row.top);
    if (!top) return std::nullopt;
    heard.top = origin_of(tx, *top);
  }
  if (row.appeal.state == ActAppealState::open) {
    if (!stands(tx, row))
      heard.appeal.state = ActAppealState::lapsed;
    else
      heard.may_decide = is_third(tx, viewer, row);
  }
  return heard;
}

// Takes the act back in the name of who decides. What has become impossible since answers state_conflict.
base::Result<std::optional<base::PublicId>> undo(storage::WriteTx& tx, auth::Viewer const& viewer,
                                                 ActAppealRow const& row, std::string_view reason,
                                                 Moment const& moment) {
  auto const& thread = row.thread.public_id;
  OrderAct const act{reason, row.thread.version};
  ThreadEdit edit;
  edit.version = row.thread.version;
  edit.reason = reason;
  auto const done = [](base::Result<void> const& result) -> base::Result<std::optional<base::PublicId>> {
    if (!result) return result.error();
    return std::optional<base::PublicId>();
  };
  switch (row.appeal.against.act) {
    case AppealedAct::locked:
      edit.locked = false;
      break;
    case AppealedAct::moved:
      edit.topic = find_standing_act(tx, row.thread, AppealedAct::moved).value().record.parts.front();
      break;
    case AppealedAct::closed:
      return done(reopen_thread(tx, viewer, thread, act));
    case AppealedAct::merged:
      return done(separate_thread(tx, viewer, thread, act));
    case AppealedAct::slowed:
      return done(set_slow_mode(tx, viewer, thread, act, {}, moment.limits));
    case AppealedAct::split: {
      auto const back = rejoin_thread(tx, viewer, thread, act);
      if (!back) return back.error();
      return std::optional(*back);
    }
  }
  auto const edited = edit_thread(tx, viewer, thread, edit, moment);
  if (!edited) return edited.error();
  return std::optional<base::PublicId>();
}

// Who is told works where he worked when it happened: whoever went elsewhere left it behind.
void tell(storage::WriteTx& tx, auth::Viewer const& third, PostPlace const& about, auth::UserId officer,
          std::optional<auth::OrganisationId> bureau, Notice notice) {
  auto const told = auth::load_viewer(tx, officer, third.now);
  if (!told || (bureau && told->bureau != *bureau)) return;
  auto const event =
      insert_notice_event(tx, {EventObject::post, about.thread.topic.id, about.thread.id, about.id}, third);
  tell_officer(tx, event, about.id, officer, notice);
}

void tell_both_sides(storage::WriteTx& tx, auth::Viewer const& third, ActAppealRow const& row,
                     PostPlace const& about, bool is_granted) {
  auto const outcome = is_granted ? Notice::act_appeal_granted : Notice::act_appeal_refused;
  tell(tx, third, about, row.asked_by, row.asked_for, outcome);
  if (row.thread.author != row.asked_by && row.thread.author != third.user)
    tell(tx, third, about, row.thread.author, std::nullopt, outcome);
  tell(tx, third, about, row.acted_by, row.acted_for,
       is_granted ? Notice::own_act_undone : Notice::own_act_upheld);
}

}  // namespace

std::string_view to_string(ActAppealState state) {
  return auth::name_of(kStates, state);
}
std::string_view to_string(ActAppealFilter filter) {
  return auth::name_of(kFilters, filter);
}
std::optional<ActAppealFilter> parse_act_appeal_filter(std::string_view name) {
  return auth::value_of(kFilters, name);
}
std::optional<ActAppealOutcome> parse_act_appeal_outcome(std::string_view name) {
  return auth::value_of(kOutcomes, name);
}

base::Result<ActAppeals> load_act_appeals(storage::ReadTx& tx, auth::Viewer const& viewer,
                                          base::PublicId const& thread) {
  auto const place = find_thread_place(tx, viewer, thread);
  if (!place) return ErrorCode::not_found;
  // Who keeps order there looks at the same screen, and finds nothing of this.
  if (!may_appeal(tx, viewer, *place) &&
      judge(viewer, Action::read_moderation, target_of(*place)) != auth::Verdict::allowed) {
    return ErrorCode::not_permitted;
  }
  ActAppeals told{.origin = {place->public_id, place->marking.level, auth::public_id_of(tx, place->source)},
                  .version = place->version,
                  .acts = {},
                  .made = {}};
  for (auto const act : kAppealedActs) {
    if (auto const entry = find_appealable(tx, viewer, *place, act)) {
      told.acts.push_back({act, entry->record.at, entry->record.reason, entry->record.actor.role});
    }
  }
  for (auto& row : select_act_appeals(tx, viewer, place->id)) {
    if (!appealing_role(tx, viewer, *place, row.top)) continue;
    if (row.appeal.state == ActAppealState::open && !stands(tx, row))
      row.appeal.state = ActAppealState::lapsed;
    told.made.push_back(std::move(row.appeal));
  }
  return told;
}

bool has_split_appeals(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadPlace const& thread) {
  if (find_appealable(tx, viewer, thread, AppealedAct::split)) return true;
  return std::ranges::any_of(select_act_appeals(tx, viewer, thread.id), [&](ActAppealRow const& row) {
    return row.top && appealing_role(tx, viewer, thread, row.top);
  });
}

base::Result<ActAppeals> appeal_act(storage::WriteTx& tx, auth::Viewer const& viewer,
                                    base::PublicId const& thread, NewActAppeal const& appeal,
                                    Moment const& moment) {
  auto const place = find_thread_place(tx, viewer, thread);
  if (!place) return ErrorCode::not_found;
  if (!may_appeal(tx, viewer, *place)) return ErrorCode::not_permitted;
  auto const entry = find_appealable(tx, viewer, *place, appeal.act);
  if (!entry) return ErrorCode::state_conflict;
  if (appeal.version != place->version) return ErrorCode::version_conflict;
  insert_act_appeal(tx, viewer, base::make_public_id(moment.random), *place, appeal, *entry);
  auto const top = appeal.act == AppealedAct::split ? find_split_top(tx, place->id) : std::nullopt;
  log_act(tx, viewer, appealing_role(tx, viewer, *place, top), AuditEvent::act_appealed, *place,
          {appeal.reason});
  return load_act_appeals(tx, viewer, thread);
}

base::Result<HeardActAppeal> decide_act_appeal(storage::WriteTx& tx, auth::Viewer const& viewer,
                                               base::PublicId const& appeal, ActAppealVerdict const& verdict,
                                               Moment const& moment) {
  auto const row = find_act_appeal(tx, viewer, appeal);
  auto heard = row ? hear(tx, viewer, *row) : std::nullopt;
  if (!heard) return ErrorCode::not_found;
  if (heard->appeal.state != ActAppealState::open) return ErrorCode::already_decided;
  if (!heard->may_decide) return ErrorCode::second_person_required;
  bool const is_granted = verdict.outcome == ActAppealOutcome::granted;
  // By the top of a branch: the thread that it made may be there no more.
  auto const about = row->top.value_or(find_first_post_place(tx, viewer, row->thread.public_id)->public_id);
  auto const role = auth::acting_role(viewer, Action::decide_appeal, target_of(row->thread));
  ActAppealUpdate update{.verdict = verdict, .is_undone = false, .thread = row->thread.id};
  if (is_granted) {
    auto const undone = undo(tx, viewer, *row, verdict.reason, moment);
    if (!undone && undone.error().code != ErrorCode::state_conflict) return undone.error();
    update.is_undone = static_cast<bool>(undone);
    if (undone && *undone) update.thread = find_thread_place(tx, viewer, **undone).value().id;
  }
  update_act_appeal_decided(tx, viewer, row->id, update);
  tell_both_sides(tx, viewer, *row, find_post_place(tx, viewer, about).value(), is_granted);
  log_act(tx, viewer, role, is_granted ? AuditEvent::act_appeal_granted : AuditEvent::act_appeal_refused,
          row->thread, {verdict.reason});
  heard->appeal.state = is_granted ? ActAppealState::granted : ActAppealState::refused;
  heard->appeal.decision = ActAppealDecision{std::string(verdict.reason), viewer.now, update.is_undone};
  heard->may_decide = false;
  return *std::move(heard);
}

base::Result<Page<HeardActAppeal>> load_heard_act_appeals(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                          ActAppealFilter filter, PageRequest const& page) {
  if (!keeps_order_somewhere(viewer)) return ErrorCode::not_permitted;
  bool const is_open = filter == ActAppealFilter::open;
  auto const beginning =
      is_open ? std::numeric_limits<std::int64_t>::min() : std::numeric_limits<std::int64_t>::max();
  ActAppealKey key{beginning, beginning};
  if (page.after && !page.after->empty()) {
    std::string_view rest = *page.after;
    auto const at = take_number(rest);
    auto const id = take_number(rest);
    if (!at || !id || !rest.empty()) return unfit_cursor();
    key = {*at, *id};
  }
  Page<HeardActAppeal> found;
  std::int64_t last = 0;
  each_act_appeal(tx, viewer, filter, key, [&](ActAppealRow&& row) {
    auto heard = hear(tx, viewer, row);
    if (!heard || heard->appeal.state == ActAppealState::lapsed) return true;
    if (found.items.size() == static_cast<std::size_t>(page.limit)) {
      auto const& end = found.items.back().appeal;
      append_number(found.next.emplace(), base::to_milliseconds(is_open ? end.at : end.decision.value().at));
      append_number(*found.next, last);
      return false;
    }
    last = row.id;
    found.items.push_back(*std::move(heard));
    return true;
  });
  return found;
}

std::optional<int> count_act_appeals(storage::ReadTx& tx, auth::Viewer const& viewer, Limits const& limits) {
  if (!keeps_order_somewhere(viewer)) return std::nullopt;
  constexpr auto kFirst = std::numeric_limits<std::int64_t>::min();
  int count = 0;
  each_act_appeal(tx, viewer, ActAppealFilter::open, {kFirst, kFirst}, [&](ActAppealRow&& row) {
    auto const heard = hear(tx, viewer, row);
    if (heard && heard->may_decide) ++count;
    return count < limits.unread_shown;
  });
  return count;
}

}  // namespace forum
