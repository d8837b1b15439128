#include "server/net/application_calls.hpp"

#include "base/log.hpp"
#include "server/http/body_stream.hpp"
#include "server/net/response_head.hpp"
#include "server/net/upgrade_request.hpp"

namespace server::net {

using boost::asio::awaitable;

namespace {

http::Response report_failure(ConnectionContext const& context, std::exception const& failure,
                              std::string const& request_id) {
  increment(context.counters.handler_failures);
  base::log_error("handler_failed", {{"request", request_id}, {"reason", failure.what()}});
  return to_response(refusals::kInternal, request_id);
}

}  // namespace

awaitable<http::Response> ask_for_answer(ConnectionContext const& context, http::Request& request,
                                         std::string const& request_id) {
  try {
    co_return co_await context.application.handle(std::move(request));
  } catch (std::exception const& failure) {
    co_return report_failure(context, failure, request_id);
  }
}

awaitable<std::string> ask_for_piece(ConnectionContext const& context, http::BodyStream& stream,
                                     std::string const& request_id) {
  try {
    auto piece = co_await stream.next();
    if (piece) co_return *std::move(piece);
    base::log_warning("body_cut", {{"request", request_id}, {"code", base::to_string(piece.error().code)}});
  } catch (std::exception const& failure) {
    report_failure(context, failure, request_id);
  }
  co_return std::string();
}

awaitable<StreamDecision> ask_for_stream(ConnectionContext const& context, http::Request const& request,
                                         std::string const& request_id) {
  if (Refusal const* const flaw = flaw_of_upgrade(request)) co_return to_response(*flaw, request_id);
  try {
    StreamDecision decision = co_await context.application.open_stream(request);
    bool const is_refused = std::holds_alternative<http::Response>(decision);
    if (!is_refused && context.thread.is_draining()) co_return to_response(refusals::kStopping, request_id);
    co_return decision;
  } catch (std::exception const& failure) {
    co_return report_failure(context, failure, request_id);
  }
}

}  // namespace server::net
