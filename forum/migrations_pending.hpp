// The steps of the schema for changes of published posts that await their release.
#pragma once

namespace forum {

extern char const* const kPendingRevisions;

}  // namespace forum
