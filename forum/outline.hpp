// A thread with all its posts in memory, as they stand between two changes: much-read threads are read from
// here, and the database is asked only whether anything has changed (docs/decisions/010-outlines.md).
//
// An outline is the same for all who read names in its language, and tells nothing by itself: auth::decide()
// is asked about the topic, the thread and every post for each viewer and each request. Immutable; may go to
// any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "auth/readable.hpp"
#include "forum/limits.hpp"
#include "forum/posts.hpp"
#include "forum/thread_pages.hpp"
#include "forum/untold_post.hpp"

namespace forum {

// What an outline was made from. `thread` moves with every change of the thread's row or of one of its posts,
// `policy` with every change of a right, an audience, a topic or a name: triggers see to both.
struct OutlineStamp {
  std::int64_t thread = 0;
  std::int64_t policy = 0;

  friend bool operator==(OutlineStamp const&, OutlineStamp const&) = default;
};

struct OutlinedPost {
  UntoldPost untold;
  auth::Facts facts;
  std::int64_t sequence = 0;  // of the event that published it; 0 before
};

struct Outline {
  ThreadPlace place;                   // but read_to, which is each reader's own
  std::vector<auth::Facts> enclosing;  // topic and thread
  std::vector<OutlinedPost> posts;     // in reading order, withdrawn ones too
  std::size_t bytes = 0;               // about what it takes in memory
};

// Where a reader stands before a thread, readable or not.
struct OutlineMark {
  ThreadId thread;
  OutlineStamp stamp;
  std::int64_t read_to = 0;
};
std::optional<OutlineMark> find_outline_mark(storage::ReadTx& tx, auth::Viewer const& viewer,
                                             base::PublicId const& thread);

// Nothing for a thread that is longer than the limits allow. Never call it in a write: what is rolled back
// must not be kept.
std::shared_ptr<Outline const> load_outline(storage::ReadTx& tx, ThreadPlace const& thread,
                                            auth::Language language, Limits const& limits,
                                            std::function<std::string(Post const&)> const& prepare);

// A page of the thread as load_posts() in posts.hpp gives it, with the same errors.
base::Result<PostPage> read_outline(storage::ReadTx& tx, auth::Viewer const& viewer,
                                    std::shared_ptr<Outline const> const& outline, std::int64_t read_to,
                                    PageRequest const& page, std::optional<base::PublicId> const& around);

// The pages of the thread as load_thread_pages() in thread_pages.hpp gives them, with the same errors.
base::Result<std::vector<ThreadPageMark>> read_outlined_pages(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                              Outline const& outline, std::int64_t read_to,
                                                              int limit);

// Posts of the thread that the viewer has read out of order, ascending.
std::vector<PostId> select_read_posts(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadId thread);

}  // namespace forum
