#include "auth/readable.hpp"
#include "forum/parties.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

constexpr char kWaiting[] = "x.withdrawn_at IS NULL AND x.outcome IS NULL";

// What waits is little: it is looked through by its own index.
std::string of_thread(std::string_view organisation) {
  return "SELECT COALESCE(o.parent_id, o.id) FROM flag_case f JOIN post p ON p.id = f.post_id JOIN thread t "
         "ON"
         " t.id = p.thread_id JOIN flag x ON x.case_id = f.id JOIN organisation o ON o.id = " +
         std::string(organisation) + " WHERE f.state <= 2 AND p.thread_id = $7 AND p.author_id <> $1 AND " +
         kWaiting + " AND " + auth::readable("p", "t.topic_id", "t.id");
}

Statement const kOfThread("parties.of_thread",
                          of_thread("p.source_id") + " UNION " + of_thread("x.organisation_id"));
Statement const kOfCase(
    "parties.of_case",
    std::string(
        "SELECT COALESCE(o.parent_id, o.id) FROM flag x JOIN organisation o ON o.id = x.organisation_id"
        " WHERE x.case_id = $1 AND ") +
        kWaiting +
        " UNION SELECT COALESCE(o.parent_id, o.id) FROM flag_case f JOIN post p ON p.id = f.post_id"
        " JOIN organisation o ON o.id = p.source_id WHERE f.id = $1"
        " UNION SELECT COALESCE(o.parent_id, o.id) FROM flag_case f JOIN post p ON p.id = f.post_id"
        " JOIN thread t ON t.id = p.thread_id JOIN organisation o ON o.id = t.source_id WHERE f.id = $1");

}  // namespace

std::vector<auth::OrganisationId> parties_of(storage::ReadTx& tx, auth::Viewer const& viewer,
                                             ThreadPlace const& thread) {
  std::vector<auth::OrganisationId> parties{thread.source_parent.value_or(thread.source)};
  auto rows = auth::query_as(tx, viewer, kOfThread, thread.id);
  while (rows.next()) parties.push_back(rows.row().id<auth::OrganisationTag>(0));
  return parties;
}

std::vector<auth::OrganisationId> parties_of_case(storage::ReadTx& tx, std::int64_t flag_case) {
  std::vector<auth::OrganisationId> parties;
  tx.each(kOfCase, [&](Row const& row) { parties.push_back(row.id<auth::OrganisationTag>(0)); }, flag_case);
  return parties;
}

}  // namespace forum
