#include "auth/audit_views.hpp"

#include <algorithm>
#include <array>

#include "auth/audit_lines.hpp"
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
    {AuditView::moderation, "moderation", AuditKind::alteration, AuditKind::combination, Shown::readable},
    {AuditView::unit, "unit", AuditKind::collection, AuditKind::erasure, Shown::own_part},
    {AuditView::compliance, "compliance", AuditKind::compliance, AuditKind::compliance,
     Shown::own_source_of_posts},
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

// Whether the view is about what organisations of the viewer's are the source of.
bool is_about_own(AuditView view) {
  return view == AuditView::contributions || view == AuditView::accounts || view == AuditView::unit;
}

// Whose objects and accounts the view is about; empty where it is about no organisation's.
PublicIds own_organisations(storage::ReadTx& tx, Viewer const& viewer, AuditView view) {
  if (view == AuditView::contributions && viewer.coordinated) return select_contributors(tx, viewer);
  if (is_about_own(view)) return {viewer.organisation_public_id};
  return {};
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
                                 PublicIds const& own, AuditScope const& scope) {
  std::vector<AuditStream> streams;
  switch (view) {
    case AuditView::own_trail:
      return {{AuditIndex::actor, viewer.public_id}};
    case AuditView::contributions:
    case AuditView::accounts:
    case AuditView::unit:
      for (base::PublicId const& organisation : own) streams.push_back({AuditIndex::source, organisation});
      return streams;
    case AuditView::moderation:
      for (base::PublicId const& topic : scope.topics) streams.push_back({AuditIndex::topic, topic});
      return streams;
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

bool contains(PublicIds const& ids, base::PublicId const& id) {
  return std::ranges::binary_search(ids, id);
}

// What a view hides cannot be asked for either: the answer to the question would show it.
bool may_ask(Viewer const& viewer, AuditView view, AuditFilter const& filter, PublicIds const& own) {
  Shown const shown = rule_of(view).shown;
  bool const is_own_source = shown == Shown::own_source || shown == Shown::readable;
  if (filter.source && is_own_source && *filter.source != viewer.organisation_public_id) return false;
  if (filter.source && is_about_own(view) && !contains(own, *filter.source)) return false;
  return view != AuditView::own_trail || !filter.actor || filter.actor == viewer.public_id;
}

// The highest level of acts and of single posts that the view holds. Pages of posts are not capped: their
// level is the highest that stood on them, and may be that of somebody else's post.
int highest_level(Viewer const& viewer, AuditView view) {
  if (view == AuditView::compliance) return static_cast<int>(viewer.highest_level);
  if (rule_of(view).shown == Shown::own_part) return viewer.ceiling;
  return static_cast<int>(Level::confidential);
}

AuditConditions conditions_of(storage::ReadTx& tx, Viewer const& viewer, AuditView view,
                              AuditFilter const& filter, PublicIds const& own) {
  ViewRule const& rule = rule_of(view);
  AuditConditions conditions{.filter = filter,
                             .least = rule.least,
                             .most = rule.most,
                             .range = select_range(tx, filter),
                             .highest_level = highest_level(viewer, view)};
  // A person whom the view does not name is found by no filter.
  if (rule.shown == Shown::own_part && filter.actor) conditions.actors_of = own;
  if (view == AuditView::own_trail) conditions.filter.actor = viewer.public_id;
  return conditions;
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

base::Result<void> search_audit(storage::ReadTx& tx, Viewer const& viewer, AuditView view,
                                AuditFilter const& filter, int limit, AuditScope const& scope,
                                AuditPage& page, AuditEffort const& effort) {
  if (!may_view(viewer, view)) return base::Error(base::ErrorCode::not_permitted);
  Shown const shown = rule_of(view).shown;
  PublicIds const own = own_organisations(tx, viewer, view);
  page.is_whole = true;
  if (!may_ask(viewer, view, filter, own)) return {};
  AuditLines lines(viewer, shown, filter, own, scope);
  AuditConditions conditions = conditions_of(tx, viewer, view, filter, own);
  if (page.after) conditions.range.last = std::min(conditions.range.last, *page.after - 1);
  // One more than the page holds tells whether there is another, counting only what is shown.
  conditions.limit = limit + 1;
  AuditSearch const search{acts_of(viewer, view, filter, own, scope), shows_consultations(view, filter, own),
                           own, !lines.finds_parts()};

  auto found = search_audit_slice(tx, search, conditions, effort);
  for (AuditEntry& entry : found.entries) {
    if (auto line = lines.show(std::move(entry))) page.lines.push_back(*std::move(line));
  }
  if (std::ssize(page.lines) > limit) {
    page.lines.resize(static_cast<std::size_t>(limit));
    page.next = page.lines.back().position;
  } else if (found.searched_to > conditions.range.first) {
    page.after = found.searched_to;
    page.is_whole = false;
  }
  return {};
}

}  // namespace auth
