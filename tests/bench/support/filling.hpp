// The rows of a forum, written as they are, without asking who may: a million of them in a minute. What hangs
// together (paths, tallies, inboxes) is kept by tests/bench/support/world.cpp.
#pragma once

#include <string_view>

#include "auth/ids.hpp"
#include "base/id.hpp"
#include "base/time.hpp"
#include "forum/ids.hpp"
#include "storage/transaction.hpp"

namespace bench {

// Who may read a thread or post, and how many bureaus those are.
struct Readers {
  auth::AudienceId audience;
  int bureaus = 0;
};

struct ThreadRow {
  forum::ThreadId id;
  base::PublicId public_id;
  forum::TopicId topic;
  auth::OrganisationId source;
  auth::UserId author;
  Readers readers;
  base::Timestamp at;
};

struct PostRow {
  std::int64_t number;  // its key, and that of its event
  base::PublicId public_id;
  forum::ThreadId thread;
  std::optional<std::int64_t> parent;
  std::string_view path;
  auth::OrganisationId source;
  auth::UserId author;
  std::string_view body;
  std::string_view html;
  Readers readers;
  base::Timestamp at;
};

void insert_thread(storage::WriteTx& tx, ThreadRow const& thread, std::string_view title);
// The post and the event that published it.
void insert_post(storage::WriteTx& tx, PostRow const& post, forum::TopicId topic);
void follow_topic(storage::WriteTx& tx, forum::TopicId topic, auth::OrganisationId desk);
void tell_desk(storage::WriteTx& tx, auth::OrganisationId desk, std::int64_t number);
// Everybody has read everything up to this post.
void set_read_marks(storage::WriteTx& tx, std::int64_t number);

}  // namespace bench
