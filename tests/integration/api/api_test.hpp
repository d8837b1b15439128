// What the tests of the API share: one server for all that do not stop or fill it, and short words for what
// officers do. Each test works on threads of its own.
#pragma once

#include <regex>
#include <string>
#include <thread>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include "tests/support/forum_server.hpp"

namespace tests::api {

using namespace std::chrono_literals;
using boost::json::array;
using boost::json::object;
using server::http::Headers;
using support::ApiAnswer;
using support::ApiClient;
using support::ForumServer;
using support::LiveStream;

// Started for the first test that asks, stopped with the program.
inline ForumServer& shared_server() {
  static ForumServer server;
  return server;
}

inline object only(std::vector<std::string> const& organisations) {
  return {{"base", "only"}, {"organisations", array(organisations.begin(), organisations.end())}};
}

struct OpenedThread {
  std::string id;
  std::string first_post;
};

// Throws where it is refused: for what a test takes for granted.
inline ApiAnswer expect_status(int status, ApiAnswer answer) {
  if (answer.status != status) {
    throw std::runtime_error("expected " + std::to_string(status) + ", got " + std::to_string(answer.status) +
                             " " + answer.text);
  }
  return answer;
}

inline OpenedThread open_thread(ApiClient& client, std::string const& topic, object more = {}) {
  if (!more.contains("title")) more["title"] = "A question of law";
  if (!more.contains("body")) more["body"] = "Is **article 16** enough?";
  auto const answer = expect_status(201, client.post("/topics/" + topic + "/threads", more));
  return {answer.text_at("/thread/id"), answer.text_at("/post/id")};
}

inline std::string reply(ApiClient& client, std::string const& thread, object more = {}) {
  if (!more.contains("body")) more["body"] = "It depends.";
  return expect_status(201, client.post("/threads/" + thread + "/posts", more)).text_at("/id");
}

// As the contract writes it: RFC 3339, UTC, with milliseconds.
inline bool is_time(std::string const& text) {
  static std::regex const kTime(R"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)");
  return std::regex_match(text, kTime);
}

class Api : public testing::Test {
 protected:
  ForumServer& server = shared_server();

  ApiClient client(std::string_view username) { return server.client(username); }
  std::string open() { return server.topic("open"); }
};

}  // namespace tests::api
