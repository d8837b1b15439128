#include "forum/order_wish_rows.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

// Tags stand in a row: none of them has a comma (labels.hpp).
constexpr char kBetween = ',';

Statement const kInsertLabels("order_wish.insert_labels",
                              "INSERT INTO order_wish (proposal_id, title, kind, tags)"
                              " SELECT x.id, $2, $3, $4 FROM order_proposal x WHERE x.public_id = $1");
Statement const kInsertVerdict("order_wish.insert_verdict",
                               "INSERT INTO order_wish (proposal_id, flag_case_id, outcome, reply)"
                               " SELECT x.id, f.id, $3, $4 FROM order_proposal x, flag_case f"
                               " WHERE x.public_id = $1 AND f.public_id = $2");
Statement const kFind(
    "order_wish.find",
    "SELECT w.title, w.kind, w.tags, f.public_id, p.public_id, w.outcome, w.reply FROM order_wish w"
    " LEFT JOIN flag_case f ON f.id = w.flag_case_id LEFT JOIN post p ON p.id = f.post_id"
    " WHERE w.proposal_id = $1");
Statement const kDeleteLabels("order_wish.delete_labels",
                              "DELETE FROM order_wish WHERE flag_case_id IS NULL AND proposal_id IN"
                              " (SELECT x.id FROM order_proposal x WHERE x.thread_id = $1)");
Statement const kDeleteVerdicts(
    "order_wish.delete_verdicts",
    "DELETE FROM order_wish WHERE flag_case_id IN (SELECT f.id FROM flag_case f WHERE f.post_id = $1)");

std::string in_a_row(std::vector<std::string> const& tags) {
  std::string row;
  for (auto const& tag : tags) {
    if (!row.empty()) row += kBetween;
    row += tag;
  }
  return row;
}

std::vector<std::string> one_by_one(std::string_view row) {
  std::vector<std::string> tags;
  while (!row.empty()) {
    auto const end = row.find(kBetween);
    tags.emplace_back(row.substr(0, end));
    row = end == std::string_view::npos ? std::string_view() : row.substr(end + 1);
  }
  return tags;
}

std::variant<WantedLabels, WantedVerdict> read_wish(Row const& row) {
  if (auto const flag_case = row.optional_public_id(3)) {
    return WantedVerdict{*flag_case, row.public_id(4), static_cast<FlagOutcome>(row.integer(5)),
                         std::string(row.text(6))};
  }
  WantedLabels labels;
  if (auto const title = row.optional_text(0)) labels.title = *title;
  if (auto const kind = row.optional_integer(1)) labels.kind = static_cast<ThreadKind>(*kind);
  if (auto const tags = row.optional_text(2)) labels.tags = one_by_one(*tags);
  return labels;
}

}  // namespace

void insert_wish(storage::WriteTx& tx, base::PublicId const& proposal, WantedLabels const& labels) {
  auto const kind = labels.kind ? std::optional(static_cast<std::int64_t>(*labels.kind)) : std::nullopt;
  auto const tags = labels.tags ? std::optional(in_a_row(*labels.tags)) : std::nullopt;
  tx.execute(kInsertLabels, proposal, labels.title, kind, tags);
}

void insert_wish(storage::WriteTx& tx, base::PublicId const& proposal, WantedVerdict const& verdict) {
  tx.execute(kInsertVerdict, proposal, verdict.flag_case, static_cast<int>(verdict.outcome), verdict.reply);
}

std::optional<std::variant<WantedLabels, WantedVerdict>> find_wish(storage::ReadTx& tx,
                                                                   std::int64_t proposal) {
  return tx.one(kFind, read_wish, proposal);
}

void delete_wishes_of(storage::WriteTx& tx, ThreadId thread) {
  tx.execute(kDeleteLabels, thread);
}

void delete_wishes_of(storage::WriteTx& tx, PostId post) {
  tx.execute(kDeleteVerdicts, post);
}

}  // namespace forum
