#include "forum/order_proposals.hpp"

#include "auth/conflicts.hpp"
#include "auth/named.hpp"
#include "forum/cursors.hpp"
#include "forum/fields.hpp"
#include "forum/flag_case_page.hpp"
#include "forum/mergers.hpp"
#include "forum/order_proposal_rows.hpp"
#include "forum/order_wish_rows.hpp"
#include "forum/publishing.hpp"
#include "forum/submissions.hpp"
#include "forum/threads.hpp"

namespace forum {
namespace {

using auth::Named;
using auth::Outcome;
using auth::Role;
using base::ErrorCode;

constexpr auto kFilters = std::to_array<Named<OrderProposalFilter>>({
    {OrderProposalFilter::open, "open"},
    {OrderProposalFilter::past, "past"},
});

bool may_do(auth::Viewer const& viewer, OrderStep step, ThreadPlace const& thread) {
  return judge(viewer, right_to(step), target_of(thread)) == auth::Verdict::allowed;
}

// The objects beside the thread itself, where the viewer may act on all of them.
struct Beside {
  std::optional<ThreadPlace> into;
  std::optional<WantedLabels> labels;
  std::optional<WantedVerdict> verdict;
  std::optional<FlagCasePlace> flags;  // that the verdict is about
};
// Nothing where what was asked for is gone, or flags are not the viewer's to answer.
bool find_wanted(storage::ReadTx& tx, auth::Viewer const& viewer, OrderProposalRow const& row,
                 Beside& beside) {
  auto const wish = find_wish(tx, row.id);
  if (!wish) return false;
  if (auto const* const labels = std::get_if<WantedLabels>(&*wish)) {
    beside.labels = *labels;
    return true;
  }
  beside.verdict = std::get<WantedVerdict>(*wish);
  beside.flags = find_flag_case_place(tx, viewer, beside.verdict->flag_case);
  return beside.flags && beside.flags->keeps_order();
}
std::optional<Beside> find_beside(storage::ReadTx& tx, auth::Viewer const& viewer,
                                  OrderProposalRow const& row) {
  Beside beside;
  if (row.into) {
    beside.into = find_thread_place(tx, viewer, *row.into);
    if (!beside.into || !may_do(viewer, row.told.step, *beside.into)) return std::nullopt;
  }
  if (row.told.topic && !find_topic_place(tx, viewer, *row.told.topic)) return std::nullopt;
  bool const wants_more = row.told.step == OrderStep::relabel || row.told.step == OrderStep::answer_flags;
  if (wants_more && !find_wanted(tx, viewer, row, beside)) return std::nullopt;
  return beside;
}

bool has_part(storage::ReadTx& tx, auth::Viewer const& viewer, OrderProposalRow const& row,
              Beside const& beside) {
  if (beside.flags) return decides_with_a_part(tx, viewer, beside.flags->office, beside.flags->row.id);
  return has_conflict(tx, viewer, row.thread) || (beside.into && has_conflict(tx, viewer, *beside.into));
}

bool is_second(storage::ReadTx& tx, auth::Viewer const& viewer, OrderProposalRow const& row,
               Beside const& beside) {
  return row.proposed_by != viewer.user && auth::are_of_two_countries(viewer, row.bureau) &&
         !has_part(tx, viewer, row, beside);
}

// As it is told to the viewer; nothing where it is not his to know.
std::optional<OrderProposal> tell(storage::ReadTx& tx, auth::Viewer const& viewer, OrderProposalRow row) {
  if (!may_do(viewer, row.told.step, row.thread)) return std::nullopt;
  auto const beside = find_beside(tx, viewer, row);
  if (!beside) return std::nullopt;
  auto told = std::move(row.told);
  if (beside->into) {
    auto const& into = *beside->into;
    told.into =
        ProposedPlace{{into.public_id, into.marking.level, auth::public_id_of(tx, into.source)}, into.title};
  }
  told.labels = beside->labels;
  told.verdict = beside->verdict;
  bool const is_open = told.outcome == Outcome::open;
  told.may_withdraw = is_open && row.proposed_by == viewer.user;
  told.may_decide = is_open && is_second(tx, viewer, row, *beside);
  return told;
}

// Nothing where he may not read any more what the proposal is about.
void tell_proposer(storage::WriteTx& tx, auth::Viewer const& second, OrderProposalRow const& proposal,
                   Notice notice) {
  auto const proposer = auth::load_viewer(tx, proposal.proposed_by, second.now);
  if (!proposer) return;
  if (!load_order_proposal(tx, *proposer, proposal.told.public_id)) return;
  auto const first = find_first_post_place(tx, *proposer, proposal.thread.public_id);
  if (!first) return;
  auto const& thread = first->thread;
  auto const event =
      insert_notice_event(tx, {EventObject::post, thread.topic.id, thread.id, first->id}, second);
  tell_officer(tx, event, first->id, proposer->user, notice);
}

// `asked` is the same as it is told to the second person.
base::Result<void> perform(storage::WriteTx& tx, auth::Viewer const& proposer, OrderProposalRow const& row,
                           OrderProposal const& asked, base::PublicId const& second, Moment const& moment) {
  auto const& told = row.told;
  auto const& thread = row.thread.public_id;
  OrderAct const act{told.reason, row.basis, second};
  ThreadEdit edit;
  edit.version = row.basis;
  edit.reason = told.reason;
  edit.approved_by = second;
  switch (told.step) {
    case OrderStep::lock:
    case OrderStep::unlock:
      edit.locked = told.step == OrderStep::lock;
      break;
    case OrderStep::pin:
    case OrderStep::unpin:
      edit.pinned = told.step == OrderStep::pin;
      break;
    case OrderStep::move:
      edit.topic = told.topic;
      break;
    case OrderStep::close:
      return close_thread(tx, proposer, thread, act, told.summary);
    case OrderStep::reopen:
      return reopen_thread(tx, proposer, thread, act);
    case OrderStep::merge:
      return merge_thread(tx, proposer, thread, act, row.into.value());
    case OrderStep::separate:
      return separate_thread(tx, proposer, thread, act);
    case OrderStep::slow:
      return set_slow_mode(tx, proposer, thread, act, told.pause, moment.limits);
    case OrderStep::relabel: {
      auto const& wanted = asked.labels.value();
      edit.title = wanted.title;
      edit.kind = wanted.kind;
      edit.tags = wanted.tags;
      break;
    }
    case OrderStep::answer_flags: {
      auto const& wanted = asked.verdict.value();
      auto const answered =
          decide_flag_case(tx, proposer, wanted.flag_case, {wanted.outcome, wanted.reply, row.basis, second});
      return answered ? base::Result<void>() : answered.error();
    }
  }
  auto const edited = edit_thread(tx, proposer, thread, edit, moment);
  // After a move who proposed it may not read the thread any more: it is done all the same.
  if (!edited && edited.error().code != ErrorCode::not_found) return edited.error();
  return {};
}

// What would be refused when it is done is refused when it is asked for.
base::Result<WantedLabels> settle_labels(WantedLabels const& asked, Limits const& limits) {
  if (!asked.title && !asked.kind && !asked.tags) return base::invalid_field("", base::FieldCode::empty);
  FieldErrors errors;
  auto settled = asked;
  if (asked.title) check_title(*asked.title, limits, errors);
  if (asked.tags) settled.tags = settle_tags(*asked.tags, limits, "/tags", errors);
  if (!errors.empty()) return base::Error(ErrorCode::invalid_body, std::move(errors));
  return settled;
}

bool may_relabel(auth::Viewer const& viewer, ThreadPlace const& thread, WantedLabels const& labels) {
  return may_edit_title(viewer, thread) &&
         (labels.kind != ThreadKind::announcement || may_do(viewer, OrderStep::pin, thread));
}

}  // namespace

std::optional<OrderProposal> load_order_proposal(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                 base::PublicId const& proposal) {
  auto row = find_order_proposal(tx, viewer, proposal);
  return row ? tell(tx, viewer, *std::move(row)) : std::nullopt;
}

std::string_view to_string(OrderProposalFilter filter) {
  return auth::name_of(kFilters, filter);
}
std::optional<OrderProposalFilter> parse_order_proposal_filter(std::string_view name) {
  return auth::value_of(kFilters, name);
}

base::Result<OrderProposal> propose_order(storage::WriteTx& tx, auth::Viewer const& viewer,
                                          base::PublicId const& thread, NewOrderProposal const& proposal,
                                          Moment const& moment) {
  bool const relabels = proposal.step == OrderStep::relabel;
  auto const labels =
      relabels ? settle_labels(proposal.labels, moment.limits) : base::Result<WantedLabels>(WantedLabels{});
  if (!labels) return labels.error();
  auto const place = find_thread_place(tx, viewer, thread);
  if (!place) return ErrorCode::not_found;
  if (!may_do(viewer, proposal.step, *place)) return ErrorCode::not_permitted;
  if (proposal.into) {
    auto const into = find_thread_place(tx, viewer, *proposal.into);
    if (!into) return ErrorCode::not_found;
    if (!may_do(viewer, proposal.step, *into)) return ErrorCode::not_permitted;
    if (into->id == place->id) return base::invalid_field("/into", base::FieldCode::contradicts);
  }
  auto const topic = proposal.topic ? find_topic_place(tx, viewer, *proposal.topic) : std::nullopt;
  if (proposal.topic && !topic) return ErrorCode::not_found;
  if (relabels && !may_relabel(viewer, *place, *labels)) return ErrorCode::not_permitted;
  if (!needs_second(tx, viewer, *place, proposal.step) && !(topic && takes_readers_away(tx, *place, *topic)))
    return ErrorCode::state_conflict;
  if (proposal.version != place->version) return ErrorCode::version_conflict;
  if (count_open_of(tx, viewer) >= moment.limits.order_proposals_per_person)
    return ErrorCode::too_many_proposals;
  auto const id = base::make_public_id(moment.random);
  insert_order_proposal(tx, viewer, id, *place, proposal);
  if (relabels) insert_wish(tx, id, *labels);
  return load_order_proposal(tx, viewer, id).value();
}

base::Result<OrderProposal> decide_order(storage::WriteTx& tx, auth::Viewer const& viewer,
                                         base::PublicId const& proposal, OrderDecision const& decision,
                                         Moment const& moment) {
  auto const row = find_order_proposal(tx, viewer, proposal);
  auto told = row ? tell(tx, viewer, *row) : std::nullopt;
  if (!told) return ErrorCode::not_found;
  if (told->outcome != Outcome::open) return ErrorCode::already_decided;
  if (!told->may_decide) return ErrorCode::second_person_required;
  bool const approves = decision.decision == auth::Decision::approve;
  if (approves) {
    // Who has left, is locked or has lost his office since is no first person any more; nor who could not
    // move it there himself.
    auto const proposer = auth::load_viewer(tx, row->proposed_by, viewer.now);
    if (!proposer || proposer->bureau != row->bureau ||
        !find_thread_place(tx, *proposer, row->thread.public_id) ||
        (row->told.topic && !find_topic_place(tx, *proposer, *row->told.topic))) {
      return ErrorCode::state_conflict;
    }
    if (auto const done = perform(tx, *proposer, *row, *told, viewer.public_id, moment); !done)
      return done.error();
  }
  update_order_proposal(tx, viewer, row->id, approves ? Outcome::approved : Outcome::refused,
                        decision.reason);
  tell_proposer(tx, viewer, *row, approves ? Notice::proposal_approved : Notice::proposal_refused);
  // A move may have taken it from his sight.
  if (auto after = load_order_proposal(tx, viewer, proposal)) return *std::move(after);
  told->outcome = approves ? Outcome::approved : Outcome::refused;
  told->may_decide = false;
  return *std::move(told);
}

base::Result<void> withdraw_order(storage::WriteTx& tx, auth::Viewer const& viewer,
                                  base::PublicId const& proposal) {
  auto const row = find_order_proposal(tx, viewer, proposal);
  if (!row || row->proposed_by != viewer.user) return ErrorCode::not_found;
  if (row->told.outcome != Outcome::open) return ErrorCode::already_decided;
  update_order_proposal(tx, viewer, row->id, Outcome::withdrawn, {});
  return {};
}

namespace {

bool keeps_order_somewhere(auth::Viewer const& viewer) {
  return viewer.is_vetted && viewer.ceiling != auth::kReadsNothing &&
         (viewer.has(Role::topic_moderator) || viewer.has(Role::unit_officer));
}

}  // namespace

base::Result<Page<OrderProposal>> load_order_proposals(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                       OrderProposalFilter filter, PageRequest const& page) {
  if (!keeps_order_somewhere(viewer)) return ErrorCode::not_permitted;
  std::int64_t behind = 0;
  if (filter == OrderProposalFilter::past || (page.after && !page.after->empty())) {
    auto const key = parse_newest_key(page);
    if (!key) return key.error();
    behind = *key;
  }
  Page<OrderProposal> found;
  std::int64_t last = 0;
  each_order_proposal(tx, viewer, filter, behind, [&](OrderProposalRow&& row) {
    auto const id = row.id;
    auto told = tell(tx, viewer, std::move(row));
    if (!told) return true;
    if (found.items.size() == static_cast<std::size_t>(page.limit)) {
      append_number(found.next.emplace(), last);
      return false;
    }
    last = id;
    found.items.push_back(*std::move(told));
    return true;
  });
  return found;
}

std::optional<int> count_order_proposals(storage::ReadTx& tx, auth::Viewer const& viewer,
                                         Limits const& limits) {
  if (!keeps_order_somewhere(viewer)) return std::nullopt;
  int count = 0;
  each_order_proposal(tx, viewer, OrderProposalFilter::open, 0, [&](OrderProposalRow&& row) {
    auto const told = tell(tx, viewer, std::move(row));
    if (told && told->may_decide) ++count;
    return count < limits.unread_shown;
  });
  return count;
}

}  // namespace forum
