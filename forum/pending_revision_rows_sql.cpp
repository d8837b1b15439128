#include "forum/columns.hpp"
#include "forum/pending_revision_rows.hpp"
#include "forum/search_index.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

Statement const kUntold("pending.untold",
                        "SELECT r.version, " + stage_of_waiting("p") + ", " + hands_of_waiting("p") +
                            ", s.submitted_at, " + author_columns("u") +
                            " FROM pending_revision r JOIN post p ON p.id = r.post_id"
                            " JOIN submission s ON s.post_id = r.post_id JOIN users u ON u.id = r.editor_id"
                            " WHERE r.post_id = $1 AND r.is_open = 1");
Statement const kText("pending.text",
                      "SELECT r.version, r.body, r.html, r.renderer, r.editor_id FROM pending_revision r"
                      " WHERE r.post_id = $1 AND r.is_open = 1");
Statement const kPut(
    "pending.put",
    "INSERT INTO pending_revision (post_id, version, is_open, body, html, renderer, editor_id)"
    " VALUES ($1, 1, 1, $2, $3, $4, $5) ON CONFLICT (post_id) DO UPDATE SET"
    " version = pending_revision.version + 1, is_open = 1, body = excluded.body,"
    " html = excluded.html, renderer = excluded.renderer, editor_id = excluded.editor_id,"
    " released_version = NULL, released_event = NULL, former_renderer = NULL");
Statement const kClose("pending.close",
                       "UPDATE pending_revision SET is_open = 0, body = '', html = ''"
                       " WHERE post_id = $1 AND is_open = 1");
Statement const kReleased("pending.released",
                          "SELECT released_version, released_event FROM pending_revision"
                          " WHERE post_id = $1 AND is_open = 0 AND released_event IS NOT NULL");
Statement const kNoteReleased(
    "pending.note_released",
    "UPDATE pending_revision SET is_open = 0, body = '', html = '', released_version = $2,"
    " released_event = NULL, former_renderer = (SELECT p.renderer FROM post p WHERE p.id = $1) WHERE post_id "
    "= $1");
Statement const kNoteEvent("pending.note_event",
                           "UPDATE pending_revision SET released_event = $2 WHERE post_id = $1");

Statement const kReopen("pending.reopen",
                        "UPDATE pending_revision SET is_open = 1, version = version + 1,"
                        " body = (SELECT p.body FROM post p WHERE p.id = $1), html = $2, renderer = $3"
                        " WHERE post_id = $1");
Statement const kPutBack(
    "pending.put_back",
    "UPDATE post SET (body, html, editor_id, edited_at) = (SELECT r.body, r.html, r.editor_id,"
    " NULLIF(r.created_at, post.created_at) FROM revision r WHERE r.post_id = $1 AND r.version = $2),"
    " renderer = (SELECT COALESCE(n.former_renderer, 0) FROM pending_revision n WHERE n.post_id = $1),"
    " version = version + 1, seal_asked_by = NULL,"
    " seal_is_former = CASE WHEN sealed_at IS NULL THEN 0 ELSE 1 END WHERE id = $1");
Statement const kStandsAgain("pending.stands_again",
                             "UPDATE revision SET stands_again = 1 WHERE post_id = $1 AND version = $2");
Statement const kForget("pending.forget", "DELETE FROM pending_revision WHERE post_id = $1");

}  // namespace

std::optional<UntoldRevision> select_untold_revision(storage::ReadTx& tx, PostId post) {
  return tx.one(
      kUntold,
      [](Row const& row) {
        UntoldRevision revision;
        int column = 0;
        revision.version = static_cast<int>(row.integer(column++));
        revision.stage = static_cast<Stage>(row.integer(column++));
        revision.hands = read_hands(row, column);
        revision.submitted_at = row.time(column++);
        revision.writer = read_author(row, column);
        return revision;
      },
      post);
}

std::optional<PendingText> find_pending_text(storage::ReadTx& tx, PostId post) {
  return tx.one(
      kText,
      [](Row const& row) {
        PendingText text;
        text.version = static_cast<int>(row.integer(0));
        text.body = row.text(1);
        text.html =
            row.integer(3) == kRendererVersion ? Html{std::string(row.text(2))} : render_markdown(text.body);
        text.writer = row.id<auth::UserTag>(4);
        return text;
      },
      post);
}

void put_pending(storage::WriteTx& tx, PostId post, auth::UserId writer, std::string_view body,
                 Html const& html) {
  tx.execute(kPut, post, body, html.text, kRendererVersion, writer);
}

void close_pending(storage::WriteTx& tx, PostId post) {
  tx.execute(kClose, post);
}

std::optional<ReleasedRevision> find_released_revision(storage::ReadTx& tx, PostId post) {
  return tx.one(
      kReleased,
      [](Row const& row) { return ReleasedRevision{static_cast<int>(row.integer(0)), row.id<EventTag>(1)}; },
      post);
}

void note_released(storage::WriteTx& tx, PostId post, int version) {
  tx.execute(kNoteReleased, post, version);
}

void note_released_event(storage::WriteTx& tx, PostId post, EventId event) {
  tx.execute(kNoteEvent, post, event);
}

void take_back_text(storage::WriteTx& tx, PostPlace const& post, Html const& html) {
  int const former = post.version - 1;
  tx.execute(kReopen, post.id, html.text, kRendererVersion);
  tx.execute(kPutBack, post.id, former);
  tx.execute(kStandsAgain, post.id, former);
  index_post(tx, post.id);
}

void forget_pending(storage::WriteTx& tx, PostId post) {
  tx.execute(kForget, post);
}

}  // namespace forum
