#include "auth/deny_lists.hpp"

#include <algorithm>
#include <stdexcept>

#include "auth/deny_lists_sql.hpp"

namespace auth {
namespace {

using base::ErrorCode;
using base::FieldCode;

using FieldErrors = std::vector<base::FieldError>;

// The organisation whose list the viewer may read.
base::Result<OrganisationId> find_own(storage::ReadTx& tx, Viewer const& viewer,
                                      base::PublicId const& organisation) {
  auto const found = find_organisation(tx, organisation);
  if (!found || judge(viewer, Action::read_deny_list, target_of(*found)) != Verdict::allowed)
    return base::Error(ErrorCode::not_found);
  return *found;
}

std::string pointer(std::string_view side, std::size_t index) {
  return "/" + std::string(side) + "/" + std::to_string(index);
}

// The keys behind `ids`, ascending; `flaw(key)` says what speaks against one.
template <class Flaw>
std::vector<OrganisationId> resolve(storage::ReadTx& tx, std::vector<base::PublicId> const& ids,
                                    std::string_view side, Flaw flaw, FieldErrors& errors) {
  std::vector<OrganisationId> keys;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    auto const key = find_organisation(tx, ids[i]);
    auto const wrong = key ? flaw(*key) : std::optional(FieldCode::unknown_organisation);
    if (wrong) {
      errors.push_back({pointer(side, i), *wrong});
    } else {
      keys.push_back(*key);
    }
  }
  std::ranges::sort(keys);
  return keys;
}

}  // namespace

base::Result<DenyList> load_deny_list(storage::ReadTx& tx, Viewer const& viewer,
                                      base::PublicId const& organisation) {
  auto const source = find_own(tx, viewer, organisation);
  if (!source) return source.error();
  return DenyList{load_organisation(tx, *source, viewer.language), select_deny_version(tx, *source),
                  load_organisations(tx, select_deny_list(tx, *source), viewer.language),
                  load_proposals(tx, viewer, ProposalKind::deny_list, *source),
                  judge(viewer, Action::propose_deny, target_of(*source)) == Verdict::allowed};
}

base::Result<Proposal> propose_deny_change(storage::WriteTx& tx, Viewer const& viewer,
                                           base::PublicId const& organisation, NewDenyChange const& change,
                                           ProposalLimits const& limits, base::Random& random) {
  auto const source = find_own(tx, viewer, organisation);
  if (!source) return source.error();
  if (auto const may = require(viewer, Action::propose_deny, target_of(*source)); !may) return may.error();
  int const version = select_deny_version(tx, *source);
  if (change.version != version) return ErrorCode::version_conflict;

  auto const denied = select_deny_list(tx, *source);
  auto const is_denied = [&](OrganisationId key) { return std::ranges::binary_search(denied, key); };
  FieldErrors errors;
  auto add = resolve(
      tx, change.add, "add",
      [&](OrganisationId key) -> std::optional<FieldCode> {
        if (key == *source) return FieldCode::own_organisation;
        if (is_denied(key)) return FieldCode::duplicate;
        return std::nullopt;
      },
      errors);
  auto remove = resolve(
      tx, change.remove, "remove",
      [&](OrganisationId key) -> std::optional<FieldCode> {
        if (!is_denied(key)) return FieldCode::unknown_organisation;
        return std::nullopt;
      },
      errors);
  if (errors.empty() && add.empty() && remove.empty()) errors.push_back({"/add", FieldCode::empty});
  if (errors.empty() && denied.size() + add.size() > kMostDenied + remove.size())
    errors.push_back({"/add", FieldCode::too_many});
  if (!errors.empty()) return base::Error(ErrorCode::invalid_body, std::move(errors));
  return create_proposal(tx, viewer,
                         {.kind = ProposalKind::deny_list,
                          .organisation = *source,
                          .basis = version,
                          .reason = change.reason,
                          .add = std::move(add),
                          .remove = std::move(remove)},
                         limits, random);
}

base::Result<void> apply_deny_change(storage::WriteTx& tx, Proposal const& proposal) {
  OrganisationId const source = proposal.organisation_id;
  if (select_deny_version(tx, source) != proposal.basis) return base::Error(ErrorCode::version_conflict);
  for (auto const& organisation : proposal.add) insert_deny(tx, source, organisation.id);
  for (auto const& organisation : proposal.remove) delete_deny(tx, source, organisation.id);
  bump_deny_list(tx, source);
  return {};
}

void set_deny_list(storage::WriteTx& tx, OrganisationId source, std::vector<OrganisationId> const& denied) {
  if (std::ranges::find(denied, source) != denied.end()) {
    throw std::invalid_argument("an organisation cannot deny itself");
  }
  for (auto const before : select_deny_list(tx, source)) {
    if (std::ranges::find(denied, before) == denied.end()) delete_deny(tx, source, before);
  }
  for (auto const organisation : denied) insert_deny(tx, source, organisation);
  bump_deny_list(tx, source);
}

}  // namespace auth
