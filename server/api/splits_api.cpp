// Splitting a branch off a thread into one of its own, and the way back.
#include "server/api/splits_api.hpp"

#include "forum/splits.hpp"
#include "forum/threads.hpp"
#include "server/api/create.hpp"
#include "server/api/encode.hpp"
#include "server/api/parse_acts.hpp"
#include "server/api/personal_data_guard.hpp"

namespace server::api {
namespace {

struct AskedSplit {
  std::string reason;
  int version = 0;
  std::string title;
  forum::ThreadKind kind = forum::ThreadKind::analysis;
  std::string summary;
};

base::Result<AskedSplit> parse_split(Call const& call) {
  auto body = http::JsonBody::parse(call.request);
  if (!body) return body.error();
  auto root = body->root();
  AskedSplit asked;
  asked.reason = parse_reason(root);
  asked.version = parse_version(root);
  asked.title = parse_line(root, "title", call.services.settings.forum.title_characters);
  asked.kind = root.choice("kind", http::Presence::optional, forum::parse_thread_kind).value_or(asked.kind);
  asked.summary = parse_summary(root);
  auto const said = parse_personal_data(root);
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  auto const passed = check_personal_data({{"/title", asked.title}, {"/summary", asked.summary}}, said);
  if (!passed) return passed.error();
  return asked;
}

// The thread in which the posts stand after an act.
base::Result<forum::Thread> show_thread(storage::ReadTx& tx, auth::Viewer const& viewer,
                                        base::PublicId const& thread, forum::Moment const& moment,
                                        Shown& shown) {
  auto now = forum::load_thread(tx, viewer, thread, moment.limits);
  if (now) {
    shown.open_one(auth::AuditObjectKind::thread, now->origin);
    shown.in_topic(now->topic);
  }
  return now;
}

}  // namespace

Answer split_post(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const asked = parse_split(call);
  if (!asked) co_return asked.error();
  using Thread = base::Result<forum::Thread>;
  co_return co_await create_shown(
      call,
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const& moment,
          Shown& shown) -> Thread {
        auto const made = forum::split_branch(
            tx, viewer, *id, {asked->reason, asked->version},
            {asked->title, asked->kind, asked->summary, call.services.settings.moderation.split_posts},
            moment);
        if (!made) return made.error();
        return show_thread(tx, viewer, *made, moment, shown);
      },
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const& moment,
          base::PublicId const& made, Shown& shown) { return show_thread(tx, viewer, made, moment, shown); },
      [](forum::Thread const& thread) { return json_response(201, thread, encode_thread); });
}

Answer rejoin_thread(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const asked = parse_reasoned_act(call.request);
  if (!asked) co_return asked.error();
  auto const thread = co_await call.show_written([&](storage::WriteTx& tx, auth::Viewer const& viewer,
                                                     forum::Moment const& moment,
                                                     Shown& shown) -> base::Result<forum::Thread> {
    auto const done = forum::rejoin_thread(tx, viewer, *id, {asked->reason, asked->version});
    if (!done) return done.error();
    return show_thread(tx, viewer, *done, moment, shown);
  });
  if (!thread) co_return thread.error();
  co_return json_response(200, *thread, encode_thread);
}

}  // namespace server::api
