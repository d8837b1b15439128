// Who is looking. A Viewer is made inside the same snapshot (or write transaction) as whatever he looks at,
// never kept: a right that was taken away is gone with the next request.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "auth/ids.hpp"
#include "auth/marking.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/time.hpp"
#include "storage/transaction.hpp"

namespace auth {

enum class Role {
  reader,
  contributor,
  coordinator,
  security_officer,
  data_protection_officer,
  topic_moderator,
  unit_officer,
  compliance,
  administrator,
  auditor,
  guest
};
std::string_view to_string(Role role);
std::optional<Role> parse_role(std::string_view name);

enum class Language { ar, en, es, fr };
std::string_view to_string(Language language);
std::optional<Language> parse_language(std::string_view name);

// Above every level: what a viewer who may read nothing at all has for a ceiling is below the lowest one.
constexpr int kReadsNothing = -1;

struct Viewer {
  UserId user;
  base::PublicId public_id;
  std::string username;
  std::string name;
  std::string function;
  Language language = Language::en;
  OrganisationId organisation;
  base::PublicId organisation_public_id;
  // The national bureau that stands above the organisation, or the organisation itself: whose desk it is, and
  // the second name under which a deny list applies.
  OrganisationId bureau;
  std::vector<Role> roles;  // each once, whatever the scope
  std::vector<TopicScope> moderated_topics;
  // The organisation whose posts he releases (coordinators: their bureau), or nothing.
  std::optional<OrganisationId> coordinated;
  bool stands_in = false;  // in a coordinator's place (release_policy.hpp), for what Right::stand_in says
  Level clearance = Level::open;
  // The highest level that a session signed in as strongly as his reads.
  Level sign_in_allows = Level::open;
  // The lowest of his clearance, his organisation's and what his sign-in allows.
  Level highest_level = Level::open;
  // The highest level he may read now: that one, or kReadsNothing where steps 1 and 2 of the read rule or his
  // roles let him read nothing (access-model: administrators, compliance and auditors read only through
  // break-glass).
  int ceiling = kReadsNothing;
  // A guest's, over the threads that he is invited to (step 7) and nothing else: his ceiling is below the
  // lowest level then.
  int guest_ceiling = kReadsNothing;
  std::vector<ThreadScope> invited_to;
  // Somebody vouches for him, until some day: without that he does nothing, not even what needs no reading.
  bool is_vetted = false;
  bool supervised = false;  // his organisation's new posts wait, for compliance or for a coordinator
  base::Timestamp now;      // the time of the request: the clock of everything done for it

  bool has(Role role) const;
  bool moderates(TopicScope topic) const;
  // Nothing but a guest, invited to something now or not.
  bool is_guest() const;
};

// The viewer behind a session token; not_signed_in where there is none, it has ended or timed out;
// account_unavailable where the account or the organisation may not work now.
struct SessionLimits;
base::Result<Viewer> load_viewer(storage::ReadTx& tx, base::Digest const& token_hash,
                                 SessionLimits const& limits, base::Timestamp now);
// The viewer behind a user's key, as if he had signed in as strongly as can be: for digests, tools and
// tests, where no session stands behind him; the same refusals.
base::Result<Viewer> load_viewer(storage::ReadTx& tx, UserId user, base::Timestamp now);

}  // namespace auth
