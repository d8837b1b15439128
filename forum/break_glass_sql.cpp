#include "forum/break_glass_rows.hpp"
#include "forum/places.hpp"
#include "forum/untold_post.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

// $1 is now.
std::string glasses(std::string_view condition) {
  return "SELECT g.id, g.public_id, g.object, g.case_number, g.reason, a.id, a.public_id, a.name, a.function,"
         " g.asked_at, g.expires_at, g.decided_at, g.open_until, CASE WHEN g.outcome = 'refused' THEN 3"
         " WHEN g.outcome = 'withdrawn' THEN 4 WHEN g.outcome = 'approved' THEN"
         " CASE WHEN g.ended_at IS NULL AND g.open_until > $1 THEN 1 ELSE 2 END"
         " WHEN g.expires_at <= $1 THEN 5 ELSE 0 END, d.id, d.public_id, d.name, d.function"
         " FROM break_glass g JOIN users a ON a.id = g.asked_by LEFT JOIN users d ON d.id = g.decided_by" +
         std::string(condition);
}

Statement const kInsert("break_glass.insert",
                        "INSERT INTO break_glass (public_id, object, case_number, reason, asked_by, asked_at,"
                        " expires_at, outcome) VALUES ($1, $2, $3, $4, $5, $6, $7, 'open')");
Statement const kFind("break_glass.find", glasses(" WHERE g.public_id = $2"));
Statement const kOfOne("break_glass.of_one", glasses(" WHERE g.asked_by = $2 ORDER BY g.id DESC LIMIT 1000"));
Statement const kOfAll("break_glass.of_all", glasses(" ORDER BY g.id DESC LIMIT 1000"));
Statement const kDecide(
    "break_glass.decide",
    "UPDATE break_glass SET outcome = $2, decided_by = $3, decided_at = $4, open_until = $5"
    " WHERE id = $1");
Statement const kWithdraw("break_glass.withdraw",
                          "UPDATE break_glass SET outcome = 'withdrawn' WHERE id = $1");
Statement const kEnd("break_glass.end", "UPDATE break_glass SET ended_at = $2 WHERE id = $1");

// Everything of the read rule over the row {x} but the audience, for who reads nothing by his office: $8 is
// what he is cleared for and signed in for.
std::string readable_but_for_audience(std::string const& x) {
  return x + ".state = 1 AND " + x + ".level <= $8 AND (" + x + ".expires_on IS NULL OR " + x +
         ".expires_on > $5) AND (" + x +
         ".source_id = $2 OR NOT EXISTS (SELECT 1 FROM deny denied_"
         " WHERE denied_.source_id = " +
         x + ".source_id AND denied_.denied_id IN ($2, $3)))";
}

// $7 is the reader's language, $9 the object, $10 the post before.
std::string posts_of(std::string_view object) {
  return "SELECT " + thread_place_columns() + ", " + untold_post_columns("$7") +
         ", COALESCE(po.parent_id, po.id) FROM post p JOIN organisation po ON po.id = p.source_id"
         " JOIN users pu ON pu.id = p.author_id JOIN thread t ON t.id = p.thread_id" +
         kThreadPlaceJoins + " WHERE " + std::string(object) + " = $9 AND " + readable_but_for_audience("p") +
         " AND " + readable_but_for_audience("t") + " AND " + readable_but_for_audience("c") +
         " AND ($10 = 0 OR p.path > (SELECT b.path FROM post b WHERE b.id = $10)) ORDER BY p.path LIMIT $11";
}

Statement const kOfThread("break_glass.posts_of_thread", posts_of("t.public_id"));
Statement const kOnePost("break_glass.one_post", posts_of("p.public_id"));

Statement const kKeepPost(
    "break_glass.keep_post",
    "INSERT INTO break_glass_post (break_glass_id, post_id, shown_at) VALUES ($1, $2, $3)"
    " ON CONFLICT (break_glass_id, post_id) DO NOTHING RETURNING post_id");
// What is shown later is new to a bureau that has seen the notice already.
Statement const kTell("break_glass.tell",
                      "INSERT INTO break_glass_notice (public_id, break_glass_id, bureau_id, told_at)"
                      " VALUES ($1, $2, $3, $4) ON CONFLICT (break_glass_id, bureau_id)"
                      " DO UPDATE SET told_at = excluded.told_at, seen_by = NULL, seen_at = NULL");

auth::Person read_person(Row const& row, int column) {
  return {row.id<auth::UserTag>(column), row.public_id(column + 1), std::string(row.text(column + 2)),
          std::string(row.text(column + 3))};
}

BreakGlass read_glass(Row const& row) {
  BreakGlass glass;
  int column = 0;
  glass.key = row.integer(column++);
  glass.public_id = row.public_id(column++);
  glass.object = row.public_id(column++);
  glass.case_number = row.text(column++);
  glass.reason = row.text(column++);
  glass.asked_by = read_person(row, column);
  column += 4;
  glass.asked_at = row.time(column++);
  glass.expires_at = row.time(column++);
  glass.decided_at = row.optional_time(column++);
  glass.open_until = row.optional_time(column++);
  glass.state = static_cast<GlassState>(row.integer(column++));
  if (!row.is_null(column)) glass.decided_by = read_person(row, column);
  return glass;
}

GlassPost read_post(storage::ReadTx& tx, Row const& row, auth::Viewer const& viewer) {
  int column = 0;
  auto const thread = read_thread_place(row, column);
  UntoldPostReader reader(tx, thread);
  auto const untold = std::make_shared<UntoldPost const>(reader.read(row, column));
  return {as_post(tell(viewer, thread, untold)),
          thread.public_id,
          thread.topic.public_id,
          thread.title,
          thread.marking.level,
          row.id<auth::OrganisationTag>(column)};
}

}  // namespace

base::PublicId insert_break_glass(storage::WriteTx& tx, auth::Viewer const& viewer, NewBreakGlass const& wish,
                                  base::Timestamp expires_at, base::Random& random) {
  auto const id = base::make_public_id(random);
  tx.execute(kInsert, id, wish.object, wish.case_number, wish.reason, viewer.user, viewer.now, expires_at);
  return id;
}

std::vector<BreakGlass> select_break_glass(storage::ReadTx& tx, std::optional<auth::UserId> asked_by,
                                           base::Timestamp now) {
  std::vector<BreakGlass> found;
  auto const add = [&](Row const& row) { found.push_back(read_glass(row)); };
  if (asked_by) {
    tx.each(kOfOne, add, now, *asked_by);
  } else {
    tx.each(kOfAll, add, now);
  }
  return found;
}

std::optional<BreakGlass> find_break_glass(storage::ReadTx& tx, base::PublicId const& id,
                                           base::Timestamp now) {
  return tx.one(kFind, read_glass, now, id);
}

void update_decision(storage::WriteTx& tx, BreakGlass const& glass, std::string_view outcome,
                     auth::UserId decided_by, base::Timestamp now,
                     std::optional<base::Timestamp> open_until) {
  tx.execute(kDecide, glass.key, outcome, decided_by, now, open_until);
}

void update_withdrawn(storage::WriteTx& tx, BreakGlass const& glass) {
  tx.execute(kWithdraw, glass.key);
}

void update_ended(storage::WriteTx& tx, BreakGlass const& glass, base::Timestamp now) {
  tx.execute(kEnd, glass.key, now);
}

std::vector<GlassPost> select_glass_posts(storage::ReadTx& tx, auth::Viewer const& viewer,
                                          base::PublicId const& object, PostId after, int limit) {
  std::vector<GlassPost> posts;
  for (auto const* const statement : {&kOfThread, &kOnePost}) {
    auto rows = auth::query_as(tx, viewer, *statement, to_string(viewer.language),
                               static_cast<int>(viewer.highest_level), object, after, limit);
    while (rows.next()) posts.push_back(read_post(tx, rows.row(), viewer));
    if (!posts.empty()) break;
  }
  return posts;
}

void keep_shown(storage::WriteTx& tx, BreakGlass const& glass, GlassPost const& post, base::Timestamp now,
                base::Random& random) {
  auto const is_new = tx.one(kKeepPost, [](Row const&) { return true; }, glass.key, post.post.id, now);
  if (is_new) tx.execute(kTell, base::make_public_id(random), glass.key, post.bureau, now);
}

}  // namespace forum
