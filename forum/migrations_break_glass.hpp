// Tables of break-glass.
#pragma once

namespace forum {

extern char const* const kBreakGlass;

}  // namespace forum
