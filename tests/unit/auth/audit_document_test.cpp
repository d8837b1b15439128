// docs/audit.md against the program: its table has every event, with its kind, and says of each whether the
// program writes it.
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "auth/audit_record.hpp"

namespace auth {
namespace {

std::string read(std::filesystem::path const& file) {
  std::ostringstream text;
  text << std::ifstream(std::filesystem::path(COLLOQUIUM_SOURCE_DIR) / file).rdbuf();
  return text.str();
}

struct Line {
  std::string kind;
  std::string written;
};

std::map<std::string, Line> documented() {
  std::istringstream lines(read("docs/audit.md"));
  std::map<std::string, Line> events;
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("| `")) continue;
    std::istringstream cells(line);
    std::string name;
    Line found;
    for (auto* const cell : {&name, &name, &found.kind, &found.written}) std::getline(cells, *cell, '|');
    for (auto* const cell : {&name, &found.kind, &found.written}) {
      cell->erase(0, cell->find_first_not_of(" `"));
      cell->erase(cell->find_last_not_of(" `") + 1);
    }
    if (name.find('.') != std::string::npos) events.emplace(name, found);
  }
  return events;
}

// What stands in the sources that write, not in those that name events or look for them.
std::string writers() {
  std::string text;
  for (auto const floor : {"auth", "forum", "server"}) {
    auto const folder = std::filesystem::path(COLLOQUIUM_SOURCE_DIR) / floor;
    for (auto const& entry : std::filesystem::recursive_directory_iterator(folder)) {
      auto const name = entry.path().filename().string();
      if (!name.ends_with(".cpp") || name.starts_with("audit_record") || name.starts_with("audit_views") ||
          name.starts_with("audit_search")) {
        continue;
      }
      text += read(entry.path());
    }
  }
  return text;
}

TEST(AuditDocument, lists_every_event_and_whether_it_is_written) {
  auto const lines = documented();
  auto const sources = writers();
  std::size_t count = 0;
  for (int number = 0; number < 2000; ++number) {
    auto const event = find_audit_event(number);
    if (!event) continue;
    ++count;
    std::string name(to_string(*event));
    auto const line = lines.find(name);
    ASSERT_NE(line, lines.end()) << name << " is not in the table";
    EXPECT_EQ(line->second.kind, to_string(kind_of(*event))) << name;
    name.replace(name.find('.'), 1, "_");
    bool const is_written = sources.find("AuditEvent::" + name) != std::string::npos;
    EXPECT_EQ(!line->second.written.starts_with("not yet"), is_written) << name;
  }
  EXPECT_EQ(lines.size(), count) << "the table has events that there are not";
}

}  // namespace
}  // namespace auth
