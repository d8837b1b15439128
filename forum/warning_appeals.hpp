// Appeals against warnings (author_notes.hpp): who is warned asks once, with a reason, that somebody else
// look at it. A third person decides, who keeps order in the topic and reads the post: neither who has warned
// nor anybody of his country, and nobody of the country that the post comes from. Lifted, a warning says so
// to all who read it; both sides have a notice of the decision, and never through whom.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "forum/author_notes.hpp"

namespace forum {

// Errors: not_found; not_permitted; state_conflict where he has appealed against it before.
base::Result<Warning> appeal_warning(storage::WriteTx& tx, auth::Viewer const& viewer,
                                     base::PublicId const& warning, std::string_view reason,
                                     ModerationLimits const& limits, base::Random& random);

// An appeal as it is told to who keeps order in the topic.
struct HeardWarning {
  WarningAppeal appeal;
  std::string warning;  // what the author was told
  base::Timestamp warned_at;
  Origin post;
  std::optional<Author> author;  // of the post
  std::optional<auth::Organisation> source;
  FlaggedThread thread;
  bool may_decide = false;
};

enum class WarningAppealFilter { open, past };
std::string_view to_string(WarningAppealState state);
std::string_view to_string(WarningAppealFilter filter);
std::optional<WarningAppealFilter> parse_warning_appeal_filter(std::string_view name);

// Open ones, the oldest first; past ones, the newest first. Of posts that he reads, and that come neither
// from him nor from his country. Errors: not_permitted for who keeps order nowhere, invalid_query.
base::Result<Page<HeardWarning>> load_warning_appeals(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                      WarningAppealFilter filter, PageRequest const& page,
                                                      ModerationLimits const& limits);
// That he may decide, up to `most`; nothing for who keeps order nowhere.
std::optional<int> count_warning_appeals(storage::ReadTx& tx, auth::Viewer const& viewer,
                                         ModerationLimits const& limits, int most);

enum class WarningOutcome { lifted = 2, upheld = 3 };
std::optional<WarningOutcome> parse_warning_outcome(std::string_view name);

struct WarningVerdict {
  WarningOutcome outcome = WarningOutcome::upheld;
  std::string_view reason;  // both sides read it
};
// Errors: not_found; second_person_required for who has warned, and for his country; already_decided.
base::Result<HeardWarning> decide_warning_appeal(storage::WriteTx& tx, auth::Viewer const& viewer,
                                                 base::PublicId const& appeal, WarningVerdict const& verdict,
                                                 ModerationLimits const& limits);

}  // namespace forum
