#include "forum/former_labels.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

// Tags stand in a row: none of them has a comma (labels.hpp).
constexpr char kBetween = ',';

Statement const kKeep("former_label.keep",
                      "INSERT INTO former_label (thread_id, matter, title, kind, tags)"
                      " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (thread_id, matter) DO UPDATE SET"
                      " title = excluded.title, kind = excluded.kind, tags = excluded.tags");
Statement const kForget("former_label.forget",
                        "DELETE FROM former_label WHERE thread_id = $1 AND matter = $2");
Statement const kForgetAll("former_label.forget_all", "DELETE FROM former_label WHERE thread_id = $1");
Statement const kFind("former_label.find",
                      "SELECT title, kind, tags FROM former_label WHERE thread_id = $1 AND matter = $2");

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

void keep(storage::WriteTx& tx, ThreadId thread, LabelMatter matter, std::optional<std::string_view> title,
          std::optional<ThreadKind> kind, std::optional<std::string> const& tags) {
  auto const number = kind ? std::optional(static_cast<std::int64_t>(*kind)) : std::nullopt;
  tx.execute(kKeep, thread, static_cast<int>(matter), title, number, tags);
}

}  // namespace

void keep_former_title(storage::WriteTx& tx, ThreadId thread, std::string_view title) {
  keep(tx, thread, LabelMatter::title, title, {}, {});
}

void keep_former_filing(storage::WriteTx& tx, ThreadId thread, ThreadKind kind,
                        std::vector<std::string> const& tags) {
  keep(tx, thread, LabelMatter::filing, {}, kind, in_a_row(tags));
}

void forget_former(storage::WriteTx& tx, ThreadId thread, LabelMatter matter) {
  tx.execute(kForget, thread, static_cast<int>(matter));
}

void forget_former(storage::WriteTx& tx, ThreadId thread) {
  tx.execute(kForgetAll, thread);
}

std::optional<FormerLabels> find_former(storage::ReadTx& tx, ThreadId thread, LabelMatter matter) {
  return tx.one(
      kFind,
      [](Row const& row) {
        FormerLabels former;
        if (auto const title = row.optional_text(0)) former.title = *title;
        if (auto const kind = row.optional_integer(1)) former.kind = static_cast<ThreadKind>(*kind);
        if (auto const tags = row.optional_text(2)) former.tags = one_by_one(*tags);
        return former;
      },
      thread, static_cast<int>(matter));
}

}  // namespace forum
