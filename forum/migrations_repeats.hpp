// The step of the schema for creates that carry an Idempotency-Key.
#pragma once

namespace forum {

extern char const* const kRepeats;

}  // namespace forum
