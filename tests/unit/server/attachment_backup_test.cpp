// A backup has the files that its database refers to, each as it was.
#include "server/app/attachment_backup.hpp"

#include <fstream>

#include <gtest/gtest.h>

#include "files/store.hpp"
#include "forum/attachment_checks.hpp"
#include "forum/attachments.hpp"
#include "tests/support/forum_world.hpp"
#include "tests/support/scratch_folder.hpp"

namespace server::app {
namespace {

class AttachmentBackup : public testing::Test {
 protected:
  AttachmentBackup() {
    tests::ForumWorld world(1, database, base::wall_clock_now());
    auto const officer = world.viewer("officer1.fr");
    world.write([&](storage::WriteTx& tx) {
      auto const made =
          forum::create_upload(tx, officer,
                               {.name = "a.txt", .size = 5, .sha256 = {}, .level = {}, .context = {}},
                               {world.random, world.limits})
              .value();
      EXPECT_TRUE(forum::advance_upload(tx, officer, made.attachment.public_id, 0, 5, world.limits));
      forum::CheckedFile checked;
      checked.state = forum::FileState::ready;
      checked.size = 5;
      checked.sha256 = kept;
      return forum::settle_check(tx, forum::find_due_check(tx).value().id, checked);
    });
  }

  ScratchFolder folder;
  std::filesystem::path database = folder.path() / "forum.db";
  std::filesystem::path from = folder.path() / "attachments";
  std::filesystem::path to = attachments_beside(folder.path() / "copy.db");
  files::Store store{from};
  base::Digest kept = store.keep("12345");
};

TEST_F(AttachmentBackup, copies_what_the_database_refers_to_and_nothing_else) {
  store.keep("what nobody refers to");
  auto const files = copy_attachments(database, from, to);
  EXPECT_EQ(files.copied, 1U);
  EXPECT_EQ(files.missing, 0U);
  files::Store const copy(to);
  EXPECT_EQ(copy.stored(), std::vector{kept});
  EXPECT_EQ(copy.read(kept, 0, 10), "12345");
}

TEST_F(AttachmentBackup, takes_no_file_that_is_not_what_its_hash_says) {
  std::ofstream(store.path_of(kept)) << "12346";
  EXPECT_THROW(copy_attachments(database, from, to), std::runtime_error);
}

TEST_F(AttachmentBackup, tells_what_is_not_there) {
  store.remove(kept);
  EXPECT_EQ(copy_attachments(database, from, to).missing, 1U);
}

}  // namespace
}  // namespace server::app
