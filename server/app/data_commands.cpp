// The database as a file: its schema, its backup, its return.
#include <algorithm>
#include <cstdio>

#include "auth/audit_log.hpp"
#include "auth/migrations.hpp"
#include "auth/secrets.hpp"
#include "base/log.hpp"
#include "forum/migrations.hpp"
#include "forum/search_index.hpp"
#include "server/app/attachment_backup.hpp"
#include "server/app/commands.hpp"
#include "server/live/cursor.hpp"
#include "storage/backup.hpp"

namespace server::app {
namespace {

constexpr int kIndexedAtOnce = 500;

// What was erased since the copy of the database was made is missing, and so is what a disk has lost.
void tell_of(CopiedFiles const& files, std::filesystem::path const& to) {
  if (files.copied > 0) std::printf("%zu files of attachments copied to %s\n", files.copied, to.c_str());
  if (files.missing > 0) std::printf("%zu files of attachments are not there\n", files.missing);
}

}  // namespace

std::vector<storage::Migration> all_migrations() {
  std::vector<storage::Migration> all;
  for (auto const floor : {auth::migrations(), forum::migrations()})
    all.insert(all.end(), floor.begin(), floor.end());
  std::ranges::sort(all, {}, &storage::Migration::version);
  return all;
}

void fill_search_index(storage::Database& database) {
  std::int64_t posts = 0;
  for (;;) {
    auto const indexed = database.write_now(
        [](storage::WriteTx& tx) -> base::Result<int> { return forum::index_due(tx, kIndexedAtOnce); });
    posts += indexed.value();
    if (indexed.value() < kIndexedAtOnce) break;
  }
  if (posts > 0) base::log_info("search_index_filled", {{"posts", posts}});
}

int migrate(Settings const& settings) {
  std::filesystem::create_directories(settings.data);
  storage::Database database(settings.storage, all_migrations());
  fill_search_index(database);
  std::printf("%s is at schema version %d\n", settings.storage.path.c_str(), all_migrations().back().version);
  return 0;
}

int backup(Settings const& settings, std::filesystem::path const& destination) {
  storage::backup_to(settings.storage.path, destination);
  std::printf("copied to %s\n", destination.c_str());
  auto const folder = attachments_beside(destination);
  tell_of(copy_attachments(destination, settings.data / kAttachmentFolder, folder), folder);
  return 0;
}

int restore(Settings const& settings, std::filesystem::path const& source) {
  if (std::filesystem::exists(settings.storage.path)) {
    std::fprintf(stderr, "%s exists: move it away first\n", settings.storage.path.c_str());
    return 1;
  }
  std::filesystem::create_directories(settings.data);
  storage::backup_to(source, settings.storage.path);
  storage::Database database(settings.storage, all_migrations());
  // Cursors of the time after the backup must not open: their events never happened here. And whoever holds a
  // checkpoint of that time has to learn why it does not fit any more.
  auto const forgotten = database.write_now([](storage::WriteTx& tx) -> base::Result<void> {
    auth::forget_key(tx, live::kCursorKey);
    auth::append_audit(tx, {.at = base::wall_clock_now(),
                            .event = auth::AuditEvent::database_restored,
                            .object = {auth::AuditObjectKind::platform, std::nullopt}});
    return {};
  });
  if (!forgotten) throw std::runtime_error("cannot write to the restored database");
  std::printf("restored to %s\n", settings.storage.path.c_str());
  database.stop();
  auto const folder = settings.data / kAttachmentFolder;
  tell_of(copy_attachments(settings.storage.path, attachments_beside(source), folder), folder);
  return 0;
}

}  // namespace server::app
