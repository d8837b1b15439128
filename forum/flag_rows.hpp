// The statements behind flags.hpp and flag_cases.hpp.
#pragma once

#include <vector>

#include "forum/flag_cases.hpp"
#include "forum/flags.hpp"
#include "forum/ids.hpp"

namespace forum {

struct FlagRow {
  std::int64_t id = 0;
  std::int64_t flag_case = 0;
  bool is_withdrawn = false;
  bool is_decided = false;
};
// The viewer's own, for the organisation that he belongs to.
std::optional<FlagRow> find_flag_row(storage::ReadTx& tx, auth::Viewer const& viewer, PostId post);
void insert_flag(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& id,
                 std::int64_t flag_case, NewFlag const& flag);
// What was taken back is made anew.
void update_flag(storage::WriteTx& tx, auth::Viewer const& viewer, std::int64_t id, NewFlag const& flag);
void update_flag_withdrawn(storage::WriteTx& tx, auth::Viewer const& viewer, std::int64_t id);
// When the flag was made that is the `nth` newest of his, from 1; nothing where he has made fewer since then.
std::optional<base::Timestamp> find_flagged_at(storage::ReadTx& tx, auth::Viewer const& viewer,
                                               base::Timestamp since, int nth);
std::optional<OwnFlag> select_flag(storage::ReadTx& tx, auth::Viewer const& viewer, PostId post);

// The case of the post, to which a flag is about to be added: it is opened anew where nothing waits in it.
std::int64_t open_flag_case(storage::WriteTx& tx, auth::Viewer const& viewer, PostId post,
                            base::PublicId const& id_of_new);
void touch_flag_case(storage::WriteTx& tx, std::int64_t flag_case);

struct FlagCaseRow {
  std::int64_t id = 0;
  base::PublicId post;
  FlagCaseState state = FlagCaseState::open;
  std::optional<auth::UserId> assignee;
  int version = 0;
  FlagReasons reasons;
};
std::optional<FlagCaseRow> find_flag_case_row(storage::ReadTx& tx, base::PublicId const& flag_case);
void update_flag_case_taken(storage::WriteTx& tx, auth::Viewer const& officer, std::int64_t flag_case);
void update_flag_case_put_back(storage::WriteTx& tx, std::int64_t flag_case);
void update_flag_case_decided(storage::WriteTx& tx, auth::Viewer const& officer, std::int64_t flag_case,
                              FlagOutcome outcome, std::string_view reply);
void insert_flag_note(storage::WriteTx& tx, auth::Viewer const& officer, std::int64_t flag_case,
                      std::string_view text);
std::size_t count_flag_notes(storage::ReadTx& tx, std::int64_t flag_case);

// Flags and notes of the case; the persons who flagged are told with `language` for their organisations.
std::vector<CaseFlag> select_case_flags(storage::ReadTx& tx, std::int64_t flag_case, auth::Language language);
std::vector<FlagNote> select_flag_notes(storage::ReadTx& tx, std::int64_t flag_case);

}  // namespace forum
