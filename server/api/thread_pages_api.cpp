// The pages of a thread by their numbers.
#include "forum/thread_pages.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/parse.hpp"
#include "server/http/json_writer.hpp"

namespace server::api {
namespace {

using Pages = std::vector<forum::ThreadPageMark>;

constexpr int kPosts = 20;
constexpr int kMostPosts = 100;

}  // namespace

Answer list_thread_pages(Call const& call) {
  auto const thread = call.path_id();
  if (!thread) co_return thread.error();
  http::Query query(call.request.query);
  int const limit = static_cast<int>(query.integer("limit", 1, kMostPosts).value_or(kPosts));
  if (auto const checked = query.check(); !checked) co_return checked.error();
  auto const pages =
      co_await call.read([&](storage::ReadTx& tx, auth::Viewer const& viewer) -> base::Result<Pages> {
        return forum::load_thread_pages(tx, viewer, *thread, limit, call.services.outlines);
      });
  if (!pages) co_return pages.error();
  // Their cursors are those of the list of posts.
  Call const of_posts{call.services, call.request, call.path, "list_posts", call.now, call.token_hash};
  std::string body;
  http::JsonWriter json(body);
  json.begin_object();
  json.key("items");
  json.begin_array();
  for (auto const& page : *pages) {
    json.begin_object();
    json.field("first_id", page.first);
    json.field("after", seal_page_cursor(of_posts, page.after));
    json.field("posts", page.posts);
    json.field("unread", page.unread);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  co_return json_response(200, std::move(body));
}

}  // namespace server::api
