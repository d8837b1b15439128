// What officers keep for themselves of what they have read.
#include "base/text.hpp"
#include "forum/bookmarks.hpp"
#include "server/api/encode.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/parse.hpp"

namespace server::api {
namespace {

using http::JsonWriter;
using Bookmarks = forum::Page<forum::Bookmark>;

constexpr std::size_t kWordsBytes = 512;

void encode_bookmark(JsonWriter& json, forum::Bookmark const& bookmark) {
  auto const& post = bookmark.post;
  json.begin_object();
  json.field("topic_id", bookmark.topic);
  json.field("thread_id", post.thread);
  json.field("post_id", post.public_id);
  json.field("title", bookmark.title);
  json.field("title_level", auth::to_string(bookmark.thread.level));
  encode_source(json, post.source);
  encode_author(json, post.author);
  json.key("marking");
  encode_marking(json, post.marking);
  json.field("at", post.created_at);
  json.field("note", bookmark.note);
  json.field("kept_at", bookmark.kept_at);
  json.end_object();
}

void show(Shown& shown, forum::Bookmark const& bookmark) {
  shown.add(bookmark.thread);
  shown.add(bookmark.post.origin);
}

// A cursor is good for the list that it was made for.
std::string list_of(forum::BookmarkFilter const& filter) {
  auto const id = [](std::optional<base::PublicId> const& one) {
    return one ? to_string(*one) : std::string("-");
  };
  return id(filter.topic) + id(filter.post) + filter.words;
}

}  // namespace

Answer list_bookmarks(Call const& call) {
  http::Query query(call.request.query);
  forum::BookmarkFilter filter;
  filter.words = query.text("q", kWordsBytes).value_or("");
  if (auto const unfit = base::unfit_for_line(filter.words)) query.note("q", *unfit);
  filter.topic = query.id("topic_id");
  filter.post = query.id("post_id");
  auto const page = parse_page(query, call, list_of(filter));
  if (auto const checked = query.check(); !checked) co_return checked.error();
  auto const found = co_await call.show(
      [&](storage::ReadTx& tx, auth::Viewer const& viewer, Shown& shown) -> base::Result<Bookmarks> {
        auto bookmarks = forum::load_bookmarks(tx, viewer, filter, page);
        if (!bookmarks) return bookmarks.error();
        shown.list({auth::AuditObjectKind::platform, std::nullopt});
        for (auto const& bookmark : bookmarks->items) show(shown, bookmark);
        return bookmarks;
      });
  if (!found) co_return found.error();
  co_return json_response(
      200, encode_page(found->items, seal_page_cursor(call, found->next, list_of(filter)), encode_bookmark));
}

Answer keep_bookmark(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto body = http::JsonBody::parse(call.request);
  if (!body) co_return body.error();
  auto root = body->root();
  auto const note = root.text("note", http::Presence::required);
  root.finish();
  if (auto const checked = body->check(); !checked) co_return checked.error();
  auto const kept =
      co_await call.write([&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const&) {
        return forum::keep_bookmark(tx, viewer, *id, *note, call.services.settings.keeping);
      });
  if (!kept) co_return kept.error();
  co_return empty_response();
}

Answer remove_bookmark(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const removed =
      co_await call.write([&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const&) {
        return forum::remove_bookmark(tx, viewer, *id);
      });
  if (!removed) co_return removed.error();
  co_return empty_response();
}

}  // namespace server::api
