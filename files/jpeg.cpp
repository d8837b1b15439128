#include <algorithm>
#include <libexif/exif-data.h>
#include <memory>
#include <turbojpeg.h>

#include "files/images.hpp"
#include "files/pixels.hpp"

namespace files {
namespace {

struct Destroy {
  void operator()(void* handle) const { tjDestroy(handle); }
};
struct Unref {
  void operator()(ExifData* data) const { exif_data_unref(data); }
};

unsigned char const* begin_of(std::string_view bytes) {
  return reinterpret_cast<unsigned char const*>(bytes.data());
}

// Of EXIF, 1 to 8: how the picture has to be turned to stand upright.
int orientation_of(std::string_view bytes) {
  std::unique_ptr<ExifData, Unref> const data(
      exif_data_new_from_data(begin_of(bytes), static_cast<unsigned>(bytes.size())));
  if (!data) return 1;
  ExifEntry const* const entry = exif_content_get_entry(data->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
  if (entry == nullptr || entry->format != EXIF_FORMAT_SHORT || entry->components < 1 || entry->size < 2)
    return 1;
  return exif_get_short(entry->data, exif_data_get_byte_order(data.get()));
}

int turning(int orientation) {
  switch (orientation) {
    case 2:
      return TJXOP_HFLIP;
    case 3:
      return TJXOP_ROT180;
    case 4:
      return TJXOP_VFLIP;
    case 5:
      return TJXOP_TRANSPOSE;
    case 6:
      return TJXOP_ROT90;
    case 7:
      return TJXOP_TRANSVERSE;
    case 8:
      return TJXOP_ROT270;
    default:
      return TJXOP_NONE;
  }
}

// Turned, without any marker that is not needed to draw it; empty where it is no JPEG. Pixels at the edge
// that do not fill a block are lost where it has to be turned.
std::string rebuilt(std::string_view bytes, int operation) {
  std::unique_ptr<void, Destroy> const handle(tjInitTransform());
  tjtransform transform{};
  transform.op = operation;
  transform.options = TJXOPT_COPYNONE | (operation == TJXOP_NONE ? 0 : TJXOPT_TRIM);
  unsigned char* out = nullptr;
  unsigned long size = 0;
  bool const done = handle && tjTransform(handle.get(), begin_of(bytes), bytes.size(), 1, &out, &size,
                                          &transform, TJFLAG_LIMITSCANS) == 0;
  std::string result;
  if (done) result.assign(reinterpret_cast<char const*>(out), size);
  tjFree(out);
  return result;
}

// At an eighth, a quarter or half of its size, where that is enough for the thumbnail.
std::string thumbnail_of(std::string_view bytes, int longest) {
  std::unique_ptr<void, Destroy> const handle(tjInitDecompress());
  int width = 0;
  int height = 0;
  int subsampling = 0;
  int colours = 0;
  if (!handle || tjDecompressHeader3(handle.get(), begin_of(bytes), bytes.size(), &width, &height,
                                     &subsampling, &colours) != 0) {
    return {};
  }
  tjscalingfactor factor{1, 1};
  for (int part : {2, 4, 8}) {
    tjscalingfactor const smaller{1, part};
    if (TJSCALED(std::max(width, height), smaller) >= longest) factor = smaller;
  }
  Pixels pixels{TJSCALED(width, factor), TJSCALED(height, factor), {}};
  pixels.bytes.resize(static_cast<std::size_t>(pixels.width) * static_cast<std::size_t>(pixels.height) * 4);
  if (tjDecompress2(handle.get(), begin_of(bytes), bytes.size(), pixels.bytes.data(), pixels.width, 0,
                    pixels.height, TJPF_RGBA, TJFLAG_LIMITSCANS) != 0) {
    return {};
  }
  return make_thumbnail(pixels, longest);
}

}  // namespace

Stripped strip_jpeg(std::string_view bytes, InspectionLimits const& limits) {
  std::unique_ptr<void, Destroy> const handle(tjInitDecompress());
  int width = 0;
  int height = 0;
  int subsampling = 0;
  int colours = 0;
  if (!handle ||
      tjDecompressHeader3(handle.get(), begin_of(bytes), bytes.size(), &width, &height, &subsampling,
                          &colours) != 0 ||
      width < 1 || height < 1) {
    return {Refusal::damaged, {}, {}};
  }
  if (static_cast<std::int64_t>(width) * height > limits.image_pixels)
    return {Refusal::image_too_large, {}, {}};
  auto result = rebuilt(bytes, turning(orientation_of(bytes)));
  if (result.empty()) return {Refusal::damaged, {}, {}};
  auto thumbnail = thumbnail_of(result, limits.thumbnail_pixels);
  if (thumbnail.empty()) return {Refusal::damaged, {}, {}};
  return {Refusal::none, std::move(result), std::move(thumbnail)};
}

}  // namespace files
