#include "server/app/attachment_backup.hpp"

#include <stdexcept>
#include <string>
#include <system_error>

#include "files/store.hpp"
#include "forum/attachment_checks.hpp"
#include "server/app/commands.hpp"
#include "storage/database.hpp"

namespace server::app {

std::filesystem::path attachments_beside(std::filesystem::path const& database) {
  auto folder = database;
  folder += ".attachments";
  return folder;
}

CopiedFiles copy_attachments(std::filesystem::path const& database, std::filesystem::path const& from,
                             std::filesystem::path const& to) {
  storage::Database rows({.path = database, .read_only = true}, all_migrations());
  auto const wanted = rows.read_now(
      [](storage::ReadTx& tx) -> base::Result<std::vector<base::Digest>> { return forum::files_in_use(tx); });
  CopiedFiles count;
  if (wanted.value().empty()) return count;
  files::Store const source(from);
  files::Store const destination(to);
  for (auto const& file : *wanted) {
    auto const path = source.path_of(file);
    if (!std::filesystem::exists(path)) {
      ++count.missing;
      continue;
    }
    auto const bytes = files::read_file(path);
    if (base::sha256(bytes) != file)
      throw std::runtime_error(path.string() + " is damaged: its hash is another");
    destination.keep(bytes);
    ++count.copied;
  }
  return count;
}

}  // namespace server::app
