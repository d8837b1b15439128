// Searches that somebody keeps under a name, and of whose new finds he is told where he wishes. They are his
// alone.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "auth/viewer.hpp"
#include "base/random.hpp"
#include "forum/ids.hpp"
#include "forum/keeping_limits.hpp"
#include "forum/search_query.hpp"
#include "storage/transaction.hpp"

namespace forum {

using SavedSearchId = base::Id<struct SavedSearchTag>;

struct SavedSearch {
  SavedSearchId id;
  base::PublicId public_id;
  std::string name;
  std::string query;  // as it was typed
  bool tells = false;
  base::Timestamp saved_at;
};

struct NewSavedSearch {
  std::string name;
  std::string query;
  bool tells = false;
};
struct SavedSearchEdit {
  std::optional<std::string> name;
  std::optional<bool> tells;
};

// In the order in which they were saved; at most KeepingLimits::saved_searches.
std::vector<SavedSearch> load_saved_searches(storage::ReadTx& tx, auth::Viewer const& viewer);
// Errors: not_permitted (guests); invalid_body: /name or /q that does not fit, too_many at /name or, of those
// that tell, at /tells.
base::Result<SavedSearch> save_search(storage::WriteTx& tx, auth::Viewer const& viewer,
                                      NewSavedSearch const& wish, KeepingLimits const& limits,
                                      SearchLimits const& of_query, base::Random& random);
// Errors: not_found, and the same.
base::Result<SavedSearch> edit_saved_search(storage::WriteTx& tx, auth::Viewer const& viewer,
                                            base::PublicId const& search, SavedSearchEdit const& edit,
                                            KeepingLimits const& limits);
// Errors: not_found.
base::Result<void> remove_saved_search(storage::WriteTx& tx, auth::Viewer const& viewer,
                                       base::PublicId const& search);

}  // namespace forum
