#include "forum/disclosures.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <unordered_map>

#include "auth/named.hpp"
#include "auth/policy.hpp"
#include "forum/audience_summary.hpp"
#include "forum/contributions.hpp"
#include "forum/cursors.hpp"
#include "forum/disclosure_rows.hpp"

namespace forum {
namespace {

using base::ErrorCode;
using Keys = std::vector<auth::OrganisationId>;

constexpr auto kKinds = std::to_array<auth::Named<DisclosureKind>>({
    {DisclosureKind::published, "published"},
    {DisclosureKind::widened, "widened"},
    {DisclosureKind::exported, "exported"},
});

// By the steps of the read rule that ask for the organisation: audiences all the way up, its level; then the
// source's deny list. A suspension ends without a word to anybody, so it takes nobody off the list.
RecipientLists resolve(storage::WriteTx& tx, Reach const& reach) {
  auto const told = resolve_recipients(tx, {{reach.topic, reach.thread, reach.post}, reach.level});
  Keys exact;
  std::ranges::set_difference(told, select_denied_by(tx, reach.source), std::back_inserter(exact));
  auto const lists = RecipientLists{keep_recipients(tx, told), keep_recipients(tx, exact)};
  remember_lists(tx, reach, lists);
  return lists;
}

base::Result<PostPlace> find_own(storage::ReadTx& tx, auth::Viewer const& viewer,
                                 base::PublicId const& post) {
  auto place = find_contributed_place(tx, viewer, post);
  if (!place) return find_post_place(tx, viewer, post) ? ErrorCode::not_permitted : ErrorCode::not_found;
  auto const may = require(viewer, auth::Action::read_disclosures, target_of(*place));
  if (!may) return may.error();
  return *std::move(place);
}

}  // namespace

Keys resolve_recipients(storage::ReadTx& tx, Reached const& reached) {
  Keys recipients;
  std::ranges::set_intersection(auth::members_of_all(tx, reached.audiences),
                                select_cleared_for(tx, reached.level), std::back_inserter(recipients));
  return recipients;
}

RecipientListId keep_recipients(storage::WriteTx& tx, Keys const& recipients) {
  std::string text;
  for (auto const id : recipients) text += std::to_string(id.value) + ' ';
  return intern_recipients(tx, base::sha256(text), recipients);
}

std::string_view to_string(DisclosureKind kind) {
  return auth::name_of(kKinds, kind);
}

void record_disclosure(storage::WriteTx& tx, PostId post, DisclosureKind kind, base::Timestamp at) {
  auto const reach = select_reach(tx, post);
  auto const lists = reach.known ? *reach.known : resolve(tx, reach);
  insert_disclosure(tx, post, {.kind = kind, .at = at, .level = reach.level, .lists = lists});
}

void record_export(storage::WriteTx& tx, PostId post, auth::OrganisationId recipient, base::Timestamp at) {
  auto const list = keep_recipients(tx, {recipient});
  insert_disclosure(tx, post,
                    {.kind = DisclosureKind::exported,
                     .at = at,
                     .level = select_own_level(tx, post),
                     .lists = {list, list}});
}

base::Result<Disclosures> load_disclosures(storage::ReadTx& tx, auth::Viewer const& viewer,
                                           base::PublicId const& post, PageRequest const& page) {
  auto const place = find_own(tx, viewer, post);
  if (!place) return place.error();
  auto const before = parse_newest_key(page);
  if (!before) return before.error();

  auth::Target source;
  source.source = place->source;
  bool const exact = judge(viewer, auth::Action::read_deny_list, source) == auth::Verdict::allowed;
  Disclosures found{origin_of(tx, *place), {}};
  std::unordered_map<RecipientListId, Readers> lists;
  std::int64_t last = 0;
  for (auto const& row : select_disclosures(tx, place->id, *before, page.limit + 1)) {
    if (std::ssize(found.page.items) == page.limit) {
      append_number(found.page.next.emplace(), last);
      break;
    }
    last = row.key;
    auto const list = exact ? row.lists.exact : row.lists.told;
    auto known = lists.find(list);
    if (known == lists.end()) {
      known = lists.emplace(list, as_readers(tx, select_recipients(tx, list), viewer.language)).first;
    }
    found.page.items.push_back(
        {row.kind, row.at, row.level, known->second.bureaus, known->second.organisations});
  }
  return found;
}

}  // namespace forum
