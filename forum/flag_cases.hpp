// The flags of a post, for whoever has to look at them: moderators of its topic and officers of the unit that
// owns that; of personal data also the data-protection officer of its source, of those and of a level also
// compliance where it may read the post. A case is there for nobody who may not read the post, and never for
// its author. All flags of a post are one case.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/organisations.hpp"
#include "forum/author.hpp"
#include "forum/flags.hpp"
#include "forum/posts.hpp"

namespace forum {

enum class FlagCaseState { open = 1, taken, settled, declined };
std::string_view to_string(FlagCaseState state);

// Which of the reasons that are also another office's are among the flags that stand.
struct FlagReasons {
  bool personal_data = false;
  bool level_too_low = false;
};

struct Flagger {
  Author person;
  auth::Organisation organisation;
};

struct CaseFlag {
  base::PublicId public_id;
  FlagReason reason = FlagReason::other;
  std::optional<std::string> text;
  base::Timestamp at;
  std::optional<Flagger> by;  // for who keeps order in the topic
  std::optional<FlagDecision> decision;
};

struct FlagNote {
  Author by;
  base::Timestamp at;
  std::string text;
};

enum class FlagCaseRight { take, put_back, decide, propose, note };

struct FlagCase {
  base::PublicId public_id;
  FlagCaseState state = FlagCaseState::open;
  base::Timestamp opened_at;
  std::optional<base::Timestamp> decided_at;
  std::optional<Author> assignee;
  bool is_mine = false;
  int version = 0;
  Origin origin;  // of the post
  // Nothing for who may show it again and does not read what is hidden (hidings.hpp).
  std::optional<Post> post;
  std::optional<FlaggedThread> thread;  // where he may read it
  std::vector<CaseFlag> flags;          // the oldest first, without those that were taken back
  std::vector<FlagNote> notes;
  std::vector<FlagCaseRight> may;
  bool has_conflict = false;  // somebody of another country has to decide
};

// Whether any flag could be for the viewer.
bool reviews_flags(auth::Viewer const& viewer);

enum class FlagCaseFilter { open, past };
std::string_view to_string(FlagCaseFilter filter);
std::optional<FlagCaseFilter> parse_flag_case_filter(std::string_view name);

// Open ones, the oldest first; past ones, the newest first. Errors: not_permitted, invalid_query.
base::Result<Page<FlagCase>> load_flag_cases(storage::ReadTx& tx, auth::Viewer const& viewer,
                                             FlagCaseFilter filter, PageRequest const& page);
// Of the open ones, up to limits.unread_shown; nothing for whom no flag is.
std::optional<int> count_flag_cases(storage::ReadTx& tx, auth::Viewer const& viewer, Limits const& limits);

// Errors of all: not_found; version_conflict; state_conflict where it is decided, or in another's hands.

// Also out of another's hands.
base::Result<FlagCase> take_flag_case(storage::WriteTx& tx, auth::Viewer const& viewer,
                                      base::PublicId const& flag_case, int version);
base::Result<FlagCase> put_back_flag_case(storage::WriteTx& tx, auth::Viewer const& viewer,
                                          base::PublicId const& flag_case, int version);
// For those who review it, whatever its state. invalid_body where as many stand there as may.
base::Result<FlagCase> note_on_flag_case(storage::WriteTx& tx, auth::Viewer const& viewer,
                                         base::PublicId const& flag_case, std::string_view text,
                                         Moment const& moment);

struct FlagVerdict {
  FlagOutcome outcome = FlagOutcome::settled;
  std::string_view reply;  // to everybody who has flagged it
  int version = 0;
  // The second person, where one was needed (flag_proposals.hpp).
  std::optional<base::PublicId> approved_by = {};
};
// second_person_required where his own country is a party to it (auth/conflicts.hpp).
base::Result<FlagCase> decide_flag_case(storage::WriteTx& tx, auth::Viewer const& viewer,
                                        base::PublicId const& flag_case, FlagVerdict const& verdict);

}  // namespace forum
