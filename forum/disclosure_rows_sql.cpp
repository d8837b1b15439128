#include <algorithm>

#include "forum/disclosure_rows.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

// The greatest of the three levels decides, as in the read rule.
constexpr char kLevel[] =
    "CASE WHEN p.level >= t.level AND p.level >= c.level THEN p.level"
    " WHEN t.level >= c.level THEN t.level ELSE c.level END";

Statement const kReach("disclosure.reach",
                       std::string("SELECT c.audience_id, t.audience_id, p.audience_id, p.source_id, ") +
                           kLevel +
                           ", k.told_id, k.exact_id FROM post p JOIN thread t ON t.id = p.thread_id"
                           " JOIN topic c ON c.id = t.topic_id JOIN policy_epoch e ON e.id = 1"
                           " LEFT JOIN known_recipients k ON k.topic_audience_id = c.audience_id"
                           " AND k.thread_audience_id = t.audience_id AND k.post_audience_id = p.audience_id"
                           " AND k.source_id = p.source_id AND k.level = " +
                           kLevel + " AND k.epoch = e.value WHERE p.id = $1");

Statement const kRemember(
    "disclosure.remember_lists",
    "INSERT INTO known_recipients (topic_audience_id, thread_audience_id, post_audience_id, source_id, level,"
    " epoch, told_id, exact_id) SELECT $1, $2, $3, $4, $5, e.value, $6, $7 FROM policy_epoch e WHERE e.id = 1"
    " ON CONFLICT (topic_audience_id, thread_audience_id, post_audience_id, source_id, level)"
    " DO UPDATE SET epoch = excluded.epoch, told_id = excluded.told_id, exact_id = excluded.exact_id");

Statement const kClearedFor("disclosure.cleared_for",
                            "SELECT o.id FROM organisation o WHERE o.max_level >= $1 ORDER BY o.id");
Statement const kDeniedBy("disclosure.denied_by",
                          "SELECT o.id FROM organisation o WHERE o.id <> $1 AND (EXISTS (SELECT 1 FROM deny d"
                          " WHERE d.source_id = $1 AND d.denied_id = o.id) OR EXISTS (SELECT 1 FROM deny d"
                          " WHERE d.source_id = $1 AND d.denied_id = o.parent_id)) ORDER BY o.id");

Statement const kInsertList("recipient_list.insert",
                            "INSERT INTO recipient_list (digest) VALUES ($1)"
                            " ON CONFLICT (digest) DO NOTHING RETURNING id");
Statement const kFindList("recipient_list.find", "SELECT id FROM recipient_list WHERE digest = $1");
Statement const kInsertRecipient("recipient.insert",
                                 "INSERT INTO recipient (list_id, organisation_id) VALUES ($1, $2)");
Statement const kRecipients(
    "recipient.of_list", "SELECT organisation_id FROM recipient WHERE list_id = $1 ORDER BY organisation_id");

Statement const kOwnLevel("disclosure.own_level", "SELECT level FROM post WHERE id = $1");
Statement const kInsert("disclosure.insert",
                        "INSERT INTO disclosure (post_id, kind, at, level, told_id, exact_id)"
                        " VALUES ($1, $2, $3, $4, $5, $6)");
Statement const kOfPost("disclosure.of_post",
                        "SELECT id, kind, at, level, told_id, exact_id FROM disclosure"
                        " WHERE post_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3");

std::vector<auth::OrganisationId> select_ids(storage::ReadTx& tx, Statement const& statement,
                                             std::int64_t argument) {
  std::vector<auth::OrganisationId> ids;
  tx.each(statement, [&](Row const& row) { ids.push_back(row.id<auth::OrganisationTag>(0)); }, argument);
  return ids;
}

RecipientListId read_list(Row const& row) {
  return row.id<RecipientListTag>(0);
}

}  // namespace

Reach select_reach(storage::ReadTx& tx, PostId post) {
  return tx
      .one(
          kReach,
          [](Row const& row) {
            Reach reach;
            reach.topic = row.id<auth::AudienceTag>(0);
            reach.thread = row.id<auth::AudienceTag>(1);
            reach.post = row.id<auth::AudienceTag>(2);
            reach.source = row.id<auth::OrganisationTag>(3);
            reach.level = static_cast<auth::Level>(row.integer(4));
            if (!row.is_null(5)) {
              reach.known = {row.id<RecipientListTag>(5), row.id<RecipientListTag>(6)};
            }
            return reach;
          },
          post)
      .value();
}

void remember_lists(storage::WriteTx& tx, Reach const& reach, RecipientLists const& lists) {
  tx.execute(kRemember, reach.topic, reach.thread, reach.post, reach.source, static_cast<int>(reach.level),
             lists.told, lists.exact);
}

std::vector<auth::OrganisationId> select_cleared_for(storage::ReadTx& tx, auth::Level level) {
  return select_ids(tx, kClearedFor, static_cast<int>(level));
}

std::vector<auth::OrganisationId> select_denied_by(storage::ReadTx& tx, auth::OrganisationId source) {
  return select_ids(tx, kDeniedBy, source.value);
}

RecipientListId intern_recipients(storage::WriteTx& tx, base::Digest const& digest,
                                  std::vector<auth::OrganisationId> const& recipients) {
  auto const made = tx.one(kInsertList, read_list, digest);
  if (!made) return tx.one(kFindList, read_list, digest).value();
  for (auto const organisation : recipients) tx.execute(kInsertRecipient, *made, organisation);
  return *made;
}

std::vector<auth::OrganisationId> select_recipients(storage::ReadTx& tx, RecipientListId list) {
  return select_ids(tx, kRecipients, list.value);
}

auth::Level select_own_level(storage::ReadTx& tx, PostId post) {
  return tx.one(
               kOwnLevel, [](Row const& row) { return static_cast<auth::Level>(row.integer(0)); }, post)
      .value();
}

void insert_disclosure(storage::WriteTx& tx, PostId post, DisclosureRow const& row) {
  tx.execute(kInsert, post, static_cast<int>(row.kind), row.at, static_cast<int>(row.level), row.lists.told,
             row.lists.exact);
}

std::vector<DisclosureRow> select_disclosures(storage::ReadTx& tx, PostId post, std::int64_t before,
                                              int limit) {
  std::vector<DisclosureRow> rows;
  tx.each(
      kOfPost,
      [&](Row const& row) {
        rows.push_back({row.integer(0),
                        static_cast<DisclosureKind>(row.integer(1)),
                        row.time(2),
                        static_cast<auth::Level>(row.integer(3)),
                        {row.id<RecipientListTag>(4), row.id<RecipientListTag>(5)}});
      },
      post, before, limit);
  return rows;
}

}  // namespace forum
