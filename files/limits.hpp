// How far files are looked into. Section [attachments] of the configuration.
#pragma once

#include <cstddef>
#include <cstdint>

namespace files {

struct InspectionLimits {
  std::int64_t archive_entries = 5'000;
  std::int64_t archive_bytes = 300LL * 1024 * 1024;  // unpacked, all together
  std::int64_t archive_ratio = 150;                  // unpacked over packed; small archives are let off
  std::int64_t image_pixels = 60'000'000;
  int thumbnail_pixels = 480;  // of the longer side
};

}  // namespace files
