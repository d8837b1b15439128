// Appeals against a hiding by moderation: the author, or a coordinator of the source, asks that somebody else
// look at it again. A third person decides: neither who has hidden the post nor who has decided about its
// flags, and nobody of the country that it comes from. Granted, the post is there again.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "forum/hidings.hpp"
#include "forum/page.hpp"
#include "forum/posts.hpp"

namespace forum {

enum class AppealState { open = 1, granted, refused };
std::string_view to_string(AppealState state);

enum class AppealOutcome { granted = 2, refused = 3 };
std::optional<AppealOutcome> parse_appeal_outcome(std::string_view name);

struct AppealDecision {
  std::string reason;
  base::Timestamp at;
};

struct Appeal {
  base::PublicId public_id;
  AppealState state = AppealState::open;
  std::string reason;
  base::Timestamp at;
  std::optional<AppealDecision> decision;
};

// An appeal as it is told to who may decide it.
struct HeardAppeal {
  Appeal appeal;
  Origin origin;  // of the post
  Hiding hiding;  // as it was when the appeal was made
  // Nothing for who may show it again and does not read what is hidden (hidings.hpp).
  std::optional<Post> post;
  std::optional<Origin> thread;  // where he may read it
  std::string title;             // of that
  bool may_decide = false;
};

// Errors: not_found, not_permitted; state_conflict where the post is not hidden by moderation, or an appeal
// against this hiding was made before; version_conflict.
base::Result<void> appeal_hiding(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& post,
                                 Hide const& appeal, Moment const& moment);

// The one against the hiding as it stands now, and whether the viewer may make one.
struct AppealChance {
  Origin origin;  // of the post
  std::optional<Appeal> appeal;
  bool may_appeal = false;
};
// For the source, and who may read what is hidden; not_found where it is not hidden.
base::Result<AppealChance> load_appeal_chance(storage::ReadTx& tx, auth::Viewer const& viewer,
                                              base::PublicId const& post);

enum class AppealFilter { open, past };
std::string_view to_string(AppealFilter filter);
std::optional<AppealFilter> parse_appeal_filter(std::string_view name);

// Open ones, the oldest first; past ones, the newest first. Of posts that he may read, or could show again,
// and that come neither from him nor from his country. Errors: not_permitted, invalid_query.
base::Result<Page<HeardAppeal>> load_appeals(storage::ReadTx& tx, auth::Viewer const& viewer,
                                             AppealFilter filter, PageRequest const& page);
// That he may decide, up to limits.unread_shown; nothing for who decides on none.
std::optional<int> count_appeals(storage::ReadTx& tx, auth::Viewer const& viewer, Limits const& limits);

struct AppealVerdict {
  AppealOutcome outcome = AppealOutcome::granted;
  std::string_view reason;
};
// Errors: not_found; second_person_required for who has had a hand in it; already_decided, also where the
// post is no longer hidden.
base::Result<HeardAppeal> decide_appeal(storage::WriteTx& tx, auth::Viewer const& viewer,
                                        base::PublicId const& appeal, AppealVerdict const& verdict);

}  // namespace forum
