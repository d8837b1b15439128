#include "forum/contributions.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "auth/named.hpp"
#include "forum/contribution_rows.hpp"
#include "forum/cursors.hpp"

namespace forum {
namespace {

using auth::State;

constexpr auto kFilters = std::to_array<auth::Named<ContributionFilter>>({
    {ContributionFilter::all, "all"},
    {ContributionFilter::published, "published"},
    {ContributionFilter::awaiting, "awaiting"},
    {ContributionFilter::hidden, "hidden"},
    {ContributionFilter::withdrawn, "withdrawn"},
    {ContributionFilter::to_review, "to_review"},
});

std::vector<State> states_of(ContributionFilter filter) {
  switch (filter) {
    case ContributionFilter::published:
    case ContributionFilter::to_review:
      return {State::published};
    case ContributionFilter::awaiting:
      return {State::awaiting_release};
    case ContributionFilter::hidden:
      return {State::hidden};
    case ContributionFilter::withdrawn:
      return {State::withdrawn};
    case ContributionFilter::all:
      break;
  }
  return {State::published, State::awaiting_release, State::hidden, State::withdrawn};
}

base::Result<PostId> parse_key(PageRequest const& page) {
  if (!page.after || page.after->empty()) return PostId{std::numeric_limits<std::int64_t>::max()};
  std::string_view rest = *page.after;
  auto const id = take_number(rest);
  if (!id || !rest.empty()) return unfit_cursor();
  return PostId{*id};
}

}  // namespace

std::optional<ContributionFilter> parse_contribution_filter(std::string_view name) {
  return auth::value_of(kFilters, name);
}
std::string_view to_string(ContributionFilter filter) {
  return auth::name_of(kFilters, filter);
}

auth::OrganisationId coordinated_by(auth::Viewer const& viewer) {
  return viewer.stands_in ? auth::OrganisationId{0} : viewer.coordinated.value_or(auth::OrganisationId{0});
}

base::Result<Page<Contribution>> load_contributions(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                    ContributionFilter filter, PageRequest const& page) {
  auto const before = parse_key(page);
  if (!before) return before.error();
  // Each organisation and state is a run of its own in the index: what all have is merged here.
  std::vector<PostId> posts;
  for (auto const source : select_contributors(tx, viewer)) {
    for (auto const state : states_of(filter)) {
      ContributionRun const run{source, state, filter == ContributionFilter::to_review};
      select_contributions(tx, viewer, run, *before, page.limit + 1, posts);
    }
  }
  std::ranges::sort(posts, std::greater{});
  Page<Contribution> result;
  std::size_t bytes = 0;
  for (auto const post : posts) {
    auto& items = result.items;
    if (items.size() == static_cast<std::size_t>(page.limit) || (bytes >= kPageBytes && !items.empty())) {
      append_number(result.next.emplace(), items.back().post.id.value);
      break;
    }
    items.push_back(load_contribution(tx, viewer, post));
    bytes += items.back().post.body.size() + items.back().post.html.text.size();
  }
  return result;
}

std::optional<int> count_reviews(storage::ReadTx& tx, auth::Viewer const& viewer, Limits const& limits) {
  auth::Target own;
  own.source = viewer.organisation;
  own.author = viewer.user;
  if (judge(viewer, auth::Action::narrow, own) != auth::Verdict::allowed) return std::nullopt;
  std::vector<PostId> posts;
  for (auto const source : select_contributors(tx, viewer)) {
    int const room = limits.unread_shown - static_cast<int>(posts.size());
    if (room <= 0) break;
    select_contributions(tx, viewer, {source, State::published, true},
                         PostId{std::numeric_limits<std::int64_t>::max()}, room, posts);
  }
  return static_cast<int>(posts.size());
}

std::optional<Contribution> find_contribution(storage::ReadTx& tx, auth::Viewer const& viewer,
                                              base::PublicId const& post) {
  auto const place = find_contributed_place(tx, viewer, post);
  if (!place) return std::nullopt;
  return load_contribution(tx, viewer, place->id);
}

}  // namespace forum
