// Pixels in memory, and the small picture that is made of them. Internal to images.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace files {

// Red, green, blue and alpha, row by row.
struct Pixels {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> bytes;
};

// As JPEG on white, its longer side at most `longest`; empty where it cannot be made.
std::string make_thumbnail(Pixels const& pixels, int longest);

}  // namespace files
