#include "auth/audit_key.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <stdexcept>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.hpp"

namespace auth {
namespace {

[[noreturn]] void fail(std::filesystem::path const& file, std::string const& why) {
  throw std::runtime_error("the key file " + file.string() + " " + why);
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(Descriptor const&) = delete;
  Descriptor& operator=(Descriptor const&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

// A name in a folder is on disk when the folder is.
void sync_folder(std::filesystem::path const& file) {
  auto const folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
  Descriptor const opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened.number() < 0 || ::fsync(opened.number()) != 0) fail(file, "cannot be kept on disk");
}

}  // namespace

std::optional<NoteSigner> read_note_key_file(std::filesystem::path const& file) {
  Descriptor const opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (opened.number() < 0 && errno == ENOENT) return std::nullopt;
  struct stat status{};
  if (opened.number() < 0 || ::fstat(opened.number(), &status) != 0)
    fail(file, std::string("cannot be read: ") + std::strerror(errno));
  if (!S_ISREG(status.st_mode)) fail(file, "is no file");
  if ((status.st_mode & 077) != 0) fail(file, "may be read by others than its owner: chmod 600");
  std::array<char, 4096> bytes;
  ssize_t const size = ::read(opened.number(), bytes.data(), bytes.size());
  if (size < 0) fail(file, std::string("cannot be read: ") + std::strerror(errno));
  auto const signer =
      NoteSigner::parse(base::trimmed(std::string_view(bytes.data(), static_cast<std::size_t>(size))));
  if (!signer) fail(file, "does not hold a key");
  return signer;
}

void write_note_key_file(std::filesystem::path const& file, NoteSigner const& signer) {
  std::string const text = signer.secret_text() + "\n";
  Descriptor const created(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (created.number() < 0) fail(file, std::string("cannot be made: ") + std::strerror(errno));
  if (::write(created.number(), text.data(), text.size()) != static_cast<ssize_t>(text.size()) ||
      ::fsync(created.number()) != 0) {
    fail(file, "cannot be written");
  }
  sync_folder(file);
}

}  // namespace auth
