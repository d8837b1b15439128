#include "forum/expiries.hpp"
#include "forum/expiries_store.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

constexpr char kSources[] =
    " JOIN topic t ON t.id = h.topic_id JOIN organisation ts ON ts.id = t.source_id"
    " JOIN organisation hs ON hs.id = h.source_id JOIN organisation ps ON ps.id = p.source_id WHERE ";

Statement const kThreads("expiry.threads",
                         "SELECT " + post_of_source_columns() +
                             " FROM thread h JOIN post p ON p.thread_id = h.id AND p.parent_id IS NULL" +
                             kSources +
                             "h.expires_on > $1 AND h.expires_on <= $2 AND h.is_split = 0 LIMIT $3");
Statement const kPosts("expiry.posts",
                       "SELECT " + post_of_source_columns() +
                           " FROM post p JOIN thread h ON h.id = p.thread_id" + kSources +
                           "p.expires_on > $1 AND p.expires_on <= $2 AND p.parent_id IS NOT NULL"
                           " UNION ALL SELECT " +
                           post_of_source_columns() +
                           " FROM thread h JOIN post p ON p.thread_id = h.id AND p.parent_id IS NOT NULL" +
                           kSources + "h.expires_on > $1 AND h.expires_on <= $2 AND h.is_split = 1 LIMIT $3");
// A move is none: it never lets anybody in.
Statement const kChanges("expiry.envelope_changes",
                         "SELECT e.at, e.thread_id, CASE e.object WHEN 'post' THEN p.public_id END,"
                         " e.prior_audience_id, e.prior_level, e.prior_state FROM event e"
                         " LEFT JOIN post p ON p.id = e.post_id WHERE e.at >= $1"
                         " AND COALESCE(e.prior_audience_id, e.prior_level, e.prior_state) IS NOT NULL"
                         " ORDER BY e.at DESC, e.id DESC LIMIT $2");
Statement const kTimeOfEvent("expiry.time_of_event",
                             "SELECT e.at FROM event e WHERE e.id <= $1 ORDER BY e.id DESC LIMIT 1");

std::vector<PostOfSource> select(storage::ReadTx& tx, Statement const& statement, base::Timestamp since,
                                 base::Timestamp now, std::size_t most) {
  std::vector<PostOfSource> found;
  tx.each(
      statement, [&](Row const& row) { found.push_back(read_post_of_source(row)); }, since, now,
      static_cast<std::int64_t>(most));
  return found;
}

}  // namespace

std::vector<PostOfSource> select_expired_threads(storage::ReadTx& tx, base::Timestamp since,
                                                 base::Timestamp now, std::size_t most) {
  return select(tx, kThreads, since, now, most);
}

std::vector<PostOfSource> select_expired_posts(storage::ReadTx& tx, base::Timestamp since,
                                               base::Timestamp now, std::size_t most) {
  return select(tx, kPosts, since, now, most);
}

std::vector<EnvelopeChange> select_envelope_changes(storage::ReadTx& tx, base::Timestamp since,
                                                    std::size_t most) {
  std::vector<EnvelopeChange> found;
  tx.each(
      kChanges,
      [&](Row const& row) {
        EnvelopeChange change{row.time(0), row.id<ThreadTag>(1), row.optional_public_id(2), {}};
        change.prior.audience = row.optional_id<auth::AudienceTag>(3);
        if (auto const level = row.optional_integer(4)) change.prior.level = static_cast<auth::Level>(*level);
        if (auto const state = row.optional_integer(5)) change.prior.state = static_cast<auth::State>(*state);
        found.push_back(change);
      },
      since, static_cast<std::int64_t>(most));
  return found;
}

base::Timestamp time_of_event(storage::ReadTx& tx, EventId event) {
  return tx.one(kTimeOfEvent, [](Row const& row) { return row.time(0); }, event).value_or(base::Timestamp{});
}

}  // namespace forum
