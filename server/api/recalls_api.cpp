// What an organisation has contributed, its recall, and what a bureau is asked to confirm.
#include "forum/narrowing.hpp"
#include "forum/recall_requests.hpp"
#include "forum/recalls.hpp"
#include "server/api/encode_recalls.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/parse.hpp"
#include "server/api/parse_acts.hpp"

namespace server::api {
namespace {

struct Wish {
  std::string reason;
  std::optional<int> version;
};

base::Result<Wish> parse_wish(Call const& call) {
  auto body = http::JsonBody::parse(call.request);
  if (!body) return body.error();
  auto root = body->root();
  Wish wish;
  wish.reason = parse_reason(root);
  if (root.has("version")) wish.version = parse_version(root);
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  return wish;
}

base::Result<forum::PostEdit> parse_narrowing(Call const& call) {
  auto body = http::JsonBody::parse(call.request);
  if (!body) return body.error();
  auto root = body->root();
  forum::PostEdit edit;
  edit.version = parse_version(root);
  edit.marking = parse_marking(root, call.services.settings.forum);
  edit.audience = parse_audience(root, call.services.settings.forum);
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  if (!edit.marking && !edit.audience) return base::invalid_field("", base::FieldCode::empty);
  return edit;
}

// The reason tells of the post, and the title is shown besides.
void show_request(Shown& shown, forum::RecallRequest const& request) {
  if (request.reason) shown.add(request.origin);
  if (request.thread) shown.add(request.thread->origin);
}

}  // namespace

Answer list_contributions(Call const& call) {
  http::Query query(call.request.query);
  auto const filter =
      query.choice("state", forum::parse_contribution_filter).value_or(forum::ContributionFilter::all);
  auto const page = parse_page(query, call, to_string(filter));
  if (auto const checked = query.check(); !checked) co_return checked.error();
  using Contributions = forum::Page<forum::Contribution>;
  auto const found = co_await call.show(
      [&](storage::ReadTx& tx, auth::Viewer const& viewer, Shown& shown) -> base::Result<Contributions> {
        auto contributions = forum::load_contributions(tx, viewer, filter, page);
        if (!contributions) return contributions.error();
        shown.open({auth::AuditObjectKind::platform, std::nullopt}, auth::AuditEvent::contributions_viewed);
        for (auto const& contribution : contributions->items) {
          shown.add(contribution.post.origin);
          shown.add(contribution.post.quotes);
        }
        return contributions;
      });
  if (!found) co_return found.error();
  auto const next = seal_page_cursor(call, found->next, to_string(filter));
  co_return json_response(200, encode_page(found->items, next, encode_contribution));
}

Answer narrow_contribution(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const edit = parse_narrowing(call);
  if (!edit) co_return edit.error();
  auto const narrowed = co_await call.show_written(
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const& moment, Shown& shown) {
        auto done = forum::narrow_contribution(tx, viewer, *id, *edit, moment.limits);
        if (done) shown.open_one(auth::AuditObjectKind::post, done->post.origin);
        return done;
      });
  if (!narrowed) co_return narrowed.error();
  co_return json_response(200, *narrowed, encode_contribution);
}

Answer get_recall(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const recall = co_await call.show([&](storage::ReadTx& tx, auth::Viewer const& viewer, Shown& shown) {
    auto loaded = forum::load_recall(tx, viewer, *id);
    if (loaded) shown.open_one(auth::AuditObjectKind::post, loaded->origin);
    return loaded;
  });
  if (!recall) co_return recall.error();
  co_return json_response(200, *recall, encode_recall);
}

Answer recall_post(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const wish = parse_wish(call);
  if (!wish) co_return wish.error();
  auto const may = co_await call.read([&](storage::ReadTx& tx, auth::Viewer const& viewer) {
    return forum::check_recall(tx, viewer, *id, wish->version);
  });
  if (!may) co_return may.error();
  auto& consultations = call.services.consultations;
  if (auto const flushed = co_await consultations.flush(); !flushed) co_return flushed.error();
  auto const openers = co_await call.read([&](storage::ReadTx& tx, auth::Viewer const& viewer) {
    return forum::find_openers(tx, viewer, *id, wish->version);
  });
  if (!openers) co_return openers.error();
  auto const recalled = co_await call.show_written(
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const& moment, Shown& shown) {
        auto done = forum::recall_post(tx, viewer, *id, {wish->reason, wish->version, *openers}, moment);
        if (done) shown.open_one(auth::AuditObjectKind::post, done->post.origin);
        if (done) shown.add(done->post.quotes);
        return done;
      });
  if (!recalled) co_return recalled.error();
  co_return json_response(200, *recalled, encode_contribution);
}

Answer list_recall_requests(Call const& call) {
  http::Query query(call.request.query);
  auto const page = parse_page(query, call);
  if (auto const checked = query.check(); !checked) co_return checked.error();
  auto const found = co_await call.show([&](storage::ReadTx& tx, auth::Viewer const& viewer,
                                            Shown& shown) -> base::Result<forum::RecallRequests> {
    auto requests = forum::load_recall_requests(tx, viewer, page, call.services.settings.forum);
    if (!requests) return requests.error();
    shown.list({auth::AuditObjectKind::platform, std::nullopt});
    for (auto const& request : requests->page.items) show_request(shown, request);
    return requests;
  });
  if (!found) co_return found.error();
  co_return json_response(
      200, encode_page(found->page.items, seal_page_cursor(call, found->page.next), encode_recall_request,
                       [&](http::JsonWriter& json) { json.field("waiting", found->waiting); }));
}

Answer acknowledge_recall(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const request = co_await call.show_written(
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const&, Shown& shown) {
        auto acknowledged = forum::acknowledge_recall(tx, viewer, *id);
        shown.list({auth::AuditObjectKind::platform, std::nullopt});
        if (acknowledged) show_request(shown, *acknowledged);
        return acknowledged;
      });
  if (!request) co_return request.error();
  co_return json_response(200, *request, encode_recall_request);
}

}  // namespace server::api
