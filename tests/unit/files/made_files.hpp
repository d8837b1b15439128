// Files for tests, made with the libraries that the program looks at them with.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace tests::files {

using Part = std::pair<std::string, std::string>;  // name and content

std::string make_zip(std::vector<Part> const& parts);
std::string make_docx(std::vector<Part> const& more = {});
std::string make_png(int width, int height, std::string const& comment = {});
std::string make_webp(int width, int height);
// Its left half black and its right half white; `exif` stands in it as the segment APP1.
std::string make_jpeg(int width, int height, std::string const& exif = {});
// Orientation 6 (the top of the picture is its right side), and a place on earth.
std::string make_exif();

struct Picture {
  int width = 0;
  int height = 0;
  std::string bytes;  // red, green, blue
};
Picture open_jpeg(std::string const& bytes);

}  // namespace tests::files
