// What an operation must know of the topic, thread or post that it is about. Each is found only where the
// viewer may read it and everything that encloses it; otherwise it does not exist for him.
#pragma once

#include <optional>
#include <string>

#include "auth/audience.hpp"
#include "auth/policy.hpp"
#include "auth/viewer.hpp"
#include "forum/ids.hpp"
#include "forum/labels.hpp"
#include "forum/origin.hpp"
#include "forum/reply_path.hpp"
#include "storage/transaction.hpp"

namespace forum {

struct TopicPlace {
  TopicId id;
  base::PublicId public_id;
  auth::OrganisationId owner;
  bool owned_by_unit = false;  // by a unit of the Secretariat
  auth::AudienceId audience;
  auth::Level level = auth::Level::open;

  // Whom an all_members audience in this topic includes besides the members.
  std::optional<auth::OrganisationId> unit() const;
};

struct ThreadPlace {
  TopicPlace topic;
  ThreadId id;
  base::PublicId public_id;
  auth::OrganisationId source;
  std::optional<auth::OrganisationId> source_parent;
  auth::UserId author;
  std::string title;
  auth::Language language = auth::Language::en;
  ThreadKind kind = ThreadKind::analysis;
  auth::Marking marking;
  auth::AudienceId audience;
  int bureaus = 0;
  auth::State state = auth::State::withdrawn;
  bool pinned = false;
  bool locked = false;
  int version = 0;
  base::Timestamp created_at;
  std::int64_t read_to =
      0;  // events up to this one are read: the viewer's marks of thread, topic and everything
};

struct PostPlace {
  PostId id;
  base::PublicId public_id;
  ThreadPlace thread;
  bool is_first = false;
  ReplyPath path;
  auth::OrganisationId source;
  std::optional<auth::OrganisationId> source_parent;
  auth::UserId author;
  auth::Marking marking;
  auth::AudienceId audience;
  auth::State state = auth::State::withdrawn;
  int version = 0;
};

std::optional<TopicPlace> find_topic_place(storage::ReadTx& tx, auth::Viewer const& viewer,
                                           base::PublicId const& topic);
std::optional<ThreadPlace> find_thread_place(storage::ReadTx& tx, auth::Viewer const& viewer,
                                             base::PublicId const& thread);
// Hidden, and the viewer could show it again though he does not read what is hidden (hidings.hpp).
std::optional<PostPlace> find_place_in_hiding(storage::ReadTx& tx, auth::Viewer const& viewer,
                                              base::PublicId const& post);
std::optional<PostPlace> find_post_place(storage::ReadTx& tx, auth::Viewer const& viewer,
                                         base::PublicId const& post);
// What a new answer to the thread stands below; without the viewer's marks (thread.read_to).
std::optional<PostPlace> find_first_post_place(storage::ReadTx& tx, auth::Viewer const& viewer,
                                               base::PublicId const& thread);

// As the audit log has it.
Origin origin_of(storage::ReadTx& tx, PostPlace const& post);

auth::Target target_of(TopicPlace const& topic);
auth::Target target_of(ThreadPlace const& thread);
auth::Target target_of(PostPlace const& post);
// A new post in the thread.
auth::Target target_in(ThreadPlace const& thread);

// Whoever may pin may announce.
bool may_announce(auth::Viewer const& viewer, TopicPlace const& topic);

// Which right posting at this level takes.
auth::Action posting_at(auth::Level level);

// Editing what the viewer could not publish without a release would go round it: the new text of what is
// published then awaits one (pending_revisions.hpp), and a title may not be edited.
auth::Verdict judge_edit(auth::Viewer const& viewer, auth::Target const& target, auth::State state,
                         auth::Level level);
bool may_edit_title(auth::Viewer const& viewer, ThreadPlace const& thread);

// Columns of a thread `t`, its source `so`, its topic `c` and the topic's owner `co`, for statements that
// name them so, and their reader. The statement begins with the viewer's parameters.
std::string thread_place_columns();
extern char const* const kThreadPlaceJoins;
std::string thread_place_readable();  // the read rule for both
// The read rule for a topic `c` by itself: to a guest one is there where he reads a thread in it.
std::string topic_readable();
ThreadPlace read_thread_place(storage::Row const& row, int& column);

}  // namespace forum
