#include "auth/named.hpp"
#include "auth/readable.hpp"
#include "forum/columns.hpp"
#include "forum/widening_rows.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

// Of a source that he coordinates, and about nothing that he may not read; what was withdrawn since nobody
// reads.
std::string visible() {
  return "(so.id = $6 OR so.parent_id = $6) AND " + thread_place_readable() +
         " AND NOT EXISTS (SELECT 1 FROM widening_post x JOIN post p ON p.id = x.post_id" +
         kWhereItStandsJoins + " WHERE x.consent_id = k.id AND p.state <> 4 AND NOT (" +
         auth::readable("p", "pt.topic_id") + " AND " + where_it_stands_readable() + "))";
}

constexpr char kFrom[] =
    " FROM widening_consent k JOIN widening w ON w.id = k.widening_id JOIN organisation so ON so.id = "
    "k.source_id"
    " JOIN thread t ON t.id = w.thread_id JOIN topic c ON c.id = t.topic_id"
    " JOIN organisation ts ON ts.id = t.source_id JOIN users a ON a.id = w.asked_by"
    " JOIN organisation ao ON ao.id = w.organisation_id"
    " LEFT JOIN users d ON d.id = k.decided_by LEFT JOIN post wp ON wp.id = w.post_id";
constexpr char kWhere[] = " WHERE ";
constexpr char kIsOpen[] = " AND k.outcome = 'open' AND k.expires_at > $5";
constexpr char kIsPast[] = " AND (k.outcome <> 'open' OR k.expires_at <= $5)";

Statement const kFindRow("widening_consent.find_row",
                         "SELECT k.id, k.widening_id, k.turn, k.source_id, k.gained_id, w.asked_by, w.reason,"
                         " k.outcome, k.expires_at, t.public_id, w.thread_version, w.audience_id, w.level,"
                         " w.post_id IS NOT NULL, w.organisation_id" +
                             std::string(kFrom) + kWhere + visible() + " AND k.public_id = $7");

// The language is $7.
std::string columns() {
  return "SELECT k.id, k.public_id, t.public_id, t.title, t.level, ts.public_id, wp.public_id, k.turn, "
         "w.asked_by,"
         " w.reason, w.former_level, w.level, k.gained_id, k.asked_at, k.expires_at, k.outcome, k.decided_at,"
         " k.answer, k.decided_by IS NOT NULL, " +
         author_columns("a") + ", " + author_columns("d") + ", " + organisation_columns("so", "$7") + ", " +
         quoted_in_columns() + ", " + organisation_columns("ao", "$7") + kFrom + kQuotedInJoins + kWhere +
         visible();
}
Statement const kFind("widening_consent.find", columns() + " AND k.public_id = $8");
Statement const kSelectOpen("widening_consent.open",
                            columns() + kIsOpen + " AND k.id < $8 ORDER BY k.id DESC LIMIT $9");
Statement const kSelectPast("widening_consent.past",
                            columns() + kIsPast + " AND k.id < $8 ORDER BY k.id DESC LIMIT $9");
// His own askings are not his to decide.
Statement const kCountOpen("widening_consent.count_open", "SELECT COUNT(*) FROM (SELECT 1" +
                                                              std::string(kFrom) + kWhere + visible() +
                                                              kIsOpen + " AND w.asked_by <> $1 LIMIT $7) x");

Statement const kTexts(
    "widening_post.texts",
    "SELECT p.public_id, CASE WHEN p.level > pt.level THEN p.level ELSE pt.level END,"
    " po.public_id, p.html, p.language, p.version, x.version <> p.version OR pt.id <> t.id, " +
        marking_columns_in("p", "pt") +
        " FROM widening_post x JOIN widening_consent k ON k.id = x.consent_id"
        " JOIN widening w ON w.id = k.widening_id JOIN thread t ON t.id = w.thread_id"
        " JOIN post p ON p.id = x.post_id JOIN organisation po ON po.id = p.source_id" +
        kWhereItStandsJoins + " WHERE x.consent_id = $7 AND " + auth::readable("p", "pt.topic_id") + " AND " +
        where_it_stands_readable() + " ORDER BY p.path");

auth::Outcome outcome_at(std::string_view outcome, base::Timestamp expires_at, base::Timestamp now) {
  auto const kept = auth::parse_outcome(outcome).value();
  return kept == auth::Outcome::open && expires_at <= now ? auth::Outcome::expired : kept;
}

Turn read_turn(Row const& row, int column) {
  return row.integer(column) == 1 ? Turn::first : Turn::later;
}

auth::Level read_level(Row const& row, int column) {
  return static_cast<auth::Level>(row.integer(column));
}

Consent read_consent(Row const& row, base::Timestamp now) {
  Consent consent;
  consent.key = row.integer(0);
  consent.public_id = row.public_id(1);
  consent.thread = row.public_id(2);
  consent.title = row.text(3);
  consent.origin = {consent.thread, read_level(row, 4), row.public_id(5)};
  consent.is_first = read_turn(row, 7) == Turn::first;
  if (consent.is_first && !row.is_null(6)) consent.post = row.public_id(6);
  consent.asker = row.id<auth::UserTag>(8);
  if (consent.is_first) consent.reason = row.text(9);
  consent.level_before = read_level(row, 10);
  consent.level_after = read_level(row, 11);
  consent.gained_list = row.id<RecipientListTag>(12);
  consent.asked_at = row.time(13);
  consent.expires_at = row.time(14);
  consent.outcome = outcome_at(row.text(15), consent.expires_at, now);
  consent.decided_at = row.optional_time(16);
  if (!row.is_null(17)) consent.answer = row.text(17);
  int column = 19;
  auto asker = read_author(row, column);
  if (consent.is_first) consent.asked_by = std::move(asker);
  if (row.boolean(18)) {
    consent.decided_by = read_author(row, column);
  } else {
    column += kAuthorColumns;
  }
  consent.source = read_organisation(row, column);
  auto quoted_in = read_quoted_in(row, column);
  auto asked_from = read_organisation(row, column);
  if (!consent.is_first) return consent;
  consent.quoted_in = std::move(quoted_in);
  consent.asked_from = std::move(asked_from);
  return consent;
}

}  // namespace

std::optional<ConsentRow> find_consent_row(storage::ReadTx& tx, auth::Viewer const& viewer,
                                           base::PublicId const& consent) {
  return auth::one_as(
      tx, viewer, kFindRow,
      [&](Row const& row) {
        ConsentRow found;
        found.id = row.id<ConsentTag>(0);
        found.widening = row.id<WideningTag>(1);
        found.turn = read_turn(row, 2);
        found.source = row.id<auth::OrganisationTag>(3);
        found.gained = row.id<RecipientListTag>(4);
        found.asked_by = row.id<auth::UserTag>(5);
        found.reason = row.text(6);
        found.expires_at = row.time(8);
        found.outcome = outcome_at(row.text(7), found.expires_at, viewer.now);
        found.thread = row.public_id(9);
        found.thread_version = static_cast<int>(row.integer(10));
        found.audience = row.id<auth::AudienceTag>(11);
        found.level = read_level(row, 12);
        found.about_post = row.boolean(13);
        found.asked_from = row.id<auth::OrganisationTag>(14);
        return found;
      },
      consent);
}

std::vector<Consent> select_consents(storage::ReadTx& tx, auth::Viewer const& viewer, ConsentPart part,
                                     std::int64_t before, int limit) {
  std::vector<Consent> consents;
  auto rows = auth::query_as(tx, viewer, part == ConsentPart::open ? kSelectOpen : kSelectPast,
                             auth::to_string(viewer.language), before, limit);
  while (rows.next()) consents.push_back(read_consent(rows.row(), viewer.now));
  return consents;
}

std::optional<Consent> find_consent(storage::ReadTx& tx, auth::Viewer const& viewer,
                                    base::PublicId const& consent) {
  return auth::one_as(
      tx, viewer, kFind, [&](Row const& row) { return read_consent(row, viewer.now); },
      auth::to_string(viewer.language), consent);
}

std::vector<ConsentPost> select_consent_posts(storage::ReadTx& tx, auth::Viewer const& viewer,
                                              std::int64_t consent) {
  std::vector<ConsentPost> posts;
  auto rows = auth::query_as(tx, viewer, kTexts, consent);
  while (rows.next()) {
    auto const& row = rows.row();
    ConsentPost post;
    post.public_id = row.public_id(0);
    post.origin = {post.public_id, read_level(row, 1), row.public_id(2)};
    post.html = row.text(3);
    int column = 4;
    post.language = read_language(row, column);
    post.version = static_cast<int>(row.integer(5));
    post.is_changed = row.boolean(6);
    column = 7;
    post.marking = read_marking(row, column);
    posts.push_back(std::move(post));
  }
  return posts;
}

int count_open_consents(storage::ReadTx& tx, auth::Viewer const& viewer, int limit) {
  return auth::one_as(
             tx, viewer, kCountOpen, [](Row const& row) { return static_cast<int>(row.integer(0)); }, limit)
      .value_or(0);
}

}  // namespace forum
