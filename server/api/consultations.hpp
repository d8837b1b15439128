// Who opened what, on its way into the audit log.
//
// An endpoint that shows somebody an object calls record() after its read and before it answers:
//
//   if (auto const logged = co_await consultations.record(std::move(record)); !logged) co_return
//   logged.error();
//
// At RESTRICTED and above, or where no level is known, record() comes back when the record is on disk: no
// byte leaves before, and where the log cannot be written the read is refused. Below, records are collected
// and written in batches, at the latest after `flush_every`; a crash loses at most those. Where too many
// wait, because the disk is full or the writer too slow, every record is written at once again, and its read
// refused when that fails: nothing is ever shown and left out of the log for want of room.
//
// Owns the thread "consultations". Every member is safe to call from any thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "auth/audit_log.hpp"
#include "storage/database.hpp"

namespace server::api {

struct ConsultationSettings {
  std::chrono::milliseconds flush_every{500};
  std::size_t batch = 512;                   // records in one write job: nobody waits behind more
  std::size_t most_waiting = 20'000;         // about ten megabytes
  std::chrono::milliseconds patience{5000};  // of flush()
};

class Consultations {
 public:
  // `database` must outlive stop().
  Consultations(storage::Database& database, ConsultationSettings const& settings);
  ~Consultations();  // stop()
  Consultations(Consultations const&) = delete;
  Consultations& operator=(Consultations const&) = delete;

  boost::asio::awaitable<base::Result<void>> record(auth::AuditRecord record);

  // Comes back when everything that was recorded before the call is on disk; overloaded where that takes
  // longer than `patience`. For whoever asks the log who has opened something.
  boost::asio::awaitable<base::Result<void>> flush();

  // Writes what waits and ends the thread; later records are written one by one. Harmless when repeated.
  void stop();
  std::size_t waiting() const;

 private:
  bool collect(auth::AuditRecord& record);
  std::uint64_t hurry();
  bool is_written(std::uint64_t collected) const;
  boost::asio::awaitable<base::Result<void>> write_through(auth::AuditRecord record);
  void run();
  bool write_batches();
  bool write_batch(std::span<auth::AuditRecord const> batch);

  storage::Database& database_;
  ConsultationSettings const settings_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<auth::AuditRecord> waiting_;
  std::size_t size_ = 0;         // waiting_ and what the thread is writing
  std::uint64_t collected_ = 0;  // records since the beginning, in order
  bool is_hurried_ = false;
  bool stopping_ = false;
  std::vector<auth::AuditRecord> writing_;  // the thread's own
  bool is_failing_ = false;                 // the thread's own: said in the log already
  std::thread thread_;
};

}  // namespace server::api
