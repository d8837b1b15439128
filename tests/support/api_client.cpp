#include "tests/support/api_client.hpp"

#include <ostream>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace tests::support {
namespace {

using namespace std::chrono_literals;
using server::http::Headers;

// A machine under load is slow, but not for ever.
constexpr std::chrono::milliseconds kPatience = 30s;
constexpr std::string_view kOrigin = "https://localhost";

std::function<void(Exchange const&)>& observer() {
  static std::function<void(Exchange const&)> current;
  return current;
}

ClientOptions patient() {
  ClientOptions options;
  options.patience = kPatience;
  return options;
}

boost::json::object parse_frame(std::string_view text) {
  return boost::json::parse({text.data(), text.size()}).as_object();
}

std::string text_of(boost::json::object const& object, std::string_view name) {
  auto const* const value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string{};
}

}  // namespace

std::string ApiAnswer::text_at(std::string_view pointer) const {
  return std::string(body.at_pointer(pointer).as_string());
}
std::int64_t ApiAnswer::number_at(std::string_view pointer) const {
  return body.at_pointer(pointer).as_int64();
}
bool ApiAnswer::has(std::string_view pointer) const {
  boost::json::error_code missing;
  return body.find_pointer(pointer, missing) != nullptr;
}
std::size_t ApiAnswer::items() const {
  return body.at("items").as_array().size();
}
std::string ApiAnswer::code() const {
  return body.is_object() && header("content-type") == "application/problem+json"
             ? text_of(body.as_object(), "code")
             : std::string{};
}
std::string ApiAnswer::header(std::string_view name) const {
  return std::string(headers.find(name).value_or(""));
}

std::ostream& operator<<(std::ostream& out, ApiAnswer const& answer) {
  return out << answer.status << " " << answer.text.substr(0, 2000);
}

LiveStream::LiveStream(std::uint16_t port, std::string_view cookie, std::string_view after)
    : client_(port, patient()) {
  std::string target = "/api/v1/live";
  if (!after.empty()) target.append("?after=").append(encode_query(after));
  Headers const headers{{"origin", kOrigin}, {"cookie", cookie}};
  auto const answer = client_.open_stream(target, headers);
  if (answer.status != 101) throw ClientFailure("the stream was refused: " + answer.body);
}

boost::json::object LiveStream::next() {
  auto frame = parse_frame(client_.receive_text());
  if (auto cursor = text_of(frame, "cursor"); !cursor.empty()) cursor_ = std::move(cursor);
  return frame;
}

boost::json::object LiveStream::next(std::string_view type) {
  for (;;) {
    auto frame = next();
    if (frame.at("type").as_string() == type) return frame;
  }
}

std::vector<boost::json::object> LiveStream::until(std::string_view type) {
  std::vector<boost::json::object> frames;
  for (;;) {
    auto frame = next();
    if (frame.at("type").as_string() == type) return frames;
    frames.push_back(std::move(frame));
  }
}

bool LiveStream::is_silent(std::chrono::milliseconds time) {
  client_.set_patience(time);
  bool silent = false;
  try {
    client_.receive_text();
  } catch (ClientTimeout const&) {
    silent = true;
  }
  client_.set_patience(kPatience);
  return silent;
}

void LiveStream::watch(std::vector<std::string> const& topics, std::vector<std::string> const& threads) {
  boost::json::object frame{{"type", "watch"}};
  frame["topics"] = boost::json::array(topics.begin(), topics.end());
  frame["threads"] = boost::json::array(threads.begin(), threads.end());
  client_.send_text(boost::json::serialize(frame));
}

std::uint16_t LiveStream::close_code() {
  return client_.receive_close().close_code();
}

ApiAnswer ApiClient::sign_in(std::string_view username, std::string_view password) {
  return post("/session", {{"username", username}, {"password", password}});
}

ApiAnswer ApiClient::post(std::string_view path, boost::json::object const& body, Headers const& headers) {
  return call_json("POST", path, boost::json::serialize(body), headers);
}
ApiAnswer ApiClient::put(std::string_view path, boost::json::object const& body) {
  return call_json("PUT", path, boost::json::serialize(body));
}
ApiAnswer ApiClient::patch(std::string_view path, boost::json::object const& body) {
  return call_json("PATCH", path, boost::json::serialize(body));
}

ApiAnswer ApiClient::call_json(std::string_view method, std::string_view path, std::string_view body,
                               Headers const& headers) {
  Headers all = headers;
  if (!all.contains("content-type")) all.append("content-type", "application/json");
  return call(method, path, all, body);
}

ApiAnswer ApiClient::call(std::string_view method, std::string_view path, Headers const& headers,
                          std::string_view body) {
  Headers all = headers;
  if (!cookie_.empty() && !all.contains("cookie")) all.append("cookie", cookie_);
  if (method != "GET" && method != "HEAD" && !all.contains("origin")) all.append("origin", kOrigin);
  return raw(method, "/api/v1" + std::string(path), all, body);
}

ApiAnswer ApiClient::raw(std::string_view method, std::string_view target, Headers const& headers,
                         std::string_view body) {
  if (!connection_) connection_.emplace(port_, patient());
  HttpAnswer got;
  try {
    got = connection_->request(method, target, headers, body);
  } catch (...) {
    connection_.reset();
    throw;
  }
  if (got.headers.find("connection") == "close") connection_.reset();

  ApiAnswer answer{got.status, std::move(got.headers), std::move(got.body), nullptr};
  bool const is_json = answer.header("content-type") == "application/json" ||
                       answer.header("content-type") == "application/problem+json";
  if (is_json && !answer.text.empty() && !answer.headers.contains("content-encoding")) {
    answer.body = boost::json::parse(answer.text);
  }
  if (auto const cookie = answer.headers.find("set-cookie")) {
    auto const value = cookie->substr(0, cookie->find(';'));
    cookie_ = value.ends_with('=') ? std::string{} : std::string(value);
  }
  if (observer()) observer()({method, target, answer});
  return answer;
}

std::string ApiClient::token() const {
  return cookie_.substr(cookie_.find('=') + 1);
}

void ApiClient::connect_again(std::uint16_t port) {
  port_ = port;
  connection_.reset();
}

void ApiClient::set_observer(std::function<void(Exchange const&)> told) {
  observer() = std::move(told);
}

std::string encode_query(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string encoded;
  for (char const each : text) {
    auto const c = static_cast<unsigned char>(each);
    bool const plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                       c == '-' || c == '_' || c == '.' || c == '~';
    if (plain) {
      encoded += each;
    } else {
      encoded += '%';
      encoded += kDigits[c >> 4];
      encoded += kDigits[c & 15];
    }
  }
  return encoded;
}

}  // namespace tests::support
