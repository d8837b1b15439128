// Taking one former text of a post out of its history.
#include "forum/redactions.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/parse.hpp"
#include "server/api/parse_acts.hpp"

namespace server::api {

Answer redact_revision(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const wish = parse_reasoned_act(call.request);
  if (!wish) co_return wish.error();
  auto const done =
      co_await call.write([&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const& moment) {
        return forum::redact_revision(tx, viewer, *id, {wish->version, wish->reason}, moment);
      });
  if (!done) co_return done.error();
  co_return empty_response();
}

}  // namespace server::api
