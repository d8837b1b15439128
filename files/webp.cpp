#include <cstdint>
#include <memory>
#include <webp/decode.h>
#include <webp/encode.h>

#include "files/images.hpp"
#include "files/pixels.hpp"

namespace files {
namespace {

constexpr float kQuality = 90;
constexpr int kLossless = 2;  // of WebPBitstreamFeatures::format

struct Free {
  void operator()(std::uint8_t* bytes) const { WebPFree(bytes); }
};
using Bytes = std::unique_ptr<std::uint8_t, Free>;

std::string encoded(Pixels const& pixels, bool is_lossless) {
  std::uint8_t* out = nullptr;
  auto const* const from = pixels.bytes.data();
  int const stride = pixels.width * 4;
  std::size_t const size = is_lossless
                               ? WebPEncodeLosslessRGBA(from, pixels.width, pixels.height, stride, &out)
                               : WebPEncodeRGBA(from, pixels.width, pixels.height, stride, kQuality, &out);
  Bytes const owner(out);
  return size == 0 ? std::string() : std::string(reinterpret_cast<char const*>(out), size);
}

}  // namespace

Stripped strip_webp(std::string_view bytes, InspectionLimits const& limits) {
  auto const* const from = reinterpret_cast<std::uint8_t const*>(bytes.data());
  WebPBitstreamFeatures features{};
  if (WebPGetFeatures(from, bytes.size(), &features) != VP8_STATUS_OK || features.has_animation != 0)
    return {Refusal::damaged, {}, {}};
  if (static_cast<std::int64_t>(features.width) * features.height > limits.image_pixels)
    return {Refusal::image_too_large, {}, {}};
  Pixels pixels;
  Bytes const decoded(WebPDecodeRGBA(from, bytes.size(), &pixels.width, &pixels.height));
  if (!decoded) return {Refusal::damaged, {}, {}};
  auto const size = static_cast<std::size_t>(pixels.width) * static_cast<std::size_t>(pixels.height) * 4;
  pixels.bytes.assign(decoded.get(), decoded.get() + size);
  auto result = encoded(pixels, features.format == kLossless);
  auto thumbnail = make_thumbnail(pixels, limits.thumbnail_pixels);
  if (result.empty() || thumbnail.empty()) return {Refusal::damaged, {}, {}};
  return {Refusal::none, std::move(result), std::move(thumbnail)};
}

}  // namespace files
