// Asking that a post or a thread be shown to more, and the consent of its source.
#include <algorithm>

#include "auth/decisions.hpp"
#include "forum/widening.hpp"
#include "forum/widening_consent.hpp"
#include "server/api/create.hpp"
#include "server/api/encode_widenings.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/parse.hpp"
#include "server/api/parse_acts.hpp"
#include "server/api/parse_writing.hpp"

namespace server::api {
namespace {

enum class Of { post, thread };

base::Result<forum::NewWidening> parse_asked(Call const& call, Of of) {
  auto body = http::JsonBody::parse(call.request);
  if (!body) return body.error();
  auto root = body->root();
  forum::NewWidening asked;
  asked.version = parse_version(root);
  asked.audience = parse_audience(root, call.services.settings.forum);
  if (auto marking = root.object("marking", http::Presence::optional)) {
    asked.level = marking->choice("level", http::Presence::required, auth::parse_level);
    marking->finish();
  }
  if (of == Of::post) {
    if (auto text = root.object("quoted_in", http::Presence::optional)) {
      asked.quoted_in = parse_writing(*text, call.services.settings.forum);
      text->finish();
      for (auto const* other : {"audience", "marking"}) {
        if (root.has(other)) root.note(other, base::FieldCode::contradicts);
      }
    }
  }
  asked.reason = parse_reason(root);
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  return asked;
}

base::Result<forum::ConsentDecision> parse_consent_decision(Call const& call) {
  auto body = http::JsonBody::parse(call.request);
  if (!body) return body.error();
  auto root = body->root();
  forum::ConsentDecision decision;
  decision.decision = root.choice("decision", http::Presence::required, auth::parse_decision)
                          .value_or(auth::Decision::refuse);
  decision.reason = parse_reason(root);
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  return decision;
}

// The title of a thread is shown in each, and perhaps that of another.
void show_widening(Shown& shown, forum::Widening const& widening) {
  shown.add(widening.origin);
  if (widening.quoted_in && widening.quoted_in->thread) shown.add(*widening.quoted_in->thread);
}
void show_consent(Shown& shown, forum::Consent const& consent) {
  shown.add(consent.origin);
  if (consent.quoted_in && consent.quoted_in->thread) shown.add(*consent.quoted_in->thread);
  for (auto const& post : consent.posts) shown.add(post.origin);
}

// `ask` is one of the two operations of forum/widening.hpp.
template <class Ask>
Answer ask_widening(Call const& call, Of of, Ask ask) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const asked = parse_asked(call, of);
  if (!asked) co_return asked.error();
  using Widening = base::Result<forum::Widening>;
  auto const showing = [](Widening widening, Shown& shown) {
    shown.list({auth::AuditObjectKind::platform, std::nullopt});
    if (widening) show_widening(shown, *widening);
    return widening;
  };
  co_return co_await create_shown(
      call,
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const& moment, Shown& shown) {
        return showing(ask(tx, viewer, *id, *asked, call.services.settings.proposals, moment), shown);
      },
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const&, base::PublicId const& made,
          Shown& shown) {
        auto found = forum::find_widening(tx, viewer, made);
        return showing(found ? Widening(*std::move(found)) : Widening(base::ErrorCode::not_found), shown);
      },
      [](forum::Widening const& widening) { return json_response(201, widening, encode_widening); });
}

}  // namespace

Answer ask_post_widening(Call const& call) {
  return ask_widening(call, Of::post, forum::ask_post_widening);
}

Answer ask_thread_widening(Call const& call) {
  return ask_widening(call, Of::thread, forum::ask_thread_widening);
}

Answer list_widenings(Call const& call) {
  http::Query query(call.request.query);
  auto const page = parse_page(query, call);
  if (auto const checked = query.check(); !checked) co_return checked.error();
  auto const found = co_await call.show([&](storage::ReadTx& tx, auth::Viewer const& viewer, Shown& shown) {
    auto widenings = forum::load_widenings(tx, viewer, page);
    shown.list({auth::AuditObjectKind::platform, std::nullopt});
    if (widenings)
      std::ranges::for_each(widenings->items, [&](auto const& one) { show_widening(shown, one); });
    return widenings;
  });
  if (!found) co_return found.error();
  auto const next = seal_page_cursor(call, found->next);
  co_return json_response(200, encode_page(found->items, next, encode_widening));
}

Answer withdraw_widening(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const widening = co_await call.show_written(
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const&, Shown& shown) {
        auto withdrawn = forum::withdraw_widening(tx, viewer, *id);
        shown.list({auth::AuditObjectKind::platform, std::nullopt});
        if (withdrawn) show_widening(shown, *withdrawn);
        return withdrawn;
      });
  if (!widening) co_return widening.error();
  co_return json_response(200, *widening, encode_widening);
}

Answer list_consents(Call const& call) {
  http::Query query(call.request.query);
  auto const part = query.choice("state", forum::parse_consent_part).value_or(forum::ConsentPart::open);
  auto const page = parse_page(query, call, to_string(part));
  if (auto const checked = query.check(); !checked) co_return checked.error();
  auto const found = co_await call.show([&](storage::ReadTx& tx, auth::Viewer const& viewer, Shown& shown) {
    auto consents = forum::load_consents(tx, viewer, part, page);
    shown.open({auth::AuditObjectKind::platform, std::nullopt});
    if (consents) std::ranges::for_each(consents->items, [&](auto const& one) { show_consent(shown, one); });
    return consents;
  });
  if (!found) co_return found.error();
  auto const next = seal_page_cursor(call, found->next, to_string(part));
  co_return json_response(200, encode_page(found->items, next, encode_consent));
}

Answer decide_consent(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const decision = parse_consent_decision(call);
  if (!decision) co_return decision.error();
  auto const consent = co_await call.show_written(
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const& moment, Shown& shown) {
        auto decided =
            forum::decide_consent(tx, viewer, *id, *decision, call.services.settings.proposals, moment);
        shown.open({auth::AuditObjectKind::platform, std::nullopt});
        if (decided) show_consent(shown, *decided);
        return decided;
      });
  if (!consent) co_return consent.error();
  co_return json_response(200, *consent, encode_consent);
}

}  // namespace server::api
