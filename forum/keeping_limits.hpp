// Limits on what officers keep for themselves.
#pragma once

#include <cstddef>

namespace forum {

struct KeepingLimits {
  std::size_t bookmarks = 1000;        // of a person
  std::size_t note_characters = 1000;  // on a bookmark
  std::size_t saved_searches = 30;     // of a person
  std::size_t told_searches = 10;      // of these, which tell him of each new post that they find
  std::size_t name_characters = 80;    // of a saved search
  std::size_t draft_versions = 20;     // of each draft
};

}  // namespace forum
