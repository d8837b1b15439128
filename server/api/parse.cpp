#include "server/api/parse.hpp"

#include <limits>

#include "base/text.hpp"

namespace server::api {
namespace {

constexpr std::size_t kPageCursorBytes = 512;
constexpr int kPageSize = 20;
constexpr int kLargestPage = 100;

// A cursor is good for one list of one session: what it holds was readable to that viewer when it was made.
std::string page_purpose(Call const& call, std::string_view list) {
  std::string purpose = "page ";
  purpose += call.endpoint;
  for (std::string const& piece : call.path) purpose += " " + piece;
  purpose += " ";
  purpose += list;
  purpose += " ";
  purpose.append(reinterpret_cast<char const*>(call.token_hash.data()), call.token_hash.size());
  return purpose;
}

}  // namespace

std::optional<forum::NewMarking> parse_marking(http::ObjectReader& object, forum::Limits const& limits) {
  using http::Presence;
  auto reader = object.object("marking", Presence::optional);
  if (!reader) return std::nullopt;
  forum::NewMarking marking;
  marking.level = reader->choice("level", Presence::optional, auth::parse_level);
  if (reader->has("caveats")) {
    marking.caveats.emplace();
    auto const names = reader->texts("caveats", 4);
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (auto const caveat = auth::parse_caveat(names[i])) {
        marking.caveats->add(*caveat);
      } else {
        reader->note_at("caveats", i, base::FieldCode::unknown_value);
      }
    }
  }
  marking.caveat_text = reader->text("caveat_text", Presence::optional);
  if (marking.caveat_text && base::count_characters(*marking.caveat_text) > limits.caveat_characters) {
    reader->note("caveat_text", base::FieldCode::too_long);
  } else if (marking.caveat_text) {
    if (auto const unfit = base::unfit_for_line(*marking.caveat_text)) reader->note("caveat_text", *unfit);
  }
  marking.legal_use = reader->choice("legal_use", Presence::optional, auth::parse_legal_use);
  marking.attribution = reader->choice("attribution", Presence::optional, auth::parse_attribution);
  marking.review_on = reader->time("review_on", Presence::optional);
  marking.expires_on = reader->time("expires_on", Presence::optional);
  reader->finish();
  return marking;
}

std::optional<auth::NewAudience> parse_audience(http::ObjectReader& object, forum::Limits const& limits) {
  auto reader = object.object("audience", http::Presence::optional);
  if (!reader) return std::nullopt;
  auth::NewAudience audience;
  audience.base = reader->choice("base", http::Presence::required, auth::parse_audience_base)
                      .value_or(auth::AudienceBase::own);  // noted already: never used
  audience.organisations = reader->ids("organisations", limits.organisations_in_audience);
  audience.minus = reader->ids("minus", limits.organisations_in_audience);
  audience.groups = reader->ids("groups", limits.groups_in_audience);
  audience.minus_groups = reader->ids("minus_groups", limits.groups_in_audience);
  reader->finish();
  return audience;
}

std::string parse_post_text(http::ObjectReader& object, forum::Limits const& limits) {
  auto text = object.text("body", http::Presence::required).value_or("");
  if (text.size() > limits.body_bytes) {
    object.note("body", base::FieldCode::too_long);
    text.clear();
  }
  return text;
}

forum::NewPost parse_new_post(http::ObjectReader& object, forum::Limits const& limits) {
  forum::NewPost post;
  post.body = parse_post_text(object, limits);
  post.marking = parse_marking(object, limits).value_or(forum::NewMarking{});
  post.audience = parse_audience(object, limits);
  post.language = object.choice("language", http::Presence::optional, auth::parse_language);
  post.attachments = object.ids("attachments", limits.attachments.in_post);
  return post;
}

boost::asio::awaitable<base::Result<forum::Html>> render(Call const& call, std::string const& body) {
  if (body.size() <= forum::kLongTextBytes) co_return forum::render_markdown(body);
  co_return co_await call.services.cpu.run([&body] { return forum::render_markdown(body); });
}

forum::PageRequest parse_page(http::Query& query, Call const& call, std::string_view list) {
  forum::PageRequest page;
  page.limit = static_cast<int>(query.integer("limit", 1, kLargestPage).value_or(kPageSize));
  page.after = parse_after(query, call, list);
  return page;
}

forum::PageRequest parse_page_or_all(http::Query& query, Call const& call) {
  constexpr std::int64_t kAll = std::numeric_limits<int>::max();
  return {.limit = static_cast<int>(query.integer("limit", 1, kLargestPage).value_or(kAll)),
          .after = parse_after(query, call)};
}

std::optional<std::string> parse_after(http::Query& query, Call const& call, std::string_view list) {
  auto const after = query.text("after", kPageCursorBytes);
  if (!after || after->empty()) return std::nullopt;
  auto opened = call.services.page_cursors.open(page_purpose(call, list), *after);
  if (!opened) query.note("after", base::FieldCode::malformed);
  return opened;
}

std::optional<std::string> seal_page_cursor(Call const& call, std::optional<std::string> const& key,
                                            std::string_view list) {
  if (!key) return std::nullopt;
  if (key->empty()) return "";  // the first page
  return call.services.page_cursors.seal(page_purpose(call, list), *key, call.services.random);
}

}  // namespace server::api
