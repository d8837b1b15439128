// The steps of the schema for what officers keep for themselves. See migrations.hpp.
#pragma once

namespace forum {

extern char const* const kBookmarks;

}  // namespace forum
