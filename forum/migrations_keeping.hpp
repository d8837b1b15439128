// The steps of the schema for what officers keep for themselves. See migrations.hpp.
#pragma once

namespace forum {

extern char const* const kBookmarks;
extern char const* const kDraftVersions;
extern char const* const kSavedSearches;

}  // namespace forum
