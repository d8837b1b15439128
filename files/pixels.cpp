#include "files/pixels.hpp"

#include <algorithm>
#include <memory>
#include <turbojpeg.h>

namespace files {
namespace {

constexpr int kChannels = 4;
constexpr int kQuality = 80;
constexpr unsigned kOpaque = 255;

struct Destroy {
  void operator()(void* handle) const { tjDestroy(handle); }
};

// The mean of the pixels that fall on each one of the smaller picture, on white.
std::vector<std::uint8_t> shrunk(Pixels const& from, int width, int height) {
  std::vector<std::uint8_t> to;
  to.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
  auto const span_of = [](int index, int small, int large) {
    auto const begin = static_cast<std::int64_t>(index) * large / small;
    auto const end = std::max(begin + 1, static_cast<std::int64_t>(index + 1) * large / small);
    return std::pair(begin, end);
  };
  for (int y = 0; y < height; ++y) {
    auto const [top, bottom] = span_of(y, height, from.height);
    for (int x = 0; x < width; ++x) {
      auto const [left, right] = span_of(x, width, from.width);
      std::uint64_t sum[3] = {};
      for (auto row = top; row < bottom; ++row) {
        auto const* pixel = &from.bytes[static_cast<std::size_t>((row * from.width + left) * kChannels)];
        for (auto column = left; column < right; ++column, pixel += kChannels) {
          unsigned const alpha = pixel[3];
          for (int i = 0; i < 3; ++i) sum[i] += (pixel[i] * alpha + kOpaque * (kOpaque - alpha)) / kOpaque;
        }
      }
      auto const count = static_cast<std::uint64_t>((bottom - top) * (right - left));
      for (auto const one : sum) to.push_back(static_cast<std::uint8_t>(one / count));
    }
  }
  return to;
}

}  // namespace

std::string make_thumbnail(Pixels const& pixels, int longest) {
  int const side = std::max({pixels.width, pixels.height, 1});
  int const most = std::min(longest, side);
  auto const scaled = [&](int length) {
    return std::max(1, static_cast<int>(static_cast<std::int64_t>(length) * most / side));
  };
  int const width = scaled(pixels.width);
  int const height = scaled(pixels.height);
  auto const small = shrunk(pixels, width, height);
  std::unique_ptr<void, Destroy> const encoder(tjInitCompress());
  unsigned char* out = nullptr;
  unsigned long size = 0;
  if (!encoder || tjCompress2(encoder.get(), small.data(), width, 0, height, TJPF_RGB, &out, &size,
                              TJSAMP_420, kQuality, TJFLAG_ACCURATEDCT) != 0) {
    tjFree(out);
    return {};
  }
  std::string bytes(reinterpret_cast<char const*>(out), size);
  tjFree(out);
  return bytes;
}

}  // namespace files
