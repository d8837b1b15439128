// A reader's flags: one on a post, taking it back, and what became of all that he has made.
#include "base/text.hpp"
#include "forum/flags.hpp"
#include "server/api/create.hpp"
#include "server/api/encode_flags.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/parse.hpp"

namespace server::api {
namespace {

// "text": required of a flag for another reason than those of the list.
std::optional<std::string> parse_flag_text(http::ObjectReader& object, forum::FlagReason reason) {
  auto const presence =
      reason == forum::FlagReason::other ? http::Presence::required : http::Presence::optional;
  auto const given = object.text("text", presence);
  if (!given) return std::nullopt;
  std::string text(base::trimmed(*given));
  if (text.empty() && presence == http::Presence::optional) return std::nullopt;
  if (text.empty()) {
    object.note("text", base::FieldCode::empty);
  } else if (base::count_characters(text) > forum::kFlagCharacters) {
    object.note("text", base::FieldCode::too_long);
  } else if (auto const unfit = base::unfit_for_body(text)) {
    object.note("text", *unfit);
  }
  return text;
}

base::Result<forum::NewFlag> parse_flag(http::Request const& request) {
  auto body = http::JsonBody::parse(request);
  if (!body) return body.error();
  auto root = body->root();
  auto const reason = root.choice("reason", http::Presence::required, forum::parse_flag_reason);
  auto flag = forum::NewFlag{.reason = reason.value_or(forum::FlagReason::off_subject)};
  flag.text = parse_flag_text(root, flag.reason);
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  return flag;
}

// What he said of it himself, and the title.
void show_flag(Shown& shown, forum::OwnFlag const& flag) {
  if (flag.thread) shown.add(flag.thread->origin);
}
base::Result<forum::OwnFlag> showing(base::Result<forum::OwnFlag> flag, Shown& shown) {
  shown.list({auth::AuditObjectKind::platform, std::nullopt});
  if (flag) show_flag(shown, *flag);
  return flag;
}

}  // namespace

Answer flag_post(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const wish = parse_flag(call.request);
  if (!wish) co_return wish.error();
  co_return co_await create_shown(
      call,
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const& moment, Shown& shown) {
        return showing(forum::flag_post(tx, viewer, *id, *wish, moment), shown);
      },
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const&, base::PublicId const&,
          Shown& shown) { return showing(forum::load_flag(tx, viewer, *id), shown); },
      [](forum::OwnFlag const& flag) { return json_response(201, flag, encode_own_flag); });
}

Answer withdraw_flag(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const done =
      co_await call.write([&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const&) {
        return forum::withdraw_flag(tx, viewer, *id);
      });
  if (!done) co_return done.error();
  co_return empty_response();
}

Answer get_flag(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const flag = co_await call.show([&](storage::ReadTx& tx, auth::Viewer const& viewer, Shown& shown) {
    return showing(forum::load_flag(tx, viewer, *id), shown);
  });
  if (!flag) co_return flag.error();
  co_return json_response(200, *flag, encode_own_flag);
}

Answer list_flags(Call const& call) {
  http::Query query(call.request.query);
  auto const page = parse_page(query, call);
  if (auto const checked = query.check(); !checked) co_return checked.error();
  auto const found = co_await call.show([&](storage::ReadTx& tx, auth::Viewer const& viewer, Shown& shown) {
    auto flags = forum::load_own_flags(tx, viewer, page);
    shown.list({auth::AuditObjectKind::platform, std::nullopt});
    if (flags) {
      for (auto const& flag : flags->items) show_flag(shown, flag);
    }
    return flags;
  });
  if (!found) co_return found.error();
  co_return json_response(200,
                          encode_page(found->items, seal_page_cursor(call, found->next), encode_own_flag));
}

Answer see_flag_answers(Call const& call) {
  auto const done = co_await call.write(
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const&) -> base::Result<void> {
        forum::see_flag_answers(tx, viewer);
        return {};
      });
  if (!done) co_return done.error();
  co_return empty_response();
}

}  // namespace server::api
