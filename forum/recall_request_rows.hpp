// The statements behind recall_requests.hpp.
#pragma once

#include "forum/recall_requests.hpp"

namespace forum {

// In the order of the list.
enum class RequestPart { open, confirmed };

// Of this part of the list, behind the request of this key; from the beginning where that is left out.
std::vector<RecallRequest> select_requests(storage::ReadTx& tx, auth::Viewer const& viewer, RequestPart part,
                                           std::optional<std::int64_t> after, int limit);
std::optional<RecallRequest> find_request(storage::ReadTx& tx, auth::Viewer const& viewer,
                                          base::PublicId const& request);
int count_open_requests(storage::ReadTx& tx, auth::Viewer const& viewer, int most);
void update_acknowledged(storage::WriteTx& tx, auth::Viewer const& coordinator, std::int64_t request);

}  // namespace forum
