#include "forum/flag_proposals.hpp"

#include "forum/flag_case_page.hpp"
#include "forum/order_proposal_rows.hpp"
#include "forum/order_wish_rows.hpp"

namespace forum {

using base::ErrorCode;

base::Result<OrderProposal> propose_flag_verdict(storage::WriteTx& tx, auth::Viewer const& viewer,
                                                 base::PublicId const& flag_case, FlagVerdict const& verdict,
                                                 Moment const& moment) {
  auto const found = find_flag_case_place(tx, viewer, flag_case);
  if (!found) return ErrorCode::not_found;
  auto const& row = found->row;
  if (is_decided(row) || (row.assignee && row.assignee != viewer.user)) return ErrorCode::state_conflict;
  // A proposal is about a thread, and for who reads that.
  auto const thread = find_thread_place(tx, viewer, found->place.thread.public_id);
  if (!thread || !decides_with_a_part(tx, viewer, found->office, row.id)) return ErrorCode::state_conflict;
  if (verdict.version != row.version) return ErrorCode::version_conflict;
  if (count_open_of(tx, viewer) >= moment.limits.order_proposals_per_person)
    return ErrorCode::too_many_proposals;
  auto const id = base::make_public_id(moment.random);
  insert_order_proposal(tx, viewer, id, *thread,
                        {.step = OrderStep::answer_flags, .reason = {}, .version = row.version});
  insert_wish(tx, id, WantedVerdict{flag_case, row.post, verdict.outcome, std::string(verdict.reply)});
  return load_order_proposal(tx, viewer, id).value();
}

}  // namespace forum
