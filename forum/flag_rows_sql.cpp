#include "auth/readable.hpp"
#include "forum/columns.hpp"
#include "forum/cursors.hpp"
#include "forum/flag_rows.hpp"
#include "forum/hiding_rows.hpp"
#include "forum/places.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

Statement const kFind("flag.find",
                      "SELECT x.id, x.case_id, x.withdrawn_at IS NOT NULL, x.outcome IS NOT NULL FROM flag x"
                      " JOIN flag_case f ON f.id = x.case_id"
                      " WHERE f.post_id = $1 AND x.user_id = $2 AND x.organisation_id = $3");
Statement const kInsert("flag.insert",
                        "INSERT INTO flag (public_id, case_id, user_id, organisation_id, reason, text,"
                        " flagged_at, is_seen) VALUES ($1, $2, $3, $4, $5, $6, $7, 1)");
Statement const kRenew("flag.renew",
                       "UPDATE flag SET reason = $2, text = $3, flagged_at = $4, withdrawn_at = NULL,"
                       " outcome = NULL, reply = NULL, decided_at = NULL, is_seen = 1 WHERE id = $1");
Statement const kWithdraw("flag.withdraw", "UPDATE flag SET withdrawn_at = $2 WHERE id = $1");
Statement const kNthNewest(
    "flag.nth_newest",
    "SELECT MIN(y.flagged_at), COUNT(*) FROM (SELECT x.flagged_at FROM flag x"
    " WHERE x.user_id = $1 AND x.flagged_at > $2 ORDER BY x.flagged_at DESC LIMIT $3) y");

// Of the post `p` in the thread `t`: what the viewer reads, or would read if it were not hidden.
std::string is_told() {
  return readable_if_shown("p") + " AND " + readable_if_shown("t") + " AND " +
         auth::readable("c", "c.id", "t.id");
}

std::string own_flags(std::string_view condition) {
  return "SELECT x.public_id, x.reason, x.text, x.flagged_at, x.outcome, x.reply, x.decided_at, x.is_seen,"
         " x.id, " +
         auth::readable("p", "t.topic_id", "t.id") + ", " + thread_place_readable() +
         ", p.public_id, t.public_id, t.title, t.level, so.public_id"
         " FROM flag x JOIN flag_case f ON f.id = x.case_id JOIN post p ON p.id = f.post_id"
         " JOIN thread t ON t.id = p.thread_id" +
         kThreadPlaceJoins +
         " WHERE x.user_id = $1 AND x.organisation_id = $2 AND x.withdrawn_at IS NULL AND " + is_told() +
         std::string(condition);
}
Statement const kOfPost("flag.of_post", own_flags(" AND f.post_id = $7"));
Statement const kOwn("flag.own",
                     own_flags(" AND (x.flagged_at, x.id) < ($7, $8) ORDER BY x.flagged_at DESC, x.id DESC"
                               " LIMIT $9"));

std::string unseen(std::string_view verb, std::string_view end) {
  return std::string(verb) +
         " x.id FROM flag x JOIN flag_case f ON f.id = x.case_id JOIN post p ON p.id = f.post_id"
         " JOIN thread t ON t.id = p.thread_id" +
         kThreadPlaceJoins +
         " WHERE x.user_id = $1 AND x.organisation_id = $2 AND x.withdrawn_at IS NULL"
         " AND x.outcome IS NOT NULL AND x.is_seen = 0 AND " +
         is_told() + std::string(end);
}
Statement const kCountUnseen("flag.count_unseen", unseen("SELECT COUNT(*) FROM (SELECT", " LIMIT $7) y"));
Statement const kSee("flag.see", unseen("UPDATE flag SET is_seen = 1 WHERE id IN (SELECT", ") RETURNING id"));

Statement const kWaiting("flag_case.waiting",
                         "SELECT f.id, EXISTS (SELECT 1 FROM flag x WHERE x.case_id = f.id"
                         " AND x.withdrawn_at IS NULL AND x.outcome IS NULL) FROM flag_case f"
                         " WHERE f.post_id = $1");
Statement const kInsertCase("flag_case.insert",
                            "INSERT INTO flag_case (public_id, post_id, state, opened_at, version)"
                            " VALUES ($1, $2, 1, $3, 1)");
Statement const kOpenAgain("flag_case.open_again",
                           "UPDATE flag_case SET state = 1, opened_at = $2, assignee_id = NULL,"
                           " version = version + 1 WHERE id = $1");
Statement const kTouch("flag_case.touch", "UPDATE flag_case SET version = version + 1 WHERE id = $1");
Statement const kFindCase(
    "flag_case.find",
    "SELECT f.id, p.public_id, f.state, f.assignee_id, f.version,"
    " EXISTS (SELECT 1 FROM flag x WHERE x.case_id = f.id AND x.withdrawn_at IS NULL AND x.reason = 2),"
    " EXISTS (SELECT 1 FROM flag x WHERE x.case_id = f.id AND x.withdrawn_at IS NULL AND x.reason = 4)"
    " FROM flag_case f JOIN post p ON p.id = f.post_id WHERE f.public_id = $1"
    " AND EXISTS (SELECT 1 FROM flag x WHERE x.case_id = f.id AND x.withdrawn_at IS NULL)");
Statement const kTake(
    "flag_case.take",
    "UPDATE flag_case SET state = 2, assignee_id = $2, version = version + 1 WHERE id = $1");
Statement const kPutBack(
    "flag_case.put_back",
    "UPDATE flag_case SET state = 1, assignee_id = NULL, version = version + 1 WHERE id = $1");
Statement const kDecide("flag_case.decide",
                        "UPDATE flag_case SET state = $2, decided_at = $3, decided_by = $4,"
                        " version = version + 1 WHERE id = $1");
Statement const kDecideFlags("flag.decide",
                             "UPDATE flag SET outcome = $2, decided_at = $3, reply = $4, is_seen = 0"
                             " WHERE case_id = $1 AND withdrawn_at IS NULL AND outcome IS NULL");
Statement const kInsertNote(
    "flag_note.insert",
    "INSERT INTO flag_note (case_id, author_id, written_at, text) VALUES ($1, $2, $3, $4)");
Statement const kCountNotes("flag_note.count", "SELECT COUNT(*) FROM flag_note WHERE case_id = $1");
Statement const kNotes("flag_note.of_case",
                       "SELECT " + author_columns("u") +
                           ", n.written_at, n.text FROM flag_note n JOIN users u ON u.id = n.author_id"
                           " WHERE n.case_id = $1 ORDER BY n.id");
Statement const kCaseFlags(
    "flag.of_case",
    "SELECT x.public_id, x.reason, x.text, x.flagged_at, x.outcome, x.reply,"
    " x.decided_at, " +
        author_columns("u") + ", " + organisation_columns("o", "$2") +
        " FROM flag x JOIN users u ON u.id = x.user_id"
        " JOIN organisation o ON o.id = x.organisation_id"
        " WHERE x.case_id = $1 AND x.withdrawn_at IS NULL ORDER BY x.flagged_at, x.id");

// What one column after the other says of an outcome; nothing where there is none.
std::optional<FlagDecision> read_decision(Row const& row, int& column) {
  std::optional<FlagDecision> decision;
  if (auto const outcome = row.optional_integer(column)) {
    decision = FlagDecision{static_cast<FlagOutcome>(*outcome), std::string(row.text(column + 1)),
                            row.time(column + 2)};
  }
  column += 3;
  return decision;
}

std::optional<std::string> optional_string(Row const& row, int column) {
  auto const text = row.optional_text(column);
  return text ? std::optional<std::string>(*text) : std::nullopt;
}

struct FoundFlag {
  OwnFlag flag;
  std::int64_t id = 0;
};

FoundFlag read_own(Row const& row) {
  FoundFlag found;
  auto& flag = found.flag;
  int column = 0;
  flag.public_id = row.public_id(column++);
  flag.reason = static_cast<FlagReason>(row.integer(column++));
  flag.text = optional_string(row, column++);
  flag.at = row.time(column++);
  flag.decision = read_decision(row, column);
  flag.is_seen = row.boolean(column++);
  found.id = row.integer(column++);
  bool const reads_thread = row.boolean(column + 1);
  bool const reads_post = row.boolean(column) && reads_thread;
  column += 2;
  if (reads_post) flag.post = row.public_id(column);
  ++column;
  if (reads_thread) {
    flag.thread = FlaggedThread{
        {row.public_id(column), static_cast<auth::Level>(row.integer(column + 2)), row.public_id(column + 3)},
        std::string(row.text(column + 1))};
  }
  return found;
}

}  // namespace

std::optional<FlagRow> find_flag_row(storage::ReadTx& tx, auth::Viewer const& viewer, PostId post) {
  return tx.one(
      kFind,
      [](Row const& row) { return FlagRow{row.integer(0), row.integer(1), row.boolean(2), row.boolean(3)}; },
      post, viewer.user, viewer.organisation);
}

void insert_flag(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& id,
                 std::int64_t flag_case, NewFlag const& flag) {
  tx.execute(kInsert, id, flag_case, viewer.user, viewer.organisation, static_cast<int>(flag.reason),
             flag.text, viewer.now);
}

void update_flag(storage::WriteTx& tx, auth::Viewer const& viewer, std::int64_t id, NewFlag const& flag) {
  tx.execute(kRenew, id, static_cast<int>(flag.reason), flag.text, viewer.now);
}

void update_flag_withdrawn(storage::WriteTx& tx, auth::Viewer const& viewer, std::int64_t id) {
  tx.execute(kWithdraw, id, viewer.now);
}

std::optional<base::Timestamp> find_flagged_at(storage::ReadTx& tx, auth::Viewer const& viewer,
                                               base::Timestamp since, int nth) {
  auto const found = tx.one(
      kNthNewest,
      [&](Row const& row) { return row.integer(1) < nth ? std::nullopt : std::optional(row.time(0)); },
      viewer.user, since, nth);
  return found.value_or(std::nullopt);
}

std::optional<OwnFlag> select_flag(storage::ReadTx& tx, auth::Viewer const& viewer, PostId post) {
  return auth::one_as(tx, viewer, kOfPost, [](Row const& row) { return read_own(row).flag; }, post);
}

base::Result<Page<OwnFlag>> load_own_flags(storage::ReadTx& tx, auth::Viewer const& viewer,
                                           PageRequest const& page) {
  constexpr auto kNewest = std::numeric_limits<std::int64_t>::max();
  std::int64_t at = kNewest;
  std::int64_t id = kNewest;
  if (page.after && !page.after->empty()) {
    std::string_view rest = *page.after;
    auto const before = take_number(rest);
    auto const last = take_number(rest);
    if (!before || !last || !rest.empty()) return unfit_cursor();
    at = *before;
    id = *last;
  }
  Page<OwnFlag> result;
  std::int64_t last = 0;
  auto rows = auth::query_as(tx, viewer, kOwn, at, id, page.limit + 1);
  while (rows.next()) {
    if (result.items.size() == static_cast<std::size_t>(page.limit)) {
      append_number(result.next.emplace(), base::to_milliseconds(result.items.back().at));
      append_number(*result.next, last);
      break;
    }
    auto found = read_own(rows.row());
    last = found.id;
    result.items.push_back(std::move(found.flag));
  }
  return result;
}

std::optional<int> count_flag_answers(storage::ReadTx& tx, auth::Viewer const& viewer, Limits const& limits) {
  if (judge(viewer, auth::Action::flag, {}) != auth::Verdict::allowed) return std::nullopt;
  return auth::one_as(
      tx, viewer, kCountUnseen, [](Row const& row) { return static_cast<int>(row.integer(0)); },
      limits.unread_shown);
}

void see_flag_answers(storage::WriteTx& tx, auth::Viewer const& viewer) {
  auto rows = auth::query_as(tx, viewer, kSee);
  while (rows.next()) {
  }
}

std::int64_t open_flag_case(storage::WriteTx& tx, auth::Viewer const& viewer, PostId post,
                            base::PublicId const& id_of_new) {
  struct Waiting {
    std::int64_t flag_case;
    bool has_flags;
  };
  auto const found =
      tx.one(kWaiting, [](Row const& row) { return Waiting{row.integer(0), row.boolean(1)}; }, post);
  if (!found) return tx.insert<base::Id<struct FlagCaseTag>>(kInsertCase, id_of_new, post, viewer.now).value;
  if (found->has_flags) {
    touch_flag_case(tx, found->flag_case);
  } else {
    tx.execute(kOpenAgain, found->flag_case, viewer.now);
  }
  return found->flag_case;
}

void touch_flag_case(storage::WriteTx& tx, std::int64_t flag_case) {
  tx.execute(kTouch, flag_case);
}

std::optional<FlagCaseRow> find_flag_case_row(storage::ReadTx& tx, base::PublicId const& flag_case) {
  return tx.one(
      kFindCase,
      [](Row const& row) {
        return FlagCaseRow{row.integer(0),
                           row.public_id(1),
                           static_cast<FlagCaseState>(row.integer(2)),
                           row.optional_id<auth::UserTag>(3),
                           static_cast<int>(row.integer(4)),
                           {.personal_data = row.boolean(5), .level_too_low = row.boolean(6)}};
      },
      flag_case);
}

void update_flag_case_taken(storage::WriteTx& tx, auth::Viewer const& officer, std::int64_t flag_case) {
  tx.execute(kTake, flag_case, officer.user);
}

void update_flag_case_put_back(storage::WriteTx& tx, std::int64_t flag_case) {
  tx.execute(kPutBack, flag_case);
}

void update_flag_case_decided(storage::WriteTx& tx, auth::Viewer const& officer, std::int64_t flag_case,
                              FlagOutcome outcome, std::string_view reply) {
  tx.execute(kDecide, flag_case, static_cast<int>(outcome), officer.now, officer.user);
  tx.execute(kDecideFlags, flag_case, static_cast<int>(outcome), officer.now, reply);
}

void insert_flag_note(storage::WriteTx& tx, auth::Viewer const& officer, std::int64_t flag_case,
                      std::string_view text) {
  tx.execute(kInsertNote, flag_case, officer.user, officer.now, text);
}

std::size_t count_flag_notes(storage::ReadTx& tx, std::int64_t flag_case) {
  return tx
      .one(
          kCountNotes, [](Row const& row) { return static_cast<std::size_t>(row.integer(0)); }, flag_case)
      .value();
}

std::vector<CaseFlag> select_case_flags(storage::ReadTx& tx, std::int64_t flag_case,
                                        auth::Language language) {
  std::vector<CaseFlag> flags;
  tx.each(
      kCaseFlags,
      [&](Row const& row) {
        CaseFlag flag;
        int column = 0;
        flag.public_id = row.public_id(column++);
        flag.reason = static_cast<FlagReason>(row.integer(column++));
        flag.text = optional_string(row, column++);
        flag.at = row.time(column++);
        flag.decision = read_decision(row, column);
        auto person = read_author(row, column);
        flag.by = Flagger{std::move(person), read_organisation(row, column)};
        flags.push_back(std::move(flag));
      },
      flag_case, auth::to_string(language));
  return flags;
}

std::vector<FlagNote> select_flag_notes(storage::ReadTx& tx, std::int64_t flag_case) {
  std::vector<FlagNote> notes;
  tx.each(
      kNotes,
      [&](Row const& row) {
        int column = 0;
        auto by = read_author(row, column);
        notes.push_back({std::move(by), row.time(column), std::string(row.text(column + 1))});
      },
      flag_case);
  return notes;
}

}  // namespace forum
