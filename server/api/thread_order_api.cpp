// How order is kept in a thread: closing it with a summary, merging it into another, and the way back; slow
// mode.
#include "forum/mergers.hpp"
#include "forum/threads.hpp"
#include "server/api/encode.hpp"
#include "server/api/encode_order.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/parse_acts.hpp"

namespace server::api {
namespace {

std::string_view to_string(forum::OrderRight right) {
  switch (right) {
    case forum::OrderRight::close:
      return "close";
    case forum::OrderRight::reopen:
      return "reopen";
    case forum::OrderRight::merge:
      return "merge";
    case forum::OrderRight::separate:
      return "separate";
    case forum::OrderRight::slow:
      return "slow";
    case forum::OrderRight::split:
      return "split";
    case forum::OrderRight::rejoin:
      return "rejoin";
  }
  return "";
}

void encode_thread_link(http::JsonWriter& json, forum::LinkedThread const& thread) {
  json.begin_object();
  json.field("id", thread.origin.object);
  json.field("title", thread.title);
  json.field("level", auth::to_string(thread.origin.level));
  json.field("posts", thread.posts);
  json.end_object();
}

}  // namespace

void encode_order(http::JsonWriter& json, forum::ThreadOrder const& order) {
  json.begin_object();
  json.key("closed");
  if (order.closing) {
    json.begin_object();
    json.field("summary", order.closing->summary);
    json.field("at", order.closing->at);
    json.end_object();
  } else {
    json.value(nullptr);
  }
  json.key("merged_into");
  if (order.into) {
    encode_thread_link(json, *order.into);
  } else {
    json.value(nullptr);
  }
  json.key("merged");
  json.begin_array();
  for (auto const& thread : order.merged) encode_thread_link(json, thread);
  json.end_array();
  json.key("split_from");
  if (order.split_from) {
    json.begin_object();
    json.key("thread");
    if (order.split_from->from) {
      json.begin_object();
      json.field("id", order.split_from->from->origin.object);
      json.field("title", order.split_from->from->title);
      json.field("level", auth::to_string(order.split_from->from->origin.level));
      json.end_object();
    } else {
      json.value(nullptr);
    }
    json.field("summary", order.split_from->note);
    json.field("at", order.split_from->at);
    json.field("has_appeals", order.split_from->has_appeals);
    json.end_object();
  } else {
    json.value(nullptr);
  }
  json.key("split_off");
  json.begin_array();
  for (auto const& [thread, below] : order.split_off) {
    json.begin_object();
    json.key("thread");
    encode_thread_link(json, thread);
    json.field("below_id", below);
    json.end_object();
  }
  json.end_array();
  json.key("slow_mode");
  if (order.slow) {
    json.begin_object();
    json.field("seconds", static_cast<std::int64_t>(order.slow->pause.count()));
    json.field("next_at", order.slow->next_at);
    json.field("exempt", order.slow->exempt);
    json.end_object();
  } else {
    json.value(nullptr);
  }
  json.key("may");
  json.begin_array();
  for (auto const right : order.may) json.value(to_string(right));
  json.end_array();
  json.key("needs_second");
  json.begin_array();
  for (auto const step : order.needs_second) json.value(forum::to_string(step));
  json.end_array();
  json.field("has_second", order.has_second);
  json.end_object();
}

void show_order(Shown& shown, forum::ThreadOrder const& order) {
  shown.list({auth::AuditObjectKind::platform, std::nullopt});
  shown.add(order.origin);
  if (order.into) shown.add(order.into->origin);
  for (auto const& thread : order.merged) shown.add(thread.origin);
  if (order.split_from && order.split_from->from) shown.add(order.split_from->from->origin);
  for (auto const& branch : order.split_off) shown.add(branch.thread.origin);
}

namespace {

struct AskedAct {
  std::string reason;
  int version = 0;
  std::string summary = {};
  std::chrono::seconds pause{};

  forum::OrderAct act() const { return {reason, version}; }
};

enum class Asks { reason_alone, summary, pause };

// What is longer than any setting allows reads as no number.
constexpr std::int64_t kMostPauseSeconds = 604'800;

base::Result<AskedAct> parse_act(Call const& call, Asks asks) {
  auto body = http::JsonBody::parse(call.request);
  if (!body) return body.error();
  auto root = body->root();
  AskedAct asked;
  asked.reason = parse_reason(root);
  asked.version = parse_version(root);
  if (asks == Asks::summary) asked.summary = parse_summary(root);
  if (asks == Asks::pause) {
    asked.pause = std::chrono::seconds(
        root.integer("seconds", http::Presence::required, 0, kMostPauseSeconds).value_or(0));
  }
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  return asked;
}

// Does it, and answers with the thread as it is then.
template <class Act>
Answer act_on_thread(Call const& call, Asks asks, Act act) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const asked = parse_act(call, asks);
  if (!asked) co_return asked.error();
  auto const thread = co_await call.show_written([&](storage::WriteTx& tx, auth::Viewer const& viewer,
                                                     forum::Moment const& moment,
                                                     Shown& shown) -> base::Result<forum::Thread> {
    if (auto const done = act(tx, viewer, *id, *asked); !done) return done.error();
    auto now = forum::load_thread(tx, viewer, *id, moment.limits);
    if (now) {
      shown.open_one(auth::AuditObjectKind::thread, now->origin);
      shown.in_topic(now->topic);
    }
    return now;
  });
  if (!thread) co_return thread.error();
  std::string body;
  http::JsonWriter json(body);
  encode_thread(json, *thread);
  co_return json_response(200, std::move(body));
}

}  // namespace

Answer get_thread_order(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const order = co_await call.show(
      [&](storage::ReadTx& tx, auth::Viewer const& viewer, Shown& shown) -> base::Result<forum::ThreadOrder> {
        auto loaded = forum::load_thread_order(tx, viewer, *id);
        if (loaded) show_order(shown, *loaded);
        return loaded;
      });
  if (!order) co_return order.error();
  std::string body;
  http::JsonWriter json(body);
  encode_order(json, *order);
  co_return json_response(200, std::move(body));
}

Answer close_thread(Call const& call) {
  return act_on_thread(
      call, Asks::summary,
      [](storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& id, AskedAct const& asked) {
        return forum::close_thread(tx, viewer, id, asked.act(), asked.summary);
      });
}

Answer reopen_thread(Call const& call) {
  return act_on_thread(
      call, Asks::reason_alone,
      [](storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& id, AskedAct const& asked) {
        return forum::reopen_thread(tx, viewer, id, asked.act());
      });
}

Answer set_slow_mode(Call const& call) {
  return act_on_thread(
      call, Asks::pause,
      [&limits = call.services.settings.forum](storage::WriteTx& tx, auth::Viewer const& viewer,
                                               base::PublicId const& id, AskedAct const& asked) {
        return forum::set_slow_mode(tx, viewer, id, asked.act(), asked.pause, limits);
      });
}

Answer separate_thread(Call const& call) {
  return act_on_thread(
      call, Asks::reason_alone,
      [](storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& id, AskedAct const& asked) {
        return forum::separate_thread(tx, viewer, id, asked.act());
      });
}

}  // namespace server::api
