// HTTP/1.1 (RFC 9112) on one connection: one of the two files that know Beast. Beast's incremental parser
// reads into our own Request, so that no message is copied from one representation to another.
#include <algorithm>

#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include "base/time.hpp"
#include "server/http/body_stream.hpp"
#include "server/net/application_calls.hpp"
#include "server/net/connection.hpp"
#include "server/net/head_scanner.hpp"
#include "server/net/request_target.hpp"
#include "server/net/response_head.hpp"
#include "server/net/upgrade_request.hpp"

namespace server::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using boost::system::error_code;

constexpr std::size_t kChunkExtensionBytes = 256;  // nobody sends any; without a limit they are free traffic
constexpr std::size_t kIdleBufferBytes = 4UL * 1024;  // what an idle connection may keep

std::string_view to_std(beast::string_view text) {
  return {text.data(), text.size()};
}

std::optional<http::Method> method_of(beast::http::verb verb) {
  switch (verb) {
    case beast::http::verb::get:
      return http::Method::get;
    case beast::http::verb::head:
      return http::Method::head;
    case beast::http::verb::post:
      return http::Method::post;
    case beast::http::verb::put:
      return http::Method::put;
    case beast::http::verb::patch:
      return http::Method::patch;
    case beast::http::verb::delete_:
      return http::Method::delete_;
    case beast::http::verb::options:
      return http::Method::options;
    default:
      return std::nullopt;
  }
}

// Fills one Request. What Beast lets pass and we do not is refused here, with the answer it deserves.
class RequestParser final : public beast::http::basic_parser<true> {
 public:
  RequestParser(NetworkSettings const& settings, http::Request& request, BodyBudget::Share& budget)
      : settings_(settings), request_(request), budget_(budget) {
    header_limit(static_cast<std::uint32_t>(settings.head_bytes));
    body_limit(settings.body_bytes);
    eager(true);
  }

  // Takes what it can; nothing where the bytes are refused: see refusal().
  std::optional<std::size_t> take(std::string_view bytes) {
    error_code error;
    std::size_t const taken = put(asio::buffer(bytes.data(), bytes.size()), error);
    if (!error || error == beast::http::error::need_more) return taken;
    if (refusal_ == nullptr) refusal_ = refusal_for(error);
    return std::nullopt;
  }

  Refusal const& refusal() const { return *refusal_; }
  bool wants_continue() const { return wants_continue_; }
  bool is_http_1_1() const { return version_ == 11; }

 private:
  static Refusal const* refusal_for(error_code error) {
    if (error == beast::http::error::body_limit) return &refusals::kBodyTooLarge;
    if (error == beast::http::error::header_limit) return &refusals::kHeadersTooLarge;
    if (error == beast::http::error::bad_version) return &refusals::kVersion;
    return &refusals::kMalformed;
  }

  void refuse(Refusal const& refusal, error_code& error) {
    refusal_ = &refusal;
    error = beast::http::error::bad_value;
  }

  void on_request_impl(beast::http::verb verb, beast::string_view, beast::string_view target, int version,
                       error_code& error) override {
    version_ = version;
    auto const method = method_of(verb);
    if (!method) return refuse(refusals::kMethod, error);
    auto const parsed = parse_request_target(*method, to_std(target));
    if (!parsed) return refuse(refusals::kMalformed, error);
    request_.method = *method;
    request_.path = parsed->path;
    request_.query = parsed->query;
    request_.target = parsed->path;
    if (!parsed->query.empty()) request_.target.append("?").append(parsed->query);
    authority_ = parsed->authority;
  }

  void on_response_impl(int, beast::string_view, int, error_code&) override {}

  void on_field_impl(beast::http::field field, beast::string_view name, beast::string_view value,
                     error_code& error) override {
    // Trailers come after the checks of the head and could add what those checks refused: they are left out.
    if (is_head_complete_) return;
    if (request_.headers.size() >= settings_.header_fields) return refuse(refusals::kHeadersTooLarge, error);
    // Any coding but exactly one "chunked" leaves it open where the message ends: that is how requests are
    // smuggled (RFC 9112 section 11.2).
    if (field == beast::http::field::transfer_encoding && !beast::iequals(value, "chunked")) {
      return refuse(refusals::kMalformed, error);
    }
    request_.headers.append(to_std(name), to_std(value));
  }

  void on_header_impl(error_code& error) override {
    is_head_complete_ = true;
    auto& headers = request_.headers;
    bool const is_chunked = headers.contains("transfer-encoding");
    if (is_chunked &&
        (!is_http_1_1() || headers.contains("content-length") || headers.count("transfer-encoding") > 1)) {
      return refuse(refusals::kMalformed, error);
    }
    auto const host = headers.find("host");
    if (headers.count("host") > 1 || (!host && is_http_1_1())) return refuse(refusals::kMalformed, error);
    if (!authority_.empty()) {
      // RFC 9112 section 3.2.2 puts the target's authority first; two that differ are somebody's trick.
      if (host && *host != authority_) return refuse(refusals::kMalformed, error);
      headers.set("host", authority_);
    }
    if (auto const expected = headers.find("expect")) {
      if (!beast::iequals(*expected, "100-continue")) return refuse(refusals::kExpectation, error);
      wants_continue_ = is_http_1_1();
    }
  }

  void on_body_init_impl(boost::optional<std::uint64_t> const&, error_code&) override {}

  std::size_t on_body_impl(beast::string_view bytes, error_code& error) override {
    if (budget_.take(bytes.size())) {
      request_.body.append(bytes.data(), bytes.size());
    } else {
      refuse(refusals::kOverloaded, error);
    }
    return bytes.size();
  }

  void on_chunk_header_impl(std::uint64_t, beast::string_view extension, error_code& error) override {
    if (extension.size() > kChunkExtensionBytes) refuse(refusals::kMalformed, error);
  }

  std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view bytes, error_code& error) override {
    return on_body_impl(bytes, error);
  }

  void on_finish_impl(error_code&) override {}

  NetworkSettings const& settings_;
  http::Request& request_;
  BodyBudget::Share& budget_;
  std::string authority_;
  Refusal const* refusal_ = nullptr;
  int version_ = 0;
  bool is_head_complete_ = false;
  bool wants_continue_ = false;
};

class HttpConnection {
 public:
  HttpConnection(ConnectionContext const& context, TimedTransport& transport, std::string const& peer_address)
      : context_(context),
        settings_(context.settings),
        transport_(transport),
        peer_address_(peer_address),
        budget_(context.thread.body_budget()) {}

  asio::awaitable<std::optional<Upgrade>> run();

 private:
  enum class Read { whole, refused, ended };

  asio::awaitable<Read> read_request();
  asio::awaitable<Read> read_head();
  asio::awaitable<Read> read_body(RequestParser& parser);
  asio::awaitable<Outcome> read_first();
  asio::awaitable<Outcome> read_more();
  void keep(std::span<char const> bytes);
  asio::awaitable<Outcome> answer(http::Response const& response, Persistence persistence);
  asio::awaitable<Outcome> answer_in_pieces(http::BodyStream& stream, std::size_t size);
  asio::awaitable<Outcome> send(std::string_view head, std::string_view body);

  Read refuse(Refusal const& refusal);
  Read give_up(Outcome outcome);
  std::string_view input() const { return {static_cast<char const*>(input_.cdata().data()), input_.size()}; }

  ConnectionContext const& context_;
  NetworkSettings const& settings_;
  TimedTransport& transport_;
  std::string const& peer_address_;
  beast::flat_buffer input_;  // read, but not yet taken: at most a head and one record
  BodyBudget::Share budget_;
  http::Request request_;
  std::string request_id_;  // a handler may move the request away
  std::size_t head_size_ = 0;
  bool is_persistent_ = false;
  bool is_http_1_1_ = false;
  Refusal const* refusal_ = nullptr;
  std::string head_;  // of the response; kept for its capacity
};

asio::awaitable<std::optional<Upgrade>> HttpConnection::run() {
  for (std::size_t in_a_row = 0;;) {
    Read const read = co_await read_request();
    if (read == Read::ended) co_return std::nullopt;
    transport_.expect_nothing();
    if (read == Read::refused) {
      co_await answer(to_response(*refusal_, request_id_), Persistence::close);
      co_return std::nullopt;
    }
    increment(context_.counters.requests);

    http::Response response;
    if (context_.streams == StreamPolicy::offered && is_http_1_1_ && wants_stream(request_)) {
      StreamDecision decision = co_await ask_for_stream(context_, request_, request_id_);
      if (auto* const handler = std::get_if<std::shared_ptr<StreamHandler>>(&decision)) {
        // Who sends frames before the upgrade is answered has not understood that it can be refused.
        if (input_.size() == 0) co_return Upgrade{std::move(request_), std::move(*handler)};
        decision = to_response(refusals::kBadUpgrade, request_id_);
      }
      response = std::move(std::get<http::Response>(decision));
    } else {
      response = co_await ask_for_answer(context_, request_, request_id_);
    }

    auto const asked = response.headers.find("connection");
    bool const closes =
        !is_persistent_ || context_.thread.is_draining() || (asked && beast::iequals(*asked, "close"));
    Outcome const written = co_await answer(response, closes ? Persistence::close : Persistence::keep_alive);
    if (written != Outcome::done || closes) co_return std::nullopt;

    // Pipelined requests are answered one by one from what is read already, and others get their turn
    // between.
    in_a_row = input_.size() > 0 ? in_a_row + 1 : 0;
    if (in_a_row >= settings_.max_pipelined) {
      in_a_row = 0;
      co_await asio::post(context_.thread.context(), asio::use_awaitable);
    }
  }
}

asio::awaitable<HttpConnection::Read> HttpConnection::read_request() {
  request_ = http::Request{};
  budget_.release();
  request_id_ = context_.thread.make_request_id();
  if (Read const head = co_await read_head(); head != Read::whole) co_return head;
  request_.request_id = request_id_;
  request_.peer_address = peer_address_;
  request_.received_at = base::wall_clock_now();

  RequestParser parser{settings_, request_, budget_};
  auto const taken = parser.take(input().substr(0, head_size_));
  if (!taken) co_return refuse(parser.refusal());
  input_.consume(*taken);
  if (!parser.is_done()) {
    if (Read const body = co_await read_body(parser); body != Read::whole) co_return body;
  }
  is_persistent_ = parser.keep_alive();
  is_http_1_1_ = parser.is_http_1_1();
  co_return Read::whole;
}

asio::awaitable<HttpConnection::Read> HttpConnection::read_head() {
  if (input_.size() == 0) {
    if (input_.capacity() > kIdleBufferBytes) input_.shrink_to_fit();
    transport_.expect_within(settings_.idle_timeout);
    if (co_await read_first() != Outcome::done) co_return Read::ended;
  }
  transport_.expect_within(settings_.head_timeout);
  HeadScanner scanner;
  bool may_skip_line = true;  // one empty line before a request is forgiven: RFC 9112 section 2.2
  for (;;) {
    if (may_skip_line && input().starts_with("\r\n")) {
      input_.consume(2);
      may_skip_line = false;
    }
    if (!input().empty() && input() != "\r") {
      may_skip_line = false;
      HeadState const state = scanner.scan(input());
      if (state == HeadState::malformed) co_return refuse(refusals::kMalformed);
      if (state == HeadState::complete && scanner.size() <= settings_.head_bytes) {
        head_size_ = scanner.size();
        co_return Read::whole;
      }
      if (input_.size() >= settings_.head_bytes) co_return refuse(refusals::kHeadersTooLarge);
    }
    bool const has_begun = !input().empty();
    if (Outcome const outcome = co_await read_more(); outcome != Outcome::done) {
      co_return has_begun ? give_up(outcome) : Read::ended;
    }
  }
}

asio::awaitable<HttpConnection::Read> HttpConnection::read_body(RequestParser& parser) {
  transport_.expect_within(settings_.body_timeout);
  if (parser.wants_continue() && input_.size() == 0) {
    if (co_await transport_.write("HTTP/1.1 100 Continue\r\n\r\n", {}) != Outcome::done)
      co_return Read::ended;
  }
  for (;;) {
    if (input_.size() > 0) {
      auto const taken = parser.take(input());
      if (!taken) co_return refuse(parser.refusal());
      input_.consume(*taken);
      if (parser.is_done()) co_return Read::whole;
      // What stays is the line of a chunk, or trailers, without end.
      if (input_.size() >= settings_.head_bytes) co_return refuse(refusals::kMalformed);
    }
    if (Outcome const outcome = co_await read_more(); outcome != Outcome::done) co_return give_up(outcome);
  }
}

asio::awaitable<Outcome> HttpConnection::read_first() {
  auto const scratch = context_.thread.scratch();
  Transfer const got = co_await transport_.read_first(scratch);
  keep(scratch.first(got.bytes));
  co_return got.outcome;
}

asio::awaitable<Outcome> HttpConnection::read_more() {
  auto const scratch = context_.thread.scratch();
  Transfer const got = co_await transport_.read_some(scratch);
  keep(scratch.first(got.bytes));
  co_return got.outcome;
}

void HttpConnection::keep(std::span<char const> bytes) {
  increment(context_.counters.bytes_received, bytes.size());
  auto const room = input_.prepare(bytes.size());
  std::ranges::copy(bytes, static_cast<char*>(room.data()));
  input_.commit(bytes.size());
}

asio::awaitable<Outcome> HttpConnection::answer(http::Response const& response, Persistence persistence) {
  write_response_head(head_, response, context_.thread.date(), persistence);
  bool const sends_body = may_have_body(response.status) && request_.method != http::Method::head;
  std::string_view const body = sends_body ? response.body.view() : std::string_view{};
  Outcome const outcome = co_await send(head_, body);
  auto const stream = sends_body ? response.body.stream() : nullptr;
  if (outcome != Outcome::done || !stream) co_return outcome;
  co_return co_await answer_in_pieces(*stream, response.body.size());
}

asio::awaitable<Outcome> HttpConnection::answer_in_pieces(http::BodyStream& stream, std::size_t size) {
  for (std::size_t sent = 0; sent < size;) {
    transport_.expect_nothing();
    auto const piece = co_await ask_for_piece(context_, stream, request_id_);
    // More than was announced would be read as the next answer.
    if (piece.empty() || piece.size() > size - sent) co_return Outcome::closed;
    if (Outcome const outcome = co_await send({}, piece); outcome != Outcome::done) co_return outcome;
    sent += piece.size();
  }
  co_return Outcome::done;
}

asio::awaitable<Outcome> HttpConnection::send(std::string_view head, std::string_view body) {
  std::size_t const size = head.size() + body.size();
  transport_.expect_within(settings_.write_timeout + std::chrono::seconds{static_cast<std::int64_t>(
                                                         size / settings_.slowest_write_rate)});
  Outcome const outcome = co_await transport_.write(head, body);
  if (outcome == Outcome::done) increment(context_.counters.bytes_sent, size);
  co_return outcome;
}

HttpConnection::Read HttpConnection::refuse(Refusal const& refusal) {
  refusal_ = &refusal;
  record_refusal(context_, refusal, peer_address_, request_id_);
  return Read::refused;
}

HttpConnection::Read HttpConnection::give_up(Outcome outcome) {
  return outcome == Outcome::expired ? refuse(refusals::kTimeout) : Read::ended;
}

}  // namespace

asio::awaitable<std::optional<Upgrade>> serve_http(ConnectionContext const& context,
                                                   TimedTransport& transport,
                                                   std::string const& peer_address) {
  HttpConnection connection{context, transport, peer_address};
  co_return co_await connection.run();
}

}  // namespace server::net
