// Threads: the list of a topic, one thread, opening and changing one.
#include "forum/events.hpp"
#include "forum/flags.hpp"
#include "forum/threads.hpp"
#include "server/api/create.hpp"
#include "server/api/encode.hpp"
#include "server/api/encode_order.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/parse.hpp"
#include "server/api/parse_acts.hpp"
#include "server/api/parse_labels.hpp"
#include "server/api/personal_data_guard.hpp"

namespace server::api {
namespace {

struct ThreadList {
  forum::Page<forum::Thread> page;
  forum::EventId cursor;
};

struct OneThread {
  forum::Thread thread;
  forum::ThreadOrder order;
  forum::EventId cursor;
};

std::optional<forum::ThreadFilter> parse_thread_filter(std::string_view name) {
  if (name == "all") return forum::ThreadFilter::all;
  if (name == "unread") return forum::ThreadFilter::unread;
  if (name == "mine") return forum::ThreadFilter::mine;
  return std::nullopt;
}

std::string_view to_string(forum::ThreadFilter filter) {
  switch (filter) {
    case forum::ThreadFilter::all:
      return "all";
    case forum::ThreadFilter::unread:
      return "unread";
    case forum::ThreadFilter::mine:
      return "mine";
  }
  return "";
}

// What is asked for, and what is said of personal data in it.
struct GuardedThread {
  forum::NewThread thread;
  std::optional<PersonalDataSaid> said;
};

base::Result<GuardedThread> parse_new_thread(Call const& call, base::PublicId const& topic) {
  auto body = http::JsonBody::parse(call.request);
  if (!body) return body.error();
  auto root = body->root();
  forum::NewThread thread;
  thread.topic = topic;
  thread.title = root.text("title", http::Presence::required).value_or("");
  thread.post = parse_new_post(root, call.services.settings.forum);
  thread.kind = root.choice("kind", http::Presence::optional, forum::parse_thread_kind).value_or(thread.kind);
  thread.tags = parse_tags(root).value_or(thread.tags);
  auto const said = parse_personal_data(root);
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  if (auto const passed = check_personal_data({{"/title", thread.title}, {"/body", thread.post.body}}, said);
      !passed) {
    return passed.error();
  }
  return GuardedThread{std::move(thread), said};
}

http::Response opened_response(forum::Opened const& opened) {
  std::string body;
  http::JsonWriter json(body);
  json.begin_object();
  json.key("thread");
  encode_thread(json, opened.thread);
  json.key("post");
  encode_post(json, opened.post);
  json.end_object();
  auto response = json_response(201, std::move(body));
  response.headers.append("location", "/api/v1/threads/" + base::to_string(opened.thread.public_id));
  return response;
}

// What is to be changed, and what is said of personal data in the title.
struct GuardedEdit {
  forum::ThreadEdit edit;
  std::optional<PersonalDataSaid> said;
};

base::Result<GuardedEdit> parse_thread_edit(Call const& call) {
  auto body = http::JsonBody::parse(call.request);
  if (!body) return body.error();
  auto root = body->root();
  forum::ThreadEdit edit;
  edit.version =
      static_cast<int>(root.integer("version", http::Presence::required, 1, 1'000'000'000).value_or(0));
  edit.title = root.text("title", http::Presence::optional);
  edit.locked = root.boolean("locked", http::Presence::optional);
  edit.pinned = root.boolean("pinned", http::Presence::optional);
  edit.topic = root.id("topic_id", http::Presence::optional);
  edit.audience = parse_audience(root, call.services.settings.forum);
  edit.marking = parse_marking(root, call.services.settings.forum);
  edit.kind = root.choice("kind", http::Presence::optional, forum::parse_thread_kind);
  edit.tags = parse_tags(root);
  edit.reason = parse_reason_if_given(root);
  auto const said = parse_personal_data(root);
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  if (!edit.title && !edit.locked && !edit.pinned && !edit.topic && !edit.audience && !edit.marking &&
      !edit.kind && !edit.tags) {
    return base::invalid_field("", base::FieldCode::empty);
  }
  if (edit.title) {
    if (auto const passed = check_personal_data({{"/title", *edit.title}}, said); !passed)
      return passed.error();
  }
  return GuardedEdit{std::move(edit), said};
}

// Of a title it is the first post that is looked at.
void report_title(storage::WriteTx& tx, auth::Viewer const& viewer, GuardedEdit const& guarded,
                  base::PublicId const& thread, forum::Moment const& moment) {
  if (guarded.said != PersonalDataSaid::reported || !guarded.edit.title) return;
  auto const first = forum::find_first_post_place(tx, viewer, thread);
  if (first && first->author == viewer.user)
    forum::report_personal_data(tx, viewer, first->public_id, moment);
}

}  // namespace

Answer list_threads(Call const& call) {
  auto const topic = call.path_id();
  if (!topic) co_return topic.error();
  http::Query query(call.request.query);
  auto const filter = query.choice("filter", parse_thread_filter).value_or(forum::ThreadFilter::all);
  auto const labels = parse_labels(query, call.services.settings.forum);
  auto const list = std::string(to_string(filter)) + list_of(labels);
  auto const page = parse_page(query, call, list);
  if (auto const checked = query.check(); !checked) co_return checked.error();
  auto const threads = co_await call.show([&](storage::ReadTx& tx, auth::Viewer const& viewer,
                                              Shown& shown) -> base::Result<ThreadList> {
    auto loaded = forum::load_threads(tx, viewer, *topic, filter, page, call.services.settings.forum, labels);
    if (!loaded) return loaded.error();
    shown.list({auth::AuditObjectKind::topic, *topic});
    shown.in_topic(*topic);
    for (auto const& thread : loaded->items) shown.add(thread.origin);
    return ThreadList{std::move(*loaded), forum::last_event(tx)};
  });
  if (!threads) co_return threads.error();
  co_return json_response(
      200, encode_page(
               threads->page.items, seal_page_cursor(call, threads->page.next, list),
               [](http::JsonWriter& json, forum::Thread const& thread) { encode_thread(json, thread); },
               [&](http::JsonWriter& json) {
                 json.field("cursor", call.services.live_cursors.seal(threads->cursor));
               }));
}

Answer create_thread(Call const& call) {
  auto const topic = call.path_id();
  if (!topic) co_return topic.error();
  auto parsed = parse_new_thread(call, *topic);
  if (!parsed) co_return parsed.error();
  auto& thread = parsed->thread;
  auto html = co_await render(call, thread.post.body);
  if (!html) co_return html.error();
  thread.post.html = std::move(*html);
  co_return co_await create_shown(
      call,
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const& moment, Shown& shown) {
        auto made = forum::create_thread(tx, viewer, thread, moment);
        if (made) shown.add(made->post.quotes);
        if (made && parsed->said == PersonalDataSaid::reported)
          forum::report_personal_data(tx, viewer, made->post.public_id, moment);
        return made;
      },
      [](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const& moment,
         base::PublicId const& made, Shown& shown) {
        auto opened = forum::load_opened(tx, viewer, made, moment.limits);
        if (opened) shown.add(opened->post.quotes);
        return opened;
      },
      opened_response);
}

Answer get_thread(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto found = co_await call.show(
      [&](storage::ReadTx& tx, auth::Viewer const& viewer, Shown& shown) -> base::Result<OneThread> {
        auto thread = forum::load_thread(tx, viewer, *id, call.services.settings.forum);
        if (!thread) return thread.error();
        shown.open({auth::AuditObjectKind::thread, *id});
        shown.in_topic(thread->topic);
        shown.add(thread->origin);
        auto order = forum::load_thread_order(tx, viewer, *id);
        if (!order) return order.error();
        return OneThread{std::move(*thread), std::move(*order), forum::last_event(tx)};
      });
  if (!found) co_return found.error();
  auto order = std::move(found->order);
  // Titles of other threads have a record of their own.
  if (order.into || !order.merged.empty()) {
    auto listed = co_await call.show([&](storage::ReadTx& tx, auth::Viewer const& viewer, Shown& shown) {
      auto loaded = forum::load_thread_order(tx, viewer, *id);
      if (loaded) show_order(shown, *loaded);
      return loaded;
    });
    if (!listed) co_return listed.error();
    order = std::move(*listed);
  }
  std::string body;
  http::JsonWriter json(body);
  encode_thread(json, found->thread, [&](http::JsonWriter& inner) {
    inner.field("cursor", call.services.live_cursors.seal(found->cursor));
    inner.key("order");
    encode_order(inner, order);
  });
  co_return json_response(200, std::move(body));
}

Answer edit_thread(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const guarded = parse_thread_edit(call);
  if (!guarded) co_return guarded.error();
  auto const thread = co_await call.show_written(
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const& moment, Shown& shown) {
        auto edited = forum::edit_thread(tx, viewer, *id, guarded->edit, moment);
        if (edited) report_title(tx, viewer, *guarded, *id, moment);
        if (edited) shown.open_one(auth::AuditObjectKind::thread, edited->origin);
        if (edited) shown.in_topic(edited->topic);
        return edited;
      });
  if (!thread) co_return thread.error();
  co_return json_response(200, *thread, encode_thread);
}

}  // namespace server::api
