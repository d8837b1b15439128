#include "auth/audience.hpp"

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <string>

#include "auth/audience_sql.hpp"
#include "auth/groups.hpp"
#include "auth/named.hpp"
#include "auth/organisations.hpp"

namespace auth {
namespace {

using base::FieldCode;

constexpr auto kBases = std::to_array<Named<AudienceBase>>({
    {AudienceBase::inherit, "inherit"},
    {AudienceBase::all_members, "all_members"},
    {AudienceBase::only, "only"},
    {AudienceBase::own, "own"},
});

template <class Id>
void sort_and_unite(std::vector<Id>& ids) {
  std::ranges::sort(ids);
  auto const doubles = std::ranges::unique(ids);
  ids.erase(doubles.begin(), doubles.end());
}

Definition define(AudienceBase base, std::vector<OrganisationId> only, std::vector<OrganisationId> minus,
                  std::optional<OrganisationId> owner) {
  Definition definition{base, std::nullopt, std::move(only), std::move(minus)};
  if (base == AudienceBase::all_members) definition.owner = owner;
  sort_and_unite(definition.only);
  sort_and_unite(definition.minus);
  return definition;
}

void append_list(std::string& text, std::string_view name, std::vector<OrganisationId> const& ids) {
  if (ids.empty()) return;
  text += '\n';
  text += name;
  for (auto const id : ids) text += ' ' + std::to_string(id.value);
}

// One text for one definition: "only\nonly 3 8\nminus 5".
base::Digest digest_of(Definition const& definition) {
  std::string text(to_string(definition.base));
  if (definition.owner) append_list(text, "owner", {*definition.owner});
  append_list(text, "only", definition.only);
  append_list(text, "minus", definition.minus);
  return base::sha256(text);
}

bool contains(std::vector<OrganisationId> const& ids, OrganisationId id) {
  return std::ranges::binary_search(ids, id);
}

bool is_in_base(Definition const& definition, Member const& organisation) {
  switch (definition.base) {
    case AudienceBase::inherit:
      return true;
    case AudienceBase::all_members:
      return organisation.kind == OrganisationKind::ncb ||
             organisation.kind == OrganisationKind::sub_bureau ||
             organisation.kind == OrganisationKind::national_entity || organisation.id == definition.owner ||
             contains(definition.only, organisation.id);
    case AudienceBase::only:
    case AudienceBase::own:
      return contains(definition.only, organisation.id);
  }
  return false;
}

bool is_excluded(Definition const& definition, Member const& organisation) {
  return contains(definition.minus, organisation.id) ||
         (organisation.parent && contains(definition.minus, *organisation.parent));
}

std::vector<OrganisationId> resolve(storage::ReadTx& tx, Definition const& definition) {
  std::vector<OrganisationId> members;
  for (auto const& organisation : select_organisations(tx)) {
    if (is_in_base(definition, organisation) && !is_excluded(definition, organisation)) {
      members.push_back(organisation.id);
    }
  }
  return members;
}

AudienceId intern(storage::WriteTx& tx, Definition const& definition) {
  auto const digest = digest_of(definition);
  auto const made = insert_audience(tx, definition, digest);
  if (!made) return find_audience(tx, digest).value();
  insert_members(tx, *made, resolve(tx, definition));
  return *made;
}

// The keys of the organisations named in `list`; those unknown are added to `errors`.
std::vector<OrganisationId> find_named(storage::ReadTx& tx, std::vector<base::PublicId> const& list,
                                       std::string const& pointer, std::vector<base::FieldError>& errors) {
  std::vector<OrganisationId> ids;
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (auto const id = find_organisation(tx, list[i])) {
      ids.push_back(*id);
    } else {
      errors.push_back({pointer + '/' + std::to_string(i), FieldCode::unknown_organisation});
    }
  }
  return ids;
}

// Adds the members of the groups in `list` to `ids`; a group that the viewer is not offered, to `errors`.
void add_members(storage::ReadTx& tx, Viewer const& viewer, std::vector<base::PublicId> const& list,
                 std::string const& pointer, std::vector<OrganisationId>& ids,
                 std::vector<base::FieldError>& errors) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (auto const members = find_group_members(tx, viewer, list[i])) {
      ids.insert(ids.end(), members->begin(), members->end());
    } else {
      errors.push_back({pointer + '/' + std::to_string(i), FieldCode::unknown_value});
    }
  }
}

base::Result<Definition> define_asked(storage::ReadTx& tx, Viewer const& viewer, NewAudience const& asked,
                                      std::optional<OrganisationId> owner, std::string_view pointer) {
  std::string const named = std::string(pointer) + "/organisations";
  std::string const groups = std::string(pointer) + "/groups";
  if (asked.base == AudienceBase::only && asked.organisations.empty() && asked.groups.empty()) {
    return base::invalid_field(named, FieldCode::empty);
  }
  bool const may_name = asked.base == AudienceBase::only || asked.base == AudienceBase::all_members;
  if (!may_name && !asked.organisations.empty()) {
    return base::invalid_field(named, FieldCode::out_of_range);
  }
  if (!may_name && !asked.groups.empty()) return base::invalid_field(groups, FieldCode::out_of_range);
  std::vector<base::FieldError> errors;
  auto only = find_named(tx, asked.organisations, named, errors);
  auto minus = find_named(tx, asked.minus, std::string(pointer) + "/minus", errors);
  add_members(tx, viewer, asked.groups, groups, only, errors);
  add_members(tx, viewer, asked.minus_groups, std::string(pointer) + "/minus_groups", minus, errors);
  if (!errors.empty()) return base::Error(base::ErrorCode::invalid_body, std::move(errors));
  if (asked.base == AudienceBase::own) only = {viewer.organisation};
  return define(asked.base, std::move(only), std::move(minus), owner);
}

// Points at the list that leaves the asker out: what he named, what he excluded, or the base itself.
base::Error own_organisation_missing(Viewer const& viewer, NewAudience const& asked,
                                     Definition const& definition, std::string_view pointer) {
  bool const excluded =
      contains(definition.minus, viewer.organisation) || contains(definition.minus, viewer.bureau);
  std::string_view const minus = asked.minus.empty() ? "/minus_groups" : "/minus";
  std::string_view const part = excluded                                ? minus
                                : definition.base == AudienceBase::only ? "/organisations"
                                                                        : "/base";
  return base::invalid_field(std::string(pointer).append(part), FieldCode::own_organisation_missing);
}

// What all of the audiences have in common, where `select` gives the ascending keys of one.
template <class Select>
std::vector<OrganisationId> intersect(std::vector<AudienceId> audiences, Select select) {
  if (audiences.empty()) throw std::logic_error("an intersection of no audiences");
  sort_and_unite(audiences);
  // Everybody is in kInherit: beside another audience it changes nothing.
  if (audiences.size() > 1) std::erase(audiences, kInherit);
  std::vector<OrganisationId> common = select(audiences.front());
  for (std::size_t i = 1; i < audiences.size(); ++i) {
    std::vector<OrganisationId> next;
    std::ranges::set_intersection(common, select(audiences[i]), std::back_inserter(next));
    common = std::move(next);
  }
  return common;
}

}  // namespace

std::string_view to_string(AudienceBase base) {
  return name_of(kBases, base);
}
std::optional<AudienceBase> parse_audience_base(std::string_view name) {
  return value_of(kBases, name);
}

base::Result<AudienceId> intern_audience(storage::WriteTx& tx, Viewer const& viewer, NewAudience const& asked,
                                         std::optional<OrganisationId> owner, std::string_view pointer) {
  auto const definition = define_asked(tx, viewer, asked, owner, pointer);
  if (!definition) return definition.error();
  auto const audience = intern(tx, *definition);
  if (!is_member(tx, audience, viewer.organisation))
    return own_organisation_missing(viewer, asked, *definition, pointer);
  return audience;
}

AudienceId intern_audience(storage::WriteTx& tx, AudienceBase base, std::vector<OrganisationId> organisations,
                           std::vector<OrganisationId> minus, std::optional<OrganisationId> owner) {
  bool const must_name = base == AudienceBase::only || base == AudienceBase::own;
  if (must_name && organisations.empty()) throw std::invalid_argument("`only` and `own` name organisations");
  if (base == AudienceBase::inherit && !organisations.empty()) {
    throw std::invalid_argument("`inherit` names nobody: everybody is in it");
  }
  return intern(tx, define(base, std::move(organisations), std::move(minus), owner));
}

base::Result<std::vector<OrganisationId>> resolve_audience(storage::ReadTx& tx, Viewer const& viewer,
                                                           NewAudience const& asked,
                                                           std::optional<OrganisationId> owner,
                                                           std::string_view pointer) {
  auto const definition = define_asked(tx, viewer, asked, owner, pointer);
  if (!definition) return definition.error();
  auto members = resolve(tx, *definition);
  if (!contains(members, viewer.organisation))
    return own_organisation_missing(viewer, asked, *definition, pointer);
  return members;
}

std::vector<OrganisationId> members_of_all(storage::ReadTx& tx, std::vector<AudienceId> const& audiences) {
  return intersect(audiences, [&](AudienceId audience) { return select_members(tx, audience); });
}

int count_bureaus(storage::ReadTx& tx, std::vector<AudienceId> const& audiences) {
  std::vector<AudienceId> distinct = audiences;
  sort_and_unite(distinct);
  if (distinct.size() > 1) std::erase(distinct, kInherit);
  if (distinct.size() == 1) return select_bureau_count(tx, distinct.front());
  return static_cast<int>(
      intersect(distinct, [&](AudienceId audience) { return select_bureaus(tx, audience); }).size());
}

bool is_within(storage::ReadTx& tx, AudienceId inner, std::vector<AudienceId> const& outer) {
  return std::ranges::none_of(outer, [&](AudienceId audience) {
    return audience != inner && audience != kInherit && has_member_outside(tx, inner, audience);
  });
}

}  // namespace auth
