#include "forum/read_marks.hpp"

#include "forum/events.hpp"
#include "forum/marks.hpp"
#include "forum/places.hpp"
#include "forum/unread.hpp"

namespace forum {
namespace {

// Once nothing is unread in the whole topic, one mark on the topic replaces those on its threads, so that
// asking stays cheap for who reads everything.
int settle_marks(storage::WriteTx& tx, auth::Viewer const& viewer, ThreadPlace const& thread,
                 Limits const& limits) {
  auto const marked = find_thread_place(tx, viewer, thread.public_id);
  auto const read_to = marked ? marked->read_to : thread.read_to;
  int const left = count_unread(tx, viewer, thread.id, thread.topic.id, read_to, limits.unread_shown);
  if (left == 0 && count_unread(tx, viewer, thread.topic.id, 1) == 0) {
    mark_topic(tx, viewer.user, thread.topic.id, last_event(tx));
  }
  return left;
}

}  // namespace

void begin_reading(storage::WriteTx& tx, auth::UserId user, Backlog backlog) {
  auto const read_to = backlog == Backlog::read ? last_event(tx) : EventId{0};
  insert_reader(tx, user, read_to);
}

base::Result<int> read_posts(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& thread,
                             std::vector<base::PublicId> const& posts, Limits const& limits) {
  auto const place = find_thread_place(tx, viewer, thread);
  if (!place) return base::ErrorCode::not_found;
  for (auto const& post : posts) mark_post(tx, viewer, *place, post);
  // The marks of single posts give way to one number as soon as nothing before it is unread.
  if (count_unread(tx, viewer, place->id, place->topic.id, place->read_to, 1) == 0) {
    mark_thread(tx, viewer.user, place->id, last_event(tx));
  }
  return settle_marks(tx, viewer, *place, limits);
}

base::Result<int> read_thread(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& thread,
                              Limits const& limits) {
  auto const place = find_thread_place(tx, viewer, thread);
  if (!place) return base::ErrorCode::not_found;
  mark_thread(tx, viewer.user, place->id, last_event(tx));
  return settle_marks(tx, viewer, *place, limits);
}

base::Result<void> read_topic(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& topic) {
  auto const place = find_topic_place(tx, viewer, topic);
  if (!place) return base::ErrorCode::not_found;
  mark_topic(tx, viewer.user, place->id, last_event(tx));
  return {};
}

}  // namespace forum
