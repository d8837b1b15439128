// What is asked of the twin worlds: one case for each operation of server/openapi.yaml, in the order in which
// they are tried. A test fails where an operation has none.
//
// Add a case for a new endpoint to kCases in twin_cases.cpp: its operationId, and where a plain call is not
// enough, the queries of a look or the bodies of an act. It is tried on every object there is, hidden ones
// included. Where the endpoint shows or makes something new, add steps to twin_story_*.cpp that hide such a
// thing.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "auth/audit_checkpoint.hpp"
#include "tests/integration/api/sample_calls.hpp"
#include "tests/integration/twins/twins.hpp"

namespace tests::twins {

struct Body {
  object fields;
  std::string idempotency_key = {};
};

struct TwinCase {
  std::string_view operation;
  // Of a look: what follows the path, "" included. Lists are read to their end.
  std::vector<std::string> (*queries)(Twins& twins, api::Place const& place) = nullptr;
  // Of an act that takes a body. A `version` of kCurrentVersion is replaced by the object's own.
  std::vector<Body> (*bodies)(Twins& twins, api::Place const& place) = nullptr;
};

inline constexpr int kCurrentVersion = -1;

std::span<TwinCase const> cases();

// Never existed in either world.
inline constexpr std::string_view kUnknown = "7zzzzzzzzzzzzzzzzzzzzzzzz1";
// The one that a bureau may register.
auth::NoteKey witness_key();

// All that the viewer can look at, by every case that changes nothing.
void look_at_everything(Twins& twins);
// The lists and pages among it: enough to see what an act has changed.
void look_at_lists(Twins& twins);
// Every case that changes something, on every object.
void do_everything(Twins& twins);

}  // namespace tests::twins
