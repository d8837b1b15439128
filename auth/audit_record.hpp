// One entry of the audit log: who did what to which object, when and why. Never what the object says: no
// title, no body, no name; people, organisations and objects stand in it by their public ids.
//
// The kinds are those of Directive (EU) 2016/680, article 25 (collection, alteration, consultation,
// disclosure, combination, erasure), and four of the platform's own. docs/audit.md describes the canonical
// bytes for somebody who wants to check a record without this program.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/marking.hpp"
#include "auth/viewer.hpp"
#include "base/hash.hpp"
#include "base/id.hpp"
#include "base/time.hpp"

namespace auth {

enum class AuditKind : std::int8_t {
  collection = 1,
  alteration = 2,
  consultation = 3,
  disclosure = 4,
  combination = 5,
  erasure = 6,
  access = 7,         // signing in and out
  authority = 8,      // accounts, grants, deny lists: who may do what
  compliance = 9,     // statuses of organisations, break-glass, orders
  configuration = 10  // how the platform is set up
};

// A closed set: what is not here cannot be logged, and what is logged is one of these. The number is the kind
// times a hundred and a count; numbers and names stay as they are for ever.
enum class AuditEvent : std::int16_t {
  thread_created = 101,
  post_created = 102,
  reaction_given = 131,

  thread_edited = 201,
  post_edited = 202,
  post_submitted = 203,
  post_returned = 204,
  post_withdrawn = 205,  // recalled: the text stays with its source
  level_raised = 206,
  level_lowered = 207,
  audience_narrowed = 208,
  release_undone = 209,
  recall_acknowledged = 210,  // by a bureau that had opened what was recalled
  thread_labelled = 211,      // other tags, or another kind
  revision_withdrawn = 215,   // a change of a post that awaited its release
  post_flagged = 221,         // what is said of a post, and what became of that: in nobody's view of his own
  flag_withdrawn = 222,
  flags_taken = 223,
  flags_put_back = 224,
  flags_noted = 225,
  flags_settled = 226,
  flags_declined = 227,
  post_appealed = 228,  // against its hiding
  act_appealed = 229,   // what moderation did to a thread
  answer_accepted = 231,
  acceptance_withdrawn = 232,
  reaction_withdrawn = 233,
  warning_upheld = 240,  // what became of an appeal against a warning: in nobody's view of his own, either
  seal_asked = 241,      // that an answer be the official position of its bureau
  seal_taken_back = 242,
  seal_signed = 243,
  seal_refused = 244,
  seal_withdrawn = 245,
  author_noted = 246,  // of the post; in nobody's view of his own either
  author_warned = 247,
  author_note_removed = 248,
  warning_appealed = 249,
  warning_lifted = 250,
  thread_locked = 251,  // from here on acts of moderation
  thread_unlocked = 252,
  thread_pinned = 253,
  thread_unpinned = 254,
  thread_moved = 255,
  post_hidden = 256,
  post_shown = 257,
  appeal_granted = 259,
  appeal_refused = 260,
  act_appeal_granted = 261,
  act_appeal_refused = 262,
  thread_retitled = 271,    // by who keeps order; by its author it is thread_edited
  thread_relabelled = 272,  // likewise
  thread_slowed = 273,
  thread_unslowed = 274,

  object_viewed = 301,
  revisions_viewed = 302,
  contributions_viewed = 303,
  search_run = 304,
  audit_viewed = 305,

  post_released = 402,
  audience_widened = 403,
  object_exported = 404,
  audit_exported = 405,

  threads_merged = 501,
  thread_split = 502,

  post_erased = 601,
  thread_erased = 602,
  revision_redacted = 604,  // a former text of a post that stands

  session_opened = 701,
  session_refused = 702,
  session_closed = 703,

  account_created = 801,
  account_changed = 802,
  account_vetted = 803,
  account_transferred = 804,
  password_changed = 805,
  grant_given = 806,
  grant_withdrawn = 807,
  deny_list_changed = 808,  // whose list, never who is on it
  setup_code_given = 809,   // for whose account, never the code
  release_policy_changed = 810,
  group_created = 821,  // named groups of organisations: which, never who is in it
  group_changed = 822,
  group_retired = 823,
  tag_listed = 824,  // which, never where it is used
  tag_renamed = 825,
  tag_retired = 826,
  mail_address_changed = 831,  // whose, never the address

  status_proposed = 901,
  status_changed = 902,
  release_checked = 903,
  break_glass_opened = 904,
  break_glass_ended = 905,
  erasure_ordered = 906,

  organisation_created = 1001,
  topic_created = 1003,
  settings_changed = 1006,
  database_restored = 1007,
  audit_key_created = 1008,
  witness_registered = 1009,
  witness_retired = 1010
};

enum class AuditObjectKind : std::int8_t {
  none = 0,
  topic = 1,
  thread = 2,
  post = 3,
  account = 4,
  organisation = 5,
  audience = 6,
  audit_log = 7,
  platform = 8
};

AuditKind kind_of(AuditEvent event);
bool is_moderation(AuditEvent event);
std::string_view to_string(AuditKind kind);
std::string_view to_string(AuditEvent event);
std::string_view to_string(AuditObjectKind kind);
std::optional<AuditKind> parse_audit_kind(std::string_view name);
std::optional<AuditEvent> parse_audit_event(std::string_view name);
std::optional<AuditObjectKind> parse_audit_object_kind(std::string_view name);
// From the numbers of the database; nothing for a number that stands for none.
std::optional<AuditEvent> find_audit_event(std::int64_t number);
std::optional<AuditObjectKind> find_audit_object_kind(std::int64_t number);

// A set of public ids: ascending, each once.
using PublicIds = std::vector<base::PublicId>;

// Nobody is the program itself, or its operator at the command line.
struct AuditActor {
  std::optional<base::PublicId> user;
  std::optional<base::PublicId> organisation;
  std::optional<Role> role;  // the one that gave him the right

  bool operator==(AuditActor const&) const = default;
};

struct AuditObject {
  AuditObjectKind kind = AuditObjectKind::none;
  std::optional<base::PublicId> id;

  bool operator==(AuditObject const&) const = default;
};

struct AuditRecord {
  base::Timestamp at;
  AuditEvent event;
  AuditActor actor = {};
  AuditObject object = {};
  std::optional<base::PublicId> topic = {};        // in which the object stands
  std::optional<Level> level = {};                 // the highest that was touched
  std::optional<base::PublicId> approved_by = {};  // the second person, where one was needed
  std::string reason = {};                         // in the actor's words, about the act
  std::string case_number = {};
  PublicIds sources = {};     // the organisations that the objects belong to
  PublicIds recipients = {};  // of a disclosure: the organisations, resolved
  PublicIds parts = {};       // what of the object was shown or touched: the posts of a page

  bool operator==(AuditRecord const&) const = default;
};

constexpr std::size_t kMostReasonCharacters = 1000;
constexpr std::size_t kMostCaseNumberCharacters = 64;
constexpr std::size_t kMostAuditIds = 10'000;  // in one list of a record

// Throws std::invalid_argument where a text or a list is not fit; callers check what people typed first.
void check_audit_record(AuditRecord const& record);

// Appends the canonical bytes, version 1, of the record that stands at `number` (from 1) and follows a record
// with the leaf hash `previous` (32 zero bytes for the first). Two different records never have the same
// bytes.
void encode_audit_record(std::string& bytes, std::int64_t number, base::Digest const& previous,
                         AuditRecord const& record);

}  // namespace auth
