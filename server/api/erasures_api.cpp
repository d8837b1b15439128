// Erasing what a post says: asking for it, ordering it, and what waits for a second person.
#include "forum/erasures.hpp"
#include "forum/whole_list.hpp"
#include "server/api/create.hpp"
#include "server/api/encode_bureau.hpp"
#include "server/api/encode_recalls.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/parse.hpp"
#include "server/api/parse_acts.hpp"

namespace server::api {
namespace {

struct Order {
  base::PublicId post;
  std::string reference;
  std::string reason;
};

base::Result<Order> parse_order(Call const& call) {
  auto body = http::JsonBody::parse(call.request);
  if (!body) return body.error();
  auto root = body->root();
  Order order{};
  auto const post = root.id("post_id", http::Presence::required);
  order.reference = parse_line(root, "reference", auth::kMostCaseNumberCharacters);
  order.reason = parse_reason(root);
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  order.post = *post;
  return order;
}

struct ListedErasures {
  forum::Page<forum::AskedErasure> page;
  bool may_order = false;
};

// The open ones first, the newest of them first.
std::string key_of(forum::AskedErasure const& asked) {
  return forum::newest_first_key(asked.proposal.outcome != auth::Outcome::open, asked.proposal.id.value);
}

void encode_item(http::JsonWriter& json, forum::AskedErasure const& asked) {
  json.begin_object();
  json.key("proposal");
  encode_proposal(json, asked.proposal);
  json.field("post_id", asked.post);
  json.key("post");
  if (asked.contribution) {
    encode_contribution(json, *asked.contribution);
  } else {
    json.value(nullptr);
  }
  json.end_object();
}

}  // namespace

Answer list_erasures(Call const& call) {
  http::Query query(call.request.query);
  auto const page = parse_page(query, call);
  if (auto const checked = query.check(); !checked) co_return checked.error();
  auto const found = co_await call.show(
      [&](storage::ReadTx& tx, auth::Viewer const& viewer, Shown& shown) -> base::Result<ListedErasures> {
        auto erasures = forum::load_erasures(tx, viewer);
        if (!erasures) return erasures.error();
        ListedErasures listed{forum::cut_page(std::move(erasures->items), page, key_of), erasures->may_order};
        shown.open({auth::AuditObjectKind::platform, std::nullopt}, auth::AuditEvent::contributions_viewed);
        for (auto const& asked : listed.page.items) {
          if (asked.contribution) shown.add(asked.contribution->post.origin);
        }
        return listed;
      });
  if (!found) co_return found.error();
  co_return json_response(200, encode_page(found->page.items, seal_page_cursor(call, found->page.next),
                                           encode_item, [&](http::JsonWriter& json) {
                                             json.key("may");
                                             json.begin_array();
                                             if (found->may_order) json.value("order");
                                             json.end_array();
                                           }));
}

Answer ask_erasure(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const wish = parse_reasoned_act(call.request);
  if (!wish) co_return wish.error();
  co_return co_await create(
      call,
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const& moment) {
        return forum::ask_erasure(tx, viewer, *id, {wish->reason, wish->version},
                                  call.services.settings.proposals, moment);
      },
      [](std::optional<auth::Proposal> const& asked) {
        return asked ? proposal_response(201, *asked) : empty_response();
      });
}

Answer order_erasure(Call const& call) {
  auto const order = parse_order(call);
  if (!order) co_return order.error();
  co_return co_await create(
      call,
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const& moment) {
        return forum::order_erasure(tx, viewer, {order->post, order->reference, order->reason},
                                    call.services.settings.proposals, moment);
      },
      [](auth::Proposal const& proposal) { return proposal_response(201, proposal); });
}

}  // namespace server::api
