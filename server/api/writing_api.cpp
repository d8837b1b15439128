// What helps somebody to write: drafts, the preview, and who would read it.
#include <algorithm>
#include <iterator>

#include <boost/json/serialize.hpp>

#include "base/text.hpp"
#include "forum/audience_summary.hpp"
#include "forum/draft_versions.hpp"
#include "forum/drafts.hpp"
#include "forum/mention.hpp"
#include "forum/mention_offers.hpp"
#include "forum/quotes.hpp"
#include "forum/whole_list.hpp"
#include "server/api/encode.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/parse.hpp"
#include "server/api/parse_writing.hpp"

namespace server::api {
namespace {

base::Result<forum::DraftContext> path_context(Call const& call) {
  auto const context = forum::parse_draft_context(call.path.at(0));
  if (!context) return base::Error{base::ErrorCode::not_found};
  return *context;
}

// The member as it came, once it was checked: the client gets back what it gave.
std::optional<std::string> raw_member(http::ObjectReader const& object, std::string_view name) {
  auto const* const value = object.raw().if_contains(name);
  if (value == nullptr || value->is_null()) return std::nullopt;
  return boost::json::serialize(*value);
}

base::Result<forum::Draft> parse_draft(Call const& call, forum::DraftContext const& context) {
  auto body = http::JsonBody::parse(call.request);
  if (!body) return body.error();
  auto root = body->root();
  forum::Draft draft;
  draft.context = context;
  draft.title = root.text("title", http::Presence::optional);
  draft.body = parse_post_text(root, call.services.settings.forum);
  if (parse_marking(root, call.services.settings.forum)) draft.marking = raw_member(root, "marking");
  if (parse_audience(root, call.services.settings.forum)) draft.audience = raw_member(root, "audience");
  draft.language = root.choice("language", http::Presence::optional, auth::parse_language);
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  return draft;
}

using Places = std::vector<std::pair<forum::DraftContext, forum::DraftPlace>>;
struct DraftsInPlaces {
  forum::Page<forum::Draft> page;
  Places places;  // of those that belong to what the writer reads
};

void encode_places(http::JsonWriter& json, Places const& places) {
  json.key("places");
  json.begin_array();
  for (auto const& [context, place] : places) {
    json.begin_object();
    json.field("context", forum::to_string(context));
    json.field("topic_id", place.topic);
    json.field("thread_id", place.thread);
    json.field("post_id", place.post);
    json.field("title", place.origin ? std::optional(place.title) : std::nullopt);
    json.field("title_level",
               place.origin ? std::optional(auth::to_string(place.origin->level)) : std::nullopt);
    json.end_object();
  }
  json.end_array();
}

struct AudienceQuestion {
  std::optional<base::PublicId> topic;
  std::optional<base::PublicId> thread;
  std::optional<base::PublicId> parent;
  std::optional<base::PublicId> narrowed_thread;
  std::optional<base::PublicId> narrowed_post;
  std::optional<auth::NewAudience> audience;
};

constexpr std::string_view kAsked[] = {"topic_id", "thread_id", "narrowed_thread_id", "narrowed_post_id"};

base::Result<forum::AudienceSummary> answer(storage::ReadTx& tx, auth::Viewer const& viewer,
                                            AudienceQuestion const& question) {
  if (question.narrowed_thread)
    return forum::summarise_narrowed_thread(tx, viewer, *question.narrowed_thread, question.audience);
  if (question.narrowed_post)
    return forum::summarise_narrowed_post(tx, viewer, *question.narrowed_post, question.audience);
  if (question.topic) return forum::summarise_new_thread(tx, viewer, *question.topic, question.audience);
  return forum::summarise_new_reply(tx, viewer, *question.thread, question.parent, question.audience);
}

base::Result<AudienceQuestion> parse_audience_question(Call const& call) {
  auto body = http::JsonBody::parse(call.request);
  if (!body) return body.error();
  auto root = body->root();
  AudienceQuestion question;
  question.topic = root.id("topic_id", http::Presence::optional);
  question.thread = root.id("thread_id", http::Presence::optional);
  question.parent = root.id("parent_id", http::Presence::optional);
  question.audience = parse_audience(root, call.services.settings.forum);
  question.narrowed_thread = root.id("narrowed_thread_id", http::Presence::optional);
  question.narrowed_post = root.id("narrowed_post_id", http::Presence::optional);
  auto const is_there = [&](std::string_view name) { return root.has(name); };
  if (std::ranges::none_of(kAsked, is_there)) root.note("topic_id", base::FieldCode::required);
  auto const asked = std::ranges::find_if(kAsked, is_there);
  for (auto other = asked; other != std::end(kAsked); ++other) {
    if (other != asked && is_there(*other)) root.note(*other, base::FieldCode::duplicate);
  }
  if (root.has("parent_id") && !root.has("thread_id")) root.note("thread_id", base::FieldCode::required);
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  return question;
}

// What it would be where it is written: whoever may not write there is shown the bare names.
boost::asio::awaitable<base::Result<forum::Html>> show_mentions(
    Call const& call, forum::Html html, std::optional<forum::Writing> const& writing) {
  if (!writing || forum::names_in(html, 1).empty()) co_return html;
  co_return co_await call.read([&](storage::ReadTx& tx,
                                   auth::Viewer const& viewer) -> base::Result<forum::Html> {
    auto const found = forum::find_writing_readers(tx, viewer, *writing);
    if (!found) return html;
    return forum::find_mentions(tx, viewer, html, found->readers, found->post, call.services.settings.forum)
        .html;
  });
}

boost::asio::awaitable<base::Result<std::vector<forum::Quote>>> load_quotes(Call const& call,
                                                                            forum::Html const& html) {
  using Quotes = std::vector<forum::Quote>;
  auto const references = forum::quotes_in(html);
  if (references.empty()) co_return Quotes{};
  if (auto const fit = forum::check_quote_sizes(references, call.services.settings.forum); !fit) {
    co_return fit.error();
  }
  co_return co_await call.show(
      [&](storage::ReadTx& tx, auth::Viewer const& viewer, Shown& shown) -> base::Result<Quotes> {
        auto quotes = forum::QuoteReader(tx, viewer).read(references);
        shown.add(quotes);
        return quotes;
      });
}

// `load` is one of the two operations of forum/audience_summary.hpp.
template <class Load>
Answer list_readers(Call const& call, Load load) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  http::Query query(call.request.query);
  auto const page = parse_page(query, call);
  if (auto const checked = query.check(); !checked) co_return checked.error();
  auto readers = co_await call.read(
      [&](storage::ReadTx& tx, auth::Viewer const& viewer) { return load(tx, viewer, *id); });
  if (!readers) co_return readers.error();
  auto const found = forum::cut_page(std::move(readers->organisations), page, forum::organisation_key);
  co_return json_response(200, encode_page(found.items, seal_page_cursor(call, found.next),
                                           encode_organisation, [&](http::JsonWriter& json) {
                                             json.field("bureaus", readers->bureaus);
                                             json.key("may");
                                             json.begin_array();
                                             if (readers->may_ask_why) json.value("ask_why");
                                             json.end_array();
                                           }));
}

}  // namespace

Answer list_drafts(Call const& call) {
  http::Query query(call.request.query);
  auto const page = parse_page(query, call);
  if (auto const checked = query.check(); !checked) co_return checked.error();
  auto const drafts = co_await call.show(
      [&](storage::ReadTx& tx, auth::Viewer const& viewer, Shown& shown) -> base::Result<DraftsInPlaces> {
        auto found = forum::load_drafts(tx, viewer, page);
        if (!found) return found.error();
        DraftsInPlaces drafts{*std::move(found), {}};
        shown.list({auth::AuditObjectKind::platform, std::nullopt});
        for (auto const& draft : drafts.page.items) {
          auto place = forum::find_draft_place(tx, viewer, draft.context);
          if (place && place->origin) shown.add(*place->origin);
          if (place) drafts.places.emplace_back(draft.context, *std::move(place));
        }
        return drafts;
      });
  if (!drafts) co_return drafts.error();
  co_return json_response(
      200, encode_page(drafts->page.items, seal_page_cursor(call, drafts->page.next), encode_draft,
                       [&](http::JsonWriter& json) { encode_places(json, drafts->places); }));
}

Answer get_draft(Call const& call) {
  auto const context = path_context(call);
  if (!context) co_return context.error();
  auto const draft = co_await call.read([&](storage::ReadTx& tx, auth::Viewer const& viewer) {
    return forum::load_draft(tx, viewer, *context);
  });
  if (!draft) co_return draft.error();
  co_return json_response(200, *draft, encode_draft);
}

Answer save_draft(Call const& call) {
  auto const context = path_context(call);
  if (!context) co_return context.error();
  auto const draft = parse_draft(call, *context);
  if (!draft) co_return draft.error();
  auto const saved =
      co_await call.write([&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const& moment) {
        return forum::save_draft_version(tx, viewer, *draft, moment.limits, call.services.settings.keeping);
      });
  if (!saved) co_return saved.error();
  co_return json_response(200, *saved, encode_draft);
}

Answer delete_draft(Call const& call) {
  auto const context = path_context(call);
  if (!context) co_return context.error();
  auto const done = co_await call.write(
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const&) -> base::Result<void> {
        forum::delete_draft(tx, viewer, *context);
        return {};
      });
  if (!done) co_return done.error();
  co_return empty_response();
}

Answer preview(Call const& call) {
  auto body = http::JsonBody::parse(call.request);
  if (!body) co_return body.error();
  auto root = body->root();
  auto const text = parse_post_text(root, call.services.settings.forum);
  if (auto const unfit = base::unfit_for_body(text)) root.note("body", *unfit);
  std::optional<forum::Writing> writing;
  if (auto object = root.object("writing", http::Presence::optional)) {
    writing = parse_writing(*object, call.services.settings.forum);
    object->finish();
  }
  root.finish();
  if (auto const checked = body->check(); !checked) co_return checked.error();
  // Often nothing is read, but only who is signed in may make the server work.
  auto const allowed =
      co_await call.read([](storage::ReadTx&, auth::Viewer const&) -> base::Result<void> { return {}; });
  if (!allowed) co_return allowed.error();
  auto rendered = co_await render(call, text);
  if (!rendered) co_return rendered.error();
  auto const html = co_await show_mentions(call, *std::move(rendered), writing);
  if (!html) co_return html.error();
  auto const quotes = co_await load_quotes(call, *html);
  if (!quotes) co_return quotes.error();
  std::string answer;
  http::JsonWriter json(answer);
  json.begin_object();
  json.field("html", html->text);
  encode_quotes(json, *quotes);
  json.end_object();
  co_return json_response(200, std::move(answer));
}

Answer summarise_audience(Call const& call) {
  auto const question = parse_audience_question(call);
  if (!question) co_return question.error();
  auto const summary = co_await call.read(
      [&](storage::ReadTx& tx, auth::Viewer const& viewer) { return answer(tx, viewer, *question); });
  if (!summary) co_return summary.error();
  std::string body;
  http::JsonWriter json(body);
  json.begin_object();
  json.field("bureaus", summary->bureaus);
  json.field("excluded_bureaus", summary->excluded_bureaus);
  encode_organisations(json, "organisations", summary->organisations);
  encode_organisations(json, "excluded", summary->excluded);
  json.end_object();
  co_return json_response(200, std::move(body));
}

Answer get_thread_audience(Call const& call) {
  return list_readers(call, forum::load_thread_readers);
}

Answer get_post_audience(Call const& call) {
  return list_readers(call, forum::load_post_readers);
}

}  // namespace server::api
