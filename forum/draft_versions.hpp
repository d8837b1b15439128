// Earlier versions of a draft, and where it belongs. What is saved every few seconds is no version each time:
// the text that stood before is kept where some minutes have passed since one was kept, or where much of it
// is gone. They are the writer's alone, and end with their draft.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <string>

#include "forum/drafts.hpp"
#include "forum/keeping_limits.hpp"
#include "forum/origin.hpp"

namespace forum {

constexpr std::chrono::minutes kVersionEvery{5};
// So many bytes of a text that are not in the next are much.
constexpr std::size_t kMuchGone = 100;
// The first version is kept as soon as the text has so many.
constexpr std::size_t kFirstVersion = 200;

struct DraftVersion {
  std::optional<std::string> title;
  std::string body;
  base::Timestamp saved_at;
};

// save_draft(), which keeps what stood there before where that is worth it. An empty text with no earlier
// versions is no draft any more.
base::Result<Draft> save_draft_version(storage::WriteTx& tx, auth::Viewer const& viewer, Draft const& draft,
                                       Limits const& limits, KeepingLimits const& keeping);

// The last first. Errors: not_found (no such draft), invalid_query.
base::Result<Page<DraftVersion>> load_draft_versions(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                     DraftContext const& context, PageRequest const& page);

// Where a draft belongs, as far as its writer reads that.
struct DraftPlace {
  base::PublicId topic;
  std::optional<base::PublicId> thread;
  std::optional<base::PublicId> post;
  std::string title;             // of the thread
  std::optional<Origin> origin;  // whose title it is
};
std::optional<DraftPlace> find_draft_place(storage::ReadTx& tx, auth::Viewer const& viewer,
                                           DraftContext const& context);

// Of versions saved at these times, the oldest first, the one that is missed least: the closest to its
// neighbours for its age. Never the newest of several, and the oldest only where none is between. Pure.
std::size_t least_missed(std::span<base::Timestamp const> saved, base::Timestamp now);

}  // namespace forum
