#include <stdexcept>

#include "forum/columns.hpp"
#include "forum/draft_store.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

constexpr char kColumns[] = "SELECT context, title, body, marking, audience, language, saved_at FROM draft ";

Statement const kDrafts("draft.page",
                        std::string(kColumns) +
                            "WHERE user_id = $1 AND (saved_at < $2 OR (saved_at = $2 AND context < $3))"
                            " ORDER BY saved_at DESC, context DESC LIMIT $4");
Statement const kDraft("draft.one", std::string(kColumns) + "WHERE user_id = $1 AND context = $2");
Statement const kCount("draft.count", "SELECT COUNT(*) FROM draft WHERE user_id = $1");
Statement const kSave(
    "draft.save",
    "INSERT INTO draft (user_id, context, title, body, marking, audience, language, saved_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (user_id, context) DO UPDATE SET"
    " title = excluded.title, body = excluded.body, marking = excluded.marking,"
    " audience = excluded.audience, language = excluded.language, saved_at = excluded.saved_at");
Statement const kDelete("draft.delete", "DELETE FROM draft WHERE user_id = $1 AND context = $2");

Draft read_draft(Row const& row) {
  auto const context = parse_draft_context(row.text(0));
  if (!context) throw std::logic_error("a draft of no place is stored");
  Draft draft{.context = *context,
              .title = std::nullopt,
              .body = std::string(row.text(2)),
              .marking = std::nullopt,
              .audience = std::nullopt,
              .language = std::nullopt,
              .saved_at = row.time(6)};
  draft.title = row.optional_text(1);
  draft.marking = row.optional_text(3);
  draft.audience = row.optional_text(4);
  if (auto const language = row.optional_text(5)) draft.language = auth::parse_language(*language);
  return draft;
}

}  // namespace

std::vector<Draft> select_drafts(storage::ReadTx& tx, auth::UserId user, DraftKey const& before, int limit) {
  std::vector<Draft> drafts;
  tx.each(
      kDrafts, [&](Row const& row) { drafts.push_back(read_draft(row)); }, user, before.saved_at,
      before.context, limit);
  return drafts;
}

std::optional<Draft> select_draft(storage::ReadTx& tx, auth::UserId user, DraftContext const& context) {
  return tx.one(kDraft, read_draft, user, to_string(context));
}

std::size_t count_drafts(storage::ReadTx& tx, auth::UserId user) {
  return tx.one(
               kCount, [](Row const& row) { return static_cast<std::size_t>(row.integer(0)); }, user)
      .value_or(0);
}

void upsert_draft(storage::WriteTx& tx, auth::UserId user, Draft const& draft) {
  auto const language = draft.language ? std::optional(to_string(*draft.language)) : std::nullopt;
  tx.execute(kSave, user, to_string(draft.context), draft.title, draft.body, draft.marking, draft.audience,
             language, draft.saved_at);
}

void delete_draft(storage::WriteTx& tx, auth::Viewer const& viewer, DraftContext const& context) {
  tx.execute(kDelete, viewer.user, to_string(context));
}

}  // namespace forum
