// How strong a sign-in was, and what a session of that strength may read (access-model: read rule, step 3).
#pragma once

#include <cstdint>
#include <string_view>

#include "auth/marking.hpp"

namespace auth {

// Until stronger factors exist, only demo mode hands out `strong`, and nothing hands out `two_factors`.
enum class Assurance : std::int8_t { password = 1, two_factors = 2, strong = 3 };
std::string_view to_string(Assurance assurance);

// The least that each level asks of a session: the whole of step 3. PUBLIC asks for no more than a session.
// A level never asks for less than one below it; the settings are checked for that.
struct NeededAssurance {
  Assurance official_use_only = Assurance::password;
  Assurance restricted = Assurance::strong;
  Assurance confidential = Assurance::strong;
};

// The highest level that a session of this strength reads.
Level highest_level(NeededAssurance const& needed, Assurance assurance);

}  // namespace auth
