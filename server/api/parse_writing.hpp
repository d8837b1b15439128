// "writing" in a body: what somebody is about to post, by which it is known who will read it.
#pragma once

#include "forum/mention_offers.hpp"
#include "server/http/json_body.hpp"

namespace server::api {

// The members of the object; what does not fit is noted there.
forum::Writing parse_writing(http::ObjectReader& object, forum::Limits const& limits);

}  // namespace server::api
