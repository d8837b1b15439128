// The structured log: one JSON object a line on standard error, through spdlog's asynchronous queue, so that
// no I/O thread waits for a terminal or a pipe. Names of events and fields are snake_case and stable.
// Secrets, titles and bodies never go in.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

namespace base {

enum class LogLevel { debug, info, warning, error };

struct LogField {
  std::string_view name;
  std::variant<std::string_view, std::int64_t, double, bool> value;

  LogField(std::string_view n, std::string_view v) : name(n), value(v) {}
  LogField(std::string_view n, std::string const& v) : name(n), value(std::string_view{v}) {}
  LogField(std::string_view n, char const* v) : name(n), value(std::string_view{v}) {}
  LogField(std::string_view n, bool v) : name(n), value(v) {}
  LogField(std::string_view n, double v) : name(n), value(v) {}
  template <class Integer>
    requires std::is_integral_v<Integer>
  LogField(std::string_view n, Integer v) : name(n), value(static_cast<std::int64_t>(v)) {}
};

using LogFields = std::initializer_list<LogField>;

// Call once at the start of the program. Without it, lines of level warning and above go out synchronously.
void start_log(LogLevel least);
// Writes out what is queued; the last thing a program does.
void stop_log();

void log(LogLevel level, std::string_view event, LogFields fields);

inline void log_debug(std::string_view event, LogFields fields = {}) {
  log(LogLevel::debug, event, fields);
}
inline void log_info(std::string_view event, LogFields fields = {}) {
  log(LogLevel::info, event, fields);
}
inline void log_warning(std::string_view event, LogFields fields = {}) {
  log(LogLevel::warning, event, fields);
}
inline void log_error(std::string_view event, LogFields fields = {}) {
  log(LogLevel::error, event, fields);
}

// One line as log() writes it, without the line end. Public for its test: hostile text stays inside its
// string.
std::string format_log_line(LogLevel level, std::string_view event, LogFields fields, std::string_view time);

}  // namespace base
