// Who may do what (access-model: the table). Reading is readable.hpp; this is for what somebody who may read
// an object wants to do with it. The table is data: kActions in policy.cpp can be laid beside the document.
#pragma once

#include <optional>

#include "auth/readable.hpp"
#include "auth/viewer.hpp"
#include "base/error.hpp"

namespace auth {

enum class Action {
  post,             // at official_use_only and below
  post_restricted,  // at restricted and above
  edit_text,
  narrow,  // raise a level, narrow an audience
  withdraw,
  trace_readers,  // why an organisation reads it, or why not
  release,
  lock,
  pin,
  move,
  hide,  // for the time being
  edit_title,
  request_widening,  // lower a level, widen an audience: the source consents
  subscribe,
  subscribe_bureau,
  invite_guest,  // and take the invitation back
  flag,          // tell whoever keeps order that something is wrong with a post
  review_flags,
  appeal,             // against a hiding
  decide_appeal,      // as a third person
  read_moderation,    // what was done to keep order, and why
  note_author,        // of a post: a note for those who keep order, or a warning to him
  read_activity,      // in figures: what is written, asked and flagged in a topic
  review_data_flags,  // of personal data or of a level: what such a flag is about is also this office's
  ask_seal,           // that an answer be the official position of its bureau
  sign_seal,          // as the second person, or refuse; and take it back
  // From here on acts of administration, which need no right to read what officers write.
  check_release,  // what a supervised organisation submitted
  read_release_policy,
  set_release_policy,
  confirm_recalls,   // that his bureau is asked to confirm
  unhide,            // what his office has hidden: forum/hidings.hpp
  consent_widening,  // of his bureau's posts, and read what is asked
  read_disclosures,  // to whom a post went
  ask_erasure,
  read_erasures,  // that were asked for
  approve_erasure,
  erase,  // without a second person
  read_erasure_orders,
  order_erasure,
  execute_erasure,
  read_deny_list,
  propose_deny,
  approve_deny,
  manage_groups,  // make, rename, choose members, retire
  manage_tags,    // the list of them: add, rename, retire
  read_statuses,
  propose_status,
  approve_status,
  let_in_organisation,
  ask_break_glass,
  approve_break_glass,
  confirm_break_glass,  // that his bureau has seen what was read of its own
  read_accounts,
  nominate,
  approve_account,  // vet: a nomination, a transfer, for longer
  manage_account,   // lock, unlock, end, transfer, give a new one-time code
  read_witnesses,
  register_witness,  // and retire
  read_checkpoint,   // its size tells how much goes on
  cosign             // as the witness of its own organisation
};

// How far an action goes for a role.
enum class Right {
  no,
  yes,               // wherever he may read
  submit,            // yes, but it awaits release
  own,               // what he wrote himself, for the organisation he still belongs to
  own_bureau,        // what the bureau he coordinates, or an organisation below it, is the source of
  own_unit,          // in the topics that his Secretariat unit owns
  own_topic,         // in the topics that he moderates
  own_or_unit,       // own, and own_unit
  own_or_topic,      // own, and own_topic
  own_organisation,  // of the organisation that he belongs to
  stand_in,          // own_bureau, where its coordinator has named him to stand in
  first_officer      // of an organisation's first security officer
};

// What the action is done to.
struct Target {
  std::optional<OrganisationId> source;  // whose it is; nothing for something new
  std::optional<OrganisationId> source_parent;
  std::optional<UserId> author;
  std::optional<TopicScope> topic;
  std::optional<OrganisationId> topic_owner;
  // About the account of a security officer whose organisation has no other that works.
  bool is_first_officer = false;
};

enum class Verdict { refused, allowed, awaits_release };

// The widest of what the viewer's roles give. An author never releases his own post. What a supervised
// organisation posts awaits release: compliance comes first (forum/release.hpp).
Verdict judge(Viewer const& viewer, Action action, Target const& target);

// Whether this role alone, which the viewer holds, would allow it.
bool gives(Role role, Viewer const& viewer, Action action, Target const& target);

// One cell of the table.
Right right_of(Role role, Action action);

// judge() as a Result: not_permitted where refused.
base::Result<Verdict> require(Viewer const& viewer, Action action, Target const& target);

}  // namespace auth
