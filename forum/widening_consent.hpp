// The consent of a source to a widening (widening.hpp): what its coordinators are asked, and what happens
// when one of them decides. Nobody sees it who may not read every post that it is about.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/decisions.hpp"
#include "auth/organisations.hpp"
#include "forum/disclosure_rows.hpp"
#include "forum/widening.hpp"

namespace forum {

// One text that would go further.
struct ConsentPost {
  Origin origin;
  base::PublicId public_id;
  std::optional<std::string> html;  // nothing where the page is full: it stands in the thread
  auth::Language language = auth::Language::en;
  auth::Marking marking;
  int version = 0;          // as it stands
  bool is_changed = false;  // since it was asked: another version, or in another thread
};

struct Consent {
  std::int64_t key = 0;
  base::PublicId public_id;
  Origin origin;  // of the thread
  base::PublicId thread;
  std::string title;                   // of the thread
  std::optional<base::PublicId> post;  // nothing where it is about the thread
  auth::Organisation source;           // whose consent it is
  // Whether the source is that of the object itself. Of others' posts neither asker nor reason is told: they
  // are between the thread's source and whoever asked it.
  bool is_first = true;
  std::optional<Author> asked_by;
  std::optional<auth::Organisation> asked_from;  // where he works
  auth::UserId asker;
  std::optional<std::string> reason;
  std::optional<QuotedIn> quoted_in;  // where it is asked for a quote
  auth::Level level_before = auth::Level::open;
  auth::Level level_after = auth::Level::open;
  RecipientListId gained_list;
  std::vector<auth::Organisation> gained;  // by audience and level; by country code, kind, name
  int gained_bureaus = 0;
  std::vector<ConsentPost> posts;
  base::Timestamp asked_at;
  base::Timestamp expires_at;
  auth::Outcome outcome = auth::Outcome::open;
  std::optional<Author> decided_by;
  std::optional<base::Timestamp> decided_at;
  std::optional<std::string> answer;
  bool may_decide = false;
};

enum class ConsentPart { open, past };
std::optional<ConsentPart> parse_consent_part(std::string_view name);
std::string_view to_string(ConsentPart part);

// Of the bureau that the viewer coordinates, the newest first. Errors: not_permitted for who coordinates
// none; invalid_query.
base::Result<Page<Consent>> load_consents(storage::ReadTx& tx, auth::Viewer const& viewer, ConsentPart part,
                                          PageRequest const& page);
// How many wait for him, up to limits.unread_shown; nothing for who coordinates no bureau.
std::optional<int> count_consents(storage::ReadTx& tx, auth::Viewer const& viewer, Limits const& limits);

struct ConsentDecision {
  auth::Decision decision = auth::Decision::refuse;
  std::string reason;
};
// Approving does exactly what was asked. Errors: not_permitted, not_found, second_person_required (who asked
// never consents), already_decided, version_conflict (something has changed since it was asked),
// state_conflict (who asked may not ask it any more).
base::Result<Consent> decide_consent(storage::WriteTx& tx, auth::Viewer const& viewer,
                                     base::PublicId const& consent, ConsentDecision const& decision,
                                     auth::ProposalLimits const& proposals, Moment const& moment);

}  // namespace forum
