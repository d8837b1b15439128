// The steps of the schema for former texts that were taken out of the history.
#pragma once

namespace forum {

extern char const* const kRedactions;

}  // namespace forum
