#include "base/log.hpp"

#include <memory>

#include <spdlog/async.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "base/time.hpp"

namespace base {
namespace {

constexpr std::size_t kQueuedLines =
    8192;  // when full, the oldest are dropped: the log never stops the server

spdlog::level::level_enum to_spdlog(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      return spdlog::level::debug;
    case LogLevel::info:
      return spdlog::level::info;
    case LogLevel::warning:
      return spdlog::level::warn;
    case LogLevel::error:
      return spdlog::level::err;
  }
  return spdlog::level::err;
}

std::string_view name_of(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      return "debug";
    case LogLevel::info:
      return "info";
    case LogLevel::warning:
      return "warning";
    case LogLevel::error:
      return "error";
  }
  return "error";
}

std::shared_ptr<spdlog::logger>& current_logger() {
  static std::shared_ptr<spdlog::logger> logger = [] {
    auto synchronous =
        std::make_shared<spdlog::logger>("log", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    synchronous->set_pattern("%v");
    synchronous->set_level(spdlog::level::warn);
    return synchronous;
  }();
  return logger;
}

void append_string(std::string& line, std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  line += '"';
  for (char const c : text) {
    auto const octet = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      line += '\\';
      line += c;
    } else if (octet < 0x20 || octet >= 0x7f) {
      // Bytes above ASCII are escaped one by one: the log must be readable even where the text is not UTF-8.
      line += "\\u00";
      line += kHex[octet >> 4];
      line += kHex[octet & 15];
    } else {
      line += c;
    }
  }
  line += '"';
}

void append_field(std::string& line, LogField const& field) {
  line += ',';
  append_string(line, field.name);
  line += ':';
  if (auto const* const text = std::get_if<std::string_view>(&field.value)) {
    append_string(line, *text);
  } else if (auto const* const integer = std::get_if<std::int64_t>(&field.value)) {
    line += std::to_string(*integer);
  } else if (auto const* const number = std::get_if<double>(&field.value)) {
    line += std::to_string(*number);
  } else {
    line += std::get<bool>(field.value) ? "true" : "false";
  }
}

}  // namespace

void start_log(LogLevel least) {
  spdlog::init_thread_pool(kQueuedLines, 1);
  auto logger = std::make_shared<spdlog::async_logger>(
      "log", std::make_shared<spdlog::sinks::stderr_sink_mt>(), spdlog::thread_pool(),
      spdlog::async_overflow_policy::overrun_oldest);
  logger->set_pattern("%v");
  logger->set_level(to_spdlog(least));
  logger->flush_on(spdlog::level::info);
  current_logger() = std::move(logger);
}

void stop_log() {
  current_logger()->flush();
  spdlog::shutdown();
}

std::string format_log_line(LogLevel level, std::string_view event, LogFields fields, std::string_view time) {
  std::string line;
  line.reserve(160);
  line += "{\"time\":";
  append_string(line, time);
  line += ",\"level\":";
  append_string(line, name_of(level));
  line += ",\"event\":";
  append_string(line, event);
  for (LogField const& field : fields) append_field(line, field);
  line += '}';
  return line;
}

void log(LogLevel level, std::string_view event, LogFields fields) {
  auto const& logger = current_logger();
  if (!logger->should_log(to_spdlog(level))) return;
  logger->log(to_spdlog(level), format_log_line(level, event, fields, format_rfc3339(wall_clock_now())));
}

}  // namespace base
