#include "auth/readable.hpp"
#include "forum/columns.hpp"
#include "forum/person_rows.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

Statement const kFacts("person.facts", "SELECT u.id, u.organisation_id, u.state = 'active', " +
                                           author_columns("u") + " FROM users u WHERE u.public_id = $1");

// $7 the person, $8 the reader's language.
Statement const kModerates("person.moderates",
                           "SELECT DISTINCT c.public_id, x.title FROM role_grant g JOIN topic c"
                           " ON c.id = g.scope_id JOIN topic_text x ON x.topic_id = c.id AND x.language = $8"
                           " WHERE g.user_id = $7 AND g.role = 'topic_moderator' AND g.scope = 'topic'"
                           " AND g.valid_from <= $5 AND (g.valid_until IS NULL OR g.valid_until > $5) AND " +
                               auth::readable("c", "c.id") + " ORDER BY x.title, c.public_id");

Statement const kPostSource("person.post_source", "SELECT p.source_id FROM post p WHERE p.id = $1");

}  // namespace

std::optional<PersonFacts> find_person_facts(storage::ReadTx& tx, base::PublicId const& person) {
  return tx.one(
      kFacts,
      [](Row const& row) {
        PersonFacts facts;
        facts.user = row.id<auth::UserTag>(0);
        facts.organisation = row.id<auth::OrganisationTag>(1);
        facts.is_active = row.boolean(2);
        int column = 3;
        facts.person = read_author(row, column);
        return facts;
      },
      person);
}

std::vector<ModeratedTopic> select_moderated_topics(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                    auth::UserId person) {
  std::vector<ModeratedTopic> topics;
  auto rows = auth::query_as(tx, viewer, kModerates, person, to_string(viewer.language));
  while (rows.next()) topics.push_back({rows.row().public_id(0), std::string(rows.row().text(1))});
  return topics;
}

auth::OrganisationId select_post_source(storage::ReadTx& tx, PostId post) {
  return tx.one(kPostSource, [](Row const& row) { return row.id<auth::OrganisationTag>(0); }, post).value();
}

}  // namespace forum
