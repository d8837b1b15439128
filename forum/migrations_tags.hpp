// The steps of migrations.cpp that are about kinds and tags of threads.
#pragma once

namespace forum {

extern char const* const kTags;

}  // namespace forum
