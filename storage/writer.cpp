#include "storage/writer.hpp"

#include "base/log.hpp"
#include "storage/database.hpp"

namespace storage {
namespace {

using Command = Connection::Command;

// With readers always at work the log cannot start over by itself; beyond this many times the usual length
// the writer waits for them.
constexpr int kLongestLogInCheckpoints = 8;

void fail(Job<WriteTx>& job, EngineFailure const& failure) {
  switch (failure.reason()) {
    case EngineFailure::Reason::full:
      return job.fail(base::Error(base::ErrorCode::storage_full));
    case EngineFailure::Reason::busy:
      return job.fail(overloaded());
    case EngineFailure::Reason::constraint:
    case EngineFailure::Reason::other:
      return job.fail(std::make_exception_ptr(failure));
  }
}

}  // namespace

void Writer::run(std::span<Job<WriteTx>* const> jobs) {
  for (std::size_t done = 0; done < jobs.size();) {
    auto const reached = run_transaction(jobs.subspan(done));
    for (std::size_t i = 0; i < reached; ++i) jobs[done + i]->resume();
    done += reached;
  }
}

// Returns how many jobs, from the first, have their outcome: all of them, unless the engine gave up the
// transaction in the middle. What ran before in it is lost, and fails with it; what has not run yet gets a
// transaction of its own. A job never runs twice: it may have moved from what it captured.
std::size_t Writer::run_transaction(std::span<Job<WriteTx>* const> jobs) {
  std::size_t reached = 0;
  std::int64_t changes = 0;
  kept_.clear();
  try {
    connection_.run(Command::begin_write);
    for (Job<WriteTx>* const job : jobs) {
      ++reached;
      kept_.push_back(job);
      auto const before = connection_.total_changes();
      if (run_job(*job)) {
        changes += connection_.total_changes() - before;
      } else {
        kept_.pop_back();
      }
    }
    connection_.run(Command::commit);
  } catch (EngineFailure const& failure) {
    connection_.abandon();
    base::log_error("transaction_failed", {{"reason", failure.what()}, {"jobs", jobs.size()}});
    failed_batches_.add(1);
    if (reached == 0) {  // there was no transaction to begin with
      for (Job<WriteTx>* const job : jobs) fail(*job, failure);
      reached = jobs.size();
    } else {
      for (Job<WriteTx>* const job : kept_) fail(*job, failure);
    }
    rollbacks_.add(reached);
    return reached;
  }
  writes_.add(kept_.size());
  rollbacks_.add(reached - kept_.size());
  committed(changes);
  return reached;
}

// True when what the job wrote stays in the transaction. Throws where the transaction itself is lost.
bool Writer::run_job(Job<WriteTx>& job) {
  connection_.run(Command::savepoint);
  bool keep = job.run(tx_);
  if (!connection_.in_transaction()) {
    throw connection_.last_failure().value_or(
        EngineFailure(EngineFailure::Reason::other, "the transaction ended inside a job"));
  }
  if (keep && connection_.has_dangling_references()) {
    // Left alone, this would fail the COMMIT of everybody's work.
    job.fail(std::make_exception_ptr(
        EngineFailure(EngineFailure::Reason::constraint, "a foreign key is left dangling")));
    keep = false;
  }
  if (!keep) connection_.run(Command::rollback_to_savepoint);
  connection_.run(Command::release);
  return keep;
}

void Writer::committed(std::int64_t changes) {
  batches_.add(1);
  if (changes == 0) return;
  pages_to_copy_ = true;
  log_pages_.set(static_cast<std::uint64_t>(connection_.log_pages()));
  std::lock_guard const lock(listener_mutex_);
  if (listener_) listener_();
}

void Writer::checkpoint_when_due() {
  // The log starts over by itself once all of it is copied and nobody reads it.
  if (connection_.log_pages() < checkpoint_pages_) next_checkpoint_at_ = checkpoint_pages_;
  if (connection_.log_pages() < next_checkpoint_at_) return;
  bool const too_long = connection_.log_pages() >= kLongestLogInCheckpoints * checkpoint_pages_;
  checkpoint(too_long ? Connection::Checkpoint::restart : Connection::Checkpoint::passive);
  next_checkpoint_at_ = connection_.log_pages() + checkpoint_pages_;
}

void Writer::checkpoint_when_idle() {
  checkpoint(Connection::Checkpoint::passive);
}

void Writer::checkpoint(Connection::Checkpoint mode) {
  try {
    checkpoints_.add(1);
    pages_to_copy_ = !connection_.checkpoint(mode);
  } catch (EngineFailure const& failure) {
    // Nothing is lost: the log keeps what was committed, and a later checkpoint copies it.
    base::log_error("checkpoint_failed", {{"reason", failure.what()}});
  }
}

void Writer::set_commit_listener(std::function<void()> listener) {
  std::lock_guard const lock(listener_mutex_);
  listener_ = std::move(listener);
}

void Writer::add_counters_to(DatabaseCounters& counters) const {
  counters.writes = writes_.get();
  counters.rollbacks = rollbacks_.get();
  counters.batches = batches_.get();
  counters.failed_batches = failed_batches_.get();
  counters.checkpoints = checkpoints_.get();
  counters.log_pages = log_pages_.get();
}

}  // namespace storage
