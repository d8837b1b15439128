// Release: the queue of what awaits it, the acts, and where a post stands.
#include "base/text.hpp"
#include "forum/events.hpp"
#include "forum/release.hpp"
#include "forum/release_queue.hpp"
#include "server/api/encode.hpp"
#include "server/api/encode_pending.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/parse.hpp"
#include "server/api/wire_words.hpp"

namespace server::api {
namespace {

constexpr std::size_t kReasonCharacters = 1000;
constexpr std::int64_t kMostVersions = 1'000'000'000;

struct Wish {
  std::string reason;
  std::optional<int> version;

  forum::Release release() const { return {reason, version}; }
};

std::optional<int> parse_version(http::ObjectReader& root) {
  auto const version = root.integer("version", http::Presence::optional, 1, kMostVersions);
  return version ? std::optional(static_cast<int>(*version)) : std::nullopt;
}

base::Result<Wish> parse_wish(Call const& call) {
  auto body = http::JsonBody::parse(call.request);
  if (!body) return body.error();
  auto root = body->root();
  Wish wish;
  wish.reason = root.text("reason", http::Presence::required).value_or("");
  if (base::count_characters(wish.reason) > kReasonCharacters) root.note("reason", base::FieldCode::too_long);
  if (auto const unfit = base::unfit_for_body(wish.reason)) root.note("reason", *unfit);
  if (root.has("reason") && base::trimmed(wish.reason).empty()) root.note("reason", base::FieldCode::empty);
  wish.version = parse_version(root);
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  return wish;
}

base::Result<std::optional<int>> parse_submission(Call const& call) {
  auto body = http::JsonBody::parse(call.request);
  if (!body) return body.error();
  auto root = body->root();
  auto const version = parse_version(root);
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  return version;
}

struct Queue {
  forum::ReleaseQueue queue;
  forum::EventId cursor;
};

void encode_item(http::JsonWriter& json, forum::QueueItem const& item) {
  json.begin_object();
  json.key("post");
  encode_post(json, item.post);
  json.field("topic_id", item.topic);
  json.field("title", item.title);
  json.field("title_level", auth::to_string(item.thread_origin.level));
  json.field("is_thread", item.is_thread);
  json.field("stage", to_string(item.submission.stage));
  json.field("submitted_at", item.submission.submitted_at);
  json.field("due_at", item.submission.due_at);
  json.field("overdue", item.is_overdue);
  json.field("decided_body", item.decided_body);
  encode_queued_revision(json, item.revision);
  json.end_object();
}

void encode_state(http::JsonWriter& json, forum::ReleaseState const& state) {
  auto const& submission = state.submission;
  json.begin_object();
  json.field("stage", to_string(submission ? submission->stage : forum::Stage::none));
  json.field("submitted_at", submission ? std::optional(submission->submitted_at) : std::nullopt);
  json.field("due_at", submission ? std::optional(submission->due_at) : std::nullopt);
  json.key("returned");
  if (submission && submission->returned) {
    json.begin_object();
    json.field("reason", submission->returned->reason);
    json.field("at", submission->returned->at);
    json.end_object();
  } else {
    json.value(nullptr);
  }
  json.field("undo_seconds", state.undo_seconds);
  json.end_object();
}

// An act with a reason, after which the post may be out of sight of whoever acted.
using Act = base::Result<void> (*)(storage::WriteTx&, auth::Viewer const&, base::PublicId const&,
                                   forum::Release const&, forum::Moment const&);

Answer act_on(Call const& call, Act act) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const wish = parse_wish(call);
  if (!wish) co_return wish.error();
  auto const done =
      co_await call.write([&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const& moment) {
        return act(tx, viewer, *id, wish->release(), moment);
      });
  if (!done) co_return done.error();
  co_return empty_response();
}

}  // namespace

Answer list_release_queue(Call const& call) {
  http::Query query(call.request.query);
  auto const page = parse_page(query, call);
  if (auto const checked = query.check(); !checked) co_return checked.error();
  auto const found = co_await call.show(
      [&](storage::ReadTx& tx, auth::Viewer const& viewer, Shown& shown) -> base::Result<Queue> {
        auto queue = forum::load_release_queue(tx, viewer, page, call.services.settings.forum);
        if (!queue) return queue.error();
        shown.open({auth::AuditObjectKind::platform, std::nullopt});
        for (auto const& item : queue->page.items) {
          shown.add(item.post.origin);
          shown.add(item.post.quotes);
          if (item.revision) shown.add(item.revision->quotes);
          shown.add(item.thread_origin);
        }
        return Queue{*std::move(queue), forum::last_event(tx)};
      });
  if (!found) co_return found.error();
  auto const& [queue, cursor] = *found;
  co_return json_response(200, encode_page(queue.page.items, seal_page_cursor(call, queue.page.next),
                                           encode_item, [&](http::JsonWriter& json) {
                                             json.field("waiting", queue.waiting);
                                             json.field("own_waiting", queue.own_waiting);
                                             json.field("others_release", queue.others_release);
                                             json.field("cursor", call.services.live_cursors.seal(cursor));
                                           }));
}

Answer get_release(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  // The reason for a return is about the text.
  auto const state = co_await call.show([&](storage::ReadTx& tx, auth::Viewer const& viewer, Shown& shown) {
    auto loaded = forum::load_release_state(tx, viewer, *id, call.services.settings.forum);
    if (loaded && loaded->submission && loaded->submission->returned) {
      shown.open_one(auth::AuditObjectKind::post, loaded->origin);
    }
    return loaded;
  });
  if (!state) co_return state.error();
  co_return json_response(200, *state, encode_state);
}

Answer release_post(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const wish = parse_wish(call);
  if (!wish) co_return wish.error();
  auto const post = co_await call.show_written(
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const& moment, Shown& shown) {
        return showing_post(forum::release_post(tx, viewer, *id, wish->release(), moment), shown);
      });
  if (!post) co_return post.error();
  co_return json_response(200, *post, encode_post);
}

Answer undo_release(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const post = co_await call.show_written(
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const& moment, Shown& shown) {
        return showing_post(forum::undo_release(tx, viewer, *id, moment), shown);
      });
  if (!post) co_return post.error();
  co_return json_response(200, *post, encode_post);
}

Answer return_post(Call const& call) {
  return act_on(call, forum::return_post);
}

Answer check_post(Call const& call) {
  return act_on(call, forum::check_post);
}

Answer submit_post(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const version = parse_submission(call);
  if (!version) co_return version.error();
  auto const post = co_await call.show_written(
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const& moment, Shown& shown) {
        return showing_post(forum::submit_post(tx, viewer, *id, *version, moment), shown);
      });
  if (!post) co_return post.error();
  co_return json_response(200, *post, encode_post);
}

}  // namespace server::api
