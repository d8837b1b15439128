#include "tests/unit/forum/old_forum.hpp"

namespace forum {
namespace {

using storage::Statement;

Statement const kOrganisation(
    "test.old_organisation",
    "INSERT INTO organisation (id, public_id, kind, name_ar, name_en, name_es, name_fr, status, max_level)"
    " VALUES ($1, randomblob(16), 'ncb', 'O', 'O', 'O', 'O', 'active', 3)");
Statement const kJoinEverybody("test.old_member",
                               "INSERT INTO audience_member (organisation_id, audience_id) VALUES ($1, $2)");
Statement const kOfficer(
    "test.old_officer",
    "INSERT INTO users (id, public_id, username, name, function, organisation_id, clearance, state,"
    " language, created_at) VALUES ($1, randomblob(16), $2, 'N', 'F', $1, 3, 'active', 'en', 1)");
Statement const kAudience(
    "test.old_audience",
    "INSERT INTO audience (id, base, definition, bureaus) VALUES ($1, $2, randomblob(32), 2)");
Statement const kDeny("test.old_deny", "INSERT INTO deny (source_id, denied_id) VALUES ($1, $2)");
Statement const kTopic("test.old_topic",
                       "INSERT INTO topic (id, public_id, source_id, level, audience_id, state, created_at)"
                       " VALUES (1, randomblob(16), 1, 0, 1, 1, 1)");
Statement const kThread(
    "test.old_thread",
    "INSERT INTO thread (id, public_id, topic_id, source_id, author_id, title, language, level, caveats,"
    " legal_use, attribution, expires_on, audience_id, bureaus, state, pinned, locked, version, created_at)"
    " VALUES ($1, randomblob(16), 1, $2, $2, 'T', 'en', 1, 0, 1, 0, $3, $4, 2, $5, 0, 0, 1, $1)");
Statement const kEvent("test.old_event",
                       "INSERT INTO event (id, object, change, topic_id, thread_id, post_id, actor_id, at)"
                       " VALUES ($1, 'post', 'created', 1, $2, $1, $3, $1 * 10)");
Statement const kPost(
    "test.old_post",
    "INSERT INTO post (id, public_id, thread_id, path, source_id, author_id, language, body, html, renderer,"
    " level, caveats, legal_use, attribution, audience_id, bureaus, state, version, sequence, published_at,"
    " created_at, editor_id) VALUES ($1, randomblob(16), $2, randomblob(8), $3, $3,"
    " CASE $3 WHEN 1 THEN 'ar' WHEN 2 THEN 'fr' ELSE 'es' END, 'B', '<p>B</p>', 1,"
    " 1, 0, 1, 0, $4, 2, $5, 1, CASE WHEN $5 = 2 THEN NULL ELSE $1 END,"
    " CASE WHEN $5 = 2 THEN NULL ELSE $1 * 10 END, $1 * 10, $3)");

Statement const kSubscription(
    "test.old_subscription",
    "INSERT INTO subscription (target_kind, target_id, subscriber_kind, subscriber_id, level)"
    " VALUES ($1, 1, $2, $3, $4)");

Statement const kLanguages("test.old_languages", "SELECT id || ': ' || language FROM post ORDER BY id");
Statement const kSubscriptions(
    "test.old_subscriptions",
    "SELECT target_kind || '.' || target_id || ' ' || subscriber_kind || '.' || subscriber_id || ' ' || level"
    " FROM subscription ORDER BY 1");

std::vector<std::string> select_texts(storage::ReadTx& tx, Statement const& statement) {
  std::vector<std::string> texts;
  tx.each(statement, [&](storage::Row const& row) { texts.emplace_back(row.text(0)); });
  return texts;
}

}  // namespace

std::vector<std::string> select_languages(storage::ReadTx& tx) {
  return select_texts(tx, kLanguages);
}

std::vector<std::string> select_subscriptions(storage::ReadTx& tx) {
  return select_texts(tx, kSubscriptions);
}

void fill_old_forum(storage::WriteTx& tx) {
  for (std::int64_t bureau = 1; bureau <= 3; ++bureau) {
    tx.execute(kOrganisation, bureau);
    tx.execute(kJoinEverybody, bureau, std::int64_t{1});
    tx.execute(kOfficer, bureau, "officer" + std::to_string(bureau));
  }
  std::int64_t const open = 2;
  std::int64_t const named = 3;
  tx.execute(kAudience, open, std::string_view("all_members"));
  tx.execute(kAudience, named, std::string_view("only"));
  for (std::int64_t bureau = 1; bureau <= 3; ++bureau) tx.execute(kJoinEverybody, bureau, open);
  for (std::int64_t bureau = 1; bureau <= 2; ++bureau) tx.execute(kJoinEverybody, bureau, named);
  tx.execute(kDeny, std::int64_t{2}, std::int64_t{3});
  tx.execute(kTopic);
  for (std::int64_t level = 0; level <= 2; ++level) {
    tx.execute(kSubscription, std::int64_t{1}, std::int64_t{1}, level + 1, level);
    tx.execute(kSubscription, std::int64_t{2}, std::int64_t{2}, level + 1, 2 - level);
  }

  // By each bureau: to all, to some, until a date, awaiting release, withdrawn; in each a post of every
  // bureau.
  std::int64_t thread = 0;
  std::int64_t post = 0;
  struct Kind {
    std::int64_t audience;
    std::int64_t state;
    std::optional<std::int64_t> expires_on;
  };
  Kind const kinds[] = {{open, 1, {}}, {named, 1, {}}, {named, 1, 5000}, {named, 2, {}}, {open, 4, {}}};
  for (std::int64_t source = 1; source <= 3; ++source) {
    for (auto const& kind : kinds) {
      tx.execute(kThread, ++thread, source, kind.expires_on, kind.audience, kind.state);
      for (std::int64_t bureau = 1; bureau <= 3; ++bureau) {
        ++post;
        if (kind.state != 2) tx.execute(kEvent, post, thread, bureau);
        tx.execute(kPost, post, thread, bureau, bureau == 2 ? named : std::int64_t{1}, kind.state);
      }
    }
  }
}

}  // namespace forum
