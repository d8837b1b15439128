// Flags: a reader tells whoever keeps order that something is wrong with a post. Neither its author nor its
// source learns of it. The reader hears what became of it, never through whom; the other side is
// flag_cases.hpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "auth/viewer.hpp"
#include "forum/moment.hpp"
#include "forum/origin.hpp"
#include "forum/page.hpp"
#include "storage/transaction.hpp"

namespace forum {

enum class FlagReason { off_subject = 1, personal_data, neutrality, level_too_low, other };
std::string_view to_string(FlagReason reason);
std::optional<FlagReason> parse_flag_reason(std::string_view name);

enum class FlagOutcome { settled = 3, declined = 4 };
std::string_view to_string(FlagOutcome outcome);
std::optional<FlagOutcome> parse_flag_outcome(std::string_view name);

// Of what a reader says, and of what he is replied.
constexpr std::size_t kFlagCharacters = 1000;

struct NewFlag {
  FlagReason reason = FlagReason::other;
  std::optional<std::string> text = std::nullopt;
};

struct FlagDecision {
  FlagOutcome outcome = FlagOutcome::settled;
  std::string reply;
  base::Timestamp at;
};

struct FlaggedThread {
  Origin origin;  // of the title
  std::string title;
};

// As it is told to who has made it.
struct OwnFlag {
  base::PublicId public_id;
  FlagReason reason = FlagReason::other;
  std::optional<std::string> text;
  base::Timestamp at;
  std::optional<FlagDecision> decision;
  bool is_seen = true;  // the decision
  // Where he may read them now.
  std::optional<base::PublicId> post;
  std::optional<FlaggedThread> thread;
};

// Once for each person and post. Errors: not_found, not_permitted (of one's own post too); state_conflict
// where the post is not published or is flagged by him already; too_many_requests.
base::Result<OwnFlag> flag_post(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& post,
                                NewFlag const& flag, Moment const& moment);
// By the author of the post, of personal data in it: the data-protection officer of his organisation and
// whoever keeps order look at it, where they read it.
void report_personal_data(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& own_post,
                          Moment const& moment);
// Before anything is decided about it. Errors: not_found; state_conflict where something was.
base::Result<void> withdraw_flag(storage::WriteTx& tx, auth::Viewer const& viewer,
                                 base::PublicId const& post);
// not_found where he has not flagged the post.
base::Result<OwnFlag> load_flag(storage::ReadTx& tx, auth::Viewer const& viewer, base::PublicId const& post);

// The newest first: of posts that he reads, and of those that he would read if they were not hidden for the
// time being. Errors: invalid_query.
base::Result<Page<OwnFlag>> load_own_flags(storage::ReadTx& tx, auth::Viewer const& viewer,
                                           PageRequest const& page);
// How many of these were decided about since he last looked, up to limits.unread_shown; nothing for who may
// not flag.
std::optional<int> count_flag_answers(storage::ReadTx& tx, auth::Viewer const& viewer, Limits const& limits);
// He has looked at them.
void see_flag_answers(storage::WriteTx& tx, auth::Viewer const& viewer);

}  // namespace forum
