// Widening by consent: somebody asks that a post or a thread be shown to more organisations, or at a lower
// level, and nothing of any source goes further before a coordinator of that source, other than who asked,
// has consented (access-model: "Release", and the row "lower level, widen audience"). This is the asking; the
// consent is widening_consent.hpp.
//
// What is asked stands for what the asker saw: where the text, the marking, the audience or who would gain
// has changed since, it has to be asked anew. What is written after the asking never goes along.
//
// Where it is asked so that a post may be quoted, the asker says what he is writing instead of readers and
// level (widening_for_quote.hpp), and everybody is told of the thread that he writes in who may read it.
//
// Of a thread its own source is asked first, for the title and for its posts that are for all readers of the
// thread. When it consents, the posts of the others keep the readers that they have, and each of their
// sources is asked for its own. Who asked is told how his asking ended, and nothing of the others.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "auth/proposals.hpp"
#include "forum/limits.hpp"
#include "forum/mention_offers.hpp"
#include "forum/moment.hpp"
#include "forum/page.hpp"
#include "forum/posts.hpp"

namespace forum {

struct NewWidening {
  int version = 0;  // of the text, or the thread, that was seen
  std::optional<auth::NewAudience> audience;
  std::optional<auth::Level> level;
  std::string reason;
  // Of a post: shown to whoever would read this text, which is to quote it. In place of audience and level.
  std::optional<Writing> quoted_in = {};
};

// The text for which it is asked, as the viewer is told of it.
struct QuotedIn {
  std::optional<Origin> thread;  // nothing for a new one, and for one that he may not read
  std::string title;
};

// What somebody has asked, as he sees it.
struct Widening {
  std::int64_t key = 0;
  base::PublicId public_id;
  Origin origin;  // of the thread or post
  base::PublicId thread;
  std::string title;  // of the thread
  std::optional<base::PublicId> post;
  std::optional<ToldAudience> audience;  // where that was asked
  std::optional<auth::Level> level;
  std::string reason;
  std::optional<QuotedIn> quoted_in;  // where it is asked for a quote
  base::Timestamp asked_at;
  base::Timestamp expires_at;
  auth::Outcome outcome = auth::Outcome::open;
  std::optional<base::Timestamp> decided_at;
  std::optional<std::string> answer;  // why it was approved or refused
};

// Errors of both: not_found, not_permitted, version_conflict, state_conflict (it is not published),
// too_many_proposals, invalid_body (also out_of_range at /audience or /marking/level where nothing would
// widen, or somebody would lose it; duplicate where he has asked the same and nobody has decided),
// audience_too_wide, level_too_low (both: beyond what encloses it). Of a post for a quote also those of
// find_writing_readers(); the thread is asked for where the post would go no further without it.
base::Result<Widening> ask_post_widening(storage::WriteTx& tx, auth::Viewer const& viewer,
                                         base::PublicId const& post, NewWidening const& asked,
                                         auth::ProposalLimits const& proposals, Moment const& moment);
base::Result<Widening> ask_thread_widening(storage::WriteTx& tx, auth::Viewer const& viewer,
                                           base::PublicId const& thread, NewWidening const& asked,
                                           auth::ProposalLimits const& proposals, Moment const& moment);

// What the viewer has asked of what he may still read, the newest first. Errors: invalid_query.
base::Result<Page<Widening>> load_widenings(storage::ReadTx& tx, auth::Viewer const& viewer,
                                            PageRequest const& page);
// What he has asked; nothing of what he may not read any more.
std::optional<Widening> find_widening(storage::ReadTx& tx, auth::Viewer const& asker,
                                      base::PublicId const& widening);
// Errors: not_found, already_decided.
base::Result<Widening> withdraw_widening(storage::WriteTx& tx, auth::Viewer const& viewer,
                                         base::PublicId const& widening);

}  // namespace forum
