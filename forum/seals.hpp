// The official position of the bureau: a seal on an answer, by two people of its source. Its author asks for
// it, or a coordinator proposes it; a coordinator who has neither asked nor written the text signs it, or
// refuses. It holds for the text that he has read: once that is edited, readers are told that it was given to
// an earlier one, until the new text is signed as well. A coordinator takes it back, with a reason.
//
// To the readers of the post the seal is part of what is told of it. That one is asked for, or was refused,
// is known to the author and to the coordinators of the source, and to nobody else: nothing moves for others.
// An answer under Chatham attribution has none, since a seal names whose it is.
#pragma once

#include <string>
#include <vector>

#include "auth/decisions.hpp"
#include "forum/limits.hpp"
#include "forum/page.hpp"
#include "forum/places.hpp"
#include "forum/posts.hpp"
#include "forum/seal.hpp"

namespace forum {

// What a post is to its seal.
struct Sealable {
  bool is_answer = false;
  auth::State state = auth::State::withdrawn;
  auth::Attribution attribution = auth::Attribution::person;
  std::optional<Seal> seal;
  std::optional<auth::UserId> asked_by;  // while a seal is asked for
  auth::UserId editor;                   // of the text that stands there
};
// Whether the viewer is told that a seal is asked for.
bool knows_of_asking(auth::Viewer const& viewer, auth::Target const& target);
// Those of ask_seal, sign_seal, withdraw_seal and take_back_seal that are open to him.
std::vector<PostAction> seal_actions(auth::Viewer const& viewer, auth::Target const& target,
                                     Sealable const& post);

// Errors of all four: not_found, not_permitted, version_conflict; state_conflict where the post is no
// published answer that names its source, or nothing is asked or signed, or it is, already.

base::Result<Post> ask_seal(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& post,
                            int version);
// By who has asked, or by the author.
base::Result<Post> take_back_seal_request(storage::WriteTx& tx, auth::Viewer const& viewer,
                                          base::PublicId const& post);

struct SealDecision {
  auth::Decision decision = auth::Decision::refuse;
  std::string reason = {};  // of a refusal
  int version = 0;          // of the text that was read
};
// Also second_person_required: for who has asked, and for who wrote the post or the text that stands there.
base::Result<Post> decide_seal(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& post,
                               SealDecision const& decision);

struct SealWithdrawal {
  std::string reason;  // told to all readers
  int version = 0;
};
base::Result<Post> withdraw_seal(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& post,
                                 SealWithdrawal const& withdrawal);

enum class SealOutcome { asked, given, refused, withdrawn };
struct SealRecord {
  std::int64_t key = 0;
  int version = 0;  // of the post's texts, the one that it is about
  SealOutcome outcome = SealOutcome::asked;
  std::optional<Author> asked_by;  // people: as far as the post's attribution lets the viewer know
  std::optional<base::Timestamp> asked_at;
  std::optional<Author> decided_by;
  std::optional<base::Timestamp> decided_at;
  std::optional<std::string> refusal;
  std::optional<Author> withdrawn_by;
  std::optional<base::Timestamp> withdrawn_at;
  std::optional<std::string> withdrawal;
};
struct SealHistory {
  Origin origin;  // of the post
  Page<SealRecord> page;
};
// The newest first. What was signed is told to all readers of the post, without who had asked; the rest to
// who knows of the asking. Errors: not_found, invalid_query.
base::Result<SealHistory> load_seals(storage::ReadTx& tx, auth::Viewer const& viewer,
                                     base::PublicId const& post, PageRequest const& page);

struct SealRequest {
  std::int64_t key = 0;
  Post post;
  Origin thread_origin;  // of the title
  base::PublicId topic;
  std::string title;               // the thread's
  std::optional<Author> asked_by;  // as far as the post's attribution lets the viewer know
  base::Timestamp asked_at;
};
// What waits for the viewer's signature, the oldest first; without what he has asked for or written himself.
// Errors: not_permitted for who signs for no bureau; invalid_query.
base::Result<Page<SealRequest>> load_seal_requests(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                   PageRequest const& page);
// How many, up to limits.unread_shown; nothing for who signs for no bureau.
std::optional<int> count_seal_requests(storage::ReadTx& tx, auth::Viewer const& viewer, Limits const& limits);

}  // namespace forum
