// Appeals against what moderation did to a thread (standing_acts.hpp): whoever's thread it is, or whose post
// was taken off one with its branch, or a coordinator of the source, asks once that somebody else look at it.
// A third person decides, who keeps order in the topic: neither who has done it nor the second person nor
// anybody of the country of who has done it, nobody of the country whose thread it is or that has appealed,
// and nobody whose own country is a party to a dispute there. Granted, the act is undone. Who has appealed,
// the author and who has acted have a notice, and read why; through whom, nobody is told.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "forum/moment.hpp"
#include "forum/page.hpp"
#include "forum/standing_acts.hpp"

namespace forum {

// `lapsed`: the act was undone otherwise before anybody had decided.
enum class ActAppealState { open = 1, granted, refused, lapsed };
std::string_view to_string(ActAppealState state);

struct AppealableAct {
  AppealedAct act = AppealedAct::locked;
  base::Timestamp at;
  std::string reason;  // empty where none was given
  std::optional<auth::Role> office;
};

struct ActAppealDecision {
  std::string reason;
  base::Timestamp at;
  bool is_undone = false;  // a grant of what can't be undone any more is one in words
};

struct ActAppeal {
  base::PublicId public_id;
  AppealableAct against;
  ActAppealState state = ActAppealState::open;
  std::string reason;
  base::Timestamp at;
  std::optional<ActAppealDecision> decision;
};

// Of a thread, for whoever may appeal.
struct ActAppeals {
  Origin origin;  // of the thread
  int version = 0;
  std::vector<AppealableAct> acts;  // that stand, and that nobody has appealed against
  std::vector<ActAppeal> made;      // the newest first
};
// Errors of both: not_found; not_permitted for who may not appeal.
base::Result<ActAppeals> load_act_appeals(storage::ReadTx& tx, auth::Viewer const& viewer,
                                          base::PublicId const& thread);
// Whether that tells him of the branch which the thread was made of: whoever wrote the post at its top has no
// other way there.
bool has_split_appeals(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadPlace const& thread);
struct NewActAppeal {
  AppealedAct act = AppealedAct::locked;
  std::string_view reason;
  int version = 0;  // of the thread
};
// state_conflict where it does not stand, was not done by moderation, or was appealed against before;
// version_conflict.
base::Result<ActAppeals> appeal_act(storage::WriteTx& tx, auth::Viewer const& viewer,
                                    base::PublicId const& thread, NewActAppeal const& appeal,
                                    Moment const& moment);

// An appeal as it is told to who keeps order in the topic.
struct HeardActAppeal {
  ActAppeal appeal;
  Origin thread;
  std::string title;
  std::optional<Origin> top;  // of a branch that was split off
  bool may_decide = false;
};

enum class ActAppealFilter { open, past };
std::string_view to_string(ActAppealFilter filter);
std::optional<ActAppealFilter> parse_act_appeal_filter(std::string_view name);

// Open ones, the oldest first; past ones, the newest first. Of threads that he reads, and that come neither
// from him nor from his country. Errors: not_permitted for who keeps order nowhere, invalid_query.
base::Result<Page<HeardActAppeal>> load_heard_act_appeals(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                          ActAppealFilter filter, PageRequest const& page);
// That he may decide, up to limits.unread_shown; nothing for who keeps order nowhere.
std::optional<int> count_act_appeals(storage::ReadTx& tx, auth::Viewer const& viewer, Limits const& limits);

enum class ActAppealOutcome { granted = 2, refused = 3 };
std::optional<ActAppealOutcome> parse_act_appeal_outcome(std::string_view name);

struct ActAppealVerdict {
  ActAppealOutcome outcome = ActAppealOutcome::refused;
  std::string_view reason;
};
// Errors: not_found; second_person_required for who is no third; already_decided, also where the act does not
// stand any more; not_permitted where he may not undo it himself.
base::Result<HeardActAppeal> decide_act_appeal(storage::WriteTx& tx, auth::Viewer const& viewer,
                                               base::PublicId const& appeal, ActAppealVerdict const& verdict,
                                               Moment const& moment);

}  // namespace forum
