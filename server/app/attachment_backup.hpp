// The files of attachments, on their way into a backup and back.
#pragma once

#include <cstddef>
#include <filesystem>

namespace server::app {

// Beside the copy of the database.
std::filesystem::path attachments_beside(std::filesystem::path const& database);

struct CopiedFiles {
  std::size_t copied = 0;
  std::size_t missing = 0;  // the database refers to them, and they are not there
};

// Copies what the database refers to from one store to the other, each file held against its hash. Throws
// std::runtime_error where one is damaged. Only reads the database.
CopiedFiles copy_attachments(std::filesystem::path const& database, std::filesystem::path const& from,
                             std::filesystem::path const& to);

}  // namespace server::app
