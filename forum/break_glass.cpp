#include "forum/break_glass.hpp"

#include <algorithm>
#include <functional>
#include <iterator>

#include "auth/acting_role.hpp"
#include "auth/audit_log.hpp"
#include "auth/decisions.hpp"
#include "auth/named.hpp"
#include "auth/policy.hpp"
#include "forum/break_glass_rows.hpp"
#include "forum/cursors.hpp"

namespace forum {
namespace {

using base::ErrorCode;

constexpr auto kStates = std::to_array<auth::Named<GlassState>>({
    {GlassState::asked, "asked"},
    {GlassState::open, "open"},
    {GlassState::ended, "ended"},
    {GlassState::refused, "refused"},
    {GlassState::withdrawn, "withdrawn"},
    {GlassState::expired, "expired"},
});

constexpr auto kActs = std::to_array<auth::Named<GlassAct>>({
    {GlassAct::approve, "approve"},
    {GlassAct::refuse, "refuse"},
    {GlassAct::withdraw, "withdraw"},
    {GlassAct::read, "read"},
    {GlassAct::end, "end"},
});

bool may(auth::Viewer const& viewer, auth::Action action) {
  return judge(viewer, action, {}) == auth::Verdict::allowed;
}

void settle(auth::Viewer const& viewer, BreakGlass& glass) {
  bool const own = glass.asked_by.user == viewer.user;
  bool const is_second = !own && may(viewer, auth::Action::approve_break_glass);
  if (glass.state == GlassState::asked && is_second) glass.may = {GlassAct::approve, GlassAct::refuse};
  if (glass.state == GlassState::asked && own) glass.may = {GlassAct::withdraw};
  if (glass.state == GlassState::open && own) glass.may = {GlassAct::read, GlassAct::end};
  if (glass.state == GlassState::open && is_second) glass.may = {GlassAct::end};
}

// Somebody else's is there only for who may approve.
base::Result<BreakGlass> find_for(storage::ReadTx& tx, auth::Viewer const& viewer, base::PublicId const& id) {
  if (!may(viewer, auth::Action::ask_break_glass)) return ErrorCode::not_found;
  auto glass = find_break_glass(tx, id, viewer.now);
  bool const is_there =
      glass && (glass->asked_by.user == viewer.user || may(viewer, auth::Action::approve_break_glass));
  if (!is_there) return ErrorCode::not_found;
  settle(viewer, *glass);
  return *std::move(glass);
}

bool permits(BreakGlass const& glass, GlassAct act) {
  return std::ranges::find(glass.may, act) != glass.may.end();
}

// Whoever asked, or ends it, acts, and who approved stands beside him. Which kind of object it is would say
// that there is one.
auth::AuditRecord record_of(auth::Viewer const& actor, auth::AuditEvent event, BreakGlass const& glass) {
  auth::AuditRecord record{.at = actor.now, .event = event};
  record.actor = auth::actor_of(actor, acting_role(actor, auth::Action::ask_break_glass, {}));
  record.object = {auth::AuditObjectKind::platform, std::nullopt};
  record.case_number = glass.case_number;
  record.reason = glass.reason;
  record.parts = {glass.object};
  if (glass.decided_by) record.approved_by = glass.decided_by->public_id;
  return record;
}

base::Result<PostId> parse_key(PageRequest const& page) {
  if (!page.after || page.after->empty()) return PostId{0};
  std::string_view rest = *page.after;
  auto const id = take_number(rest);
  if (!id || !rest.empty()) return unfit_cursor();
  return PostId{*id};
}

void log_reading(storage::WriteTx& tx, auth::Viewer const& viewer, BreakGlass const& glass,
                 std::vector<GlassPost> const& shown) {
  auto record = record_of(viewer, auth::AuditEvent::object_viewed, glass);
  record.object = {auth::AuditObjectKind::thread, shown.front().thread};
  record.topic = shown.front().topic;
  record.parts.clear();
  record.level = auth::Level::open;
  for (auto const& one : shown) {
    record.parts.push_back(one.post.public_id);
    record.sources.push_back(one.post.origin.source);
    record.level = std::max(*record.level, one.post.origin.level);
  }
  for (auto* const ids : {&record.parts, &record.sources}) {
    std::ranges::sort(*ids);
    auto const twice = std::ranges::unique(*ids);
    ids->erase(twice.begin(), twice.end());
  }
  auth::append_audit(tx, record);
}

}  // namespace

bool is_live(BreakGlass const& glass) {
  return glass.state == GlassState::asked || glass.state == GlassState::open;
}

std::string_view to_string(GlassState state) {
  return auth::name_of(kStates, state);
}
std::string_view to_string(GlassAct act) {
  return auth::name_of(kActs, act);
}

base::Result<BreakGlass> ask_break_glass(storage::WriteTx& tx, auth::Viewer const& viewer,
                                         NewBreakGlass const& wish, auth::BreakGlassLimits const& limits,
                                         base::Random& random) {
  if (auto const allowed = require(viewer, auth::Action::ask_break_glass, {}); !allowed)
    return allowed.error();
  auto const mine = select_break_glass(tx, viewer.user, viewer.now);
  if (std::ranges::count_if(mine, is_live) >= limits.asked_per_person) return ErrorCode::too_many_proposals;
  auto const id = insert_break_glass(tx, viewer, wish, viewer.now + auth::kProposalLasts, random);
  return find_for(tx, viewer, id);
}

base::Result<std::vector<BreakGlass>> load_break_glass(storage::ReadTx& tx, auth::Viewer const& viewer) {
  if (auto const allowed = require(viewer, auth::Action::ask_break_glass, {}); !allowed)
    return allowed.error();
  bool const approves = may(viewer, auth::Action::approve_break_glass);
  auto const found = select_break_glass(tx, approves ? std::nullopt : std::optional(viewer.user), viewer.now);
  std::vector<BreakGlass> glasses;
  glasses.reserve(found.size());
  std::ranges::copy_if(found, std::back_inserter(glasses), is_live);
  std::ranges::copy_if(found, std::back_inserter(glasses), std::not_fn(is_live));
  for (auto& glass : glasses) settle(viewer, glass);
  return glasses;
}

base::Result<BreakGlass> decide_break_glass(storage::WriteTx& tx, auth::Viewer const& viewer,
                                            base::PublicId const& id, auth::Decision decision,
                                            auth::BreakGlassLimits const& limits) {
  auto const glass = find_for(tx, viewer, id);
  if (!glass) return glass.error();
  if (auto const allowed = require(viewer, auth::Action::approve_break_glass, {}); !allowed)
    return allowed.error();
  if (glass->asked_by.user == viewer.user) return ErrorCode::second_person_required;
  if (glass->state != GlassState::asked) return ErrorCode::already_decided;
  if (decision == auth::Decision::refuse) {
    update_decision(tx, *glass, "refused", viewer.user, viewer.now, std::nullopt);
    return find_for(tx, viewer, id);
  }
  auto const asker = auth::load_viewer(tx, glass->asked_by.user, viewer.now);
  if (!asker || !may(*asker, auth::Action::ask_break_glass)) return ErrorCode::state_conflict;
  update_decision(tx, *glass, "approved", viewer.user, viewer.now, viewer.now + limits.open);
  auto opened = find_for(tx, viewer, id);
  auth::append_audit(tx, record_of(*asker, auth::AuditEvent::break_glass_opened, *opened));
  return opened;
}

base::Result<BreakGlass> end_break_glass(storage::WriteTx& tx, auth::Viewer const& viewer,
                                         base::PublicId const& id) {
  auto const glass = find_for(tx, viewer, id);
  if (!glass) return glass.error();
  if (!is_live(*glass)) return ErrorCode::already_decided;
  if (permits(*glass, GlassAct::withdraw)) {
    update_withdrawn(tx, *glass);
  } else if (permits(*glass, GlassAct::end)) {
    update_ended(tx, *glass, viewer.now);
    // Whoever may approve has the office to ask for it, too.
    auth::append_audit(tx, record_of(viewer, auth::AuditEvent::break_glass_ended, *glass));
  } else {
    return ErrorCode::not_permitted;
  }
  return find_for(tx, viewer, id);
}

base::Result<GlassPage> read_by_break_glass(storage::WriteTx& tx, auth::Viewer const& viewer,
                                            base::PublicId const& id, PageRequest const& page,
                                            base::Random& random) {
  auto const glass = find_for(tx, viewer, id);
  if (!glass || !permits(*glass, GlassAct::read)) return ErrorCode::not_found;
  auto const after = parse_key(page);
  if (!after) return after.error();
  auto posts = select_glass_posts(tx, viewer, glass->object, *after, page.limit + 1);
  if (posts.empty()) return ErrorCode::not_found;
  GlassPage shown{posts.front().title, posts.front().level, posts.front().thread, {}};
  if (posts.size() > static_cast<std::size_t>(page.limit)) {
    posts.pop_back();
    append_number(shown.page.next.emplace(), posts.back().post.id.value);
  }
  for (auto const& one : posts) keep_shown(tx, *glass, one, viewer.now, random);
  log_reading(tx, viewer, *glass, posts);
  for (auto& one : posts) {
    one.post.may.clear();
    shown.page.items.push_back(std::move(one.post));
  }
  return shown;
}

}  // namespace forum
