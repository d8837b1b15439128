#include "auth/readable.hpp"
#include "forum/parties.hpp"
#include "forum/told.hpp"

namespace forum {
namespace {

using storage::Statement;

constexpr auth::OrganisationId kOfNoCountry{0};
constexpr char kWaiting[] = "x.withdrawn_at IS NULL AND x.outcome IS NULL";
constexpr char kBureau[] = "COALESCE(o.parent_id, o.id)";

// The bureau of the source `o` of the post or thread `alias`, as told.cpp tells it.
std::string told_bureau(std::string const& alias) {
  return "CASE WHEN " + alias +
         ".attribution = " + std::to_string(static_cast<int>(auth::Attribution::chatham)) + " AND " + alias +
         ".source_id <> $2 THEN " + std::to_string(kOfNoCountry.value) + " ELSE " + kBureau + " END";
}

// What waits is little: it is looked through by its own index.
std::string of_thread(std::string const& bureau, std::string const& organisation) {
  return "SELECT " + bureau +
         " FROM flag_case f JOIN post p ON p.id = f.post_id JOIN thread t ON t.id = p.thread_id"
         " JOIN flag x ON x.case_id = f.id JOIN organisation o ON o.id = " +
         organisation + " WHERE f.state <= 2 AND p.thread_id = $7 AND p.author_id <> $1 AND " + kWaiting +
         " AND " + auth::readable("p", "t.topic_id", "t.id");
}

Statement const kOfThread("parties.of_thread", of_thread(told_bureau("p"), "p.source_id") + " UNION " +
                                                   of_thread(kBureau, "x.organisation_id"));
Statement const kOfCase(
    "parties.of_case",
    std::string("SELECT ") + kBureau +
        " FROM flag x JOIN organisation o ON o.id = x.organisation_id"
        " WHERE x.case_id = $7 AND " +
        kWaiting + " UNION SELECT " + told_bureau("p") +
        " FROM flag_case f JOIN post p ON p.id = f.post_id"
        " JOIN organisation o ON o.id = p.source_id WHERE f.id = $7"
        " UNION SELECT " +
        told_bureau("t") +
        " FROM flag_case f JOIN post p ON p.id = f.post_id JOIN thread t ON t.id = p.thread_id"
        " JOIN organisation o ON o.id = t.source_id WHERE f.id = $7");

void read_parties(storage::Rows rows, std::vector<auth::OrganisationId>& parties) {
  while (rows.next()) parties.push_back(rows.row().id<auth::OrganisationTag>(0));
}

}  // namespace

std::vector<auth::OrganisationId> parties_of(storage::ReadTx& tx, auth::Viewer const& viewer,
                                             ThreadPlace const& thread) {
  bool const is_told = tells_source(viewer, thread.source, thread.marking.attribution);
  std::vector<auth::OrganisationId> parties{is_told ? thread.source_parent.value_or(thread.source)
                                                    : kOfNoCountry};
  read_parties(auth::query_as(tx, viewer, kOfThread, thread.id), parties);
  return parties;
}

std::vector<auth::OrganisationId> parties_of_case(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                  std::int64_t flag_case) {
  std::vector<auth::OrganisationId> parties;
  read_parties(auth::query_as(tx, viewer, kOfCase, flag_case), parties);
  return parties;
}

}  // namespace forum
