// Parts of bodies and queries that several endpoints share.
#pragma once

#include "auth/audience.hpp"
#include "forum/page.hpp"
#include "forum/posts.hpp"
#include "server/api/call.hpp"
#include "server/http/json_body.hpp"
#include "server/http/json_writer.hpp"
#include "server/http/query.hpp"

namespace server::api {

// "marking" and "audience" of the object; absent where the object has none. What does not fit is noted there.
std::optional<forum::NewMarking> parse_marking(http::ObjectReader& object, forum::Limits const& limits);
std::optional<auth::NewAudience> parse_audience(http::ObjectReader& object, forum::Limits const& limits);

// "body" of a post, and what belongs to the post beside it.
std::string parse_post_text(http::ObjectReader& object, forum::Limits const& limits);
forum::NewPost parse_new_post(http::ObjectReader& object, forum::Limits const& limits);

// The HTML of a body, on the CPU pool where it is long.
boost::asio::awaitable<base::Result<forum::Html>> render(Call const& call, std::string const& body);

// "limit" and "after". A page's cursor opens only for the endpoint, the path and the session's user that it
// was made for; `list` names the list where one endpoint has several (filters).
forum::PageRequest parse_page(http::Query& query, Call const& call, std::string_view list = {});
// Of a list to choose from, which whoever asks for no page needs as a whole.
forum::PageRequest parse_page_or_all(http::Query& query, Call const& call);
// "after" alone, where whoever asks has no say in how much comes.
std::optional<std::string> parse_after(http::Query& query, Call const& call, std::string_view list = {});
std::optional<std::string> seal_page_cursor(Call const& call, std::optional<std::string> const& key,
                                            std::string_view list = {});

// Of an item of a page, more often than not; what is more makes the body grow.
constexpr std::size_t kItemBytes = 2048;

// {"items": […], "next": …} with the other fields of a page that `more` adds.
template <class Items, class Encode, class More>
std::string encode_page(Items const& items, std::optional<std::string> const& next, Encode encode,
                        More more) {
  std::string body;
  body.reserve(kItemBytes * (items.size() + 1));
  http::JsonWriter json(body);
  json.begin_object();
  json.key("items");
  json.begin_array();
  for (auto const& item : items) encode(json, item);
  json.end_array();
  json.field("next", next);
  more(json);
  json.end_object();
  return body;
}
template <class Items, class Encode>
std::string encode_page(Items const& items, std::optional<std::string> const& next, Encode encode) {
  return encode_page(items, next, encode, [](http::JsonWriter&) {});
}

}  // namespace server::api
