#include "files/archives.hpp"

#include <algorithm>
#include <archive.h>
#include <archive_entry.h>
#include <cstdint>
#include <memory>

namespace files {
namespace {

constexpr std::string_view kDirectoryEnd = "PK\x05\x06";
constexpr std::size_t kDirectoryEndBytes = 22;
constexpr std::int64_t kLetOff = 10LL * 1024 * 1024;  // unpacked: what is small bombs nobody
constexpr std::size_t kMimetypeBytes = 100;
constexpr std::size_t kNameBytes = 1024;

struct Close {
  void operator()(archive* reader) const { archive_read_free(reader); }
};
using Reader = std::unique_ptr<archive, Close>;

bool leads_out(std::string_view name) {
  return name.starts_with('/') || name.starts_with('\\') || name == ".." || name.starts_with("../") ||
         name.find("/../") != std::string_view::npos || name.find('\\') != std::string_view::npos;
}

class Unpacking {
 public:
  Unpacking(archive* reader, std::int64_t packed, InspectionLimits const& limits)
      : reader_(reader), packed_(packed), limits_(limits) {}

  Opened run() {
    for (;;) {
      archive_entry* entry = nullptr;
      int const code = archive_read_next_header(reader_, &entry);
      if (code == ARCHIVE_EOF) return std::move(opened_);
      if (code != ARCHIVE_OK && code != ARCHIVE_WARN) return refused(Refusal::damaged);
      if (auto const refusal = look_at(entry); refusal != Refusal::none) return refused(refusal);
    }
  }

 private:
  Refusal look_at(archive_entry* entry) {
    if (archive_entry_is_encrypted(entry) != 0) return Refusal::archive_locked;
    if (static_cast<std::int64_t>(opened_.parts.size()) >= limits_.archive_entries)
      return Refusal::archive_too_large;
    char const* raw = archive_entry_pathname_utf8(entry);
    if (raw == nullptr) raw = archive_entry_pathname(entry);
    std::string name = raw != nullptr ? raw : "";
    if (name.empty() || name.size() > kNameBytes || leads_out(name)) return Refusal::damaged;
    auto const type = archive_entry_filetype(entry);
    if (type != AE_IFREG && type != AE_IFDIR) return Refusal::damaged;
    bool const is_mimetype = name == "mimetype";
    opened_.parts.push_back(std::move(name));
    return unpack(is_mimetype);
  }

  Refusal unpack(bool is_mimetype) {
    for (;;) {
      void const* block = nullptr;
      std::size_t size = 0;
      std::int64_t offset = 0;
      int const code = archive_read_data_block(reader_, &block, &size, &offset);
      if (code == ARCHIVE_EOF) return Refusal::none;
      if (code != ARCHIVE_OK) return Refusal::damaged;
      unpacked_ += static_cast<std::int64_t>(size);
      if (unpacked_ > limits_.archive_bytes ||
          (unpacked_ > kLetOff && unpacked_ / std::max<std::int64_t>(packed_, 1) > limits_.archive_ratio)) {
        return Refusal::archive_too_large;
      }
      if (is_mimetype && opened_.mimetype.size() < kMimetypeBytes)
        opened_.mimetype.append(static_cast<char const*>(block), std::min(size, kMimetypeBytes));
    }
  }

  static Opened refused(Refusal refusal) { return {refusal, {}, {}}; }

  archive* reader_;
  std::int64_t packed_;
  InspectionLimits const& limits_;
  Opened opened_;
  std::int64_t unpacked_ = 0;
};

}  // namespace

Opened open_archive(std::string_view bytes, InspectionLimits const& limits) {
  Reader const reader(archive_read_new());
  archive_read_support_format_zip_seekable(reader.get());
  if (archive_read_open_memory(reader.get(), bytes.data(), bytes.size()) != ARCHIVE_OK)
    return {Refusal::damaged, {}, {}};
  return Unpacking(reader.get(), static_cast<std::int64_t>(bytes.size()), limits).run();
}

std::size_t end_of_archive(std::string_view bytes) {
  auto const at = bytes.rfind(kDirectoryEnd);
  if (at == std::string_view::npos || bytes.size() - at < kDirectoryEndBytes) return std::string_view::npos;
  auto const low = static_cast<unsigned char>(bytes[at + 20]);
  auto const high = static_cast<unsigned char>(bytes[at + 21]);
  return at + kDirectoryEndBytes + low + 256UL * high;
}

}  // namespace files
