// Appeals against warnings: who was warned, and whoever decides.
#include "forum/warning_appeals.hpp"
#include "server/api/encode.hpp"
#include "server/api/encode_flags.hpp"
#include "server/api/encode_warnings.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/parse.hpp"
#include "server/api/parse_acts.hpp"

namespace server::api {
namespace {

using http::JsonWriter;

void encode_heard(JsonWriter& json, forum::HeardWarning const& heard) {
  json.begin_object();
  json.field("id", heard.appeal.public_id);
  encode_warning_appeal(json, heard.appeal);
  json.field("warning", heard.warning);
  json.field("warned_at", heard.warned_at);
  json.field("post_id", heard.post.object);
  json.key("author");
  if (heard.author) {
    encode_person(json, *heard.author);
  } else {
    json.value(nullptr);
  }
  json.key("source");
  if (heard.source) {
    encode_organisation(json, *heard.source);
  } else {
    json.value(nullptr);
  }
  encode_flagged_thread(json, heard.thread);
  json.key("may");
  json.begin_array();
  if (heard.may_decide) json.value("decide");
  json.end_array();
  json.end_object();
}

// Both texts are about the post.
void show_heard(Shown& shown, forum::HeardWarning const& heard) {
  shown.add(heard.post);
  shown.add(heard.thread.origin);
}

struct Asked {
  std::string reason;
};
base::Result<Asked> parse_asked(http::Request const& request) {
  auto body = http::JsonBody::parse(request);
  if (!body) return body.error();
  auto root = body->root();
  Asked asked{parse_reason(root)};
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  return asked;
}

forum::ModerationLimits const& limits_of(Call const& call) {
  return call.services.settings.moderation;
}

}  // namespace

Answer appeal_warning(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const asked = parse_asked(call.request);
  if (!asked) co_return asked.error();
  auto const warning = co_await call.show_written(
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const& moment, Shown& shown) {
        auto made = forum::appeal_warning(tx, viewer, *id, asked->reason, limits_of(call), moment.random);
        shown.open({auth::AuditObjectKind::platform, std::nullopt});
        if (made) show_warning(shown, *made);
        return made;
      });
  if (!warning) co_return warning.error();
  co_return json_response(200, *warning, encode_warning);
}

Answer list_warning_appeals(Call const& call) {
  http::Query query(call.request.query);
  auto const filter =
      query.choice("state", forum::parse_warning_appeal_filter).value_or(forum::WarningAppealFilter::open);
  auto const page = parse_page(query, call, forum::to_string(filter));
  if (auto const checked = query.check(); !checked) co_return checked.error();
  auto const found = co_await call.show([&](storage::ReadTx& tx, auth::Viewer const& viewer, Shown& shown) {
    auto appeals = forum::load_warning_appeals(tx, viewer, filter, page, limits_of(call));
    shown.open({auth::AuditObjectKind::platform, std::nullopt});
    if (appeals) {
      for (auto const& heard : appeals->items) show_heard(shown, heard);
    }
    return appeals;
  });
  if (!found) co_return found.error();
  auto const next = seal_page_cursor(call, found->next, forum::to_string(filter));
  co_return json_response(200, encode_page(found->items, next, encode_heard));
}

Answer decide_warning_appeal(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const verdict = parse_verdict(call.request, forum::parse_warning_outcome);
  if (!verdict) co_return verdict.error();
  auto const decided = co_await call.show_written([&](storage::WriteTx& tx, auth::Viewer const& viewer,
                                                      forum::Moment const&, Shown& shown) {
    auto done =
        forum::decide_warning_appeal(tx, viewer, *id, {verdict->outcome, verdict->reason}, limits_of(call));
    shown.open({auth::AuditObjectKind::platform, std::nullopt});
    if (done) show_heard(shown, *done);
    return done;
  });
  if (!decided) co_return decided.error();
  co_return json_response(200, *decided, encode_heard);
}

}  // namespace server::api
