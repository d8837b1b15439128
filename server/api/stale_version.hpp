// Where a request has lost a race.
#pragma once

#include "base/error.hpp"
#include "server/http/message.hpp"

namespace server::api {

// A version_conflict is at the `version` that the body names, where it names one and the operation has not
// said otherwise. Every other error stays as it is.
base::Error at_stale_version(base::Error error, http::Request const& request);

}  // namespace server::api
