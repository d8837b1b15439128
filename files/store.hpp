// The bytes of attachments, outside the database: a folder of files named by the SHA-256 of what is in them,
// so that the same bytes stand there once and a changed file shows. Beside it a folder of uploads that are
// not whole yet.
//
//   attachments/ab/cdef…     what rows of the database refer to
//   attachments/incoming/ID  what is being received
//
// Every function blocks on the disk: never on an I/O thread. Safe from any thread, but for one thing:
// remove() must not run beside keep(). Throws std::system_error where the disk fails.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.hpp"
#include "base/id.hpp"

namespace files {

class Store {
 public:
  // Makes the folders where they are missing.
  explicit Store(std::filesystem::path folder);

  // Puts bytes at their place in an upload; they are on disk when it returns.
  void write(base::PublicId const& upload, std::int64_t offset, std::string_view bytes) const;
  std::filesystem::path incoming(base::PublicId const& upload) const;
  void forget(base::PublicId const& upload) const;
  std::vector<base::PublicId> uploads() const;

  // Keeps these bytes, whether or not they stand there already: it takes the same time, so that nobody learns
  // by it what others have. They are on disk, name and all, when it returns.
  base::Digest keep(std::string_view bytes) const;
  std::filesystem::path path_of(base::Digest const& file) const;
  // At most `size` bytes from `offset`; fewer only at the end.
  std::string read(base::Digest const& file, std::int64_t offset, std::size_t size) const;
  std::vector<base::Digest> stored() const;
  void remove(base::Digest const& file) const;
  // What a crash left of keep().
  void drop_partials() const;

 private:
  std::filesystem::path folder_;
};

// All of a file. Throws std::system_error.
std::string read_file(std::filesystem::path const& path);

// 64 hexadecimal digits, lower case.
std::string to_hex(base::Digest const& digest);
std::optional<base::Digest> parse_hex(std::string_view text);

}  // namespace files
