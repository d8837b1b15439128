#include "auth/audit_views.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "auth/audit_search.hpp"
#include "auth/named.hpp"

namespace auth {
namespace {

struct Rule {
  Role role;
  AuditView view;
};

// The action table's row "read the audit log". Everybody has his own trail.
constexpr auto kRules = std::to_array<Rule>({
    {Role::coordinator, AuditView::contributions},
    {Role::security_officer, AuditView::accounts},
    {Role::topic_moderator, AuditView::moderation},
    {Role::unit_officer, AuditView::unit},
    {Role::compliance, AuditView::compliance},
    {Role::administrator, AuditView::configuration},
    {Role::auditor, AuditView::everything},
});

// How much of a record a view shows.
enum class Shown {
  all,
  own_source,  // of the sources only the viewer's own organisation: attribution hides it from others
  own_part,    // of the sources only the viewer's own, and persons of his own organisations alone
  numbered     // all, and the number
};

struct ViewRule {
  AuditView view;
  std::string_view name;
  AuditKind least;  // the kinds, from and to
  AuditKind most;
  Shown shown;
};

constexpr auto kViews = std::to_array<ViewRule>({
    {AuditView::own_trail, "own_trail", AuditKind::collection, AuditKind::configuration, Shown::own_source},
    {AuditView::contributions, "contributions", AuditKind::collection, AuditKind::erasure, Shown::own_part},
    {AuditView::accounts, "accounts", AuditKind::access, AuditKind::authority, Shown::all},
    {AuditView::moderation, "moderation", AuditKind::alteration, AuditKind::combination, Shown::own_source},
    {AuditView::unit, "unit", AuditKind::collection, AuditKind::configuration, Shown::own_part},
    {AuditView::compliance, "compliance", AuditKind::compliance, AuditKind::compliance, Shown::all},
    {AuditView::configuration, "configuration", AuditKind::configuration, AuditKind::configuration,
     Shown::all},
    {AuditView::everything, "everything", AuditKind::collection, AuditKind::configuration, Shown::numbered},
});

constexpr bool is_complete() {
  for (std::size_t i = 0; i < kViews.size(); ++i) {
    if (static_cast<std::size_t>(kViews[i].view) != i) return false;
  }
  return kViews.size() == static_cast<std::size_t>(AuditView::everything) + 1;
}
static_assert(is_complete(), "one row for each view, in the order of AuditView");

ViewRule const& rule_of(AuditView view) {
  return kViews.at(static_cast<std::size_t>(view));
}

// Whose objects and accounts the view is about; empty where it is about no organisation's.
PublicIds own_organisations(storage::ReadTx& tx, Viewer const& viewer, AuditView view) {
  if (view == AuditView::contributions && viewer.coordinated) return select_family(tx, *viewer.coordinated);
  if (view == AuditView::accounts || view == AuditView::unit) return {viewer.organisation_public_id};
  return {};
}

// The sources that may be told and asked for; nothing where all may.
std::optional<PublicIds> told_sources(Viewer const& viewer, Shown shown, PublicIds const& own) {
  if (shown == Shown::own_source) return PublicIds{viewer.organisation_public_id};
  if (!own.empty()) return own;
  return std::nullopt;
}

// By kind, each for itself.
std::vector<AuditStream> all_acts(AuditKind least, AuditKind most) {
  std::vector<AuditStream> streams;
  for (auto kind = static_cast<std::int64_t>(least); kind <= static_cast<std::int64_t>(most); ++kind) {
    if (kind != static_cast<std::int64_t>(AuditKind::consultation))
      streams.push_back({AuditIndex::kind, kind});
  }
  return streams;
}

// The auditor's: by whatever narrows most.
std::vector<AuditStream> narrowest(AuditFilter const& filter) {
  if (filter.object) return {{AuditIndex::object, *filter.object}};
  if (filter.case_number) return {{AuditIndex::case_number, *filter.case_number}};
  if (filter.actor) return {{AuditIndex::actor, *filter.actor}};
  if (filter.source) return {{AuditIndex::source, *filter.source}};
  auto const kind = filter.event ? std::optional(kind_of(*filter.event)) : filter.kind;
  return kind ? all_acts(*kind, *kind) : all_acts(AuditKind::collection, AuditKind::configuration);
}

std::vector<AuditStream> acts_of(Viewer const& viewer, AuditView view, AuditFilter const& filter,
                                 PublicIds const& own, ModerationScope const& moderation) {
  std::vector<AuditStream> streams;
  switch (view) {
    case AuditView::own_trail:
      return {{AuditIndex::actor, viewer.public_id}};
    case AuditView::contributions:
    case AuditView::unit:
      for (base::PublicId const& organisation : own) streams.push_back({AuditIndex::source, organisation});
      return streams;
    case AuditView::moderation:
      for (base::PublicId const& topic : moderation.topics) streams.push_back({AuditIndex::topic, topic});
      return streams;
    case AuditView::accounts:
    case AuditView::compliance:
    case AuditView::configuration:
      return all_acts(rule_of(view).least, rule_of(view).most);
    case AuditView::everything:
      return narrowest(filter);
  }
  return streams;
}

// Whether a view holds consultations that the filter does not leave out.
bool shows_consultations(AuditView view, AuditFilter const& filter, PublicIds const& own) {
  bool const has_them = view == AuditView::own_trail || view == AuditView::everything ||
                        ((view == AuditView::contributions || view == AuditView::unit) && !own.empty());
  auto const kind = filter.event ? std::optional(kind_of(*filter.event)) : filter.kind;
  return has_them && (!kind || *kind == AuditKind::consultation);
}

bool contains(PublicIds const& ids, std::optional<base::PublicId> const& id) {
  return id && std::ranges::binary_search(ids, *id);
}

// What another source's objects are, and who abroad looked, is not for him.
void keep_own_part(AuditRecord& record, PublicIds const& own) {
  if (!contains(own, record.actor.organisation)) {
    record.actor.user.reset();
    record.approved_by.reset();
  }
  if (std::erase_if(record.sources, [&](base::PublicId const& id) { return !contains(own, id); }) > 0) {
    record.parts.clear();
    record.level.reset();  // the highest of the page: it may be that of a post that he may not see
  }
}

void keep_sources(AuditRecord& record, PublicIds const& told) {
  std::erase_if(record.sources, [&](base::PublicId const& id) { return !contains(told, id); });
}

AuditLine line_of(AuditEntry entry, Shown shown, std::optional<PublicIds> const& told) {
  AuditLine line{std::move(entry.record), std::nullopt};
  if (shown == Shown::own_part) keep_own_part(line.record, told.value_or(PublicIds{}));
  if (shown == Shown::own_source) keep_sources(line.record, told.value_or(PublicIds{}));
  if (shown == Shown::numbered) {
    line.number = entry.number;
  } else {
    line.record.recipients.clear();
  }
  return line;
}

bool is_shown(AuditRecord const& record, AuditView view, ModerationScope const& moderation) {
  if (view != AuditView::moderation) return true;
  return is_moderation(record.event) && moderation.may_read && moderation.may_read(record);
}

}  // namespace

std::string_view to_string(AuditView view) {
  return rule_of(view).name;
}

std::optional<AuditView> parse_audit_view(std::string_view name) {
  for (ViewRule const& rule : kViews) {
    if (rule.name == name) return rule.view;
  }
  return std::nullopt;
}

bool may_view(Viewer const& viewer, AuditView view) {
  if (view == AuditView::own_trail) return true;
  if (!viewer.is_vetted) return false;
  // Separation of duty: an administrator is never an auditor, whatever was granted.
  if (view == AuditView::everything && viewer.has(Role::administrator)) return false;
  return std::ranges::any_of(kRules,
                             [&](Rule const& rule) { return rule.view == view && viewer.has(rule.role); });
}

std::optional<Role> role_for(AuditView view) {
  auto const rule = std::ranges::find(kRules, view, &Rule::view);
  return rule == kRules.end() ? std::nullopt : std::optional(rule->role);
}

bool names_persons(AuditView view) {
  return rule_of(view).shown != Shown::own_part;
}

std::vector<AuditView> views_of(Viewer const& viewer) {
  std::vector<AuditView> views;
  for (ViewRule const& rule : kViews) {
    if (may_view(viewer, rule.view)) views.push_back(rule.view);
  }
  return views;
}

base::Result<AuditPage> load_audit(storage::ReadTx& tx, Viewer const& viewer, AuditView view,
                                   AuditFilter const& filter, std::optional<AuditPosition> const& after,
                                   int limit, ModerationScope const& moderation) {
  if (!may_view(viewer, view)) return base::Error(base::ErrorCode::not_permitted);
  ViewRule const& rule = rule_of(view);
  PublicIds const own = own_organisations(tx, viewer, view);
  auto const told = told_sources(viewer, rule.shown, own);
  AuditConditions conditions{.filter = filter,
                             .least = rule.least,
                             .most = rule.most,
                             .actors_of = std::nullopt,
                             .range = select_range(tx, filter),
                             .limit = limit + 1};
  if (after) conditions.range.last = std::min(conditions.range.last, *after - 1);
  // What a view hides cannot be asked for either: the answer to the question would show it.
  if (told && filter.source && !contains(*told, filter.source)) return AuditPage{};
  if (view == AuditView::own_trail && filter.actor && filter.actor != viewer.public_id) return AuditPage{};
  if (rule.shown == Shown::own_part && filter.actor)
    conditions.actors_of = viewer.coordinated.value_or(viewer.organisation);
  if (view == AuditView::accounts) conditions.filter.source = own.front();
  if (view == AuditView::own_trail) conditions.filter.actor = viewer.public_id;
  AuditSearch const search{acts_of(viewer, view, filter, own, moderation),
                           shows_consultations(view, filter, own), own,
                           rule.shown == Shown::own_part ? own : PublicIds{}};

  // One more than the page holds tells whether there is another, counting only what is shown.
  std::vector<AuditEntry> found;
  bool has_more = true;
  while (has_more && std::ssize(found) <= limit) {
    auto entries = find_audit_entries(tx, search, conditions);
    has_more = std::ssize(entries) == conditions.limit;
    if (has_more) conditions.range.last = entries.back().number - 1;
    for (AuditEntry& entry : entries) {
      if (is_shown(entry.record, view, moderation)) found.push_back(std::move(entry));
    }
  }
  AuditPage page;
  if (std::ssize(found) > limit) {
    found.resize(static_cast<std::size_t>(limit));
    page.next = found.back().number;
  }
  for (AuditEntry& entry : found) page.lines.push_back(line_of(std::move(entry), rule.shown, told));
  return page;
}

PublicIds load_openers(storage::ReadTx& tx, base::PublicId const& post, base::Timestamp since) {
  AuditFilter filter;
  filter.object = post;
  filter.from = since;
  AuditConditions conditions{.filter = filter,
                             .least = AuditKind::consultation,
                             .most = AuditKind::consultation,
                             .actors_of = std::nullopt,
                             .range = select_range(tx, filter),
                             .limit = static_cast<int>(kAuditBlockSize)};
  std::set<base::PublicId> organisations;
  for (bool has_more = true; has_more;) {
    auto const entries = find_audit_entries(tx, {{}, true, {}, {}}, conditions);
    has_more = std::ssize(entries) == conditions.limit;
    if (has_more) conditions.range.last = entries.back().number - 1;
    for (AuditEntry const& entry : entries) {
      if (entry.record.actor.organisation) organisations.insert(*entry.record.actor.organisation);
    }
  }
  return {organisations.begin(), organisations.end()};
}

}  // namespace auth
