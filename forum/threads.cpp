#include "forum/threads.hpp"

#include "forum/cursors.hpp"
#include "forum/tag_rows.hpp"
#include "forum/thread_keys.hpp"
#include "forum/thread_rows.hpp"
#include "forum/told.hpp"

namespace forum {
namespace {

// Where a page begins: after this thread, in the part of the pinned or of the others.
struct Position {
  bool among_pinned = true;
  ThreadKey before{base::Timestamp::max(), ThreadId{std::numeric_limits<std::int64_t>::max()}};
};

// Up to so many threads with something unread are looked up each; where there are more, a page is full before
// much of the list has been walked.
constexpr std::size_t kFewUnread = 200;

constexpr char kAmongPinned = 'p';
constexpr char kAmongOthers = 'o';

std::string cursor_of(Position const& position) {
  std::string cursor(1, position.among_pinned ? kAmongPinned : kAmongOthers);
  append_number(cursor, base::to_milliseconds(position.before.last_activity));
  append_number(cursor, position.before.id.value);
  return cursor;
}

std::optional<Position> parse_cursor(std::string_view cursor) {
  if (cursor.empty() || (cursor.front() != kAmongPinned && cursor.front() != kAmongOthers))
    return std::nullopt;
  Position position;
  position.among_pinned = cursor.front() == kAmongPinned;
  cursor.remove_prefix(1);
  auto const at = take_number(cursor);
  auto const id = take_number(cursor);
  if (!at || !id || !cursor.empty()) return std::nullopt;
  position.before = {base::from_milliseconds(*at), ThreadId{*id}};
  return position;
}

// Gathers a page of threads, and one more, by which it knows that there is a next page.
class Gatherer {
 public:
  Gatherer(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadFilter filter, AskedLabels const& labels,
           int limit, Limits const& limits)
      : tx_(tx),
        viewer_(viewer),
        filter_(filter),
        labels_(labels),
        limit_(limit),
        limits_(limits),
        audiences_(tx) {}

  // False when the page is full, or when nothing can follow.
  bool take(ThreadKey key, bool among_pinned) {
    bool const all_meant = !labels_.kind && labels_.tag.empty();
    if (!all_meant && !is_labelled(tx_, key.id, labels_.kind, labels_.tag)) return true;
    auto thread = load_thread_row(tx_, viewer_, key.id, limits_, audiences_);
    if (filter_ == ThreadFilter::unread && thread.unread == 0) return true;
    if (page_.items.size() == static_cast<std::size_t>(limit_)) {
      page_.next = cursor_of(last_);
      return false;
    }
    page_.items.push_back(std::move(thread));
    last_ = {among_pinned, key};
    return true;
  }

  bool take_few(std::vector<ThreadKey> const& keys, ThreadKey before, bool among_pinned) {
    for (auto const& key : keys) {
      if (key < before && !take(key, among_pinned)) return false;
    }
    return true;
  }

  Page<Thread> page() { return std::move(page_); }

 private:
  storage::ReadTx& tx_;
  auth::Viewer const& viewer_;
  ThreadFilter filter_;
  AskedLabels const& labels_;
  int limit_;
  Limits const& limits_;
  Audiences audiences_;
  Page<Thread> page_;
  Position last_;
};

}  // namespace

base::Result<Page<Thread>> load_threads(storage::ReadTx& tx, auth::Viewer const& viewer,
                                        base::PublicId const& topic, ThreadFilter filter,
                                        PageRequest const& page, Limits const& limits,
                                        AskedLabels const& labels) {
  auto const place = find_topic_place(tx, viewer, topic);
  if (!place) return base::ErrorCode::not_found;
  Position position;
  if (page.after && !page.after->empty()) {
    auto const parsed = parse_cursor(*page.after);
    if (!parsed) return unfit_cursor();
    position = *parsed;
  }

  Gatherer gatherer(tx, viewer, filter, labels, page.limit, limits);
  bool const mine = filter == ThreadFilter::mine;
  if (position.among_pinned) {
    auto const pinned = select_few_threads(tx, viewer, place->id, mine ? Few::pinned_and_mine : Few::pinned);
    if (!gatherer.take_few(pinned, position.before, true)) return gatherer.page();
    position = {.among_pinned = false, .before = Position().before};
  }
  auto const take_other = [&](ThreadKey key) { return gatherer.take(key, false); };
  if (mine) {
    gatherer.take_few(select_few_threads(tx, viewer, place->id, Few::mine), position.before, false);
  } else if (filter == ThreadFilter::all && !labels.tag.empty()) {
    gatherer.take_few(select_tagged_threads(tx, viewer, place->id, labels.tag), position.before, false);
  } else if (filter == ThreadFilter::all) {
    each_thread_by_activity(tx, viewer, place->id, Walk::all, position.before, take_other);
  } else if (auto const few = select_threads_with_news(tx, viewer, place->id, kFewUnread)) {
    gatherer.take_few(*few, position.before, false);
  } else {
    each_thread_by_activity(tx, viewer, place->id, Walk::with_news, position.before, take_other);
  }
  return gatherer.page();
}

base::Result<Thread> load_thread(storage::ReadTx& tx, auth::Viewer const& viewer,
                                 base::PublicId const& thread, Limits const& limits) {
  auto const place = find_thread_place(tx, viewer, thread);
  if (!place) return base::ErrorCode::not_found;
  Audiences audiences(tx);
  return load_thread_row(tx, viewer, place->id, limits, audiences);
}

}  // namespace forum
