// A post as it is stored, the same for all its readers, and how it is told to one of them.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "auth/readable.hpp"
#include "forum/pending_revision.hpp"
#include "forum/places.hpp"
#include "forum/posts.hpp"
#include "forum/submissions.hpp"
#include "forum/told.hpp"
#include "storage/row.hpp"

namespace forum {

struct UntoldPost {
  // Source and author always named; unread and may not yet settled. Parent and depth as for a reader of the
  // whole thread where it stands in an outline, elsewhere not yet settled either.
  Post post;
  auth::Envelope envelope;
  ReplyPath path;
  Hands hands;
  std::optional<auth::Role> hidden_by;  // the office, where it is hidden
  std::vector<QuoteReference> quoted;   // as they stand in the text
  bool is_reacted_to = false;           // by somebody, once
  std::optional<auth::UserId> seal_asked_by;
  std::optional<UntoldRevision> pending;
  std::string prepared;  // what its outline's cache has made of it for all readers (outline_cache.hpp)

  std::size_t text_bytes() const { return post.body.size() + post.html.text.size(); }
};

// What attribution hides is not told, and `may` is settled; place in the tree and unread are the caller's.
// Whether the viewer may read it has been asked before.
ToldPost tell(auth::Viewer const& viewer, ThreadPlace const& thread, std::shared_ptr<UntoldPost const> post);

// Columns of a post `p`, its source `po` and its author `pu`, for statements that join them so; `language` is
// the SQL expression for the language of names.
std::string untold_post_columns(std::string_view language);
extern char const* const kUntoldPostJoins;

// Reads those columns. A page has more posts than organisations, people and audiences: each is read once.
class UntoldPostReader {
 public:
  UntoldPostReader(storage::ReadTx& tx, ThreadPlace const& thread)
      : tx_(tx), thread_(thread), audiences_(tx) {}
  UntoldPost read(storage::Row const& row, int& column);

 private:
  auth::Organisation const& read_source(storage::Row const& row, int& column);
  Author const& read_author_once(storage::Row const& row, int& column, auth::UserId id);

  storage::ReadTx& tx_;
  ThreadPlace const& thread_;
  Audiences audiences_;
  std::vector<auth::Organisation> sources_;
  std::vector<std::pair<auth::UserId, Author>> authors_;
};

}  // namespace forum
