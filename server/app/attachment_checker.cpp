#include "server/app/attachment_checker.hpp"

#include <algorithm>
#include <exception>
#include <pthread.h>

#include "base/log.hpp"
#include "base/time.hpp"
#include "files/inspection.hpp"

namespace server::app {
namespace {

constexpr std::chrono::minutes kSweepEvery{10};
constexpr int kScansAtOnce = 100;

using Clock = std::chrono::steady_clock;

forum::CheckedFile refused(files::Refusal refusal) {
  forum::CheckedFile checked;
  checked.refusal = files::to_string(refusal);
  return checked;
}

}  // namespace

AttachmentChecker::AttachmentChecker(storage::Database& database, files::Store const& store,
                                     CheckerSettings settings, forum::AttachmentLimits const& limits)
    : database_(database),
      store_(store),
      settings_(std::move(settings)),
      limits_(limits),
      scanner_(settings_.scanner),
      thread_([this] { run(); }) {}

AttachmentChecker::~AttachmentChecker() {
  stop();
}

void AttachmentChecker::stop() {
  {
    std::lock_guard const lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void AttachmentChecker::wake() {
  {
    std::lock_guard const lock(mutex_);
    woken_ = true;
  }
  wake_.notify_all();
}

bool AttachmentChecker::is_stopping() {
  std::lock_guard const lock(mutex_);
  return stopping_;
}

void AttachmentChecker::run() {
  pthread_setname_np(pthread_self(), "file-check");
  auto next_scan = Clock::now();
  auto next_sweep = Clock::now();
  store_.drop_partials();
  while (!is_stopping()) {
    try {
      check_all();
      if (Clock::now() >= next_scan) {
        scan_again();
        next_scan = Clock::now() + settings_.rescan_every;
      }
      if (Clock::now() >= next_sweep) {
        sweep();
        next_sweep = Clock::now() + kSweepEvery;
      }
    } catch (std::exception const& failure) {
      base::log_warning("attachments_not_checked", {{"what", failure.what()}});
    }
    std::unique_lock lock(mutex_);
    wake_.wait_until(lock, std::min(next_scan, next_sweep), [this] { return stopping_ || woken_; });
    woken_ = false;
  }
}

void AttachmentChecker::check_all() {
  while (!is_stopping()) {
    auto const due =
        database_.read_now([](storage::ReadTx& tx) -> base::Result<std::optional<forum::DueCheck>> {
          return forum::find_due_check(tx);
        });
    if (!due || !*due) return;
    check(**due);
  }
}

void AttachmentChecker::check(forum::DueCheck const& due) {
  auto const checked = look_at(due);
  auto const settled = database_.write_now(
      [&](storage::WriteTx& tx) -> base::Result<bool> { return forum::settle_check(tx, due.id, checked); });
  if (!settled) throw std::runtime_error("cannot settle a check");
  if (!checked.refusal.empty()) base::log_info("upload_refused", {{"why", checked.refusal}});
  store_.forget(due.public_id);
}

forum::CheckedFile AttachmentChecker::look_at(forum::DueCheck const& due) const {
  std::string bytes;
  try {
    bytes = files::read_file(store_.incoming(due.public_id));
  } catch (std::system_error const&) {
    return refused(files::Refusal::damaged);
  }
  bool const is_whole = static_cast<std::int64_t>(bytes.size()) == due.announced &&
                        (!due.announced_sha256 || base::sha256(bytes) == *due.announced_sha256);
  if (!is_whole) return refused(files::Refusal::damaged);
  auto const inspected = files::inspect(std::move(bytes), due.name, settings_.inspection);
  if (inspected.refusal != files::Refusal::none) return refused(inspected.refusal);
  auto const verdict = scanner_.scan(inspected.bytes);
  if (verdict == files::Verdict::malware) return refused(files::Refusal::malware);
  bool const scanned = verdict == files::Verdict::clean;
  bool const is_served = scanned || settings_.unscanned == Unscanned::serve;
  forum::CheckedFile checked;
  checked.state = is_served ? forum::FileState::ready : forum::FileState::held;
  checked.type = inspected.type;
  checked.size = static_cast<std::int64_t>(inspected.bytes.size());
  checked.sha256 = store_.keep(inspected.bytes);
  if (!inspected.thumbnail.empty()) checked.thumbnail = store_.keep(inspected.thumbnail);
  checked.scanned = scanned;
  return checked;
}

void AttachmentChecker::scan_again() {
  if (!scanner_.is_there()) return;
  forum::AttachmentId after;
  for (;;) {
    auto const due =
        database_.read_now([&](storage::ReadTx& tx) -> base::Result<std::vector<forum::DueScan>> {
          return forum::find_due_scans(tx, after, kScansAtOnce);
        });
    if (!due || due->empty()) return;
    for (auto const& one : *due) {
      if (is_stopping()) return;
      auto const verdict = scanner_.scan(files::read_file(store_.path_of(one.sha256)));
      // Whoever does not answer now is asked again the next time.
      if (verdict == files::Verdict::unknown) return;
      std::string const refusal(files::to_string(verdict == files::Verdict::malware ? files::Refusal::malware
                                                                                    : files::Refusal::none));
      auto const settled = database_.write_now([&](storage::WriteTx& tx) -> base::Result<void> {
        forum::settle_scan(tx, one.id, refusal);
        return {};
      });
      if (!settled) return;
      if (!refusal.empty()) base::log_warning("attachment_is_malware");
    }
    after = due->back().id;
  }
}

void AttachmentChecker::sweep() {
  auto const now = base::wall_clock_now();
  auto const swept = database_.write_now([&](storage::WriteTx& tx) -> base::Result<void> {
    forum::sweep_uploads(tx, limits_, now);
    return {};
  });
  if (!swept) return;
  // What is listed first cannot be missing from the rows that are read after it: only this thread adds files.
  auto const stored = store_.stored();
  auto const uploads = store_.uploads();
  std::vector<base::PublicId> expected;
  auto const in_use = database_.read_now([&](storage::ReadTx& tx) -> base::Result<std::vector<base::Digest>> {
    for (auto const& upload : uploads) {
      if (forum::is_expected(tx, upload)) expected.push_back(upload);
    }
    auto files = forum::files_in_use(tx);
    std::ranges::sort(files);
    return files;
  });
  if (!in_use) return;
  for (auto const& upload : uploads) {
    if (std::ranges::find(expected, upload) == expected.end()) store_.forget(upload);
  }
  for (auto const& file : stored) {
    if (!std::ranges::binary_search(*in_use, file)) store_.remove(file);
  }
}

}  // namespace server::app
