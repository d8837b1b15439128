// The accepted answer of a question.
#include "forum/accepted_answers.hpp"
#include "forum/threads.hpp"
#include "server/api/encode.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/parse_acts.hpp"

namespace server::api {
namespace {

base::Result<int> parse_read_version(http::Request const& request) {
  auto body = http::JsonBody::parse(request);
  if (!body) return body.error();
  auto root = body->root();
  int const version = parse_version(root);
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  return version;
}

// Does it, and answers with the thread as it is then. `act` gives the thread.
template <class Act>
Answer act_on_answer(Call const& call, base::PublicId post, Act act) {
  auto const thread = co_await call.show_written([&](storage::WriteTx& tx, auth::Viewer const& viewer,
                                                     forum::Moment const& moment,
                                                     Shown& shown) -> base::Result<forum::Thread> {
    auto const of = act(tx, viewer, post);
    if (!of) return of.error();
    auto now = forum::load_thread(tx, viewer, *of, moment.limits);
    if (now) {
      shown.open_one(auth::AuditObjectKind::thread, now->origin);
      shown.in_topic(now->topic);
    }
    return now;
  });
  if (!thread) co_return thread.error();
  co_return json_response(200, *thread, encode_thread);
}

}  // namespace

Answer accept_answer(Call const& call) {
  auto const post = call.path_id();
  if (!post) co_return post.error();
  auto const version = parse_read_version(call.request);
  if (!version) co_return version.error();
  co_return co_await act_on_answer(
      call, *post,
      [version = *version](storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& id) {
        return forum::accept_answer(tx, viewer, id, version);
      });
}

Answer withdraw_acceptance(Call const& call) {
  auto const post = call.path_id();
  if (!post) co_return post.error();
  co_return co_await act_on_answer(call, *post, forum::withdraw_acceptance);
}

}  // namespace server::api
