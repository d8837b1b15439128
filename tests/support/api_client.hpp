// A client of the API for tests, on top of tls_client: JSON in and out, the session's cookie, the right
// origin, and the live stream. One connection, kept alive and opened again where the server has closed it;
// one thread at a time.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "tests/support/tls_client.hpp"

namespace tests::support {

// Of every account that ForumServer makes.
inline constexpr std::string_view kPassword = "correct horse battery staple";

struct ApiAnswer {
  int status = 0;
  server::http::Headers headers;
  std::string text;
  boost::json::value body;  // null where the answer is no JSON

  // "/items/0/title": a text; throws where there is none.
  std::string text_at(std::string_view pointer) const;
  std::int64_t number_at(std::string_view pointer) const;
  bool has(std::string_view pointer) const;
  std::size_t items() const;
  // Of a problem; empty for anything else.
  std::string code() const;
  std::string header(std::string_view name) const;  // empty where it is missing
};

// Says what happened where a test prints an answer.
std::ostream& operator<<(std::ostream& out, ApiAnswer const& answer);

// What went over the wire, told to whoever checks all of it.
struct Exchange {
  std::string_view method;
  std::string_view target;
  ApiAnswer const& answer;
};

class LiveStream {
 public:
  LiveStream(std::uint16_t port, std::string_view cookie, std::string_view after = {});

  // The next frame, whatever it is.
  boost::json::object next();
  // The next frame of this type; frames of other types before it are passed over.
  boost::json::object next(std::string_view type);
  // Everything up to and without the first frame of this type.
  std::vector<boost::json::object> until(std::string_view type);
  // Nothing but pings for so long.
  bool is_silent(std::chrono::milliseconds time);
  void watch(std::vector<std::string> const& topics, std::vector<std::string> const& threads);
  std::uint16_t close_code();
  std::string const& cursor() const { return cursor_; }  // of the last frame that had one

 private:
  TlsClient client_;
  std::string cursor_;
};

class ApiClient {
 public:
  explicit ApiClient(std::uint16_t port) : port_(port) {}

  ApiAnswer sign_in(std::string_view username, std::string_view password = kPassword);

  // Paths below /api/v1. Unsafe methods say that they come from the site itself.
  ApiAnswer get(std::string_view path) { return call("GET", path); }
  ApiAnswer remove(std::string_view path) { return call("DELETE", path); }
  ApiAnswer post(std::string_view path, boost::json::object const& body,
                 server::http::Headers const& headers = {});
  ApiAnswer put(std::string_view path, boost::json::object const& body);
  ApiAnswer patch(std::string_view path, boost::json::object const& body);
  ApiAnswer call(std::string_view method, std::string_view path, server::http::Headers const& headers = {},
                 std::string_view body = {});
  // The body as it stands, as JSON.
  ApiAnswer call_json(std::string_view method, std::string_view path, std::string_view body,
                      server::http::Headers const& headers = {});
  // Any target, with these headers alone (and a host).
  ApiAnswer raw(std::string_view method, std::string_view target, server::http::Headers const& headers = {},
                std::string_view body = {});

  std::string const& cookie() const { return cookie_; }  // "__Host-session=…"
  std::string token() const;
  void forget_session() { cookie_.clear(); }
  void use_session(std::string const& token) { cookie_ = "__Host-session=" + token; }
  // After a restart: a new connection, the same session.
  void connect_again(std::uint16_t port);
  LiveStream stream(std::string_view after = {}) const { return LiveStream(port_, cookie_, after); }

  // Is told every answer of every client, on the thread that got it.
  static void set_observer(std::function<void(Exchange const&)> observer);

 private:
  std::uint16_t port_;
  std::optional<TlsClient> connection_;
  std::string cookie_;
};

std::string encode_query(std::string_view text);

}  // namespace tests::support
