#include "files/store.hpp"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "base/random.hpp"

namespace tests::files {
namespace {

class FileStore : public testing::Test {
 protected:
  FileStore()
      : folder(std::filesystem::temp_directory_path() / base::to_string(base::make_public_id(random))) {}
  ~FileStore() override { std::filesystem::remove_all(folder); }

  base::SystemRandom random;
  std::filesystem::path folder;
  ::files::Store store{folder};
};

TEST_F(FileStore, keeps_the_same_bytes_once) {
  auto const first = store.keep("A statute.");
  EXPECT_EQ(first, base::sha256("A statute."));
  EXPECT_EQ(store.keep("A statute."), first);
  EXPECT_NE(store.keep("Another."), first);
  EXPECT_EQ(store.stored().size(), 2U);
  EXPECT_EQ(store.read(first, 0, 100), "A statute.");
  EXPECT_EQ(store.read(first, 2, 3), "sta");
  EXPECT_EQ(store.read(first, 100, 3), "");
  store.remove(first);
  EXPECT_THROW(store.read(first, 0, 1), std::system_error);
}

TEST_F(FileStore, puts_an_upload_together_piece_by_piece) {
  auto const id = base::make_public_id(random);
  store.write(id, 0, "Half a ");
  store.write(id, 7, "statute.");
  EXPECT_EQ(::files::read_file(store.incoming(id)), "Half a statute.");
  // A piece that was lost on its way back comes again.
  store.write(id, 7, "statute.");
  EXPECT_EQ(::files::read_file(store.incoming(id)), "Half a statute.");
  EXPECT_EQ(store.uploads(), std::vector{id});
  EXPECT_TRUE(store.stored().empty());
  store.forget(id);
  EXPECT_TRUE(store.uploads().empty());
}

TEST_F(FileStore, drops_what_a_crash_left) {
  auto const kept = store.keep("A statute.");
  auto partial = store.path_of(kept);
  partial += ".partial";
  std::ofstream(partial) << "A st";
  store.drop_partials();
  EXPECT_FALSE(std::filesystem::exists(partial));
  EXPECT_EQ(store.stored(), std::vector{kept});
}

TEST_F(FileStore, writes_hashes_as_people_compare_them) {
  auto const digest = base::sha256("abc");
  auto const text = ::files::to_hex(digest);
  EXPECT_EQ(text, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(::files::parse_hex(text), digest);
  EXPECT_FALSE(::files::parse_hex(text.substr(1)));
  EXPECT_FALSE(::files::parse_hex(std::string(64, 'g')));
}

}  // namespace
}  // namespace tests::files
