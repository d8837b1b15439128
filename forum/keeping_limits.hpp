// Limits on what officers keep for themselves.
#pragma once

#include <cstddef>

namespace forum {

struct KeepingLimits {
  std::size_t bookmarks = 1000;        // of a person
  std::size_t note_characters = 1000;  // on a bookmark
  std::size_t draft_versions = 20;     // of each draft
};

}  // namespace forum
