#include "tests/unit/files/made_files.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <png.h>
#include <stdexcept>
#include <turbojpeg.h>
#include <webp/encode.h>

namespace tests::files {

std::string make_zip(std::vector<Part> const& parts) {
  std::size_t most = 100'000;
  for (auto const& [name, content] : parts) most += content.size() + 1000;
  std::string out(most, '\0');
  std::size_t used = 0;
  archive* const writer = archive_write_new();
  archive_write_set_format_zip(writer);
  archive_write_set_bytes_per_block(writer, 0);
  archive_write_open_memory(writer, out.data(), out.size(), &used);
  for (auto const& [name, content] : parts) {
    archive_entry* const entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    if (archive_write_header(writer, entry) != ARCHIVE_OK) throw std::runtime_error("no header");
    archive_write_data(writer, content.data(), content.size());
    archive_entry_free(entry);
  }
  archive_write_close(writer);
  archive_write_free(writer);
  out.resize(used);
  return out;
}

std::string make_docx(std::vector<Part> const& more) {
  std::vector<Part> parts{{"[Content_Types].xml", "<Types/>"}, {"word/document.xml", "<document/>"}};
  parts.insert(parts.end(), more.begin(), more.end());
  return make_zip(parts);
}

std::string make_png(int width, int height, std::string const& comment) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(width);
  image.height = static_cast<png_uint_32>(height);
  image.format = PNG_FORMAT_RGB;
  std::string const pixels(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3, '\x40');
  png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
  std::string out(size, '\0');
  if (png_image_write_to_memory(&image, out.data(), &size, 0, pixels.data(), 0, nullptr) == 0)
    throw std::runtime_error("no PNG");
  out.resize(size);
  return out + comment;
}

std::string make_webp(int width, int height) {
  std::string const pixels(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4, '\x7f');
  std::uint8_t* out = nullptr;
  auto const size = WebPEncodeLosslessRGBA(reinterpret_cast<std::uint8_t const*>(pixels.data()), width,
                                           height, width * 4, &out);
  std::string bytes(reinterpret_cast<char const*>(out), size);
  WebPFree(out);
  return bytes;
}

std::string make_jpeg(int width, int height, std::string const& exif) {
  std::string pixels;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) pixels.append(3, x * 2 < width ? '\0' : '\xff');
  }
  tjhandle const encoder = tjInitCompress();
  unsigned char* out = nullptr;
  unsigned long size = 0;
  tjCompress2(encoder, reinterpret_cast<unsigned char const*>(pixels.data()), width, 0, height, TJPF_RGB,
              &out, &size, TJSAMP_444, 95, 0);
  std::string bytes(reinterpret_cast<char const*>(out), size);
  tjFree(out);
  tjDestroy(encoder);
  if (exif.empty()) return bytes;
  auto const length = exif.size() + 2;
  std::string const segment =
      std::string("\xff\xe1") + static_cast<char>(length >> 8U) + static_cast<char>(length & 255U) + exif;
  return bytes.substr(0, 2) + segment + bytes.substr(2);
}

std::string make_exif() {
  // TIFF, big-endian: one directory with the orientation (0x0112, SHORT) and the software's name (0x0131,
  // ASCII), which stands for all that gives somebody away.
  std::string const secret = "Paris 48.8566N 2.3522E";
  std::string exif("Exif\0\0MM\0*\0\0\0\x08\0\x02", 16);
  exif += std::string("\x01\x12\0\x03\0\0\0\x01\0\x06\0\0", 12);
  exif += std::string("\x01\x31\0\x02\0\0\0", 7) + static_cast<char>(secret.size() + 1) +
          std::string("\0\0\0\x26", 4);
  exif += std::string("\0\0\0\0", 4) + secret + '\0';
  return exif;
}

Picture open_jpeg(std::string const& bytes) {
  tjhandle const decoder = tjInitDecompress();
  auto const* const from = reinterpret_cast<unsigned char const*>(bytes.data());
  Picture picture;
  int subsampling = 0;
  int colours = 0;
  if (tjDecompressHeader3(decoder, from, bytes.size(), &picture.width, &picture.height, &subsampling,
                          &colours) != 0) {
    throw std::runtime_error("no JPEG");
  }
  picture.bytes.resize(static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height) *
                       3);
  tjDecompress2(decoder, from, bytes.size(), reinterpret_cast<unsigned char*>(picture.bytes.data()), 0, 0, 0,
                TJPF_RGB, 0);
  tjDestroy(decoder);
  return picture;
}

}  // namespace tests::files
