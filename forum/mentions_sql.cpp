#include <algorithm>

#include "auth/organisations.hpp"
#include "auth/users.hpp"
#include "forum/mention.hpp"
#include "forum/mentions.hpp"
#include "forum/submissions.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

Statement const kReachesLevel(
    "mention.reaches_level",
    "SELECT 1 FROM organisation WHERE id = $1 AND max_level >= $2 AND status <> 'suspended'");
Statement const kNames("mention.names", "SELECT name FROM mention WHERE post_id = $1");
Statement const kUntoldNames("mention.untold_names",
                             "SELECT name FROM mention WHERE post_id = $1 AND is_told = 0");
Statement const kRecord("mention.record",
                        "INSERT INTO mention (post_id, name, subscriber_kind, subscriber_id, is_told)"
                        " VALUES ($1, $2, $3, $4, 0) ON CONFLICT (post_id, name) DO NOTHING");
Statement const kDrop("mention.drop", "DELETE FROM mention WHERE post_id = $1 AND name = $2");
Statement const kForget("mention.forget", "DELETE FROM mention WHERE post_id = $1");

// The nearest wish holds: of the thread, else of the topic. Whoever has said nothing hears of mentions.
Statement const kTell(
    "mention.tell",
    "INSERT INTO inbox (subscriber_kind, subscriber_id, event_id, post_id, kind)"
    " SELECT m.subscriber_kind, m.subscriber_id, $3, m.post_id, $6 FROM mention m"
    " WHERE m.post_id = $4 AND m.is_told = 0 AND NOT (m.subscriber_kind = 1 AND m.subscriber_id = $5)"
    " AND COALESCE((SELECT s.level FROM subscription s WHERE s.target_kind = 2 AND s.target_id = $2"
    " AND s.subscriber_kind = m.subscriber_kind AND s.subscriber_id = m.subscriber_id),"
    " (SELECT s.level FROM subscription s WHERE s.target_kind = 1 AND s.target_id = $1"
    " AND s.subscriber_kind = m.subscriber_kind AND s.subscriber_id = m.subscriber_id), 1) <> 0"
    " ON CONFLICT (subscriber_kind, subscriber_id, event_id) DO NOTHING");
Statement const kMarkTold("mention.mark_told", "UPDATE mention SET is_told = 1 WHERE post_id = $1");
Statement const kMarkUntold("mention.mark_untold", "UPDATE mention SET is_told = 0 WHERE post_id = $1");
Statement const kTakeBack("mention.take_back", "DELETE FROM inbox WHERE post_id = $1 AND kind = $2");

Statement const kMarkUntoldOf(
    "mention.mark_untold_of",
    "UPDATE mention SET is_told = 0 WHERE post_id = $1 AND EXISTS (SELECT 1 FROM inbox i WHERE i.event_id = "
    "$2"
    " AND i.post_id = $1 AND i.kind = $3 AND i.subscriber_kind = mention.subscriber_kind"
    " AND i.subscriber_id = mention.subscriber_id)");
Statement const kTakeBackOf("mention.take_back_of",
                            "DELETE FROM inbox WHERE post_id = $1 AND event_id = $2 AND kind = $3");

constexpr int kNotice = static_cast<int>(Notice::mentioned);

std::vector<std::string> select_names(storage::ReadTx& tx, Statement const& statement, PostId post) {
  std::vector<std::string> names;
  tx.each(statement, [&](Row const& row) { names.emplace_back(row.text(0)); }, post);
  return names;
}

bool holds(std::vector<std::string> const& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

std::optional<Mention> find_mention(storage::ReadTx& tx, auth::Viewer const& writer, std::string const& name,
                                    Readership const& readers) {
  auto const named = parse_mention(name);
  if (named.kind == MentionName::Kind::person) {
    auto const user = auth::find_user(tx, named.name);
    if (!user || !may_be_mentioned(tx, writer, *user, readers)) return std::nullopt;
    return Mention{name, Subscriber::me, user->value};
  }
  auto const bureau = auth::find_bureau(tx, named.name);
  if (!bureau || !bureau_may_be_mentioned(tx, *bureau, readers)) return std::nullopt;
  return Mention{name, Subscriber::bureau, bureau->value};
}

}  // namespace

bool bureau_may_be_mentioned(storage::ReadTx& tx, auth::OrganisationId bureau, Readership const& readers) {
  return std::ranges::binary_search(readers.organisations, bureau) &&
         tx.one(
               kReachesLevel, [](Row const&) { return true; }, bureau, static_cast<int>(readers.level))
             .has_value();
}

Mentions find_mentions(storage::ReadTx& tx, auth::Viewer const& writer, Html const& html,
                       Readership const& readers, std::optional<PostId> post, Limits const& limits) {
  Mentions mentions;
  auto const names = names_in(html, limits.mentions_in_post);
  if (names.empty()) {
    mentions.html = html;
    return mentions;
  }
  auto const before = post ? select_names(tx, kNames, *post) : std::vector<std::string>();
  auto shown = std::vector<std::string>();
  for (auto const& name : names) {
    if (holds(before, name)) {
      mentions.told.push_back(name);
    } else if (auto found = find_mention(tx, writer, name, readers)) {
      mentions.found.push_back(*std::move(found));
    } else {
      continue;
    }
    shown.push_back(name);
  }
  mentions.html = mark_mentions(html, shown);
  return mentions;
}

void record_mentions(storage::WriteTx& tx, PostId post, Mentions const& mentions) {
  for (auto const& name : select_names(tx, kUntoldNames, post)) {
    if (!holds(mentions.told, name)) tx.execute(kDrop, post, name);
  }
  for (auto const& mention : mentions.found)
    tx.execute(kRecord, post, mention.name, mention.kind == Subscriber::me ? 1 : 2, mention.key);
}

void tell_mentioned(storage::WriteTx& tx, EventId event, EventPlace const& place, PostId post,
                    auth::UserId author) {
  if (select_names(tx, kUntoldNames, post).empty()) return;
  tx.execute(kTell, place.topic, place.thread, event, post, author, kNotice);
  tx.execute(kMarkTold, post);
}

void take_back_mentions(storage::WriteTx& tx, PostId post) {
  tx.execute(kTakeBack, post, kNotice);
  tx.execute(kMarkUntold, post);
}

void take_back_mentions(storage::WriteTx& tx, PostId post, EventId event) {
  tx.execute(kMarkUntoldOf, post, event, kNotice);
  tx.execute(kTakeBackOf, post, event, kNotice);
}

void forget_mentions(storage::WriteTx& tx, PostId post) {
  tx.execute(kTakeBack, post, kNotice);
  tx.execute(kForget, post);
}

Html render_again(storage::ReadTx& tx, PostId post, std::string_view body) {
  return mark_mentions(render_markdown(body), select_names(tx, kNames, post));
}

}  // namespace forum
