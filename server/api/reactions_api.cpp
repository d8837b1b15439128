// Reacting to a post, and taking that back.
#include "forum/reactions.hpp"
#include "server/api/encode_reactions.hpp"
#include "server/api/endpoints.hpp"

namespace server::api {
namespace {

using Reactions = std::vector<forum::Reaction>;
using Act = base::Result<Reactions> (*)(storage::WriteTx&, auth::Viewer const&, base::PublicId const&,
                                        forum::ReactionKind);

Answer react(Call const& call, Act act) {
  auto const post = call.path_id();
  if (!post) co_return post.error();
  auto const kind = forum::parse_reaction_kind(call.path.at(1));
  if (!kind) co_return base::ErrorCode::not_found;
  auto const now = co_await call.write(
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const&) -> base::Result<Reactions> {
        return act(tx, viewer, *post, *kind);
      });
  if (!now) co_return now.error();
  std::string body;
  http::JsonWriter json(body);
  json.begin_object();
  encode_reactions(json, *now);
  json.end_object();
  co_return json_response(200, std::move(body));
}

}  // namespace

Answer give_reaction(Call const& call) {
  return react(call, forum::give_reaction);
}

Answer withdraw_reaction(Call const& call) {
  return react(call, forum::withdraw_reaction);
}

}  // namespace server::api
