#include "files/store.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace files {
namespace {

constexpr std::string_view kDigits = "0123456789abcdef";
constexpr char kPartial[] = ".partial";

[[noreturn]] void fail(char const* doing, std::filesystem::path const& path) {
  throw std::system_error(errno, std::generic_category(),
                          std::string(doing) + " " + path.filename().string());
}

// An open file, closed at the end.
class File {
 public:
  File(std::filesystem::path const& path, int flags)
      : path_(path), descriptor_(::open(path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, 0600)) {
    if (descriptor_ < 0) fail("open", path);
  }
  ~File() { ::close(descriptor_); }
  File(File const&) = delete;
  File& operator=(File const&) = delete;

  void write(std::string_view bytes, std::int64_t offset) const {
    while (!bytes.empty()) {
      auto const written = ::pwrite(descriptor_, bytes.data(), bytes.size(), offset);
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) fail("write", path_);
      bytes.remove_prefix(static_cast<std::size_t>(written));
      offset += written;
    }
  }
  std::string read(std::int64_t offset, std::size_t size) const {
    std::string bytes(size, '\0');
    std::size_t done = 0;
    while (done < size) {
      auto const got =
          ::pread(descriptor_, bytes.data() + done, size - done, offset + static_cast<std::int64_t>(done));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) fail("read", path_);
      if (got == 0) break;
      done += static_cast<std::size_t>(got);
    }
    bytes.resize(done);
    return bytes;
  }
  std::size_t size() const {
    struct stat status{};
    if (::fstat(descriptor_, &status) != 0) fail("look at", path_);
    return static_cast<std::size_t>(status.st_size);
  }
  void sync() const {
    if (::fsync(descriptor_) != 0) fail("sync", path_);
  }

 private:
  std::filesystem::path const& path_;
  int descriptor_;
};

void sync_folder(std::filesystem::path const& folder) {
  File(folder, O_RDONLY | O_DIRECTORY).sync();
}

}  // namespace

std::string to_hex(base::Digest const& digest) {
  std::string text;
  text.reserve(digest.size() * 2);
  for (auto const byte : digest) {
    text += kDigits[std::to_integer<std::size_t>(byte) >> 4U];
    text += kDigits[std::to_integer<std::size_t>(byte) & 15U];
  }
  return text;
}

std::optional<base::Digest> parse_hex(std::string_view text) {
  base::Digest digest{};
  if (text.size() != digest.size() * 2) return std::nullopt;
  for (std::size_t i = 0; i < digest.size(); ++i) {
    auto const high = kDigits.find(text[2 * i]);
    auto const low = kDigits.find(text[2 * i + 1]);
    if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
    digest[i] = static_cast<std::byte>(high * 16 + low);
  }
  return digest;
}

std::string read_file(std::filesystem::path const& path) {
  File const file(path, O_RDONLY);
  return file.read(0, file.size());
}

Store::Store(std::filesystem::path folder) : folder_(std::move(folder)) {
  std::filesystem::create_directories(folder_ / "incoming");
  for (char const first : kDigits) {
    for (char const second : kDigits) std::filesystem::create_directory(folder_ / std::string{first, second});
  }
  std::filesystem::permissions(folder_, std::filesystem::perms::owner_all);
  sync_folder(folder_);
}

std::filesystem::path Store::incoming(base::PublicId const& upload) const {
  return folder_ / "incoming" / base::to_string(upload);
}

void Store::write(base::PublicId const& upload, std::int64_t offset, std::string_view bytes) const {
  auto const path = incoming(upload);
  File const file(path, O_WRONLY | O_CREAT);
  file.write(bytes, offset);
  file.sync();
  if (offset == 0) sync_folder(path.parent_path());
}

void Store::forget(base::PublicId const& upload) const {
  std::filesystem::remove(incoming(upload));
}

std::vector<base::PublicId> Store::uploads() const {
  std::vector<base::PublicId> found;
  for (auto const& entry : std::filesystem::directory_iterator(folder_ / "incoming")) {
    if (auto const id = base::parse_public_id(entry.path().filename().string())) found.push_back(*id);
  }
  return found;
}

base::Digest Store::keep(std::string_view bytes) const {
  auto const digest = base::sha256(bytes);
  auto const path = path_of(digest);
  auto partial = path;
  partial += kPartial;
  {
    File const file(partial, O_WRONLY | O_CREAT | O_TRUNC);
    file.write(bytes, 0);
    file.sync();
  }
  if (::rename(partial.c_str(), path.c_str()) != 0) fail("rename", partial);
  sync_folder(path.parent_path());
  return digest;
}

std::filesystem::path Store::path_of(base::Digest const& file) const {
  auto const name = to_hex(file);
  return folder_ / name.substr(0, 2) / name.substr(2);
}

std::string Store::read(base::Digest const& file, std::int64_t offset, std::size_t size) const {
  auto const path = path_of(file);
  return File(path, O_RDONLY).read(offset, size);
}

std::vector<base::Digest> Store::stored() const {
  std::vector<base::Digest> found;
  for (auto const& entry : std::filesystem::recursive_directory_iterator(folder_)) {
    auto const name = entry.path().parent_path().filename().string() + entry.path().filename().string();
    if (auto const digest = parse_hex(name); digest && entry.is_regular_file()) found.push_back(*digest);
  }
  return found;
}

void Store::drop_partials() const {
  std::vector<std::filesystem::path> partials;
  for (auto const& entry : std::filesystem::recursive_directory_iterator(folder_)) {
    if (entry.path().extension() == kPartial) partials.push_back(entry.path());
  }
  for (auto const& path : partials) std::filesystem::remove(path);
}

void Store::remove(base::Digest const& file) const {
  std::filesystem::remove(path_of(file));
}

}  // namespace files
