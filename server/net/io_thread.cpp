#include "server/net/io_thread.hpp"

#include <pthread.h>
#include <stdexcept>

#include <boost/asio/post.hpp>
#include <openssl/rand.h>

#include "base/log.hpp"
#include "base/time.hpp"

namespace server::net {
namespace {

constexpr std::size_t kRequestIdSize = 15;  // 75 bits, and no allocation in libstdc++

void write_two_digits(char* out, unsigned value) {
  out[0] = static_cast<char>('0' + value / 10 % 10);
  out[1] = static_cast<char>('0' + value % 10);
}

// IMF-fixdate: "Sat, 21 Nov 2026 18:02:30 GMT", without any locale.
void write_date(char* out, std::chrono::sys_seconds time) {
  static constexpr char kDays[] = "SunMonTueWedThuFriSat";
  static constexpr char kMonths[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
  auto const day = std::chrono::floor<std::chrono::days>(time);
  std::chrono::year_month_day const date{day};
  std::chrono::hh_mm_ss const clock{time - day};
  auto const year = static_cast<unsigned>(static_cast<int>(date.year()));
  std::string_view{"Www, dd Mmm yyyy hh:mm:ss GMT"}.copy(out, 29);
  std::string_view{kDays}.substr(std::size_t{std::chrono::weekday{day}.c_encoding()} * 3, 3).copy(out, 3);
  write_two_digits(out + 5, static_cast<unsigned>(date.day()));
  std::string_view{kMonths}
      .substr(std::size_t{static_cast<unsigned>(date.month()) - 1} * 3, 3)
      .copy(out + 8, 3);
  write_two_digits(out + 12, year / 100);
  write_two_digits(out + 14, year % 100);
  write_two_digits(out + 17, static_cast<unsigned>(clock.hours().count()));
  write_two_digits(out + 20, static_cast<unsigned>(clock.minutes().count()));
  write_two_digits(out + 23, static_cast<unsigned>(clock.seconds().count()));
}

}  // namespace

Watched::Watched(IoThread& thread) : thread_(thread), place_(thread.watched_.size()) {
  thread.watched_.push_back(this);
}

Watched::~Watched() {
  Watched* const last = thread_.watched_.back();
  thread_.watched_[place_] = last;
  last->place_ = place_;
  thread_.watched_.pop_back();
  thread_.end_when_drained();
}

IoThread::IoThread(std::size_t index, NetworkSettings const& settings)
    : index_(index),
      timer_step_(settings.timer_step),
      body_budget_(settings.bodies_bytes_per_thread),
      end_(ended_.get_future().share()),
      work_(context_.get_executor()),
      timer_(context_) {
  update_clock();
}

IoThread::~IoThread() {
  join();
}

void IoThread::start() {
  thread_ = std::thread([this] { run(); });
  std::string const name = "io-" + std::to_string(index_);
  ::pthread_setname_np(thread_.native_handle(), name.c_str());
}

void IoThread::run() {
  tick();
  for (;;) {
    try {
      context_.run();
      break;
    } catch (std::exception const& failure) {
      // Connections catch their own; this is a handler of an upper floor that was posted here.
      base::log_error("io_handler_failed", {{"reason", failure.what()}});
    }
  }
  ended_.set_value();
}

void IoThread::tick() {
  update_clock();
  for (Watched* const watched : watched_) watched->on_tick(now_);
  timer_.expires_after(timer_step_);
  timer_.async_wait([this](boost::system::error_code error) {
    if (!error) tick();
  });
}

void IoThread::update_clock() {
  now_ = std::chrono::steady_clock::now();
  auto const second = std::chrono::floor<std::chrono::seconds>(base::wall_clock_now());
  if (second.time_since_epoch().count() == date_second_) return;
  date_second_ = second.time_since_epoch().count();
  write_date(date_.data(), second);
}

void IoThread::begin_drain() {
  boost::asio::post(context_, [this] {
    draining_ = true;
    for (Watched* const watched : watched_) watched->begin_drain();
    end_when_drained();
  });
}

void IoThread::cut() {
  boost::asio::post(context_, [this] {
    for (Watched* const watched : watched_) watched->cut();
  });
}

void IoThread::end_when_drained() {
  // Not by running out of work: an upper floor's timer must not keep the server from stopping.
  if (draining_ && watched_.empty()) context_.stop();
}

bool IoThread::has_ended_by(TimePoint deadline) const {
  return !thread_.joinable() || end_.wait_until(deadline) == std::future_status::ready;
}

void IoThread::join() {
  context_.stop();
  if (thread_.joinable()) thread_.join();
}

std::string IoThread::make_request_id() {
  static constexpr char kDigits[] = "0123456789abcdefghjkmnpqrstvwxyz";
  if (random_used_ + kRequestIdSize > random_.size()) {
    if (RAND_bytes(random_.data(), static_cast<int>(random_.size())) != 1) {
      throw std::runtime_error("the random generator failed");
    }
    random_used_ = 0;
  }
  std::string id(kRequestIdSize, '0');
  for (char& digit : id) digit = kDigits[random_[random_used_++] % 32];
  return id;
}

bool IoThread::may_log_about_peers() {
  if (now_ - log_window_ >= std::chrono::seconds{1}) {
    if (log_lines_left_out_ > 0) base::log_warning("log_lines_left_out", {{"lines", log_lines_left_out_}});
    log_window_ = now_;
    log_lines_ = 0;
    log_lines_left_out_ = 0;
  }
  if (log_lines_ < kLogLinesPerSecond) {
    ++log_lines_;
    return true;
  }
  ++log_lines_left_out_;
  return false;
}

}  // namespace server::net
