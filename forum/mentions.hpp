// Who is mentioned in a text. It is settled when the text is written: a name calls somebody where he may read
// the text then, and is plain text otherwise, as is a name that nobody has. From then on it stays what it is,
// whoever loses the right to read, so that nothing that a reader sees tells of that; whether somebody still
// hears of it is asked when he is told.
//
// Asked is what the writer may know of his readers: audience, level, and that the account is in use. Deny
// lists are not asked, since the answer would tell of them; whoever is denied hears nothing of it anyway.
#pragma once

#include <string>
#include <vector>

#include "auth/viewer.hpp"
#include "forum/ids.hpp"
#include "forum/limits.hpp"
#include "forum/markdown.hpp"
#include "forum/publishing.hpp"
#include "forum/subscriptions.hpp"
#include "storage/transaction.hpp"

namespace forum {

// Who is going to read a text: of these organisations, whoever reaches the level.
struct Readership {
  std::vector<auth::OrganisationId> organisations;  // ascending
  auth::Level level = auth::Level::open;
  auth::TopicScope topic;
};
Readership readers_of_new(storage::ReadTx& tx, std::vector<auth::AudienceId> const& audiences,
                          auth::Level level, auth::TopicScope topic);

bool may_be_mentioned(storage::ReadTx& tx, auth::Viewer const& writer, auth::UserId user,
                      Readership const& readers);
bool bureau_may_be_mentioned(storage::ReadTx& tx, auth::OrganisationId bureau, Readership const& readers);

struct Mention {
  std::string name;  // as names_in() has it
  Subscriber kind = Subscriber::me;
  std::int64_t key = 0;  // of the person or the bureau
};
struct Mentions {
  Html html;                      // which shows them
  std::vector<std::string> told;  // names that were found in this post before, and stay what they are
  std::vector<Mention> found;
};
// `post`: whose text is edited. Only the first `limits.mentions_in_post` names of a text are looked for.
Mentions find_mentions(storage::ReadTx& tx, auth::Viewer const& writer, Html const& html,
                       Readership const& readers, std::optional<PostId> post, Limits const& limits);

// Beside the text, in its transaction.
void record_mentions(storage::WriteTx& tx, PostId post, Mentions const& mentions);
// Whoever is mentioned in the post and has not been told of it gets a notice with this event, but `author`,
// and whoever wishes to hear nothing of the thread, or of its topic where he has said nothing of the thread.
void tell_mentioned(storage::WriteTx& tx, EventId event, EventPlace const& place, PostId post,
                    auth::UserId author);
// Its release was taken back: they are told at the next.
void take_back_mentions(storage::WriteTx& tx, PostId post);
// A change of it was taken back, with whose event some were told.
void take_back_mentions(storage::WriteTx& tx, PostId post, EventId event);
// Its text was erased.
void forget_mentions(storage::WriteTx& tx, PostId post);

// For a text that an older renderer made: the same mentions in what this one makes of it.
Html render_again(storage::ReadTx& tx, PostId post, std::string_view body);

}  // namespace forum
