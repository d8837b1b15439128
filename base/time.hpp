// Points in time, to the millisecond, in UTC. The only wall clock of the program is here; everything above
// is handed its `now`, so that tests choose it.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace base {

using Timestamp = std::chrono::sys_time<std::chrono::milliseconds>;

Timestamp wall_clock_now();

// Unix milliseconds: the form in which the database keeps time.
std::int64_t to_milliseconds(Timestamp time);
Timestamp from_milliseconds(std::int64_t milliseconds);

// RFC 3339 in UTC with milliseconds, "2026-11-21T18:02:30.000Z": the form of the API.
std::string format_rfc3339(Timestamp time);
// Writes the 24 characters of format_rfc3339 to `out`, without allocating.
void format_rfc3339_to(Timestamp time, char* out);
// Accepts what RFC 3339 section 5.6 allows, with any offset; nothing for everything else.
std::optional<Timestamp> parse_rfc3339(std::string_view text);

}  // namespace base
