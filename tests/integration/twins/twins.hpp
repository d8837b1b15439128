// Two worlds side by side, and somebody who asks both the same things. Every answer is held against the
// other, byte by byte but for the date and what is sealed or drawn anew each time: cursors and the ids of
// requests, of which the length is compared, and what they lead to. Used by the test's thread.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "tests/integration/twins/twin_story.hpp"
#include "tests/integration/twins/twin_world.hpp"

namespace tests::twins {

// He reads with a session of a password alone; everybody else's count as strong.
inline constexpr std::string_view kWeaklySignedIn = "officer2.br";

struct Request {
  std::string method;
  std::string path;  // below /api/v1, with its query
  std::optional<object> body = std::nullopt;
  std::string idempotency_key = {};
};

struct Answers {
  ApiAnswer plain;
  ApiAnswer fuller;
};

class Twins {
 public:
  // Whose eyes they are compared by; empty for somebody who is not signed in.
  explicit Twins(std::string viewer);

  std::string const& viewer() const { return viewer_; }
  TwinWorld& plain() { return plain_; }
  TwinWorld& fuller() { return fuller_; }
  // All there is, hidden or not: what was made in the fuller world, and what the viewer made himself.
  Objects& objects() { return fuller_.objects; }

  void live_through(std::span<Step const> steps);
  void sign_in();
  // Asks both.
  Answers ask(Request const& request);
  // The list and, by the cursors of each world, all of its pages.
  void ask_for_pages(std::string const& path);

  void open_streams();
  // What both have heard since.
  void compare_streams();
  // What a stream is told that comes back with these cursors, one of each world.
  void compare_resumed(std::string const& plain_cursor, std::string const& fuller_cursor);

  int asked() const { return asked_; }

 private:
  void begin_step();
  // Reads both streams up to what tells of the post, where he may read it.
  void hear_of(std::string const& post);
  std::optional<Answers> turn_page(std::string_view cursor, std::string const& path, Answers const& from);

  std::string viewer_;
  TwinWorld plain_;
  TwinWorld fuller_;
  ApiClient plain_client_;
  ApiClient fuller_client_;
  std::optional<support::LiveStream> plain_stream_;
  std::optional<support::LiveStream> fuller_stream_;
  std::vector<std::string> plain_heard_;
  std::vector<std::string> fuller_heard_;
  std::uint64_t step_ = 0;
  int asked_ = 0;
};

}  // namespace tests::twins
