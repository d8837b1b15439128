#include <png.h>

#include "files/images.hpp"
#include "files/pixels.hpp"

namespace files {
namespace {

// Freed whatever happens.
struct Image : png_image {
  Image() : png_image{} { version = PNG_IMAGE_VERSION; }
  ~Image() { png_image_free(this); }
  Image(Image const&) = delete;
  Image& operator=(Image const&) = delete;
};

std::string encoded(Pixels const& pixels) {
  Image image;
  image.width = static_cast<png_uint_32>(pixels.width);
  image.height = static_cast<png_uint_32>(pixels.height);
  image.format = PNG_FORMAT_RGBA;
  png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
  std::string bytes(size, '\0');
  if (png_image_write_to_memory(&image, bytes.data(), &size, 0, pixels.bytes.data(), 0, nullptr) == 0)
    return {};
  bytes.resize(size);
  return bytes;
}

}  // namespace

Stripped strip_png(std::string_view bytes, InspectionLimits const& limits) {
  Image image;
  if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0)
    return {Refusal::damaged, {}, {}};
  if (static_cast<std::int64_t>(image.width) * image.height > limits.image_pixels)
    return {Refusal::image_too_large, {}, {}};
  image.format = PNG_FORMAT_RGBA;
  Pixels pixels{static_cast<int>(image.width), static_cast<int>(image.height), {}};
  pixels.bytes.resize(PNG_IMAGE_SIZE(image));
  if (png_image_finish_read(&image, nullptr, pixels.bytes.data(), 0, nullptr) == 0)
    return {Refusal::damaged, {}, {}};
  auto result = encoded(pixels);
  auto thumbnail = make_thumbnail(pixels, limits.thumbnail_pixels);
  if (result.empty() || thumbnail.empty()) return {Refusal::damaged, {}, {}};
  return {Refusal::none, std::move(result), std::move(thumbnail)};
}

}  // namespace files
