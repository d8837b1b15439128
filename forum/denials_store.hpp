// Rows for denials.cpp and expiries.cpp. Internal to this floor.
#pragma once

#include <vector>

#include "forum/denials.hpp"
#include "forum/envelopes.hpp"

namespace forum {

// A post of a source with the envelopes that decide about it.
struct PostOfSource {
  WatchedThread thread;
  TopicId topic_id;
  base::PublicId post;
  bool is_split = false;  // the thread: it is there by its posts alone (thread_readable.hpp)
  auth::Envelope topic;
  auth::Envelope thread_envelope;
  auth::Envelope envelope;
};

// Columns of one, of a post `p` in the thread `h` of the topic `t` and their sources `ps`, `hs` and `ts`, and
// their reader.
std::string post_of_source_columns();
PostOfSource read_post_of_source(storage::Row const& row);

// Published by the event `upto` at the latest, the newest first. Of a thread that was split off all posts
// that go with the source of what encloses them, and never its opening.
std::vector<PostOfSource> select_posts_of_source(storage::ReadTx& tx, ThreadId thread,
                                                 auth::OrganisationId source, EventId upto, std::size_t most);
// Threads of the topic in which the source has published, those with its newest posts first.
std::vector<ThreadId> select_threads_of_source(storage::ReadTx& tx, TopicId topic,
                                               auth::OrganisationId source, std::size_t most);

// A thread with its topic, whoever may read it; its first post was published by the event `upto` at the
// latest.
std::optional<PostOfSource> find_thread_then(storage::ReadTx& tx, base::PublicId const& thread, EventId upto);

struct TopicOfSource {
  WatchedTopic topic;
  auth::Envelope envelope;
};
std::optional<TopicOfSource> find_topic_of_source(storage::ReadTx& tx, base::PublicId const& topic);

}  // namespace forum
