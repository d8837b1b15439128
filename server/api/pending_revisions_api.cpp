// Changes of published posts that await their release: what one says, and giving it up. Whatever else is done
// about them, release_api.cpp does.
#include "forum/pending_revisions.hpp"
#include "server/api/encode_pending.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/parse.hpp"

namespace server::api {

Answer get_pending_revision(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const pending = co_await call.show([&](storage::ReadTx& tx, auth::Viewer const& viewer, Shown& shown) {
    auto loaded = forum::load_pending_revision(tx, viewer, *id);
    if (loaded) {
      shown.open_one(auth::AuditObjectKind::post, loaded->origin);
      shown.add(loaded->quotes);
    }
    return loaded;
  });
  if (!pending) co_return pending.error();
  co_return json_response(200, *pending, encode_pending_text);
}

Answer withdraw_pending_revision(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const done =
      co_await call.write([&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const& moment) {
        return forum::withdraw_pending_revision(tx, viewer, *id, moment);
      });
  if (!done) co_return done.error();
  co_return empty_response();
}

}  // namespace server::api
