// "Who can read this, and why, or why not?", for the source of an object: the read rule (readable.hpp) asked
// about an organisation instead of a person, step by step, in as far as whoever asks may know the answer.
//
// What he may not know is told in the same words whatever it is: other organisations' deny lists, and who in
// the organisation works, is cleared and vetted. Whether that organisation is suspended plays no part.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "auth/readable.hpp"

namespace auth {

enum class ReadStep {
  topic,       // is it in the audience of the topic,
  thread,      // of the thread,
  post,        // of the post?
  state,       // is all of it published?
  expiry,      // has nothing expired?
  level,       // does everybody reach the level?
  deny_list,   // is it, or the bureau above it, on the source's own deny list?
  other_lists  // or on that of another organisation to which the thread or the topic belongs?
};
std::string_view to_string(ReadStep step);

enum class StepResult {
  passes,
  fails,    // for all of its people
  some,     // for some of its people
  not_told  // not for whoever asks to know
};
std::string_view to_string(StepResult result);

struct TracedStep {
  ReadStep step;
  StepResult result;

  bool operator==(TracedStep const&) const = default;
};

// The steps in the order of ReadStep, without those of a storey that the object has not. `chain` is the
// object, which the viewer reads, and what encloses it, topic first.
std::vector<TracedStep> trace_reading(storage::ReadTx& tx, Viewer const& viewer,
                                      std::span<Envelope const> chain, OrganisationId organisation);

// Whether the trace says that nobody of the organisation reads it.
bool excludes(std::span<TracedStep const> trace);

}  // namespace auth
