// Group commit: runs a batch of write jobs in one transaction, each in a savepoint of its own, and commits
// them with one fsync. Lives on the writer thread; only the counters are read from elsewhere.
#pragma once

#include <functional>
#include <mutex>
#include <span>
#include <vector>

#include "storage/connection.hpp"
#include "storage/counters.hpp"
#include "storage/job.hpp"

namespace storage {

struct DatabaseCounters;

class Writer {
 public:
  Writer(Connection& connection, int checkpoint_pages)
      : connection_(connection), tx_(connection), checkpoint_pages_(checkpoint_pages) {}

  // Runs every job to its outcome and resumes the callers: those of a transaction after its COMMIT.
  void run(std::span<Job<WriteTx>* const> jobs);

  // Keeps the write-ahead log short. Called between batches, so that no caller waits for it.
  void checkpoint_when_due();
  bool has_pages_to_copy() const { return pages_to_copy_; }
  void checkpoint_when_idle();

  void set_commit_listener(std::function<void()> listener);
  void add_counters_to(DatabaseCounters& counters) const;

 private:
  std::size_t run_transaction(std::span<Job<WriteTx>* const> jobs);
  bool run_job(Job<WriteTx>& job);
  void committed(std::int64_t changes);
  void checkpoint(Connection::Checkpoint mode);

  Connection& connection_;
  WriteTx tx_;
  int checkpoint_pages_;
  int next_checkpoint_at_ = checkpoint_pages_;
  bool pages_to_copy_ = false;
  std::vector<Job<WriteTx>*> kept_;  // the jobs of the open transaction whose work is to stay

  std::mutex listener_mutex_;
  std::function<void()> listener_;

  Counter writes_;
  Counter rollbacks_;
  Counter batches_;
  Counter failed_batches_;
  Counter checkpoints_;
  Counter log_pages_;
};

}  // namespace storage
