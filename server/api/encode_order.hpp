// How order was kept in a thread, as JSON.
#pragma once

#include "forum/mergers.hpp"
#include "server/api/shown.hpp"
#include "server/http/json_writer.hpp"

namespace server::api {

void encode_order(http::JsonWriter& json, forum::ThreadOrder const& order);
// Its titles, in the list of those that are shown.
void show_order(Shown& shown, forum::ThreadOrder const& order);

}  // namespace server::api
