// The statements behind seals.hpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "forum/seals.hpp"
#include "forum/submissions.hpp"
#include "storage/row.hpp"

namespace forum {

// The columns of a post `p` that tell of its seal, and their reader.
extern char const* const kSealColumns;
struct SealMark {
  std::optional<Seal> seal;
  std::optional<auth::UserId> asked_by;
};
SealMark read_seal_mark(storage::Row const& row, int& column);

struct SealStanding {
  SealMark mark;
  auth::UserId editor;
};
SealStanding find_seal(storage::ReadTx& tx, PostId post);

void insert_seal_request(storage::WriteTx& tx, auth::Viewer const& officer, PostPlace const& post);
void delete_seal_request(storage::WriteTx& tx, PostId post);
void update_signed(storage::WriteTx& tx, auth::Viewer const& officer, PostPlace const& post);
void update_refused(storage::WriteTx& tx, auth::Viewer const& officer, PostId post, std::string_view reason);
void update_withdrawn(storage::WriteTx& tx, auth::Viewer const& officer, PostId post,
                      std::string_view reason);
// The text has changed: nobody signs what he has not read. The notices of the asking go with it.
void end_seal_request(storage::WriteTx& tx, PostId post);
// Who asked for the seal that is in force.
std::optional<auth::UserId> find_seal_asker(storage::ReadTx& tx, PostId post);
// All that was ever asked or signed.
void forget_seals(storage::WriteTx& tx, PostId post);

// A notice to somebody who belongs to the source of the post, or to the bureau above it.
void tell_of_seal(storage::WriteTx& tx, EventId event, PostId post, auth::UserId person, Notice notice);
// A newer one takes the place of all that were there.
void drop_seal_notices(storage::WriteTx& tx, PostId post);
// Whoever acts is not told of it.
void spare_notice(storage::WriteTx& tx, EventId event, auth::UserId person);

struct SealRecordFilter {
  PostId post;
  std::int64_t before = 0;  // the key
  bool only_signed = true;
};
std::vector<SealRecord> select_seals(storage::ReadTx& tx, SealRecordFilter const& filter, int limit);
std::vector<SealRequest> select_seal_requests(storage::ReadTx& tx, auth::Viewer const& viewer,
                                              std::int64_t after, int limit);
int count_open_seal_requests(storage::ReadTx& tx, auth::Viewer const& viewer, int most);

}  // namespace forum
