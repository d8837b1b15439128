// The statements behind warning_appeals.hpp.
#pragma once

#include "forum/warning_appeals.hpp"

namespace forum {

// Columns of the appeal `wa` of a note, which may have none, and their reader.
std::string warning_appeal_columns();
std::optional<WarningAppeal> read_warning_appeal(storage::Row const& row, int& column);

void insert_warning_appeal(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& id,
                           base::PublicId const& warning, std::string_view reason);

struct HeardWarningRow {
  std::int64_t id = 0;
  HeardWarning told;
  auth::UserId warned_by;
  auth::OrganisationId warned_for;  // the bureau that he was of when the appeal was made
  // Whether it is known that the viewer is not of the author's country: an officer of the unit where
  // attribution does not tell him whose the post is.
  bool stands_apart = false;
};
// Nothing for who may not hear of it.
std::optional<HeardWarningRow> find_heard_warning(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                  base::PublicId const& appeal,
                                                  ModerationLimits const& limits);
void update_warning_appeal_decided(storage::WriteTx& tx, auth::Viewer const& officer, std::int64_t appeal,
                                   WarningVerdict const& verdict);

bool keeps_order_somewhere(auth::Viewer const& viewer);
// Neither who has warned nor of his country, nor of the author's.
bool is_third(auth::Viewer const& viewer, HeardWarningRow const& heard);

}  // namespace forum
