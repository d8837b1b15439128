// What is opened reaches the audit log: at once where it must, soon where it may, and never is it left out.
#include "server/api/consultations.hpp"

#include <future>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <gtest/gtest.h>

#include "auth/audit_verify.hpp"
#include "auth/migrations.hpp"
#include "tests/support/scratch_folder.hpp"

namespace server::api {
namespace {

using namespace std::chrono_literals;

std::vector<storage::Migration> tables() {
  std::vector<storage::Migration> all(auth::migrations().begin(), auth::migrations().end());
  for (int version = 1; storage::Migration & migration : all) migration.version = version++;
  return all;
}

class ConsultationLog : public testing::Test {
 protected:
  explicit ConsultationLog(std::int64_t max_pages = 0)
      : database({.path = folder.path() / "test.db", .readers = 1, .max_pages = max_pages}, tables()) {}

  static auth::AuditRecord opened(std::optional<auth::Level> level) {
    return {.at = base::from_milliseconds(1'800'000'000'000),
            .event = auth::AuditEvent::object_viewed,
            .object = {auth::AuditObjectKind::thread, base::PublicId{}},
            .level = level};
  }
  static base::Result<void> await(boost::asio::awaitable<base::Result<void>> work) {
    boost::asio::io_context context;
    auto done = boost::asio::co_spawn(context, std::move(work), boost::asio::use_future);
    context.run();
    return done.get();
  }
  base::Result<void> record(Consultations& consultations, auth::AuditRecord const& record) {
    return await(consultations.record(record));
  }
  std::int64_t written() {
    return database
        .read_now([](storage::ReadTx& tx) -> base::Result<std::int64_t> {
          return auth::load_audit_head(tx).size();
        })
        .value();
  }
  bool wait_for(std::int64_t count) {
    for (int tries = 0; tries < 500 && written() < count; ++tries) std::this_thread::sleep_for(10ms);
    return written() == count;
  }

  ScratchFolder folder;
  storage::Database database;
};

TEST_F(ConsultationLog, has_a_restricted_record_before_the_reader_goes_on) {
  Consultations consultations(database, {.flush_every = 1h});
  for (auto const level : {auth::Level::restricted, auth::Level::confidential}) {
    auto const before = written();
    ASSERT_TRUE(record(consultations, opened(level)));
    EXPECT_EQ(written(), before + 1);
  }
  ASSERT_TRUE(record(consultations, opened(std::nullopt)));
  EXPECT_EQ(written(), 3) << "no level is no reason to be careless";
  EXPECT_EQ(consultations.waiting(), 0U);
}

TEST_F(ConsultationLog, has_the_others_soon) {
  Consultations consultations(database, {.flush_every = 50ms});
  ASSERT_TRUE(record(consultations, opened(auth::Level::official_use_only)));
  ASSERT_TRUE(record(consultations, opened(auth::Level::open)));
  EXPECT_TRUE(wait_for(2));
  ASSERT_TRUE(record(consultations, opened(auth::Level::open)));
  EXPECT_TRUE(wait_for(3));
}

TEST_F(ConsultationLog, has_a_full_batch_without_waiting_for_the_clock) {
  Consultations consultations(database, {.flush_every = 1h, .batch = 10});
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(record(consultations, opened(auth::Level::official_use_only)));
  EXPECT_TRUE(wait_for(10));
}

TEST_F(ConsultationLog, has_everything_after_a_stop_and_whatever_comes_later) {
  Consultations consultations(database, {.flush_every = 1h});
  for (int i = 0; i < 700; ++i) ASSERT_TRUE(record(consultations, opened(auth::Level::official_use_only)));
  consultations.stop();
  EXPECT_EQ(written(), 700);
  ASSERT_TRUE(record(consultations, opened(auth::Level::official_use_only)));
  EXPECT_EQ(written(), 701);
  auto const verification = database
                                .read_now([](storage::ReadTx& tx) -> base::Result<auth::AuditVerification> {
                                  return auth::verify_audit_log(tx, {});
                                })
                                .value();
  EXPECT_TRUE(verification.is_sound());
}

TEST_F(ConsultationLog, has_whatever_was_recorded_before_a_flush) {
  Consultations consultations(database, {.flush_every = 1h});
  ASSERT_TRUE(await(consultations.flush())) << "nothing waits";
  for (int round = 1; round <= 3; ++round) {
    for (int i = 0; i < 5; ++i) ASSERT_TRUE(record(consultations, opened(auth::Level::official_use_only)));
    ASSERT_TRUE(await(consultations.flush()));
    EXPECT_EQ(written(), 5 * round);
  }
}

TEST_F(ConsultationLog, makes_readers_wait_for_the_disk_when_too_much_waits) {
  Consultations consultations(database, {.flush_every = 1h, .batch = 1000, .most_waiting = 3});
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(record(consultations, opened(auth::Level::official_use_only)));
  EXPECT_EQ(consultations.waiting(), 3U);
  EXPECT_EQ(written(), 2);
}

TEST_F(ConsultationLog, refuses_a_record_that_no_log_takes_without_spoiling_the_batch) {
  Consultations consultations(database, {.flush_every = 1h});
  auto unfit = opened(auth::Level::official_use_only);
  unfit.reason = "\xff";
  EXPECT_THROW(static_cast<void>(record(consultations, unfit)), std::invalid_argument);
  ASSERT_TRUE(record(consultations, opened(auth::Level::official_use_only)));
  consultations.stop();
  EXPECT_EQ(written(), 1);
}

class FullConsultationLog : public ConsultationLog {
 protected:
  FullConsultationLog() : ConsultationLog(120) {}

  void fill() {
    Consultations consultations(database, {.flush_every = 10ms, .patience = 100ms});
    while (record(consultations, opened(auth::Level::restricted))) {
    }
    // What is written in packs finds room where a record of its own no longer does.
    while (record(consultations, opened(auth::Level::official_use_only)) && await(consultations.flush())) {
    }
  }
};

TEST_F(FullConsultationLog, refuses_restricted_reads_when_nothing_can_be_written) {
  fill();
  auto const before = written();
  Consultations consultations(database, {});
  auto const refused = record(consultations, opened(auth::Level::restricted));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, base::ErrorCode::storage_full);
  EXPECT_EQ(written(), before);
}

TEST_F(FullConsultationLog, says_so_where_a_flush_cannot_be_done) {
  fill();
  Consultations consultations(database, {.flush_every = 10ms, .patience = 100ms});
  ASSERT_TRUE(record(consultations, opened(auth::Level::official_use_only)));
  EXPECT_EQ(await(consultations.flush()).error().code, base::ErrorCode::overloaded);
}

TEST_F(FullConsultationLog, refuses_all_reads_once_too_much_waits) {
  fill();
  Consultations consultations(database, {.flush_every = 10ms, .most_waiting = 50});
  int taken = 0;
  while (record(consultations, opened(auth::Level::official_use_only))) ++taken;
  EXPECT_EQ(taken, 50);
  EXPECT_EQ(consultations.waiting(), 50U) << "and they are tried again";
}

TEST_F(ConsultationLog, refuses_restricted_reads_when_the_database_has_stopped) {
  Consultations consultations(database, {});
  database.stop();
  EXPECT_EQ(record(consultations, opened(auth::Level::restricted)).error().code, base::ErrorCode::overloaded);
}

TEST_F(ConsultationLog, has_each_record_once_whatever_the_number_of_threads) {
  Consultations consultations(database, {.flush_every = 5ms, .batch = 64});
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 500; ++i) {
        auto const level = i % 50 == t ? auth::Level::restricted : auth::Level::official_use_only;
        EXPECT_TRUE(record(consultations, opened(level)));
      }
    });
  }
  for (auto& thread : threads) thread.join();
  consultations.stop();
  EXPECT_EQ(written(), 2000);
}

}  // namespace
}  // namespace server::api
