// The steps of migrations.cpp that are about what moderators do.
#pragma once

namespace forum {

extern char const* const kFlags;
extern char const* const kAppeals;
extern char const* const kActAppeals;
extern char const* const kFormerLabels;

}  // namespace forum
