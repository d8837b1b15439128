// Posts: the pages of a thread, answering, editing, withdrawing.
#include "forum/events.hpp"
#include "forum/flags.hpp"
#include "forum/posts.hpp"
#include "server/api/create.hpp"
#include "server/api/encode.hpp"
#include "server/api/encode_revisions.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/parse.hpp"
#include "server/api/personal_data_guard.hpp"

namespace server::api {
namespace {

struct PostList {
  forum::PostPage page;
  forum::EventId cursor;
};

// What is asked for, and what is said of personal data in it.
template <class Wish>
struct Guarded {
  Wish wish;
  std::optional<PersonalDataSaid> said;
};

base::Result<Guarded<forum::NewReply>> parse_new_reply(Call const& call, base::PublicId const& thread) {
  auto body = http::JsonBody::parse(call.request);
  if (!body) return body.error();
  auto root = body->root();
  forum::NewReply reply;
  reply.thread = thread;
  reply.parent = root.id("parent_id", http::Presence::optional);
  reply.post = parse_new_post(root, call.services.settings.forum);
  auto const said = parse_personal_data(root);
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  if (auto const passed = check_personal_data({{"/body", reply.post.body}}, said); !passed)
    return passed.error();
  return Guarded<forum::NewReply>{std::move(reply), said};
}

base::Result<Guarded<forum::PostEdit>> parse_post_edit(Call const& call) {
  auto body = http::JsonBody::parse(call.request);
  if (!body) return body.error();
  auto root = body->root();
  forum::PostEdit edit;
  edit.version =
      static_cast<int>(root.integer("version", http::Presence::required, 1, 1'000'000'000).value_or(0));
  auto const& limits = call.services.settings.forum;
  if (root.has("body")) edit.body = parse_post_text(root, limits);
  edit.marking = parse_marking(root, limits);
  edit.audience = parse_audience(root, limits);
  if (auto const pending = root.integer("pending_version", http::Presence::optional, 1, 1'000'000'000))
    edit.pending_version = static_cast<int>(*pending);
  if (root.has("attachments")) edit.attachments = root.ids("attachments", limits.attachments.in_post);
  auto const said = parse_personal_data(root);
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  if (!edit.body && !edit.marking && !edit.audience && !edit.attachments)
    return base::invalid_field("", base::FieldCode::empty);
  if (auto const passed = check_personal_data({{"/body", edit.body.value_or("")}}, said); !passed)
    return passed.error();
  return Guarded<forum::PostEdit>{std::move(edit), said};
}

}  // namespace

Answer list_posts(Call const& call) {
  auto const thread = call.path_id();
  if (!thread) co_return thread.error();
  http::Query query(call.request.query);
  auto const page = parse_page(query, call);
  auto const around = query.id("around");
  if (around && page.after) query.note("around", base::FieldCode::duplicate);
  if (auto const checked = query.check(); !checked) co_return checked.error();
  auto const posts = co_await call.show(
      [&](storage::ReadTx& tx, auth::Viewer const& viewer, Shown& shown) -> base::Result<PostList> {
        auto loaded = forum::load_posts(tx, viewer, *thread, page, around, call.services.outlines,
                                        call.services.settings.forum);
        if (!loaded) return loaded.error();
        shown.open({auth::AuditObjectKind::thread, *thread});
        shown.in_topic(loaded->topic);
        for (auto const& told : loaded->items) {
          shown.add(told.origin());
          shown.add(told.quotes);
        }
        return PostList{std::move(*loaded), forum::last_event(tx)};
      });
  if (!posts) co_return posts.error();
  co_return json_response(
      200, encode_page(posts->page.items, seal_page_cursor(call, posts->page.next), encode_told_post,
                       [&](http::JsonWriter& json) {
                         json.field("previous", seal_page_cursor(call, posts->page.previous));
                         json.field("cursor", call.services.live_cursors.seal(posts->cursor));
                       }));
}

Answer create_reply(Call const& call) {
  auto const thread = call.path_id();
  if (!thread) co_return thread.error();
  auto parsed = parse_new_reply(call, *thread);
  if (!parsed) co_return parsed.error();
  auto& reply = parsed->wish;
  auto html = co_await render(call, reply.post.body);
  if (!html) co_return html.error();
  reply.post.html = std::move(*html);
  co_return co_await create_shown(
      call,
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const& moment, Shown& shown) {
        auto made = forum::create_reply(tx, viewer, reply, moment);
        if (made) shown.add(made->quotes);
        if (made && parsed->said == PersonalDataSaid::reported)
          forum::report_personal_data(tx, viewer, made->public_id, moment);
        return made;
      },
      [](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const&, base::PublicId const& made,
         Shown& shown) {
        auto post = forum::load_post(tx, viewer, made);
        if (post) shown.add(post->quotes);
        return post;
      },
      [](forum::Post const& post) {
        auto response = json_response(201, post, encode_post);
        response.headers.append("location", "/api/v1/posts/" + base::to_string(post.public_id));
        return response;
      });
}

Answer get_post(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const post = co_await call.show(
      [&](storage::ReadTx& tx, auth::Viewer const& viewer, Shown& shown) -> base::Result<forum::Post> {
        auto loaded = forum::load_post(tx, viewer, *id);
        return showing_post(std::move(loaded), shown);
      });
  if (!post) co_return post.error();
  co_return json_response(200, *post, encode_post);
}

Answer edit_post(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto parsed = parse_post_edit(call);
  if (!parsed) co_return parsed.error();
  auto& edit = parsed->wish;
  if (edit.body) {
    auto html = co_await render(call, *edit.body);
    if (!html) co_return html.error();
    edit.html = std::move(*html);
  }
  auto const post = co_await call.show_written(
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const& moment, Shown& shown) {
        auto edited = showing_post(forum::edit_post(tx, viewer, *id, edit, moment), shown);
        // What awaits its release is not what a flag would be about.
        bool const is_out = edited && (!edit.body || edited->body == *edit.body);
        if (is_out && parsed->said == PersonalDataSaid::reported)
          forum::report_personal_data(tx, viewer, *id, moment);
        return edited;
      });
  if (!post) co_return post.error();
  co_return json_response(200, *post, encode_post);
}

Answer withdraw_post(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const done =
      co_await call.write([&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const& moment) {
        return forum::withdraw_post(tx, viewer, *id, moment);
      });
  if (!done) co_return done.error();
  co_return empty_response();
}

Answer list_revisions(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  http::Query query(call.request.query);
  auto const page = parse_page(query, call);
  if (auto const checked = query.check(); !checked) co_return checked.error();
  using Revisions = forum::Page<ToldRevision>;
  auto const revisions = co_await call.show(
      [&](storage::ReadTx& tx, auth::Viewer const& viewer, Shown& shown) -> base::Result<Revisions> {
        auto const post = forum::load_post(tx, viewer, *id);
        if (!post) return post.error();
        shown.open({auth::AuditObjectKind::post, *id}, auth::AuditEvent::revisions_viewed);
        shown.add(post->origin);
        auto loaded = forum::load_revisions(tx, viewer, *id, page);
        if (!loaded) return loaded.error();
        auto const redactions = forum::load_redactions(tx, viewer, *id);
        if (!redactions) return redactions.error();
        Revisions told;
        told.next = loaded->next;
        for (auto& revision : loaded->items) {
          shown.add(revision.quotes);
          shown.add(forum::origin_with(post->origin, revision.attachments));
          auto const standing = redactions->find(revision.version);
          told.items.push_back({std::move(revision), standing == redactions->end() ? forum::RevisionStanding()
                                                                                   : standing->second});
        }
        return told;
      });
  if (!revisions) co_return revisions.error();
  co_return json_response(
      200, encode_page(revisions->items, seal_page_cursor(call, revisions->next), encode_told_revision));
}

}  // namespace server::api
