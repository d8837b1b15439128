// What happens in the twin worlds, step by step, and who may notice each of the steps. Whoever compares the
// worlds sees one in which all of it happened, and one in which only that happened which he may notice.
//
// A new kind of object, or a new way to hide one, gets a step here.
#pragma once

#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "tests/integration/twins/twin_world.hpp"

namespace tests::twins {

enum class ForGuests { no, yes };

struct Step {
  std::string_view name;
  std::function<bool(std::string_view username)> is_noticed_by;
  std::function<void(TwinWorld& world)> act;
  // A post that the viewer's stream tells of, if he may read it, before the story goes on: what is taken away
  // before it is told would be told or not as the threads happen to run.
  std::string heard = {};
  ForGuests for_guests = ForGuests::no;

  bool notices(std::string_view username) const;
};

// The parts of what was before, in the order in which they happen; each in a file of its own.
std::vector<Step> steps_of_writing();
std::vector<Step> steps_of_order();
std::vector<Step> steps_of_offices();

// Before the viewer signs in, and while he has the forum open.
std::span<Step const> what_was_before();
std::span<Step const> what_happens_meanwhile();

}  // namespace tests::twins
