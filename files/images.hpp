// Images without what they say of where, when and by whom they were taken. A photograph is turned the right
// way up before the note that says which way that is goes.
//
// JPEG is rebuilt from its coefficients, PNG and WebP from their pixels: nothing but the picture comes
// through, whatever else stood in the file or behind it. The same picture always gives the same bytes.
#pragma once

#include <string>
#include <string_view>

#include "files/limits.hpp"
#include "files/refusal.hpp"

namespace files {

struct Stripped {
  Refusal refusal = Refusal::none;
  std::string bytes;      // of the same type
  std::string thumbnail;  // JPEG
};

Stripped strip_jpeg(std::string_view bytes, InspectionLimits const& limits);
Stripped strip_png(std::string_view bytes, InspectionLimits const& limits);
Stripped strip_webp(std::string_view bytes, InspectionLimits const& limits);

}  // namespace files
