#include "auth/named.hpp"
#include "auth/readable.hpp"
#include "forum/columns.hpp"
#include "forum/widening_rows.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

Statement const kInsert(
    "widening.insert",
    "INSERT INTO widening (public_id, thread_id, post_id, thread_version, audience_id, level, "
    "former_audience_id,"
    " former_level, reason, asked_by, asked_at, is_for_quote, quoted_in_id, organisation_id)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)");
Statement const kInsertConsent(
    "widening_consent.insert",
    "INSERT INTO widening_consent (public_id, widening_id, source_id, turn, gained_id, asked_at, expires_at,"
    " outcome) VALUES ($1, $2, $3, $4, $5, $6, $7, 'open')");
Statement const kInsertPost("widening_post.insert",
                            "INSERT INTO widening_post (consent_id, post_id, version, audience_id, level, "
                            "next_audience_id, next_level)"
                            " VALUES ($1, $2, $3, $4, $5, $6, $7)");
Statement const kCountOpen(
    "widening.count_open",
    "SELECT COUNT(*) FROM widening w JOIN widening_consent k ON k.widening_id = w.id"
    " AND k.turn = 1 WHERE w.asked_by = $1 AND k.outcome = 'open' AND k.expires_at > $2");
Statement const kHasAsked(
    "widening.has_asked",
    "SELECT 1 FROM widening w JOIN widening_consent k ON k.widening_id = w.id AND k.turn = 1"
    " WHERE w.asked_by = $1 AND k.outcome = 'open' AND k.expires_at > $2 AND w.thread_id = $3"
    " AND w.thread_version = $4 AND w.post_id IS $5 AND w.audience_id = $6 AND w.level = $7"
    " AND (w.post_id IS NULL OR EXISTS (SELECT 1 FROM widening_post x WHERE x.consent_id = k.id"
    " AND x.post_id = w.post_id AND x.version = $8))");
Statement const kWithdraw(
    "widening_consent.withdraw",
    "UPDATE widening_consent SET outcome = 'withdrawn', decided_by = $2, decided_at = $3"
    " WHERE widening_id = $1 AND outcome = 'open'");
Statement const kClose(
    "widening_consent.close",
    "UPDATE widening_consent SET outcome = $2, decided_by = $3, decided_at = $4, answer = $5"
    " WHERE id = $1");

Statement const kPosts("widening_post.of_consent",
                       "SELECT post_id, version, audience_id, level, next_audience_id, next_level"
                       " FROM widening_post WHERE consent_id = $1 ORDER BY post_id");
Statement const kPublished(
    "widening.published",
    "SELECT id, version, audience_id, level, audience_id, level FROM post"
    " WHERE id = $1 AND thread_id = $3 AND state = 1 AND (expires_on IS NULL OR expires_on > $2)");

// kInherit is 1. What is stricter than its thread by itself stays so.
constexpr char kGoesAlong[] =
    "p.thread_id = $1 AND p.state = 1 AND p.audience_id = 1 AND (p.level = $2 OR p.level <= $3)"
    " AND (p.expires_on IS NULL OR p.expires_on > $5)";
Statement const kInheriting(
    "widening.inheriting",
    std::string("SELECT p.id, p.version, p.audience_id, p.level, p.audience_id, p.level"
                " FROM post p WHERE ") +
        kGoesAlong + " AND p.source_id = $4 ORDER BY p.path LIMIT $6");
Statement const kOtherSources("widening.other_sources",
                              std::string("SELECT DISTINCT p.source_id FROM post p WHERE ") + kGoesAlong +
                                  " AND p.source_id <> $4 ORDER BY p.source_id");

// Whatever the consent is not about: also what is hidden, withdrawn or waits.
constexpr char kNotAsked[] =
    "thread_id = $1 AND NOT EXISTS (SELECT 1 FROM widening_post x WHERE x.consent_id = $2"
    " AND x.post_id = post.id)";
Statement const kKeptAudiences("widening.kept_audiences",
                               std::string("SELECT DISTINCT audience_id FROM post WHERE ") + kNotAsked +
                                   " ORDER BY audience_id");
Statement const kPinAudience("widening.pin_audience", std::string("UPDATE post SET audience_id = $4 WHERE ") +
                                                          kNotAsked + " AND audience_id = $3");
Statement const kLonely("widening.lonely", std::string("SELECT id, source_id FROM post WHERE ") + kNotAsked +
                                               " AND audience_id = $3 ORDER BY id");
Statement const kPinLevel("widening.pin_level",
                          std::string("UPDATE post SET level = $3 WHERE ") + kNotAsked + " AND level < $3");
Statement const kPinOne("widening.pin_one", "UPDATE post SET audience_id = $2 WHERE id = $1");
Statement const kPublicId("widening.post_public_id", "SELECT public_id FROM post WHERE id = $1");
Statement const kUpdateEnvelope("widening.update_envelope",
                                "UPDATE post SET audience_id = $2, level = $3, bureaus = $4 WHERE id = $1");

std::string const kOfAsker =
    "SELECT w.id, w.public_id, t.public_id, t.title, t.level, p.public_id, p.level, so.public_id, "
    "w.audience_id,"
    " w.former_audience_id, w.level, w.former_level, w.reason, w.asked_at, k.expires_at, k.outcome, "
    "k.decided_at,"
    " k.answer, " +
    quoted_in_columns() +
    " FROM widening w JOIN widening_consent k ON k.widening_id = w.id AND k.turn = 1"
    " JOIN organisation so ON so.id = k.source_id JOIN thread t ON t.id = w.thread_id"
    " JOIN topic c ON c.id = t.topic_id LEFT JOIN post p ON p.id = w.post_id" +
    std::string(kWhereItStandsJoins) + kQuotedInJoins + " WHERE w.asked_by = $1 AND " +
    thread_place_readable() + " AND (w.post_id IS NULL OR (" + auth::readable("p", "pt.topic_id") + " AND " +
    where_it_stands_readable() + "))";
Statement const kSelect("widening.of_asker", kOfAsker + " AND w.id < $7 ORDER BY w.id DESC LIMIT $8");
Statement const kFind("widening.find", kOfAsker + " AND w.public_id = $7");

WidenedPost read_post(Row const& row) {
  return {row.id<PostTag>(0),           static_cast<int>(row.integer(1)),
          row.id<auth::AudienceTag>(2), static_cast<auth::Level>(row.integer(3)),
          row.id<auth::AudienceTag>(4), static_cast<auth::Level>(row.integer(5))};
}

auth::Level read_level(Row const& row, int column) {
  return static_cast<auth::Level>(row.integer(column));
}

struct AskedRow {
  Widening widening;
  auth::AudienceId audience;
  auth::AudienceId former_audience;
};

AskedRow read_asked(Row const& row, base::Timestamp now) {
  AskedRow asked;
  auto& widening = asked.widening;
  widening.key = row.integer(0);
  widening.public_id = row.public_id(1);
  widening.thread = row.public_id(2);
  widening.title = row.text(3);
  widening.origin = {widening.thread, read_level(row, 4), row.public_id(7)};
  if (!row.is_null(5)) {
    widening.post = row.public_id(5);
    widening.origin.object = *widening.post;
    widening.origin.level = std::max(widening.origin.level, read_level(row, 6));
  }
  asked.audience = row.id<auth::AudienceTag>(8);
  asked.former_audience = row.id<auth::AudienceTag>(9);
  if (row.integer(10) != row.integer(11)) widening.level = read_level(row, 10);
  widening.reason = row.text(12);
  widening.asked_at = row.time(13);
  widening.expires_at = row.time(14);
  widening.outcome = auth::parse_outcome(row.text(15)).value();
  if (widening.outcome == auth::Outcome::open && widening.expires_at <= now)
    widening.outcome = auth::Outcome::expired;
  widening.decided_at = row.optional_time(16);
  if (!row.is_null(17)) widening.answer = row.text(17);
  int column = 18;
  widening.quoted_in = read_quoted_in(row, column);
  return asked;
}

Widening complete(storage::ReadTx& tx, AskedRow asked) {
  if (asked.audience != asked.former_audience) {
    asked.widening.audience =
        ToldAudience{auth::load_audience(tx, asked.audience), auth::count_bureaus(tx, {asked.audience})};
  }
  return std::move(asked.widening);
}

}  // namespace

char const* const kWhereItStandsJoins =
    " LEFT JOIN thread pt ON pt.id = p.thread_id LEFT JOIN topic pc ON pc.id = pt.topic_id";

std::string where_it_stands_readable() {
  return "(pt.id = t.id OR (" + auth::readable("pt", "pt.topic_id", "pt.id") + " AND " +
         auth::readable("pc", "pc.id", "pt.id") + "))";
}

StoredWidening insert_widening(storage::WriteTx& tx, auth::Viewer const& asker, NewWideningRow const& row,
                               base::Random& random) {
  auto const public_id = base::make_public_id(random);
  auto const id = tx.insert<WideningId>(kInsert, public_id, row.thread, row.post, row.thread_version,
                                        row.audience, static_cast<int>(row.level), row.former_audience,
                                        static_cast<int>(row.former_level), row.reason, asker.user, asker.now,
                                        row.is_for_quote, row.quoted_in, asker.organisation);
  return {id, public_id};
}

int count_open_widenings(storage::ReadTx& tx, auth::Viewer const& asker) {
  return tx
      .one(
          kCountOpen, [](Row const& row) { return static_cast<int>(row.integer(0)); }, asker.user, asker.now)
      .value();
}

bool has_asked(storage::ReadTx& tx, auth::Viewer const& asker, NewWideningRow const& row, int post_version) {
  return tx
      .one(
          kHasAsked, [](Row const&) { return true; }, asker.user, asker.now, row.thread, row.thread_version,
          row.post, row.audience, static_cast<int>(row.level), post_version)
      .value_or(false);
}

void insert_consent(storage::WriteTx& tx, NewConsentRow const& row, base::Timestamp now,
                    base::Timestamp expires_at, base::Random& random) {
  auto const id = tx.insert<ConsentId>(kInsertConsent, base::make_public_id(random), row.widening, row.source,
                                       row.turn == Turn::first ? 1 : 2, row.gained, now, expires_at);
  for (auto const& post : row.posts) {
    tx.execute(kInsertPost, id, post.id, post.version, post.audience, static_cast<int>(post.level),
               post.next_audience, static_cast<int>(post.next_level));
  }
}

void withdraw_consents(storage::WriteTx& tx, WideningId widening, auth::Viewer const& asker) {
  tx.execute(kWithdraw, widening, asker.user, asker.now);
}

void close_consent(storage::WriteTx& tx, ConsentId consent, auth::Outcome outcome,
                   auth::Viewer const& officer, std::string_view answer) {
  tx.execute(kClose, consent, auth::to_string(outcome), officer.user, officer.now, answer);
}

std::vector<WidenedPost> select_widened_posts(storage::ReadTx& tx, ConsentId consent) {
  std::vector<WidenedPost> posts;
  tx.each(kPosts, [&](Row const& row) { posts.push_back(read_post(row)); }, consent);
  return posts;
}

std::optional<WidenedPost> find_published(storage::ReadTx& tx, ThreadId thread, PostId post,
                                          base::Timestamp now) {
  return tx.one(kPublished, read_post, post, now, thread);
}

std::vector<WidenedPost> select_inheriting(storage::ReadTx& tx, ThreadPlace const& thread,
                                           auth::OrganisationId source, auth::Level lowest,
                                           base::Timestamp now, int limit) {
  std::vector<WidenedPost> posts;
  tx.each(
      kInheriting, [&](Row const& row) { posts.push_back(read_post(row)); }, thread.id,
      static_cast<int>(thread.marking.level), static_cast<int>(lowest), source, now, limit);
  return posts;
}

std::vector<auth::OrganisationId> select_other_sources(storage::ReadTx& tx, ThreadPlace const& thread,
                                                       auth::Level lowest, base::Timestamp now) {
  std::vector<auth::OrganisationId> sources;
  tx.each(
      kOtherSources, [&](Row const& row) { sources.push_back(row.id<auth::OrganisationTag>(0)); }, thread.id,
      static_cast<int>(thread.marking.level), static_cast<int>(lowest), thread.source, now);
  return sources;
}

std::vector<auth::AudienceId> select_kept_audiences(storage::ReadTx& tx, ThreadId thread, ConsentId consent) {
  std::vector<auth::AudienceId> audiences;
  tx.each(
      kKeptAudiences, [&](Row const& row) { audiences.push_back(row.id<auth::AudienceTag>(0)); }, thread,
      consent);
  return audiences;
}

void pin_audience(storage::WriteTx& tx, ThreadId thread, ConsentId consent, auth::AudienceId former,
                  auth::AudienceId pinned) {
  tx.execute(kPinAudience, thread, consent, former, pinned);
}

std::vector<LonelyPost> select_lonely(storage::ReadTx& tx, ThreadId thread, ConsentId consent,
                                      auth::AudienceId audience) {
  std::vector<LonelyPost> posts;
  tx.each(
      kLonely,
      [&](Row const& row) { posts.push_back({row.id<PostTag>(0), row.id<auth::OrganisationTag>(1)}); },
      thread, consent, audience);
  return posts;
}

void pin_post_audience(storage::WriteTx& tx, PostId post, auth::AudienceId audience) {
  tx.execute(kPinOne, post, audience);
}

base::PublicId find_post_public_id(storage::ReadTx& tx, PostId post) {
  return tx.one(kPublicId, [](Row const& row) { return row.public_id(0); }, post).value();
}

void pin_level(storage::WriteTx& tx, ThreadId thread, ConsentId consent, auth::Level level) {
  tx.execute(kPinLevel, thread, consent, static_cast<int>(level));
}

void update_envelope(storage::WriteTx& tx, PostId post, auth::AudienceId audience, auth::Level level,
                     int bureaus) {
  tx.execute(kUpdateEnvelope, post, audience, static_cast<int>(level), bureaus);
}

std::vector<Widening> select_widenings(storage::ReadTx& tx, auth::Viewer const& asker, std::int64_t before,
                                       int limit) {
  std::vector<AskedRow> found;
  {
    auto rows = auth::query_as(tx, asker, kSelect, before, limit);
    while (rows.next()) found.push_back(read_asked(rows.row(), asker.now));
  }
  std::vector<Widening> widenings;
  for (auto& asked : found) widenings.push_back(complete(tx, std::move(asked)));
  return widenings;
}

std::optional<Widening> find_widening(storage::ReadTx& tx, auth::Viewer const& asker,
                                      base::PublicId const& widening) {
  auto asked =
      auth::one_as(tx, asker, kFind, [&](Row const& row) { return read_asked(row, asker.now); }, widening);
  if (!asked) return std::nullopt;
  return complete(tx, *std::move(asked));
}

}  // namespace forum
