// Break-glass (access-model, example 13): administrators, compliance and auditors read nothing by their
// office. With a case number, a reason and a second person's approval one of them reads one thread or post
// for an hour.
//
// What it lifts is step 4 of the read rule, the audience, and nothing else: whoever reads has to be vetted,
// cleared and signed in strongly enough, a deny list of the source holds against him, and what is not
// published or has expired is not there. He names the object by its public id, and learns only from reading
// whether there is one. Each reading is logged with the case number, and the coordinators of whose texts were
// shown are told.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "auth/break_glass_limits.hpp"
#include "auth/decisions.hpp"
#include "auth/organisations.hpp"
#include "auth/proposals.hpp"
#include "auth/viewer.hpp"
#include "base/random.hpp"
#include "forum/ids.hpp"
#include "forum/page.hpp"
#include "forum/posts.hpp"

namespace forum {

struct NewBreakGlass {
  base::PublicId object;
  std::string case_number;
  std::string reason;
};

enum class GlassState { asked, open, ended, refused, withdrawn, expired };
std::string_view to_string(GlassState state);
enum class GlassAct { approve, refuse, withdraw, read, end };
std::string_view to_string(GlassAct act);

struct BreakGlass {
  std::int64_t key = 0;
  base::PublicId public_id;
  base::PublicId object;
  std::string case_number;
  std::string reason;
  auth::Person asked_by;
  base::Timestamp asked_at;
  base::Timestamp expires_at;  // undecided until then
  std::optional<auth::Person> decided_by;
  std::optional<base::Timestamp> decided_at;
  std::optional<base::Timestamp> open_until;
  GlassState state = GlassState::asked;
  std::vector<GlassAct> may;  // this viewer, now
};
// Somebody can act on it yet.
bool is_live(BreakGlass const& glass);

// not_permitted, too_many_proposals where as many of his are undecided or open as may be. For any object.
base::Result<BreakGlass> ask_break_glass(storage::WriteTx& tx, auth::Viewer const& viewer,
                                         NewBreakGlass const& wish, auth::BreakGlassLimits const& limits,
                                         base::Random& random);
// His own, and all of them for who may approve: those that somebody can act on first, then the last of the
// others.
base::Result<std::vector<BreakGlass>> load_break_glass(storage::ReadTx& tx, auth::Viewer const& viewer);
// second_person_required for one's own; already_decided; state_conflict where who asked may ask no more.
base::Result<BreakGlass> decide_break_glass(storage::WriteTx& tx, auth::Viewer const& viewer,
                                            base::PublicId const& id, auth::Decision decision,
                                            auth::BreakGlassLimits const& limits);
// Takes back what was asked, or ends the reading: who asked, or a second person while it is open.
base::Result<BreakGlass> end_break_glass(storage::WriteTx& tx, auth::Viewer const& viewer,
                                         base::PublicId const& id);

struct GlassPage {
  std::string title;
  auth::Level level = auth::Level::open;  // of the thread
  base::PublicId thread;
  Page<Post> page;
};
// A page of the posts of the thread, or the one post, and the record of it: kept together with the answer's
// transaction, so that nothing leaves before it. not_found where it is not open for him, or there is nothing
// to read.
base::Result<GlassPage> read_by_break_glass(storage::WriteTx& tx, auth::Viewer const& viewer,
                                            base::PublicId const& id, PageRequest const& page,
                                            base::Random& random);

}  // namespace forum
