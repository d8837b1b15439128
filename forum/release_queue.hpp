// What awaits the viewer's own act: the submissions of the organisations that he coordinates, or, for
// compliance, those of supervised organisations.
#pragma once

#include <optional>
#include <string>

#include "forum/limits.hpp"
#include "forum/page.hpp"
#include "forum/posts.hpp"
#include "forum/submissions.hpp"

namespace forum {

struct QueuedRevision {
  int version = 1;
  std::optional<Author> writer;
  std::string body;
  Html html;
  std::vector<Quote> quotes;
  std::vector<PostAction> may;
};

struct QueueItem {
  Post post;
  base::PublicId topic;
  std::string title;     // the thread's
  Origin thread_origin;  // of the title
  bool is_thread = false;
  Submission submission;
  bool is_overdue = false;
  // The text that was last returned, or released and taken back, where it has changed since.
  std::optional<std::string> decided_body;
  // Of a change of a published post: what the post is to say.
  std::optional<QueuedRevision> revision;
};

struct ReleaseQueue {
  Page<QueueItem> page;
  int waiting = 0;  // as many as there are, up to limits.unread_shown
  // What the viewer wrote himself and awaits a coordinator, up to the same; and whether anybody else works
  // who could release it.
  int own_waiting = 0;
  bool others_release = false;
};

// The oldest first; never what the viewer wrote himself. Errors: not_permitted for who neither coordinates
// nor checks; invalid_query.
base::Result<ReleaseQueue> load_release_queue(storage::ReadTx& tx, auth::Viewer const& viewer,
                                              PageRequest const& page, Limits const& limits);
// How many wait, up to limits.unread_shown; nothing for who neither coordinates nor checks.
std::optional<int> count_release_queue(storage::ReadTx& tx, auth::Viewer const& viewer, Limits const& limits);

}  // namespace forum
