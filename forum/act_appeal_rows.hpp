// The statements behind act_appeals.hpp.
#pragma once

#include <functional>

#include "forum/act_appeals.hpp"

namespace forum {

struct ActAppealRow {
  std::int64_t id = 0;
  ActAppeal appeal;
  std::int64_t record = 0;  // of the act, in the log
  auth::UserId asked_by;
  auth::OrganisationId asked_for;  // the bureaus
  auth::UserId acted_by;
  auth::OrganisationId acted_for;
  std::optional<base::PublicId> approved_by;
  std::optional<base::PublicId> top;
  Origin origin;  // of the thread
  ThreadPlace thread;
};

// The record is that of the act.
void insert_act_appeal(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& id,
                       ThreadPlace const& thread, NewActAppeal const& appeal, auth::AuditEntry const& act);
bool was_appealed(storage::ReadTx& tx, std::int64_t record);
// Whether the thread is his.
bool is_author(storage::ReadTx& tx, ThreadId thread, base::PublicId const& user);
struct ActAppealUpdate {
  ActAppealVerdict verdict;
  bool is_undone = false;
  ThreadId thread;  // where what it is about stands by now
};
void update_act_appeal_decided(storage::WriteTx& tx, auth::Viewer const& officer, std::int64_t appeal,
                               ActAppealUpdate const& update);

// Of threads that the viewer may read.
std::optional<ActAppealRow> find_act_appeal(storage::ReadTx& tx, auth::Viewer const& viewer,
                                            base::PublicId const& appeal);
std::vector<ActAppealRow> select_act_appeals(storage::ReadTx& tx, auth::Viewer const& viewer,
                                             ThreadId thread);
// Behind this time and row, until `take` answers false.
struct ActAppealKey {
  std::int64_t at = 0;
  std::int64_t id = 0;
};
void each_act_appeal(storage::ReadTx& tx, auth::Viewer const& viewer, ActAppealFilter filter,
                     ActAppealKey const& key, std::function<bool(ActAppealRow&&)> const& take);

}  // namespace forum
