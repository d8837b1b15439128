#include "auth/policy.hpp"

#include <array>
#include <cstddef>

namespace auth {
namespace {

using enum Right;

constexpr std::size_t kRoleCount = 11;

struct Rule {
  Action action;
  std::array<Right, kRoleCount> rights;  // in the order of Role
};

// clang-format off
// Columns: reader, contributor, coordinator, security officer, data-protection officer, topic moderator,
//          unit officer, compliance, administrator, auditor, guest.
constexpr auto kActions = std::to_array<Rule>({
    {Action::post,             {no,  yes,    yes,        no,  no,  yes,          yes,         no, no, no, no}},
    {Action::post_restricted,  {no,  submit, submit,     no,  no,  submit,       submit,      no, no, no, no}},
    {Action::edit_text,        {no,  own,    own_bureau, no,  no,  own,          own,         no, no, no, no}},
    {Action::narrow,           {no,  own,    own_bureau, no,  no,  own,          own,         no, no, no, no}},
    {Action::withdraw,         {no,  own,    own_bureau, no,  no,  own,          own,         no, no, no, no}},
    {Action::trace_readers,    {no,  own,    own_bureau, no,  no,  own,          own,         no, no, no, no}},
    {Action::release,          {no,  stand_in, own_bureau, no, no, stand_in,     stand_in,    no, no, no, no}},
    {Action::lock,             {no,  no,     no,         no,  no,  own_topic,    own_unit,    no, no, no, no}},
    {Action::pin,              {no,  no,     no,         no,  no,  own_topic,    own_unit,    no, no, no, no}},
    {Action::move,             {no,  no,     no,         no,  no,  own_topic,    own_unit,    no, no, no, no}},
    {Action::hide,             {no,  no,     own_bureau, no,  no,  own_topic,    own_unit,    yes, no, no, no}},
    {Action::edit_title,       {no,  own,    own,        no,  no,  own_or_topic, own_or_unit, no, no, no, no}},
    {Action::request_widening, {no,  yes,    own_bureau, no,  no,  yes,          yes,         yes, no, no, no}},
    {Action::subscribe,        {yes, yes,    yes,        yes, yes, yes,          yes,         no, no, no, no}},
    {Action::subscribe_bureau, {no,  no,     yes,        yes, no,  no,           no,          no, no, no, no}},
    {Action::invite_guest,     {no,  no,     own_bureau, no,  no,  no,           no,          no, no, no, no}},
    {Action::flag,             {yes, yes,    yes,        yes, yes, yes,          yes,         no, no, no, no}},
    {Action::review_flags,     {no,  no,     no,         no,  no,  own_topic,    own_unit,    no, no, no, no}},
    {Action::appeal,           {no,  own,    own_bureau, no,  no,  own,          own,         no, no, no, no}},
    {Action::decide_appeal,    {no,  no,     no,         no,  no,  own_topic,    own_unit,    no, no, no, no}},
    {Action::read_moderation,  {no,  own,    own_bureau, no,  no,  own_or_topic, own_or_unit, no, no, no, no}},
    {Action::note_author,      {no,  no,     no,         no,  no,  own_topic,    own_unit,    no, no, no, no}},
    {Action::read_activity,    {no,  no,     no,         no,  no,  own_topic,    own_unit,    no, no, no, no}},
    {Action::review_data_flags, {no, no,     no,         no,  own_organisation, no, no,       yes, no, no, no}},
    {Action::ask_seal,         {no,  own,    own_bureau, no,  no,  own,          no,          no, no, no, no}},
    {Action::sign_seal,        {no,  stand_in, own_bureau, no, no, stand_in,     no,          no, no, no, no}},

    {Action::check_release,    {no, no, no,               no,               no, no, no, yes, no,            no, no}},
    {Action::read_release_policy, {no, no, own_bureau,    no,               no, no, no, no,  no,            no, no}},
    {Action::set_release_policy,  {no, no, own_bureau,    no,               no, no, no, no,  no,            no, no}},
    {Action::confirm_recalls,     {no, no, own_bureau,    no,               no, no, no, no,  no,            no, no}},
    {Action::unhide,           {no, no, own_bureau,       no,               no, own_topic, own_unit, yes, no, no, no}},
    {Action::consent_widening,    {no, stand_in, own_bureau, no,              no, stand_in, stand_in, no, no, no, no}},
    {Action::read_disclosures,    {no, own, own_bureau,   own_organisation, no, own, own, no, no,           no, no}},
    {Action::ask_erasure,      {no, own, own_bureau,      no,               no, own, no, no, no,           no, no}},
    {Action::read_erasures,    {no, stand_in, own_bureau, no,               no, stand_in, stand_in, no, no,  no, no}},
    {Action::approve_erasure,  {no, stand_in, own_bureau, no,               no, stand_in, stand_in, no, no,  no, no}},
    {Action::erase,            {no, no, no,               no,               no, no, own, no, no,            no, no}},
    {Action::read_erasure_orders, {no, no, no,            no,               no, no, no, yes, yes,           no, no}},
    {Action::order_erasure,    {no, no, no,               no,               no, no, no, yes, no,            no, no}},
    {Action::execute_erasure,  {no, no, no,               no,               no, no, no, no,  yes,           no, no}},
    {Action::read_deny_list,   {no, no, own_organisation, own_organisation, no, no, no, no,  no,            no, no}},
    {Action::propose_deny,     {no, no, own_organisation, no,               no, no, no, no,  no,            no, no}},
    {Action::approve_deny,     {no, no, own_organisation, own_organisation, no, no, no, no,  no,            no, no}},
    {Action::manage_groups,    {no, no, own_organisation, no,               no, no, own_organisation, no, no,    no, no}},
    {Action::manage_tags,      {no, no, no,               no,               no, no, yes, no, no,           no, no}},
    {Action::read_statuses,    {no, no, no,               no,               no, no, no, yes, yes,           no, no}},
    {Action::propose_status,   {no, no, no,               no,               no, no, no, yes, no,            no, no}},
    {Action::approve_status,   {no, no, no,               no,               no, no, no, no,  yes,           no, no}},
    {Action::ask_break_glass,     {no, no, no,            no,               no, no, no, yes, yes,           yes, no}},
    {Action::approve_break_glass, {no, no, no,            no,               no, no, no, yes, yes,           no, no}},
    {Action::confirm_break_glass, {no, no, own_bureau,    no,               no, no, no, no,  no,            no, no}},
    {Action::read_accounts,    {no, no, own_organisation, own_organisation, no, no, no, no,  first_officer, no, no}},
    {Action::nominate,         {no, no, own_organisation, no,               no, no, no, no,  first_officer, no, no}},
    {Action::approve_account,  {no, no, no,               own_organisation, no, no, no, no,  first_officer, no, no}},
    {Action::manage_account,   {no, no, no,               own_organisation, no, no, no, no,  first_officer, no, no}},
    {Action::read_witnesses,   {no, no, yes,              yes,              no, no, no, no,  yes,           yes, no}},
    {Action::register_witness, {no, no, no,               no,               no, no, no, no,  yes,           no, no}},
    {Action::read_checkpoint,  {no, no, own_organisation, own_organisation, no, no, no, no,  no,            yes, no}},
    {Action::cosign,           {no, no, own_organisation, own_organisation, no, no, no, no,  no,            no, no}},
});
// clang-format on

constexpr bool is_complete() {
  for (std::size_t i = 0; i < kActions.size(); ++i) {
    if (static_cast<std::size_t>(kActions[i].action) != i) return false;
  }
  return kActions.size() == static_cast<std::size_t>(Action::cosign) + 1 &&
         kRoleCount == static_cast<std::size_t>(Role::guest) + 1;
}
static_assert(is_complete(), "one row for each action, in the order of Action");

bool is_own(Viewer const& viewer, Target const& target) {
  return target.author == viewer.user && target.source == viewer.organisation;
}

bool is_of_own_bureau(Viewer const& viewer, Target const& target) {
  return viewer.coordinated &&
         (target.source == viewer.coordinated || target.source_parent == viewer.coordinated);
}

bool is_of_own_unit(Viewer const& viewer, Target const& target) {
  return target.topic_owner == viewer.organisation;
}

bool is_in_own_topic(Viewer const& viewer, Target const& target) {
  return target.topic && viewer.moderates(*target.topic);
}

bool is_administration(Action action) {
  return action >= Action::check_release;
}

Verdict verdict_of(bool holds) {
  return holds ? Verdict::allowed : Verdict::refused;
}

Verdict apply(Right right, Viewer const& viewer, Target const& target) {
  switch (right) {
    case no:
      return Verdict::refused;
    case yes:
      return Verdict::allowed;
    case submit:
      return Verdict::awaits_release;
    case own:
      return verdict_of(is_own(viewer, target));
    case own_bureau:
      return verdict_of(is_of_own_bureau(viewer, target));
    case own_unit:
      return verdict_of(is_of_own_unit(viewer, target));
    case own_topic:
      return verdict_of(is_in_own_topic(viewer, target));
    case own_or_unit:
      return verdict_of(is_own(viewer, target) || is_of_own_unit(viewer, target));
    case own_or_topic:
      return verdict_of(is_own(viewer, target) || is_in_own_topic(viewer, target));
    case stand_in:
      return verdict_of(viewer.stands_in && is_of_own_bureau(viewer, target));
    case own_organisation:
      return verdict_of(target.source == viewer.organisation);
    case first_officer:
      return verdict_of(target.is_first_officer);
  }
  return Verdict::refused;
}

// Nobody acts on what he cannot read; and where there is nothing to read, nobody without vetting.
bool may_act(Viewer const& viewer, Action action) {
  return is_administration(action) ? viewer.is_vetted : viewer.ceiling != kReadsNothing;
}

Verdict widest(Viewer const& viewer, Action action, Target const& target) {
  Verdict found = Verdict::refused;
  for (Role const role : viewer.roles) {
    Verdict const verdict = apply(right_of(role, action), viewer, target);
    if (verdict == Verdict::allowed) return verdict;
    if (verdict == Verdict::awaits_release) found = verdict;
  }
  return found;
}

}  // namespace

Right right_of(Role role, Action action) {
  return kActions.at(static_cast<std::size_t>(action)).rights.at(static_cast<std::size_t>(role));
}

bool gives(Role role, Viewer const& viewer, Action action, Target const& target) {
  return may_act(viewer, action) && viewer.has(role) &&
         apply(right_of(role, action), viewer, target) == Verdict::allowed;
}

Verdict judge(Viewer const& viewer, Action action, Target const& target) {
  if (!may_act(viewer, action)) return Verdict::refused;
  if (action == Action::release && target.author == viewer.user) return Verdict::refused;
  Verdict const verdict = widest(viewer, action, target);
  bool const posts = action == Action::post || action == Action::post_restricted;
  if (posts && viewer.supervised && verdict == Verdict::allowed) return Verdict::awaits_release;
  return verdict;
}

base::Result<Verdict> require(Viewer const& viewer, Action action, Target const& target) {
  Verdict const verdict = judge(viewer, action, target);
  if (verdict == Verdict::refused) return base::Error(base::ErrorCode::not_permitted);
  return verdict;
}

}  // namespace auth
