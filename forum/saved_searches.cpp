#include "forum/saved_searches.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "forum/fields.hpp"
#include "forum/saved_search_rows.hpp"

namespace forum {
namespace {

using base::FieldCode;

std::optional<FieldCode> unfit_name(std::string_view name, KeepingLimits const& limits) {
  if (base::trimmed(name).empty()) return FieldCode::empty;
  if (base::count_characters(name) > limits.name_characters) return FieldCode::too_long;
  return base::unfit_for_line(name);
}

std::optional<FieldCode> unfit_query(std::string_view query, SearchLimits const& limits) {
  if (auto const unfit = base::unfit_for_line(query)) return unfit;
  auto const parsed = parse_search(query, limits);
  if (!parsed) return parsed.error().fields.front().code;
  return parsed->is_void() ? std::optional(FieldCode::empty) : std::nullopt;
}

bool may_tell_one_more(std::vector<SavedSearch> const& all, KeepingLimits const& limits) {
  auto const telling = std::ranges::count_if(all, &SavedSearch::tells);
  return static_cast<std::size_t>(telling) < limits.told_searches;
}

base::Result<SavedSearch> find_search(storage::ReadTx& tx, auth::Viewer const& viewer,
                                      base::PublicId const& search) {
  for (auto& one : select_saved_searches(tx, viewer.user)) {
    if (one.public_id == search) return std::move(one);
  }
  return base::ErrorCode::not_found;
}

}  // namespace

std::vector<SavedSearch> load_saved_searches(storage::ReadTx& tx, auth::Viewer const& viewer) {
  return select_saved_searches(tx, viewer.user);
}

base::Result<SavedSearch> save_search(storage::WriteTx& tx, auth::Viewer const& viewer,
                                      NewSavedSearch const& wish, KeepingLimits const& limits,
                                      SearchLimits const& of_query, base::Random& random) {
  if (viewer.is_guest()) return base::ErrorCode::not_permitted;
  auto const all = select_saved_searches(tx, viewer.user);
  FieldErrors errors;
  if (auto const unfit = unfit_name(wish.name, limits)) {
    errors.push_back({"/name", *unfit});
  } else if (all.size() >= limits.saved_searches) {
    errors.push_back({"/name", FieldCode::too_many});
  }
  if (auto const unfit = unfit_query(wish.query, of_query)) errors.push_back({"/q", *unfit});
  if (wish.tells && !may_tell_one_more(all, limits)) errors.push_back({"/tells", FieldCode::too_many});
  if (!errors.empty()) return base::Error(base::ErrorCode::invalid_body, std::move(errors));
  auto const id = base::make_public_id(random);
  insert_saved_search(tx, viewer, id, {std::string(base::trimmed(wish.name)), wish.query, wish.tells});
  return find_search(tx, viewer, id);
}

base::Result<SavedSearch> edit_saved_search(storage::WriteTx& tx, auth::Viewer const& viewer,
                                            base::PublicId const& search, SavedSearchEdit const& edit,
                                            KeepingLimits const& limits) {
  auto found = find_search(tx, viewer, search);
  if (!found) return found.error();
  FieldErrors errors;
  if (edit.name) {
    if (auto const unfit = unfit_name(*edit.name, limits)) errors.push_back({"/name", *unfit});
    found->name = base::trimmed(*edit.name);
  }
  if (edit.tells.value_or(false) && !found->tells &&
      !may_tell_one_more(select_saved_searches(tx, viewer.user), limits))
    errors.push_back({"/tells", FieldCode::too_many});
  found->tells = edit.tells.value_or(found->tells);
  if (!errors.empty()) return base::Error(base::ErrorCode::invalid_body, std::move(errors));
  update_saved_search(tx, *found);
  return found;
}

base::Result<void> remove_saved_search(storage::WriteTx& tx, auth::Viewer const& viewer,
                                       base::PublicId const& search) {
  auto const found = find_search(tx, viewer, search);
  if (!found) return found.error();
  delete_saved_search(tx, found->id);
  return {};
}

}  // namespace forum
