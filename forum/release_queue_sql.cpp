#include "auth/organisations.hpp"
#include "auth/policy.hpp"
#include "auth/readable.hpp"
#include "forum/columns.hpp"
#include "forum/cursors.hpp"
#include "forum/pending_revision_rows.hpp"
#include "forum/places.hpp"
#include "forum/quotes.hpp"
#include "forum/release_queue.hpp"
#include "forum/release_store.hpp"
#include "forum/untold_post.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

// After the submission of this time ($9) and post ($10); $7 is the reader's language, $8 his clearance.
std::string waiting(std::string_view columns, std::string_view condition) {
  return std::string(columns) +
         " FROM submission s JOIN post p ON p.id = s.post_id JOIN organisation po ON po.id = p.source_id"
         " JOIN users pu ON pu.id = p.author_id JOIN thread t ON t.id = p.thread_id" +
         kThreadPlaceJoins +
         " WHERE s.settled_at IS NULL AND (s.submitted_at, s.post_id) > ($9, $10) AND p.author_id <> $1 "
         "AND " +
         std::string(condition) + " ORDER BY s.submitted_at, s.post_id LIMIT $11";
}

std::string columns() {
  return "SELECT " + thread_place_columns() + ", " + untold_post_columns("$7") +
         ", p.parent_id, s.submitted_at, s.due_at,"
         " CASE WHEN s.decided_version < p.version THEN (SELECT r.body FROM revision r"
         " WHERE r.post_id = p.id AND r.version = s.decided_version) END";
}

std::string for_coordinators() {
  return "s.source_id IN (SELECT below_.id FROM organisation below_ WHERE below_.id = $6"
         " OR below_.parent_id = $6) AND " +
         stage_of_waiting("p") + " = 2 AND " + auth::readable("p", "t.topic_id") + " AND " +
         thread_place_readable();
}

// The column comes first: it has the index.
std::string for_compliance() {
  return "s.in_check = 1 AND " + is_in_check("$8");
}

Statement const kForCoordinators("release_queue.coordinators", waiting(columns(), for_coordinators()));
Statement const kForCompliance("release_queue.compliance", waiting(columns(), for_compliance()));
Statement const kCountForCoordinators("release_queue.count_coordinators",
                                      "SELECT COUNT(*) FROM (" + waiting("SELECT 1", for_coordinators()) +
                                          ") x");
Statement const kCountForCompliance("release_queue.count_compliance",
                                    "SELECT COUNT(*) FROM (" + waiting("SELECT 1", for_compliance()) + ") x");

Statement const kCountOwn("release_queue.count_own",
                          "SELECT COUNT(*) FROM (SELECT 1 FROM submission s JOIN post p ON p.id = s.post_id"
                          " WHERE s.settled_at IS NULL AND s.source_id = $1 AND p.author_id = $2 AND " +
                              stage_of_waiting("p") + " = 2 LIMIT $3) x");

constexpr char kWorks[] =
    " AND u.id <> $2 AND u.state = 'active' AND u.vetted_by IS NOT NULL AND u.vetted_until > $3";
// Coordinators of the organisation or of the bureau above it, by the rule of auth/viewer.cpp for grants, and
// who stands in for them.
Statement const kOthers(
    "release_queue.others",
    std::string("SELECT 1 FROM organisation po JOIN role_grant g ON g.role = 'coordinator'"
                " AND (g.scope_id IN (po.id, po.parent_id) OR g.scope_id IS NULL)"
                " JOIN users u ON u.id = g.user_id JOIN organisation uo ON uo.id = u.organisation_id"
                " WHERE po.id = $1 AND g.valid_from <= $3 AND (g.valid_until IS NULL OR g.valid_until > $3)"
                " AND ((g.scope = 'organisation' AND g.scope_id IN (u.organisation_id, uo.parent_id))"
                " OR (g.scope = 'platform' AND u.organisation_id IN (po.id, po.parent_id)))") +
        kWorks +
        " UNION ALL SELECT 1 FROM release_policy r JOIN users u ON u.id = r.substitute_id"
        " AND u.organisation_id = r.organisation_id WHERE r.organisation_id = $1" +
        kWorks + " LIMIT 1");

// Compliance, whose turn it may be, is told nothing of it by the post.
QueuedRevision read_revision(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadPlace const& thread,
                             UntoldPost const& untold) {
  auto const text = find_pending_text(tx, untold.post.id).value();
  auto const told = tell(viewer, thread, std::make_shared<UntoldPost const>(untold));
  return {.version = text.version,
          .writer = told.tells_author ? std::optional(untold.pending->writer) : std::nullopt,
          .body = text.body,
          .html = text.html,
          .quotes = QuoteReader(tx, viewer).read(quotes_in(text.html)),
          .may = told.pending ? told.pending->may : std::vector<PostAction>()};
}

QueueItem read_item(storage::ReadTx& tx, Row const& row, auth::Viewer const& viewer) {
  int column = 0;
  auto const thread = read_thread_place(row, column);
  UntoldPostReader reader(tx, thread);
  auto const untold = std::make_shared<UntoldPost const>(reader.read(row, column));
  QueueItem item;
  item.post = as_post(tell(viewer, thread, untold));
  item.post.quotes = QuoteReader(tx, viewer).read(untold->quoted);
  item.topic = thread.topic.public_id;
  item.title = thread.title;
  item.thread_origin = {thread.public_id, thread.marking.level, auth::public_id_of(tx, thread.source)};
  item.is_thread = row.is_null(column++);
  if (untold->pending) {
    item.submission.stage = untold->pending->stage;
    item.revision = read_revision(tx, viewer, thread, *untold);
  } else {
    item.submission.stage = item.post.stage;
  }
  item.submission.submitted_at = row.time(column++);
  item.submission.due_at = row.time(column++);
  item.is_overdue = item.submission.due_at <= viewer.now;
  if (auto const body = row.optional_text(column++)) item.decided_body = std::string(*body);
  return item;
}

struct Key {
  std::int64_t submitted_at = std::numeric_limits<std::int64_t>::min();
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

bool checks(auth::Viewer const& viewer) {
  return auth::judge(viewer, auth::Action::check_release, {}) == auth::Verdict::allowed;
}

void count_own(storage::ReadTx& tx, auth::Viewer const& viewer, Limits const& limits, ReleaseQueue& queue) {
  auto const number = [](Row const& row) { return static_cast<int>(row.integer(0)); };
  queue.own_waiting =
      tx.one(kCountOwn, number, viewer.organisation, viewer.user, limits.unread_shown).value();
  queue.others_release = tx.one(kOthers, number, viewer.organisation, viewer.user, viewer.now).has_value();
}

storage::Rows ask(storage::ReadTx& tx, auth::Viewer const& viewer, Statement const& statement,
                  Key const& after, int limit) {
  return auth::query_as(tx, viewer, statement, to_string(viewer.language),
                        static_cast<int>(viewer.highest_level), after.submitted_at, after.post, limit);
}

}  // namespace

base::Result<ReleaseQueue> load_release_queue(storage::ReadTx& tx, auth::Viewer const& viewer,
                                              PageRequest const& page, Limits const& limits) {
  auto const waiting = count_release_queue(tx, viewer, limits);
  if (!waiting) return base::ErrorCode::not_permitted;
  auto const key = parse_key(page);
  if (!key) return key.error();

  ReleaseQueue queue;
  queue.waiting = *waiting;
  if (!checks(viewer)) count_own(tx, viewer, limits, queue);
  auto& items = queue.page.items;
  std::size_t bytes = 0;
  auto rows = ask(tx, viewer, checks(viewer) ? kForCompliance : kForCoordinators, *key, page.limit + 1);
  while (rows.next()) {
    if (items.size() == static_cast<std::size_t>(page.limit) || (bytes >= kPageBytes && !items.empty())) {
      auto const& last = items.back();
      append_number(queue.page.next.emplace(), base::to_milliseconds(last.submission.submitted_at));
      append_number(*queue.page.next, last.post.id.value);
      break;
    }
    items.push_back(read_item(tx, rows.row(), viewer));
    bytes += items.back().post.body.size() + items.back().post.html.text.size();
  }
  return queue;
}

std::optional<int> count_release_queue(storage::ReadTx& tx, auth::Viewer const& viewer,
                                       Limits const& limits) {
  if (!viewer.coordinated && !checks(viewer)) return std::nullopt;
  auto rows = ask(tx, viewer, checks(viewer) ? kCountForCompliance : kCountForCoordinators, Key{},
                  limits.unread_shown);
  return rows.next() ? static_cast<int>(rows.row().integer(0)) : 0;
}

}  // namespace forum
