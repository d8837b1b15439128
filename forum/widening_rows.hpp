// The statements behind widening.hpp and widening_consent.hpp.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "forum/disclosure_rows.hpp"
#include "forum/places.hpp"
#include "forum/widening.hpp"
#include "forum/widening_consent.hpp"

namespace forum {

using WideningId = base::Id<struct WideningTag>;
using ConsentId = base::Id<struct ConsentTag>;

struct NewWideningRow {
  ThreadId thread;
  std::optional<PostId> post;
  int thread_version = 0;
  auth::AudienceId audience;  // as it would be
  auth::Level level = auth::Level::confidential;
  auth::AudienceId former_audience;
  auth::Level former_level = auth::Level::confidential;
  std::string_view reason;
  bool is_for_quote = false;
  std::optional<ThreadId> quoted_in = {};
};
struct StoredWidening {
  WideningId id;
  base::PublicId public_id;
};
StoredWidening insert_widening(storage::WriteTx& tx, auth::Viewer const& asker, NewWideningRow const& row,
                               base::Random& random);
int count_open_widenings(storage::ReadTx& tx, auth::Viewer const& asker);
// Whether the same is open already, of the version that stands: of the thread, and of the post where it is
// about one.
bool has_asked(storage::ReadTx& tx, auth::Viewer const& asker, NewWideningRow const& row, int post_version);

// What a widening `w` is asked for, in statements that begin with the viewer's parameters.
extern char const* const kQuotedInJoins;
std::string quoted_in_columns();
std::optional<QuotedIn> read_quoted_in(storage::Row const& row, int& column);

// For a post `p` that was asked about in the thread `t`, with the thread `pt` and the topic `pc` in which it
// stands by now (splits.hpp): the rest of the read rule.
extern char const* const kWhereItStandsJoins;
std::string where_it_stands_readable();

// A post as it stood when its source was asked, and as it would be.
struct WidenedPost {
  PostId id;
  int version = 0;
  auth::AudienceId audience;
  auth::Level level = auth::Level::confidential;
  auth::AudienceId next_audience;
  auth::Level next_level = auth::Level::confidential;
};

enum class Turn { first, later };  // the source of the object itself; another's of posts in the thread

struct NewConsentRow {
  WideningId widening;
  auth::OrganisationId source;
  Turn turn = Turn::first;
  RecipientListId gained;
  std::vector<WidenedPost> posts;
};
void insert_consent(storage::WriteTx& tx, NewConsentRow const& row, base::Timestamp now,
                    base::Timestamp expires_at, base::Random& random);
// Every open one of the widening.
void withdraw_consents(storage::WriteTx& tx, WideningId widening, auth::Viewer const& asker);
void close_consent(storage::WriteTx& tx, ConsentId consent, auth::Outcome outcome,
                   auth::Viewer const& officer, std::string_view answer);

// What a decision needs of a consent that the viewer may decide about.
struct ConsentRow {
  ConsentId id;
  WideningId widening;
  Turn turn = Turn::first;
  auth::OrganisationId source;
  RecipientListId gained;
  auth::UserId asked_by;
  auth::OrganisationId asked_from;  // where he worked then
  std::string reason;
  auth::Outcome outcome = auth::Outcome::open;
  base::Timestamp expires_at;
  base::PublicId thread;
  bool about_post = false;  // or else about the thread
  int thread_version = 0;
  auth::AudienceId audience;  // as they were asked for
  auth::Level level = auth::Level::confidential;
};
std::optional<ConsentRow> find_consent_row(storage::ReadTx& tx, auth::Viewer const& viewer,
                                           base::PublicId const& consent);
std::vector<WidenedPost> select_widened_posts(storage::ReadTx& tx, ConsentId consent);
// The post's own columns as they are now, next ones left empty; nothing where it is not published in the
// thread.
std::optional<WidenedPost> find_published(storage::ReadTx& tx, ThreadId thread, PostId post,
                                          base::Timestamp now);

base::PublicId find_post_public_id(storage::ReadTx& tx, PostId post);

// Published posts of this thread and source that are for all its readers and whose level goes no further than
// the thread's: at its level, or at most at `lowest`. In reading order.
std::vector<WidenedPost> select_inheriting(storage::ReadTx& tx, ThreadPlace const& thread,
                                           auth::OrganisationId source, auth::Level lowest,
                                           base::Timestamp now, int limit);
// Whoever else has such posts there that the consent is not about.
std::vector<auth::OrganisationId> select_other_sources(storage::ReadTx& tx, ThreadPlace const& thread,
                                                       auth::Level lowest, base::Timestamp now);

// Audiences of the thread's posts that the consent is not about; what each of them gets instead.
std::vector<auth::AudienceId> select_kept_audiences(storage::ReadTx& tx, ThreadId thread, ConsentId consent);
void pin_audience(storage::WriteTx& tx, ThreadId thread, ConsentId consent, auth::AudienceId former,
                  auth::AudienceId pinned);
// Where nobody at all could read them: for their own sources.
struct LonelyPost {
  PostId id;
  auth::OrganisationId source;
};
std::vector<LonelyPost> select_lonely(storage::ReadTx& tx, ThreadId thread, ConsentId consent,
                                      auth::AudienceId audience);
void pin_post_audience(storage::WriteTx& tx, PostId post, auth::AudienceId audience);
void pin_level(storage::WriteTx& tx, ThreadId thread, ConsentId consent, auth::Level level);
void update_envelope(storage::WriteTx& tx, PostId post, auth::AudienceId audience, auth::Level level,
                     int bureaus);

// Before `before`, the newest first; of objects that the asker may read.
std::vector<Widening> select_widenings(storage::ReadTx& tx, auth::Viewer const& asker, std::int64_t before,
                                       int limit);

// Without what is asked of its posts.
std::vector<Consent> select_consents(storage::ReadTx& tx, auth::Viewer const& viewer, ConsentPart part,
                                     std::int64_t before, int limit);
std::optional<Consent> find_consent(storage::ReadTx& tx, auth::Viewer const& viewer,
                                    base::PublicId const& consent);
std::vector<ConsentPost> select_consent_posts(storage::ReadTx& tx, auth::Viewer const& viewer,
                                              std::int64_t consent);
int count_open_consents(storage::ReadTx& tx, auth::Viewer const& viewer, int limit);

}  // namespace forum
