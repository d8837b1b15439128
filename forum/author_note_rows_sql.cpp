#include <algorithm>
#include <limits>

#include "auth/policy.hpp"
#include "auth/readable.hpp"
#include "forum/author_note_rows.hpp"
#include "forum/columns.hpp"
#include "forum/cursors.hpp"
#include "forum/hiding_rows.hpp"
#include "forum/told.hpp"
#include "forum/warning_appeal_rows.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

Statement const kInsert("author_note.insert",
                        "INSERT INTO author_note (public_id, kind, post_id, author_id, by_id, written_at,"
                        " text, is_seen, bureau_id) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8)");
Statement const kDelete("author_note.delete", "DELETE FROM author_note WHERE id = $1");
Statement const kForget("author_note.forget", "DELETE FROM author_note WHERE written_at <= $1");
Statement const kCountBy("author_note.count_by",
                         "SELECT COUNT(*) FROM author_note WHERE by_id = $1 AND written_at > $2");
Statement const kFindRow(
    "author_note.find_row",
    "SELECT n.id, p.public_id, n.by_id FROM author_note n JOIN post p ON p.id = n.post_id"
    " WHERE n.public_id = $1 AND n.written_at > $2");

// $7 is the reader's language, $8 since when notes are kept. Whether his office answers for the topic is
// asked of each row.
std::string notes(std::string_view condition) {
  return "SELECT n.id, n.public_id, n.kind, n.text, n.written_at, n.by_id, " + author_columns("b") +
         ", p.public_id, p.level, p.source_id, p.attribution, " + author_columns("a") + ", " +
         organisation_columns("po", "$7") +
         ", t.topic_id, c.source_id, t.public_id, t.title, t.level, so.public_id, " +
         warning_appeal_columns() +
         " FROM author_note n LEFT JOIN warning_appeal wa ON wa.note_id = n.id JOIN post p ON p.id = "
         "n.post_id JOIN users a ON a.id = p.author_id"
         " JOIN users b ON b.id = n.by_id JOIN organisation po ON po.id = p.source_id"
         " JOIN thread t ON t.id = p.thread_id" +
         kThreadPlaceJoins + " WHERE n.written_at > $8 AND p.author_id <> $1 AND " +
         auth::readable("p", "t.topic_id", "t.id") + " AND " + thread_place_readable() + " AND " +
         std::string(condition);
}

constexpr char kNewestFirst[] = " AND (n.written_at, n.id) < ($9, $10) ORDER BY n.written_at DESC, n.id DESC";
Statement const kAll("author_note.all", notes("1 = 1") + kNewestFirst);
// Attribution 0 names the person. Who is asked about but not named is not found.
Statement const kOfAuthor("author_note.of_author",
                          notes("n.author_id = (SELECT x.id FROM users x WHERE x.public_id = $11)"
                                " AND (p.attribution = 0 OR p.source_id = $2)") +
                              kNewestFirst);
Statement const kOne("author_note.one", notes("n.public_id = $9"));

// Of the post `p` in the thread `t`: what the viewer reads, or would read if it were not hidden.
std::string own_warnings(std::string_view columns, std::string_view condition) {
  return std::string(columns) +
         " FROM author_note n LEFT JOIN warning_appeal wa ON wa.note_id = n.id JOIN post p ON p.id = "
         "n.post_id"
         " JOIN thread t ON t.id = p.thread_id" +
         kThreadPlaceJoins +
         " WHERE n.author_id = $1 AND p.source_id = $2 AND n.kind = 2 AND n.written_at > $7" + " AND " +
         readable_if_shown("p") + " AND " + readable_if_shown("t") + " AND " +
         auth::readable("c", "c.id", "t.id") + std::string(condition);
}
std::string told_warnings(std::string_view condition) {
  return own_warnings("SELECT n.public_id, n.text, n.written_at, n.is_seen, n.id, " +
                          auth::readable("p", "t.topic_id", "t.id") + ", " + thread_place_readable() +
                          ", p.public_id, t.public_id, t.title, t.level, so.public_id, p.level, " +
                          warning_appeal_columns(),
                      condition);
}
Statement const kOwn("warning.own", told_warnings(" AND (n.written_at, n.id) < ($8, $9)"
                                                  " ORDER BY n.written_at DESC, n.id DESC LIMIT $10"));
Statement const kOwnOne("warning.one", told_warnings(" AND n.public_id = $8"));
Statement const kCountUnseen("warning.count_unseen", own_warnings("SELECT COUNT(*) FROM (SELECT n.id",
                                                                  " AND n.is_seen = 0 LIMIT $8) y"));
Statement const kSee("warning.see",
                     own_warnings("UPDATE author_note SET is_seen = 1 WHERE id IN (SELECT n.id",
                                  " AND n.is_seen = 0) RETURNING id"));

struct Found {
  AuthorNote note;
  std::int64_t id = 0;
};

std::optional<Found> read_note(Row const& row, auth::Viewer const& viewer, ModerationLimits const& limits) {
  Found found;
  auto& note = found.note;
  int column = 0;
  found.id = row.integer(column++);
  note.public_id = row.public_id(column++);
  note.kind = static_cast<AuthorNoteKind>(row.integer(column++));
  note.text = row.text(column++);
  note.at = row.time(column++);
  note.until = note.at + limits.notes_kept;
  note.may_remove = row.id<auth::UserTag>(column++) == viewer.user;
  note.by = read_author(row, column);
  note.post.object = row.public_id(column++);
  note.post.level = static_cast<auth::Level>(row.integer(column++));
  auto const source = row.id<auth::OrganisationTag>(column++);
  auto const attribution = static_cast<auth::Attribution>(row.integer(column++));
  auto author = read_author(row, column);
  auto organisation = read_organisation(row, column);
  note.post.source = organisation.public_id;
  if (tells_author(viewer, source, attribution)) note.author = std::move(author);
  if (tells_source(viewer, source, attribution)) note.source = std::move(organisation);
  auth::Target const target{.source = std::nullopt,
                            .source_parent = std::nullopt,
                            .author = std::nullopt,
                            .topic = row.id<auth::TopicTag>(column),
                            .topic_owner = row.id<auth::OrganisationTag>(column + 1)};
  column += 2;
  if (judge(viewer, auth::Action::note_author, target) != auth::Verdict::allowed) return std::nullopt;
  note.thread.origin.object = row.public_id(column++);
  note.thread.title = row.text(column++);
  note.thread.origin.level = static_cast<auth::Level>(row.integer(column++));
  note.thread.origin.source = row.public_id(column++);
  note.appeal = read_warning_appeal(row, column);
  return found;
}

Warning read_warning(Row const& row, auth::Viewer const& viewer, ModerationLimits const& limits) {
  Warning warning{
      .public_id = row.public_id(0),
      .reason = std::string(row.text(1)),
      .at = row.time(2),
      .until = row.time(2) + limits.notes_kept,
      .is_seen = row.boolean(3),
      .appeal = std::nullopt,
      .may_appeal = false,
      .origin = {row.public_id(7), static_cast<auth::Level>(std::max(row.integer(10), row.integer(12))),
                 viewer.organisation_public_id},
      .post = std::nullopt,
      .thread = std::nullopt};
  int column = 13;
  warning.appeal = read_warning_appeal(row, column);
  auth::Target const own{.source = viewer.organisation,
                         .source_parent = std::nullopt,
                         .author = viewer.user,
                         .topic = std::nullopt,
                         .topic_owner = std::nullopt};
  warning.may_appeal = !warning.appeal && judge(viewer, auth::Action::appeal, own) == auth::Verdict::allowed;
  bool const reads_thread = row.boolean(6);
  if (row.boolean(5) && reads_thread) warning.post = row.public_id(7);
  if (reads_thread) {
    warning.thread =
        FlaggedThread{{row.public_id(8), static_cast<auth::Level>(row.integer(10)), row.public_id(11)},
                      std::string(row.text(9))};
  }
  return warning;
}

struct Key {
  std::int64_t at = std::numeric_limits<std::int64_t>::max();
  std::int64_t id = std::numeric_limits<std::int64_t>::max();
};

base::Result<Key> parse_key(PageRequest const& page) {
  if (!page.after || page.after->empty()) return Key{};
  std::string_view rest = *page.after;
  auto const at = take_number(rest);
  auto const id = take_number(rest);
  if (!at || !id || !rest.empty()) return unfit_cursor();
  return Key{*at, *id};
}

// The place behind which the next page begins.
template <class Item>
void end_page(Page<Item>& page, std::int64_t last) {
  append_number(page.next.emplace(), base::to_milliseconds(page.items.back().at));
  append_number(*page.next, last);
}

Page<AuthorNote> read_page(storage::Rows rows, auth::Viewer const& viewer, int limit,
                           ModerationLimits const& limits) {
  Page<AuthorNote> page;
  std::int64_t last = 0;
  while (rows.next()) {
    auto found = read_note(rows.row(), viewer, limits);
    if (!found) continue;
    if (page.items.size() == static_cast<std::size_t>(limit)) {
      end_page(page, last);
      break;
    }
    last = found->id;
    page.items.push_back(std::move(found->note));
  }
  return page;
}

}  // namespace

void insert_author_note(storage::WriteTx& tx, auth::Viewer const& officer, base::PublicId const& id,
                        PostPlace const& post, NewAuthorNote const& note) {
  tx.execute(kInsert, id, static_cast<int>(note.kind), post.id, post.author, officer.user, officer.now,
             note.text, officer.bureau);
}

void delete_author_note(storage::WriteTx& tx, std::int64_t note) {
  tx.execute(kDelete, note);
}

int count_author_notes_by(storage::ReadTx& tx, auth::Viewer const& officer, base::Timestamp since) {
  return tx
      .one(
          kCountBy, [](Row const& row) { return static_cast<int>(row.integer(0)); }, officer.user, since)
      .value();
}

std::optional<AuthorNoteRow> find_author_note_row(storage::ReadTx& tx, base::PublicId const& note,
                                                  base::Timestamp kept_since) {
  return tx.one(
      kFindRow,
      [](Row const& row) {
        return AuthorNoteRow{row.integer(0), row.public_id(1), row.id<auth::UserTag>(2)};
      },
      note, kept_since);
}

std::optional<AuthorNote> select_author_note(storage::ReadTx& tx, auth::Viewer const& viewer,
                                             base::PublicId const& note, ModerationLimits const& limits) {
  auto found = auth::one_as(
      tx, viewer, kOne, [&](Row const& row) { return read_note(row, viewer, limits); },
      to_string(viewer.language), viewer.now - limits.notes_kept, note);
  if (!found || !*found) return std::nullopt;
  return std::move((*found)->note);
}

std::optional<Warning> select_own_warning(storage::ReadTx& tx, auth::Viewer const& viewer,
                                          base::PublicId const& warning, ModerationLimits const& limits) {
  return auth::one_as(
      tx, viewer, kOwnOne, [&](Row const& row) { return read_warning(row, viewer, limits); },
      viewer.now - limits.notes_kept, warning);
}

base::Result<Page<AuthorNote>> load_author_notes(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                 std::optional<base::PublicId> const& author,
                                                 PageRequest const& page, ModerationLimits const& limits) {
  if (!keeps_order_somewhere(viewer)) return base::ErrorCode::not_permitted;
  auto const key = parse_key(page);
  if (!key) return key.error();
  auto const language = to_string(viewer.language);
  auto const since = viewer.now - limits.notes_kept;
  if (author) {
    return read_page(auth::query_as(tx, viewer, kOfAuthor, language, since, key->at, key->id, *author),
                     viewer, page.limit, limits);
  }
  return read_page(auth::query_as(tx, viewer, kAll, language, since, key->at, key->id), viewer, page.limit,
                   limits);
}

base::Result<Page<Warning>> load_warnings(storage::ReadTx& tx, auth::Viewer const& viewer,
                                          PageRequest const& page, ModerationLimits const& limits) {
  auto const key = parse_key(page);
  if (!key) return key.error();
  Page<Warning> result;
  std::int64_t last = 0;
  auto rows =
      auth::query_as(tx, viewer, kOwn, viewer.now - limits.notes_kept, key->at, key->id, page.limit + 1);
  while (rows.next()) {
    if (result.items.size() == static_cast<std::size_t>(page.limit)) {
      end_page(result, last);
      break;
    }
    last = rows.row().integer(4);
    result.items.push_back(read_warning(rows.row(), viewer, limits));
  }
  return result;
}

int count_warnings(storage::ReadTx& tx, auth::Viewer const& viewer, ModerationLimits const& limits,
                   int most) {
  return auth::one_as(
             tx, viewer, kCountUnseen, [](Row const& row) { return static_cast<int>(row.integer(0)); },
             viewer.now - limits.notes_kept, most)
      .value();
}

void see_warnings(storage::WriteTx& tx, auth::Viewer const& viewer, ModerationLimits const& limits) {
  auto rows = auth::query_as(tx, viewer, kSee, viewer.now - limits.notes_kept);
  while (rows.next()) {
  }
}

void forget_author_notes(storage::WriteTx& tx, base::Timestamp now, ModerationLimits const& limits) {
  tx.execute(kForget, now - limits.notes_kept);
}

}  // namespace forum
