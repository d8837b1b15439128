#include "auth/readable.hpp"
#include "forum/mention_offer_rows.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

constexpr char kColumns[] =
    "SELECT u.id, u.username, u.public_id, u.name, u.function, u.organisation_id FROM ";

// attribution 0 names the person; to his own organisation every post does.
Statement const kInThread("mention_offer.in_thread",
                          std::string(kColumns) +
                              "post p JOIN users u ON u.id = p.author_id WHERE p.thread_id = $7"
                              " AND p.state = 1 AND p.author_id <> $1 AND u.state = 'active'"
                              " AND (p.attribution = 0 OR p.source_id = $2) AND " +
                              auth::readable("p", "$8", "$7") +
                              " GROUP BY u.id, u.username, u.public_id, u.name, u.function, u.organisation_id"
                              " ORDER BY MAX(p.id) DESC");

Statement const kAll("mention_offer.all",
                     std::string(kColumns) +
                         "users u WHERE u.state = 'active' AND u.id <> $1 ORDER BY u.username");

void take_each(storage::Rows rows, TakePerson const& take) {
  while (rows.next()) {
    auto const row = rows.row();
    bool const goes_on = take({row.id<auth::UserTag>(0),
                               std::string(row.text(1)),
                               {row.public_id(2), std::string(row.text(3)), std::string(row.text(4))},
                               row.id<auth::OrganisationTag>(5)});
    if (!goes_on) return;
  }
}

}  // namespace

void each_person_in(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadId thread, auth::TopicScope topic,
                    TakePerson const& take) {
  take_each(auth::query_as(tx, viewer, kInThread, thread, topic), take);
}

void each_person(storage::ReadTx& tx, auth::Viewer const& viewer, TakePerson const& take) {
  take_each(tx.query(kAll, viewer.user), take);
}

}  // namespace forum
