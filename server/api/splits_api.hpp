// The handlers of splits_api.cpp.
#pragma once

#include "server/api/call.hpp"

namespace server::api {

Answer split_post(Call const& call);
Answer rejoin_thread(Call const& call);

}  // namespace server::api
