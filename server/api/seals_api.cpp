// The official position of a bureau: asking for its seal, signing it, taking it back, its history, and what
// is asked.
#include "forum/seals.hpp"
#include "server/api/encode.hpp"
#include "server/api/encode_seals.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/parse.hpp"
#include "server/api/parse_acts.hpp"

namespace server::api {
namespace {

base::Result<int> parse_asking(http::Request const& request) {
  auto body = http::JsonBody::parse(request);
  if (!body) return body.error();
  auto root = body->root();
  int const version = parse_version(root);
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  return version;
}

// Why it is refused has to be said.
base::Result<forum::SealDecision> parse_seal_decision(http::Request const& request) {
  auto body = http::JsonBody::parse(request);
  if (!body) return body.error();
  auto root = body->root();
  forum::SealDecision decision;
  decision.version = parse_version(root);
  decision.decision = root.choice("decision", http::Presence::required, auth::parse_decision)
                          .value_or(auth::Decision::approve);
  if (decision.decision == auth::Decision::refuse) decision.reason = parse_reason(root);
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  return decision;
}

// Does it, and answers with the post as it is then.
template <class Act>
Answer act_on_seal(Call const& call, Act act) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const post =
      co_await call.show_written([&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const&,
                                     Shown& shown) { return showing_post(act(tx, viewer, *id), shown); });
  if (!post) co_return post.error();
  co_return json_response(200, *post, encode_post);
}

}  // namespace

Answer ask_seal(Call const& call) {
  auto const version = parse_asking(call.request);
  if (!version) co_return version.error();
  co_return co_await act_on_seal(call, [version = *version](storage::WriteTx& tx, auth::Viewer const& viewer,
                                                            base::PublicId const& post) {
    return forum::ask_seal(tx, viewer, post, version);
  });
}

Answer take_back_seal_request(Call const& call) {
  return act_on_seal(call, forum::take_back_seal_request);
}

Answer decide_seal(Call const& call) {
  auto const decision = parse_seal_decision(call.request);
  if (!decision) co_return decision.error();
  co_return co_await act_on_seal(
      call, [&](storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& post) {
        return forum::decide_seal(tx, viewer, post, *decision);
      });
}

Answer withdraw_seal(Call const& call) {
  auto const act = parse_reasoned_act(call.request);
  if (!act) co_return act.error();
  co_return co_await act_on_seal(
      call, [&](storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& post) {
        return forum::withdraw_seal(tx, viewer, post, {act->reason, act->version});
      });
}

Answer list_seals(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  http::Query query(call.request.query);
  auto const page = parse_page(query, call);
  if (auto const checked = query.check(); !checked) co_return checked.error();
  auto const history = co_await call.show([&](storage::ReadTx& tx, auth::Viewer const& viewer, Shown& shown) {
    auto loaded = forum::load_seals(tx, viewer, *id, page);
    if (loaded) shown.open_one(auth::AuditObjectKind::post, loaded->origin);
    return loaded;
  });
  if (!history) co_return history.error();
  co_return json_response(
      200, encode_page(history->page.items, seal_page_cursor(call, history->page.next), encode_seal_record));
}

Answer list_seal_requests(Call const& call) {
  http::Query query(call.request.query);
  auto const page = parse_page(query, call);
  if (auto const checked = query.check(); !checked) co_return checked.error();
  auto const found = co_await call.show([&](storage::ReadTx& tx, auth::Viewer const& viewer, Shown& shown) {
    auto requests = forum::load_seal_requests(tx, viewer, page);
    if (requests) {
      shown.open({auth::AuditObjectKind::platform, std::nullopt});
      for (auto const& request : requests->items) {
        shown.add(request.post.origin);
        shown.add(request.post.quotes);
        shown.add(request.thread_origin);
      }
    }
    return requests;
  });
  if (!found) co_return found.error();
  co_return json_response(
      200, encode_page(found->items, seal_page_cursor(call, found->next), encode_seal_request));
}

}  // namespace server::api
