#include <algorithm>
#include <array>
#include <limits>

#include "auth/organisations.hpp"
#include "auth/readable.hpp"
#include "forum/columns.hpp"
#include "forum/cursors.hpp"
#include "forum/hidden_posts.hpp"
#include "forum/hiding_rows.hpp"
#include "forum/offered_acts.hpp"
#include "forum/quotes.hpp"
#include "forum/untold_post.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

constexpr std::array kOffices{auth::Role::topic_moderator, auth::Role::unit_officer, auth::Role::compliance};

std::string readable_post() {
  return "(" + auth::readable("p", "t.topic_id", "t.id") + " AND " + thread_place_readable() + ")";
}

// After the hiding of this time ($9) and post ($10); $7 is the reader's language, $8 whether he is of
// compliance. Whether his office answers for it is asked of each row: few posts are hidden at a time.
Statement const kHidden(
    "hiding.list",
    "SELECT " + readable_post() + ", " + thread_place_readable() + ", h.office, h.hidden_at, h.reason, " +
        thread_place_columns() + ", " + untold_post_columns("$7") +
        " FROM hiding h JOIN post p ON p.id = h.post_id"
        " JOIN organisation po ON po.id = p.source_id JOIN users pu ON pu.id = p.author_id"
        " JOIN thread t ON t.id = p.thread_id" +
        kThreadPlaceJoins +
        " WHERE (h.hidden_at, h.post_id) > ($9, $10)"
        " AND h.office <> 'coordinator' AND p.state = 3 AND (" +
        readable_post() + " OR (" + is_in_hiding("$8 = 1") + ")) ORDER BY h.hidden_at, h.post_id");

auth::Target target_of(ThreadPlace const& thread, auth::Envelope const& envelope) {
  auto target = target_in(thread);
  target.source = envelope.source;
  target.source_parent = envelope.source_parent;
  target.author = envelope.author;
  return target;
}

struct Found {
  HiddenPost hidden;
  PostId id;
};

std::optional<Found> read_hidden(storage::ReadTx& tx, Row const& row, auth::Viewer const& viewer) {
  bool const reads_post = row.boolean(0);
  bool const reads_thread = row.boolean(1);
  HiddenPost hidden;
  hidden.hiding.office = auth::parse_role(row.text(2)).value();
  hidden.hiding.at = row.time(3);
  hidden.hiding.reason = row.text(4);
  int column = 5;
  auto const thread = read_thread_place(row, column);
  UntoldPostReader reader(tx, thread);
  auto const untold = std::make_shared<UntoldPost const>(reader.read(row, column));
  if (!may_unhide(viewer, hidden.hiding.office, target_of(thread, untold->envelope),
                  untold->post.marking.attribution)) {
    return std::nullopt;
  }
  hidden.hiding.may_unhide = true;
  hidden.hiding.origin = untold->post.origin;
  hidden.hiding.version = untold->post.version;
  if (reads_post) {
    hidden.post = as_post(tell(viewer, thread, untold));
    hidden.post->quotes = QuoteReader(tx, viewer).read(untold->quoted);
    withhold_in_dispute(tx, viewer, thread, *hidden.post);
  }
  if (reads_thread) {
    Origin const origin{thread.public_id, thread.marking.level, auth::public_id_of(tx, thread.source)};
    hidden.thread = HiddenThread{origin, thread.public_id, thread.title};
  }
  return Found{std::move(hidden), untold->post.id};
}

struct Key {
  std::int64_t hidden_at = std::numeric_limits<std::int64_t>::min();
  std::int64_t post = 0;
};

base::Result<Key> parse_key(PageRequest const& page) {
  if (!page.after || page.after->empty()) return Key{};
  std::string_view rest = *page.after;
  auto const at = take_number(rest);
  auto const post = take_number(rest);
  if (!at || !post || !rest.empty()) return unfit_cursor();
  return Key{*at, *post};
}

}  // namespace

bool decides_on_hidden(auth::Viewer const& viewer) {
  return viewer.is_vetted &&
         std::ranges::any_of(kOffices, [&](auth::Role office) { return viewer.has(office); });
}

base::Result<Page<HiddenPost>> load_hidden_posts(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                 PageRequest const& page) {
  if (!decides_on_hidden(viewer)) return base::ErrorCode::not_permitted;
  auto const key = parse_key(page);
  if (!key) return key.error();
  int const is_compliance = viewer.has(auth::Role::compliance) ? 1 : 0;
  Page<HiddenPost> result;
  std::size_t bytes = 0;
  PostId last;
  auto rows = auth::query_as(tx, viewer, kHidden, to_string(viewer.language), is_compliance, key->hidden_at,
                             key->post);
  while (rows.next()) {
    auto found = read_hidden(tx, rows.row(), viewer);
    if (!found) continue;
    auto& items = result.items;
    if (items.size() == static_cast<std::size_t>(page.limit) || (bytes >= kPageBytes && !items.empty())) {
      append_number(result.next.emplace(), base::to_milliseconds(items.back().hiding.at));
      append_number(*result.next, last.value);
      break;
    }
    if (auto const& post = found->hidden.post) bytes += post->body.size() + post->html.text.size();
    items.push_back(std::move(found->hidden));
    last = found->id;
  }
  return result;
}

}  // namespace forum
