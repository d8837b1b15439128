// Why an organisation can read a post or thread, or why not: for its source.
#include "forum/reader_trace.hpp"
#include "server/api/encode.hpp"
#include "server/api/endpoints.hpp"
#include "server/http/query.hpp"

namespace server::api {
namespace {

http::Response trace_response(forum::ReaderTrace const& trace) {
  std::string body;
  http::JsonWriter json(body);
  json.begin_object();
  json.key("organisation");
  encode_organisation(json, trace.organisation);
  json.field("excluded", auth::excludes(trace.steps));
  json.field("level", auth::to_string(trace.level));
  json.key("steps");
  json.begin_array();
  for (auto const& one : trace.steps) {
    json.begin_object();
    json.field("step", auth::to_string(one.step));
    json.field("result", auth::to_string(one.result));
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json_response(200, std::move(body));
}

base::Result<std::optional<base::PublicId>> parse_organisation(Call const& call) {
  http::Query query(call.request.query);
  auto const organisation = query.id("organisation");
  if (auto const checked = query.check(); !checked) return checked.error();
  return organisation;
}

// trace(storage::ReadTx&, auth::Viewer const&, object, organisation)
template <class Trace>
Answer answer_with(Call const& call, Trace trace) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const organisation = parse_organisation(call);
  if (!organisation) co_return organisation.error();
  auto const found = co_await call.read(
      [&](storage::ReadTx& tx, auth::Viewer const& viewer) { return trace(tx, viewer, *id, *organisation); });
  if (!found) co_return found.error();
  co_return trace_response(*found);
}

}  // namespace

Answer trace_thread_reader(Call const& call) {
  return answer_with(call, forum::trace_thread_reader);
}

Answer trace_post_reader(Call const& call) {
  return answer_with(call, forum::trace_post_reader);
}

}  // namespace server::api
