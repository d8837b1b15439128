#include "tests/integration/twins/twins.hpp"

#include <tuple>

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

namespace tests::twins {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds kStep = 30ms;
constexpr int kMostPages = 400;
// Of the audit log, to which each question adds: the newest of its lines will do.
constexpr int kPagesOfAudit = 60;

// Every character of what is opaque becomes the same one: its length still counts.
std::string without_opaque(std::string text) {
  for (std::string const name : {"cursor", "next", "previous", "after", "request_id"}) {
    std::string const key = "\"" + name + "\":\"";
    for (auto at = text.find(key); at != std::string::npos; at = text.find(key, at)) {
      at += key.size();
      for (; at < text.size() && text[at] != '"'; ++at) text[at] = '#';
    }
  }
  return text;
}

// A link to the rest of a list, its cursor masked as that of a body.
std::string without_cursor(std::string link) {
  constexpr std::string_view kAfter = "after=";
  auto at = link.find(kAfter);
  if (at == std::string::npos) return link;
  for (at += kAfter.size(); at < link.size() && link[at] != '>' && link[at] != '&'; ++at) link[at] = '#';
  return link;
}

std::string told_by(ApiAnswer const& answer) {
  std::string all = std::to_string(answer.status) + "\n";
  for (auto const field : answer.headers) {
    if (field.name == "date") continue;
    all.append(field.name).append(": ").append(without_cursor(std::string(field.value))).append("\n");
  }
  return all + without_opaque(answer.text);
}

std::string told_by(boost::json::object const& frame) {
  return without_opaque(boost::json::serialize(frame));
}

ApiAnswer send(ApiClient& client, Request const& request) {
  if (request.method == "PATCH" && request.path.starts_with("/uploads/")) {  // the first byte, no JSON
    return client.call("PATCH", request.path,
                       {{"sec-fetch-site", "same-origin"},
                        {"content-type", "application/offset+octet-stream"},
                        {"upload-offset", "0"}},
                       "x");
  }
  if (!request.body) return client.call(request.method, request.path);
  server::http::Headers headers;
  if (!request.idempotency_key.empty()) headers.append("idempotency-key", request.idempotency_key);
  return client.call_json(request.method, request.path, boost::json::serialize(*request.body), headers);
}

// The path with the answer's own cursor to another page; nothing at the end of the list.
std::optional<std::string> page_by(std::string_view cursor, std::string path, ApiAnswer const& answer) {
  std::string const pointer = "/" + std::string(cursor);
  if (!answer.has(pointer) || !answer.body.at_pointer(pointer).is_string()) return std::nullopt;
  if (auto const around = path.find("around="); around != std::string::npos) path.erase(around - 1);
  return path + (path.find('?') == std::string::npos ? "?after=" : "&after=") +
         support::encode_query(answer.text_at(pointer));
}

}  // namespace

Twins::Twins(std::string viewer)
    : viewer_(std::move(viewer)),
      plain_client_(plain_.server().port()),
      fuller_client_(fuller_.server().port()) {}

void Twins::begin_step() {
  ++step_;
  auto const now = twin_time() + kStep * static_cast<int>(step_);
  plain_.server().begin_step(step_, now);
  fuller_.server().begin_step(step_, now);
}

void Twins::live_through(std::span<Step const> steps) {
  for (Step const& step : steps) {
    begin_step();
    step.act(fuller_);
    if (!step.notices(viewer_)) continue;
    step.act(plain_);
    if (!step.heard.empty() && plain_stream_) hear_of(plain_.post(step.heard).id);
  }
}

void Twins::hear_of(std::string const& post) {
  if (ask({"GET", "/posts/" + post}).plain.status != 200) return;
  for (auto const& [stream, heard] :
       {std::tie(plain_stream_, plain_heard_), std::tie(fuller_stream_, fuller_heard_)}) {
    for (bool is_there = false; !is_there;) {
      auto const frame = stream->next();
      heard.push_back(told_by(frame));
      is_there = frame.contains("post_id") && frame.at("post_id").as_string() == post;
    }
  }
}

void Twins::sign_in() {
  if (viewer_.empty()) return;
  if (viewer_ == kWeaklySignedIn) {
    begin_step();
    plain_client_.use_session(plain_.weak_session(viewer_));
    fuller_client_.use_session(fuller_.weak_session(viewer_));
    return;
  }
  auto const answers =
      ask({"POST", "/session", object{{"username", viewer_}, {"password", support::kPassword}}});
  ASSERT_EQ(answers.plain.status, 200) << viewer_ << " " << answers.plain;
}

Answers Twins::ask(Request const& request) {
  begin_step();
  ++asked_;
  Answers answers{send(plain_client_, request), send(fuller_client_, request)};
  EXPECT_EQ(told_by(answers.plain), told_by(answers.fuller))
      << viewer_ << ": " << request.method << " " << request.path << " "
      << (request.body ? boost::json::serialize(*request.body) : "");
  return answers;
}

void Twins::ask_for_pages(std::string const& path) {
  Answers page = ask({"GET", path});
  bool const is_audit = path.starts_with("/audit");
  for (int i = 0; i < (is_audit ? kPagesOfAudit : kMostPages); ++i) {
    if (i < 2) turn_page("previous", path, page);
    auto next = turn_page("next", path, page);
    bool const is_in_the_middle = path.find("around=") != std::string::npos;
    if (!next || is_in_the_middle) return;
    page = std::move(*next);
  }
  if (!is_audit) ADD_FAILURE() << path << " never ends";
}

std::optional<Answers> Twins::turn_page(std::string_view cursor, std::string const& path,
                                        Answers const& from) {
  auto const plain_path = page_by(cursor, path, from.plain);
  auto const fuller_path = page_by(cursor, path, from.fuller);
  EXPECT_EQ(plain_path.has_value(), fuller_path.has_value()) << viewer_ << ": " << cursor << " of " << path;
  if (!plain_path || !fuller_path) return std::nullopt;
  begin_step();
  ++asked_;
  Answers answers{plain_client_.get(*plain_path), fuller_client_.get(*fuller_path)};
  EXPECT_EQ(told_by(answers.plain), told_by(answers.fuller)) << viewer_ << ": " << cursor << " of " << path;
  return answers;
}

void Twins::open_streams() {
  constexpr std::chrono::milliseconds kWatchHolds{750};
  if (viewer_.empty()) return;
  auto const& known = plain_.objects;
  for (auto* const side : {&plain_stream_, &fuller_stream_}) {
    auto& client = side == &plain_stream_ ? plain_client_ : fuller_client_;
    side->emplace(client.stream());
    (*side)->next("hello");
    (*side)->watch(objects().topics, known.threads);
  }
  // Nothing answers a watch; until it holds, what happens would be told to one and not to the other.
  EXPECT_TRUE(plain_stream_->is_silent(kWatchHolds)) << viewer_;
}

void Twins::compare_streams() {
  if (!plain_stream_) return;
  // What was written last has been heard, where he may hear it at all.
  begin_step();
  for (auto* const world : {&plain_, &fuller_}) {
    if (viewer_ == kGuest) {
      world->reply("bell", "officer1.eg", "invited");
    } else {
      world->open("bell", "officer1.eg", "quiet");
    }
  }
  std::string const rung = plain_.post("bell").id;
  bool const hears = ask({"GET", "/posts/" + rung}).plain.status == 200;
  if (hears) hear_of(rung);
  EXPECT_EQ(plain_heard_, fuller_heard_) << viewer_;
  if (hears) EXPECT_GT(plain_heard_.size(), viewer_ == kGuest ? 1U : 3U) << viewer_;
  EXPECT_TRUE(hears || plain_stream_->is_silent(200ms)) << viewer_;
  EXPECT_TRUE(hears || fuller_stream_->is_silent(200ms)) << viewer_;
}

void Twins::compare_resumed(std::string const& plain_cursor, std::string const& fuller_cursor) {
  auto const past = [&](ApiClient& client, std::string const& cursor) {
    auto stream = client.stream(cursor);
    std::vector<std::string> frames;
    for (;;) {
      auto const frame = stream.next();
      frames.push_back(told_by(frame));
      auto const& type = frame.at("type").as_string();
      if (type == "resumed" || type == "reset") return frames;
    }
  };
  EXPECT_EQ(past(plain_client_, plain_cursor), past(fuller_client_, fuller_cursor)) << viewer_;
}

}  // namespace tests::twins
