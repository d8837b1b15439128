#include <string>

#include "auth/readable.hpp"

namespace auth {
namespace {

// That the viewer is invited, as a guest, to the thread that follows.
constexpr std::string_view kInvitation =
    " FROM role_grant invited_ WHERE invited_.user_id = $1 AND invited_.role = 'guest'"
    " AND invited_.scope = 'thread' AND invited_.valid_from <= $5"
    " AND (invited_.valid_until IS NULL OR invited_.valid_until > $5) AND $4 < -1";

// The read rule over the row {a} in the topic {t} and the thread {h}. Each EXISTS finds its row by primary
// key. Organisation and bureau are looked for apart: for an IN of the two SQLite would fill a table with
// them, each time anew, which costs more than all the rest.
constexpr std::string_view kReadRule =
    "(({a}.level <= $4 OR ($4 < -1 AND {a}.level <= -2 - $4 AND {a}.state = 1"
    " AND EXISTS (SELECT 1{i} AND invited_.scope_id = {h})"
    " AND EXISTS (SELECT 1 FROM audience_member others_"
    " WHERE others_.audience_id = {a}.audience_id AND others_.organisation_id <> $2)))"
    " AND ({a}.expires_on IS NULL OR {a}.expires_on > $5)"
    " AND ({a}.state = 1"
    " OR ({a}.state = 2 AND (({a}.author_id = $1 AND {a}.source_id = $2) OR EXISTS (SELECT 1 FROM "
    "organisation released_"
    " WHERE released_.id = {a}.source_id AND (released_.id = $6 OR released_.parent_id = $6))))"
    " OR ({a}.state = 3 AND ({a}.source_id = $2 OR EXISTS (SELECT 1 FROM role_grant held_"
    " WHERE held_.user_id = $1 AND held_.role = 'topic_moderator' AND held_.scope = 'topic'"
    " AND held_.scope_id = {t} AND held_.valid_from <= $5"
    " AND (held_.valid_until IS NULL OR held_.valid_until > $5)))))"
    " AND EXISTS (SELECT 1 FROM audience_member seen_"
    " WHERE seen_.organisation_id = $2 AND seen_.audience_id = {a}.audience_id)"
    " AND ({a}.source_id = $2 OR (NOT EXISTS (SELECT 1 FROM deny denied_"
    " WHERE denied_.source_id = {a}.source_id AND denied_.denied_id = $2)"
    " AND NOT EXISTS (SELECT 1 FROM deny denied_"
    " WHERE denied_.source_id = {a}.source_id AND denied_.denied_id = $3))))";

storage::Statement const kSelectParent("readable.select_parent",
                                       "SELECT parent_id FROM organisation WHERE id = $1");
storage::Statement const kSelectMembers("readable.select_members",
                                        "SELECT organisation_id FROM audience_member WHERE audience_id = $1"
                                        " ORDER BY organisation_id");
storage::Statement const kSelectDenied("readable.select_denied",
                                       "SELECT denied_id FROM deny WHERE source_id = $1 ORDER BY denied_id");
storage::Statement const kEpoch("policy_epoch.select", "SELECT value FROM policy_epoch WHERE id = 1");
storage::Statement const kBumpEpoch("policy_epoch.bump",
                                    "UPDATE policy_epoch SET value = value + 1 WHERE id = 1");
storage::Statement const kTouchEpoch("policy_epoch.touch",
                                     "UPDATE policy_epoch SET value = value WHERE id = 1");

std::int64_t read_integer(storage::Row const& row) {
  return row.integer(0);
}

template <class Id>
std::shared_ptr<std::vector<std::int64_t> const> load_set(storage::ReadTx& tx,
                                                          storage::Statement const& statement, Id id) {
  auto set = std::make_shared<std::vector<std::int64_t>>();
  tx.each(statement, [&](storage::Row const& row) { set->push_back(row.integer(0)); }, id);
  return set;
}

}  // namespace

std::string readable(std::string_view alias, std::string_view topic, std::string_view thread) {
  auto const meant_by = [&](char name) {
    switch (name) {
      case 'a':
        return alias;
      case 't':
        return topic;
      case 'h':
        return thread;
      default:
        return kInvitation;
    }
  };
  std::string condition;
  std::string_view rest = kReadRule;
  for (auto brace = rest.find('{'); brace != std::string_view::npos; brace = rest.find('{')) {
    condition += rest.substr(0, brace);
    condition += meant_by(rest[brace + 1]);
    rest.remove_prefix(brace + 3);
  }
  return condition.append(rest);
}

std::string invited_threads() {
  return std::string("SELECT invited_.scope_id").append(kInvitation);
}

Facts load_facts(storage::ReadTx& tx, Envelope const& envelope) {
  Facts facts{envelope, load_members(tx, envelope.audience), load_denied(tx, envelope.source)};
  if (!envelope.source_parent) {
    facts.envelope.source_parent =
        tx.one(
              kSelectParent, [](storage::Row const& row) { return row.optional_id<OrganisationTag>(0); },
              envelope.source)
            .value_or(std::nullopt);
  }
  return facts;
}

std::shared_ptr<std::vector<std::int64_t> const> load_members(storage::ReadTx& tx, AudienceId audience) {
  return load_set(tx, kSelectMembers, audience);
}

std::shared_ptr<std::vector<std::int64_t> const> load_denied(storage::ReadTx& tx, OrganisationId source) {
  return load_set(tx, kSelectDenied, source);
}

std::int64_t policy_epoch(storage::ReadTx& tx) {
  return tx.one(kEpoch, read_integer).value();
}

void bump_policy_epoch(storage::WriteTx& tx) {
  tx.execute(kBumpEpoch);
}

void touch_policy_epoch(storage::WriteTx& tx) {
  tx.execute(kTouchEpoch);
}

}  // namespace auth
