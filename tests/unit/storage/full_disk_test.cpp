// What happens when bytes no longer fit: the work is refused as a whole, nobody is told a falsehood, and the
// database goes on when there is room again.
#include <signal.h>
#include <sys/resource.h>

#include <gtest/gtest.h>

#include "tests/unit/storage/pile.hpp"
#include "tests/unit/storage/scratch_database.hpp"

using base::ErrorCode;
using base::Result;
using storage::WriteTx;

namespace {

auto add_note_of(std::size_t bytes) {
  return [bytes](WriteTx& tx) -> Result<void> {
    insert_note(tx, std::string(bytes, 'x'));
    return {};
  };
}

// The operating system refuses to let any file of this process grow past a size. A write to the log then
// fails as on a full disk. Lifted at the end.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(std::uintmax_t bytes) {
    old_action_ = ::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &old_limit_);
    rlimit limit = old_limit_;
    limit.rlim_cur = bytes;
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() {
    ::setrlimit(RLIMIT_FSIZE, &old_limit_);
    ::signal(SIGXFSZ, old_action_);
  }
  FileSizeLimit(FileSizeLimit const&) = delete;
  FileSizeLimit& operator=(FileSizeLimit const&) = delete;

 private:
  rlimit old_limit_{};
  sighandler_t old_action_;
};

TEST(FullDisk, a_quota_refuses_with_storage_full_and_keeps_what_was_there) {
  ScratchDatabase database({.max_pages = 30});
  std::int64_t added = 0;
  Result<void> last;
  while ((last = database.add_note(std::string(3000, 'x')))) ++added;
  EXPECT_EQ(last.error().code, ErrorCode::storage_full);
  EXPECT_GT(added, 10);
  EXPECT_EQ(database.count_notes(), added);
  database.reopen();
  EXPECT_EQ(database.count_notes(), added);
}

TEST(FullDisk, a_job_too_large_never_leaves_another_half_done) {
  ScratchDatabase database({.max_pages = 30});
  Pile pile(*database);
  auto const before = pile.start(add_note_of(10));
  auto const giant = pile.start(add_note_of(500'000));
  auto const after = pile.start(add_note_of(10));
  auto const last = pile.start(add_note_of(10));
  pile.run();

  EXPECT_EQ(giant->result->error().code, ErrorCode::storage_full);
  EXPECT_TRUE(after->result->has_value()) << "what had not run yet gets a transaction of its own";
  EXPECT_TRUE(last->result->has_value());
  auto const told = static_cast<std::int64_t>(before->result->has_value()) + 2;
  EXPECT_EQ(database.count_notes(), told) << "told and kept are the same";
}

TEST(FullDisk, a_job_that_hides_the_failure_does_not_write_on_outside_its_transaction) {
  ScratchDatabase database({.max_pages = 30});
  auto const outcome = database->write_now([](WriteTx& tx) -> Result<void> {
    try {
      insert_note(tx, std::string(500'000, 'x'));
    } catch (std::exception const&) {
    }
    insert_note(tx, "small enough");
    return {};
  });
  if (outcome.has_error()) {
    EXPECT_EQ(outcome.error().code, ErrorCode::storage_full);
  }
  EXPECT_EQ(database.count_notes(), outcome.has_value() ? 1 : 0);
}

TEST(FullDisk, a_commit_that_fails_fails_everybody_and_publishes_nothing) {
  ScratchDatabase database;
  ASSERT_TRUE(database.add_note("kept"));
  std::atomic<int> heard = 0;
  database->set_commit_listener([&] { ++heard; });
  auto log = database.file();
  log += "-wal";

  std::vector<std::shared_ptr<Pile::Outcome>> outcomes;
  {
    FileSizeLimit const limit(std::filesystem::file_size(log) + 20'000);
    Pile pile(*database);
    for (int i = 0; i < 20; ++i) outcomes.push_back(pile.start(add_note_of(3000)));
    pile.run();
  }
  for (auto const& outcome : outcomes) {
    ASSERT_TRUE(outcome->result && outcome->result->has_error());
    EXPECT_EQ(outcome->result->error().code, ErrorCode::storage_full);
  }
  EXPECT_EQ(heard, 0);
  EXPECT_EQ(database.count_notes(), 1);
  EXPECT_EQ(database->counters().failed_batches, 1U);

  ASSERT_TRUE(database.add_note("there is room again"));
  EXPECT_EQ(heard, 1);
  database.reopen();
  EXPECT_EQ(database.count_notes(), 2);
}

TEST(FullDisk, a_transaction_too_large_for_memory_fails_before_its_commit) {
  ScratchDatabase database({.cache_kib = 64});
  ASSERT_TRUE(database.add_note("kept"));
  {
    FileSizeLimit const limit(300'000);
    auto const outcome = database->write_now([](WriteTx& tx) -> Result<void> {
      for (int i = 0; i < 500; ++i) insert_note(tx, std::string(3000, 'x'));
      return {};
    });
    ASSERT_TRUE(outcome.has_error());
    EXPECT_EQ(outcome.error().code, ErrorCode::storage_full);
  }
  EXPECT_EQ(database.count_notes(), 1);
  EXPECT_TRUE(database.add_note("there is room again"));
}

}  // namespace
