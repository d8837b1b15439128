#include "auth/readable.hpp"
#include "forum/hiding_rows.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

Statement const kInsert("hiding.insert",
                        "INSERT INTO hiding (post_id, office, hidden_by, hidden_at, reason)"
                        " VALUES ($1, $2, $3, $4, $5)");
Statement const kDelete("hiding.delete", "DELETE FROM hiding WHERE post_id = $1");
Statement const kFind("hiding.find", "SELECT office, hidden_at, reason FROM hiding WHERE post_id = $1");

}  // namespace

void insert_hiding(storage::WriteTx& tx, auth::Viewer const& officer, PostId post, auth::Role office,
                   std::string_view reason) {
  tx.execute(kInsert, post, to_string(office), officer.user, officer.now, reason);
}

void delete_hiding(storage::WriteTx& tx, PostId post) {
  tx.execute(kDelete, post);
}

std::optional<Hiding> find_hiding(storage::ReadTx& tx, PostId post) {
  return tx.one(
      kFind,
      [](Row const& row) {
        return Hiding{.origin = {},
                      .office = auth::parse_role(row.text(0)).value(),
                      .reason = std::string(row.text(2)),
                      .at = row.time(1)};
      },
      post);
}

std::string readable_if_shown(std::string const& a) {
  auto rule = auth::readable(a, "t.topic_id");
  auto const state = a + ".state";
  auto const as_shown = "CASE " + state + " WHEN 3 THEN 1 ELSE " + state + " END";
  for (auto at = rule.find(state); at != std::string::npos; at = rule.find(state, at + as_shown.size())) {
    rule.replace(at, state.size(), as_shown);
  }
  return rule;
}

std::string is_in_hiding(std::string const& compliance) {
  return "p.state = 3 AND ((c.source_id = $2 AND " + readable_if_shown("p") + " AND " +
         readable_if_shown("t") + " AND " + auth::readable("c", "c.id") + ") OR (" + compliance +
         " AND EXISTS (SELECT 1 FROM hiding h_ WHERE h_.post_id = p.id AND h_.office = 'compliance')))";
}

std::string hiding_office_of(std::string_view alias) {
  std::string const p(alias);
  return "CASE " + p + ".state WHEN 3 THEN (SELECT h_.office FROM hiding h_ WHERE h_.post_id = " + p +
         ".id) END";
}

}  // namespace forum
